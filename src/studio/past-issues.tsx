/** Issues that left, with their figures. */
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { dayInWords } from '../issue/calendar.ts';
import type { IssueState } from '../issue/issue.ts';
import { typeset } from '../issue/typography.ts';
import type { Visit } from './page.tsx';
import { numberInWords, stateInWords } from './words.ts';

export type PastIssue = {
  readonly period: Period;
  readonly number: number;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly state: IssueState;
  readonly subject: string;
  readonly letters: number;
  readonly accepted: number;
  readonly refused: number;
  readonly unknown: number;
};

export function PastIssues({
  newsletter,
  past,
  visit,
}: {
  readonly newsletter: Newsletter;
  readonly past: readonly PastIssue[];
  readonly visit: Visit;
}) {
  const { say, language } = visit;
  if (past.length === 0)
    return <p className="soft">{say('Aucun numéro n’est encore parti.', 'No issue has left yet.')}</p>;
  const number = (value: number) => numberInWords(value, language);
  return (
    <section
      className="scroll past"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
      aria-label={say(`Derniers numéros de ${newsletter.title}`, `Last issues of ${newsletter.title}`)}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{say('Numéro', 'Issue')}</th>
            <th scope="col" className="n">
              {say('Lettres', 'Letters')}
            </th>
            <th scope="col" className="n">
              {say('Acceptées', 'Accepted')}
            </th>
            <th scope="col" className="n">
              {say('Refusées', 'Refused')}
            </th>
          </tr>
        </thead>
        <tbody>
          {past.map((issue) => (
            <tr key={issue.period}>
              <td>
                <a href={`/studio/issue/${newsletter.name}/${issue.period}/report`}>n° {issue.number}</a>{' '}
                <span className="small soft">
                  {dayInWords(issue.date, language)} · {stateInWords(issue.state, say)}
                </span>
                <br />
                {typeset(issue.subject, newsletter.language)}
              </td>
              <td className="n">{number(issue.letters)}</td>
              <td className="n">{number(issue.accepted)}</td>
              <td className="n">{number(issue.refused + issue.unknown)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
