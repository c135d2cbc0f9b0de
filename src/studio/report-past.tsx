/** This issue beside the ten before it: two charts of what readers did, and every figure in a table. */
import { bouncedOf, median, type PastFigures, perLetter, type Report } from '../returns/report.ts';
import { Columns } from './bars.tsx';
import { FiguresTable } from './figures-table.tsx';
import type { Visit } from './page.tsx';
import { numberInWords } from './words.ts';
import { rateInWords, shareInWords } from './words-report.ts';

type Shown = { readonly report: Report; readonly visit: Visit };

/** Oldest first, this issue last. */
function inOrder(report: Report): PastFigures[] {
  const { counts, aftermath, clicks, period, number, date, letters } = report;
  const { complained, unsubscribed } = aftermath;
  const own: PastFigures = {
    ...{ period, number, date, letters, complained, unsubscribed },
    accepted: counts.accepted,
    refused: counts.refused + counts.given_up,
    bounced: bouncedOf(aftermath),
    clicks: clicks.counted === 'all' ? clicks.people : null,
  };
  return [...report.past.toReversed(), own];
}

const clickRate = ({ clicks, accepted }: PastFigures) =>
  clicks === null ? null : perLetter(clicks, accepted);
const leaveRate = ({ unsubscribed, accepted }: PastFigures) => perLetter(unsubscribed, accepted);

export function Past({ report, visit }: Shown) {
  const { say, language } = visit;
  const issues = inOrder(report);
  const columns = (rate: (issue: PastFigures) => number | null, per: number) =>
    issues.map((issue) => ({
      label: String(issue.number),
      value: rate(issue),
      words: rateInWords(rate(issue), per, language),
    }));
  const charts = [
    {
      name: say('Clics pour 100 lettres acceptées', 'Clicks for 100 letters accepted'),
      columns: columns(clickRate, 100),
    },
    {
      name: say('Désabonnements pour 1 000 lettres acceptées', 'Unsubscribed for 1,000 letters accepted'),
      columns: columns(leaveRate, 1000),
    },
  ];
  return (
    <>
      <div className="grid halves">
        {charts.map(({ name, columns: own }) => (
          <figure key={name}>
            <figcaption>{name}</figcaption>
            <Columns columns={own} name={name} />
          </figure>
        ))}
      </div>
      <PastTable issues={issues.toReversed()} report={report} visit={visit} />
    </>
  );
}

function PastTable({ issues, report, visit }: Shown & { readonly issues: readonly PastFigures[] }) {
  const { say, language } = visit;
  const number = (value: number) => numberInWords(value, language);
  const before = report.past;
  const middle = (rate: (issue: PastFigures) => number | null) =>
    median(before.map(rate).filter((value) => value !== null));
  const acceptance = ({ accepted, letters }: PastFigures) => perLetter(accepted, letters);
  return (
    <FiguresTable
      name={say('Les derniers numéros', 'The last issues')}
      columns={[
        ['words', say('Numéro', 'Issue')],
        ['figures', say('Lettres', 'Letters')],
        ['figures', say('Acceptées', 'Accepted')],
        ['figures', say('Refusées', 'Refused')],
        ['figures', say('Revenues', 'Bounced')],
        ['figures', say('Plaintes', 'Complaints')],
        ['figures', say('Désabonnés', 'Unsubscribed')],
        ['figures', say('Clics pour 100', 'Clicks per 100')],
      ]}
      foot={
        before.length > 1 && (
          <tr>
            <th scope="row">{say('Médiane des précédents', 'Median of those before')}</th>
            <td className="n">{number(Math.round(median(before.map(({ letters }) => letters)) ?? 0))}</td>
            <td className="n">{shareInWords(middle(acceptance), language)}</td>
            {(['refused', 'bounced', 'complained', 'unsubscribed'] as const).map((measure) => (
              <td key={measure} className="n">
                {number(Math.round(median(before.map((issue) => issue[measure])) ?? 0))}
              </td>
            ))}
            <td className="n">{rateInWords(middle(clickRate), 100, language)}</td>
          </tr>
        )
      }
    >
      {issues.map((issue, at) => (
        <tr key={issue.period} className={at === 0 ? 'this' : undefined}>
          <th scope="row">
            {at === 0 ? (
              say(`n° ${issue.number}, celui-ci`, `no. ${issue.number}, this one`)
            ) : (
              <a href={`/studio/issue/${report.newsletter}/${issue.period}/report`}>n° {issue.number}</a>
            )}
          </th>
          <td className="n">{number(issue.letters)}</td>
          <td className="n">{shareInWords(acceptance(issue), language)}</td>
          <td className="n">{number(issue.refused)}</td>
          <td className="n">{number(issue.bounced)}</td>
          <td className="n">{number(issue.complained)}</td>
          <td className="n">{number(issue.unsubscribed)}</td>
          <td className="n">{rateInWords(clickRate(issue), 100, language)}</td>
        </tr>
      ))}
    </FiguresTable>
  );
}
