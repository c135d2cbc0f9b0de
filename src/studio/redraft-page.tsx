/** What a draft made anew keeps and what it changes, said before the button that makes it. */
import { sayCount } from '../config/say.ts';
import { dayInWords } from '../issue/calendar.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { isHandmade } from '../issue/draft.ts';
import { leavesAtSlot, planAnew } from '../issue/draft-plan.ts';
import { type Desk, issueAddress, PageForm } from './edit-page-form.tsx';
import type { ChosenOnDesk, IssueOnDesk } from './issue-facts.ts';
import type { Visit } from './page.tsx';
import { momentInWords } from './words.ts';

export function RedraftPage({
  desk,
  found,
  title,
}: {
  readonly desk: Desk;
  readonly found: IssueOnDesk;
  readonly title: string;
}) {
  const { visit } = desk;
  const { say } = visit;
  return (
    <div className="card narrow now stack">
      <h1>{title}</h1>
      <p>
        {say(
          'Les articles sont choisis de nouveau, parmi tout ce que les flux ont apporté jusqu’à maintenant.',
          'The articles are chosen anew, among all that the feeds have brought until now.',
        )}
      </p>
      <Stays found={found} visit={visit} />
      <Changes found={found} visit={visit} />
      <PageForm desk={desk} what="redraft" page="/redraft">
        <div className="row">
          <button type="submit" id="redraft-now">
            {say('Refaire le brouillon', 'Draft anew')}
          </button>
          <a className="button quiet" href={issueAddress(desk)}>
            {say('Le laisser comme il est', 'Leave it as it is')}
          </a>
        </div>
      </PageForm>
      <p className="small soft">
        {say(
          '«\u00a0Annuler le dernier changement\u00a0» le remet ensuite comme il est.',
          '“Undo the last change” brings it back as it is.',
        )}
      </p>
    </div>
  );
}

type Shown = { readonly found: IssueOnDesk; readonly visit: Visit };

/** All that a person set. */
function Stays({ found: { newsletter, issue: of, chosen }, visit: { say, language } }: Shown) {
  const kept = chosen.filter(isHandmade);
  const parts = [
    of.edited.includes('subject') && say('l’objet', 'the subject'),
    of.edited.includes('preheader') && say('le sous-titre', 'the preheader'),
    of.edito !== null && say('l’édito', 'the editorial'),
    of.edited.includes('sponsors') && say('les partenaires', 'the partners'),
    of.edited.includes('errata') && say('les errata', 'the corrections'),
  ].filter((part) => part !== false);
  const hour = hourKept(of, newsletter.time_zone, { say, language });
  return (
    <section aria-labelledby="stays">
      <h2 id="stays">{say('Ce qui reste', 'What stays')}</h2>
      <ul>
        {parts.length > 0 && (
          <li>
            {say('Ce que la rédaction a écrit : ', 'What the desk wrote: ')}
            {parts.join(', ')}.
          </li>
        )}
        {hour && <li>{hour}</li>}
        {kept.map((item) => (
          <li key={`${item.articleId} ${JSON.stringify(item.block)}`}>
            {item.edited.title ?? item.article.title} <span className="small soft">{whyKept(item, say)}</span>
          </li>
        ))}
        {parts.length + kept.length === 0 && hour === null && (
          <li>
            {say(
              'Rien : personne n’a encore rien épinglé, retouché ni écrit.',
              'Nothing: nobody has pinned, edited or written anything yet.',
            )}
          </li>
        )}
      </ul>
    </section>
  );
}

/** Null where nobody wished another one than the slot, which may move. */
function hourKept(
  of: DeskIssue,
  zone: string,
  { say, language }: Pick<Visit, 'say' | 'language'>,
): string | null {
  if (leavesAtSlot(of) || (of.sendAt === null && of.draftedFor === null)) return null;
  if (of.sendAt === null)
    return say('La lettre ne part pas toute seule.', 'The letter does not leave by itself.');
  const moment = momentInWords(of.sendAt, zone, language);
  return say(
    `L’heure du départ, une fois approuvée : ${moment}.`,
    `When it leaves, once approved: ${moment}.`,
  );
}

function whyKept({ pinned, edited }: ChosenOnDesk, say: Visit['say']): string {
  const words = [
    pinned && say('épinglé', 'pinned'),
    Object.keys(edited).length > 0 && say('retouché', 'edited'),
  ];
  return words.filter((word) => word !== false).join(', ');
}

function Changes({ found: { newsletter, issue: of, chosen, now }, visit: { say, language } }: Shown) {
  const free = chosen.filter((item) => !isHandmade(item)).length;
  const { date, sendAt } = planAnew(newsletter, of, now);
  const [before, after] = [dayInWords(of.date, language), dayInWords(date, language)];
  const lines = !of.edited.includes('subject') || !of.edited.includes('preheader');
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{say('Ce qui change', 'What changes')}</h2>
      <ul>
        {free > 0 && (
          <li>
            {sayCount(
              free,
              say,
              ['Un article peut céder sa place.', `${free} articles peuvent céder leur place.`],
              ['One article may give way.', `${free} articles may give way.`],
            )}
          </li>
        )}
        <li>
          {say('Un article que vous avez retiré peut revenir.', 'An article that you dropped may come back.')}
        </li>
        {lines && (
          <li>
            {say(
              'Un objet ou un sous-titre que personne n’a écrit suit le nouveau choix.',
              'A subject or preheader that nobody wrote follows the new choice.',
            )}
          </li>
        )}
        {date !== of.date && (
          <li>
            {say(
              `La lettre sera datée du ${after} au lieu du ${before}.`,
              `The letter will bear the date of ${after} instead of ${before}.`,
            )}
          </li>
        )}
        {sendAt?.getTime() !== of.sendAt?.getTime() && (
          <li>{hourChanged(of.sendAt, sendAt, newsletter.time_zone, { say, language })}</li>
        )}
      </ul>
    </section>
  );
}

function hourChanged(
  before: Date | null,
  after: Date | null,
  zone: string,
  { say, language }: Pick<Visit, 'say' | 'language'>,
): string {
  const [old, fresh] = [before, after].map((at) => at && momentInWords(at, zone, language));
  return fresh
    ? say(
        `Une fois approuvée, la lettre partira le ${fresh} au lieu du ${old}.`,
        `Once approved, the letter will leave on ${fresh} instead of ${old}.`,
      )
    : say(
        `La lettre ne partira plus toute seule le ${old} : approuvée, elle attendra que quelqu’un l’envoie.`,
        `The letter will not leave by itself on ${old} any more: approved, it will wait for somebody to send it.`,
      );
}
