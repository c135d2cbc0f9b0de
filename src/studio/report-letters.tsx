/** What became of the letters: the whole as one bar, by provider, refusals with the last words that were said. */
import { type LetterState, letterStates } from '../outbox/ledger.ts';
import { bouncedOf, perLetter, type Report } from '../returns/report.ts';
import { Bar, type Pattern, Swatch } from './bars.tsx';
import { FiguresTable } from './figures-table.tsx';
import type { Visit } from './page.tsx';
import { stateOfLetterInWords } from './progress.tsx';
import { exclusionInWords, numberInWords, providerInWords } from './words.ts';
import { refusalInWords, shareInWords } from './words-report.ts';

type Shown = { readonly report: Report; readonly visit: Visit };

/** In the order of the bar. States that no letter is in are not listed, but for the first two. */
const shownStates: readonly { readonly state: LetterState; readonly pattern: Pattern }[] = [
  { state: 'accepted', pattern: 'solid' },
  { state: 'refused', pattern: 'stripes' },
  { state: 'deferred', pattern: 'dots' },
  { state: 'unknown', pattern: 'cross' },
  { state: 'given_up', pattern: 'lines' },
  { state: 'suppressed', pattern: 'empty' },
];
const others: readonly LetterState[] = ['cancelled', 'pending', 'claimed', 'dotted'];

export function Outcomes({ report, visit }: Shown) {
  const { letters, counts } = report;
  const { language } = visit;
  const parts = shownStates.map(({ state, pattern }) => ({ pattern, value: counts[state] }));
  const rest = others.filter((state) => counts[state] > 0);
  const row = (state: LetterState, pattern: Pattern | null) => (
    <tr key={state}>
      <th scope="row">
        {pattern && <Swatch pattern={pattern} />} {stateOfLetterInWords(state, visit)}
      </th>
      <td className="n">{numberInWords(counts[state], language)}</td>
      <td className="n">{shareInWords(perLetter(counts[state], letters), language, 2)}</td>
    </tr>
  );
  return (
    <>
      <Bar parts={parts} of={letters} height={34} />
      <table>
        <tbody>
          {shownStates
            .filter(({ state }, at) => at < 2 || counts[state] > 0)
            .map(({ state, pattern }) => row(state, pattern))}
          {rest.map((state) => row(state, null))}
        </tbody>
      </table>
    </>
  );
}

/** Letters that were taken and still came to nothing, or to a farewell. */
export function Afterwards({ report: { aftermath, counts }, visit }: Shown) {
  const { say, language } = visit;
  const { bounced, complained, unsubscribed } = aftermath;
  const rows = [
    [say('revenues', 'bounced'), bouncedOf(aftermath)],
    [say('· adresse morte', '· dead address'), bounced.hard],
    [say('· cette fois-ci', '· this time'), bounced.soft],
    [say('· à cause de nous', '· because of us'), bounced.blocked],
    [say('plaintes', 'complaints'), complained],
    [say('désabonnements', 'unsubscribed'), unsubscribed],
  ] as const;
  return (
    <table>
      <tbody>
        {rows.map(([words, count]) => (
          <tr key={words}>
            <th scope="row">{words}</th>
            <td className="n">{numberInWords(count, language)}</td>
            <td className="n">{shareInWords(perLetter(count, counts.accepted), language, 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Providers({ report: { providers }, visit }: Shown) {
  const { say, language } = visit;
  const most = Math.max(...providers.map(({ letters }) => letters), 1);
  const often = ['accepted', 'refused', 'deferred', 'unknown'] as const;
  // Whatever state a letter is in has its column: a row adds up to its letters.
  const rare = letterStates.filter(
    (state) => !often.some((one) => one === state) && providers.some(({ states }) => states[state]),
  );
  const columns = [...often, ...rare];
  return (
    <FiguresTable
      name={say('Par messagerie', 'By provider')}
      columns={[
        ['words', say('Messagerie', 'Provider')],
        ['figures', say('Lettres', 'Letters')],
        ...columns.map((state) => ['figures', stateOfLetterInWords(state, visit)] as const),
      ]}
    >
      {providers.map(({ provider, letters, states }) => (
        <tr key={provider}>
          <th scope="row" className="wide">
            {providerInWords(provider, say)}
            <Bar
              parts={shownStates.map(({ state, pattern }) => ({ pattern, value: states[state] ?? 0 }))}
              of={most}
            />
          </th>
          <td className="n">{numberInWords(letters, language)}</td>
          {columns.map((state) => (
            <td key={state} className="n">
              {numberInWords(states[state] ?? 0, language)}
            </td>
          ))}
        </tr>
      ))}
    </FiguresTable>
  );
}

export function Refusals({ report: { refusals }, visit }: Shown) {
  const { say, language } = visit;
  if (refusals.length === 0)
    return <p className="soft">{say('Aucune lettre n’a été refusée.', 'No letter was refused.')}</p>;
  return (
    <FiguresTable
      name={say('Refus', 'Refusals')}
      columns={[
        ['words', say('Raison', 'Reason')],
        ['figures', say('Lettres', 'Letters')],
        ['words', say('Derniers mots de la messagerie', 'The provider’s last words')],
      ]}
    >
      {refusals.map(({ state, code, enhanced, reason, words, count }) => (
        <tr key={`${state} ${code} ${enhanced}`}>
          <th scope="row">
            {refusalInWords(reason, say)}
            {state !== 'refused' && <span className="small"> · {stateOfLetterInWords(state, visit)}</span>}
          </th>
          <td className="n">{numberInWords(count, language)}</td>
          <td className="small">
            <code>{[code, enhanced].filter(Boolean).join(' ')}</code> {words}
          </td>
        </tr>
      ))}
    </FiguresTable>
  );
}

export function Exclusions({ report: { exclusions }, visit }: Shown) {
  if (exclusions.length === 0) return <p className="soft">{visit.say('Personne.', 'Nobody.')}</p>;
  return (
    <table>
      <tbody>
        {exclusions.map(({ reason, count }) => (
          <tr key={reason}>
            <th scope="row">{exclusionInWords(reason, visit.say)}</th>
            <td className="n">{numberInWords(count, visit.language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
