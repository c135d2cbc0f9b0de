/** What the check found: the gravest first, each with its place, the reason and the way out; notes on request. */
import { type Say, sayCount } from '../config/say.ts';
import { nameOfItem } from '../issue/edit.ts';
import type { DeskPlace, Finding } from '../issue/finding.ts';
import type { IssueItem } from '../issue/issue.ts';
import { itemInAddress } from './places.ts';

type Shown = {
  readonly findings: readonly Finding[];
  /** To find an article's row on the desk. */
  readonly items: readonly IssueItem[];
  /** Page of the desk; empty where it is the page itself. */
  readonly desk: string;
  readonly say: Say;
};

export function Findings({ findings, items, desk, say }: Shown) {
  if (findings.length === 0)
    return <p className="said good">{say('Rien à redire.', 'Nothing to say against it.')}</p>;
  const [notes, grave] = [
    findings.filter(({ level }) => level === 'note'),
    findings.filter(({ level }) => level !== 'note'),
  ];
  const rows = (some: readonly Finding[]) => <Rows findings={some} items={items} desk={desk} say={say} />;
  return (
    <>
      {grave.length === 0 ? (
        <p className="said good">
          {say('Rien ne s’oppose à cette lettre.', 'Nothing stands against this letter.')}
        </p>
      ) : (
        rows(grave)
      )}
      {notes.length > 0 && (
        <details id="notes">
          <summary>
            {sayCount(
              notes.length,
              say,
              ['Une remarque', `${notes.length} remarques`],
              ['One note', `${notes.length} notes`],
            )}
          </summary>
          {rows(notes)}
        </details>
      )}
    </>
  );
}

/** «2 bloquent, 1 à regarder, 9 remarques». */
export function findingsInShort(findings: readonly Finding[], say: Say): string {
  const count = (level: Finding['level']) => findings.filter((one) => one.level === level).length;
  const [blocks, warns, notes] = [count('block'), count('warn'), count('note')];
  const parts = [
    blocks > 0 && `${blocks} ${sayCount(blocks, say, ['bloque', 'bloquent'], ['blocks', 'block'])}`,
    warns > 0 && say(`${warns} à regarder`, `${warns} to look at`),
    notes > 0 && `${notes} ${sayCount(notes, say, ['remarque', 'remarques'], ['note', 'notes'])}`,
  ].filter(Boolean);
  return parts.length === 0 ? say('rien à redire', 'nothing to say against it') : parts.join(', ');
}

function Rows({ findings, items, desk, say }: Shown) {
  const numbered = findings.map((finding, at) => ({
    ...finding,
    key: `${at} ${finding.check} ${finding.place}`,
  }));
  return (
    <ul className="list findings">
      {numbered.map(({ key, level, place, at, message, fix }) => {
        const anchor = at && anchorOf(at, items);
        return (
          <li key={key} className={level}>
            {level !== 'note' && <span className={`badge ${badges[level]}`}>{levelInWords(level, say)}</span>}{' '}
            {anchor ? (
              <a href={`${desk}#${anchor}`}>{place.replace(/ <[^<>]*>$/, '')}</a>
            ) : (
              <strong>{place}</strong>
            )}
            <p>{message}</p>
            <p className="soft small">→ {fix}</p>
          </li>
        );
      })}
    </ul>
  );
}

/** The id of the article's row, or of the field, on the desk; undefined for an article that stands there no more. */
function anchorOf(at: DeskPlace, items: readonly IssueItem[]): string | undefined {
  if (at.kind === 'field') return at.field;
  if (at.kind === 'redraft') return at.kind;
  const item = items.find(
    ({ articleId, block }) =>
      articleId === at.id &&
      (at.commune === undefined || (block.kind === 'commune' && block.commune === at.commune)),
  );
  return item && `item-${itemInAddress(nameOfItem(item))}`;
}

const badges: Record<Finding['level'], string> = { block: 'bad', warn: 'warn', note: '' };

function levelInWords(level: Finding['level'], say: Say): string {
  const words = {
    block: say('bloque', 'blocks'),
    warn: say('à regarder', 'look at it'),
    note: say('remarque', 'note'),
  };
  return words[level];
}
