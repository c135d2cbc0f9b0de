/** What the check found: the gravest first, each with its place and what to do. */
import type { Finding, Say } from '../issue/finding.ts';

export function Findings({ findings, say }: { readonly findings: readonly Finding[]; readonly say: Say }) {
  if (findings.length === 0)
    return <p className="said good">{say('Rien à redire.', 'Nothing to say against it.')}</p>;
  const numbered = findings.map((finding, at) => ({
    ...finding,
    key: `${at} ${finding.check} ${finding.place}`,
  }));
  return (
    <ul className="list">
      {numbered.map(({ key, level, place, message, fix }) => (
        <li key={key}>
          <span className={`badge ${badges[level]}`}>{levelInWords(level, say)}</span>{' '}
          <strong>{place}</strong>
          <br />
          {message} <span className="soft">{fix}</span>
        </li>
      ))}
    </ul>
  );
}

const badges: Record<Finding['level'], string> = { block: 'bad', warn: 'warn', note: '' };

function levelInWords(level: Finding['level'], say: Say): string {
  const words = {
    block: say('bloque', 'blocks'),
    warn: say('à regarder', 'look at it'),
    note: say('note', 'note'),
  };
  return words[level];
}
