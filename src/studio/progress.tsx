/** The figures of a send, as they are now: for the page, for its live part, and for the report. */

import { withoutAddresses } from '../audience/address.ts';
import { sayCount } from '../config/say.ts';
import type { LetterCounts, LetterState } from '../outbox/ledger.ts';
import type { Status } from '../outbox/status.ts';
import { refusalsOf } from '../returns/report.ts';
import { FiguresTable } from './figures-table.tsx';
import type { Visit } from './page.tsx';
import { momentInWords, numberInWords, providerInWords } from './words.ts';
import { refusalInWords } from './words-report.ts';
import { stageInWords } from './words-stage.ts';
import { standstillInWords } from './words-standstill.ts';

export type Clock = { readonly now: Date; readonly zone: string };
export type Started = Extract<Status, { kind: 'started' }>;

type Shown = { readonly status: Started; readonly visit: Visit };

/** clock: now, in the paper's own time zone. */
export function Progress({ status, visit, clock }: Shown & { readonly clock: Clock }) {
  const { say, language } = visit;
  const { letters, counts, perSecond, etaSeconds } = status.progress;
  const open = counts.pending + counts.claimed + counts.dotted + counts.deferred;
  const done = letters - open - counts.cancelled;
  const number = (value: number) => numberInWords(value, language);
  const standstill = standstillInWords(status, clock.now, visit);
  return (
    <>
      <p>
        <label htmlFor="done">
          {sayCount(
            done,
            say,
            [
              `${number(done)} lettre sur ${number(letters)}`,
              `${number(done)} lettres sur ${number(letters)}`,
            ],
            [`${number(done)} letter of ${number(letters)}`, `${number(done)} letters of ${number(letters)}`],
          )}
        </label>
        <progress id="done" className="meter" max={letters} value={done} />
      </p>
      <p className="small soft">
        {say(`${Math.round(perSecond)} par seconde`, `${Math.round(perSecond)} a second`)}
        {etaSeconds !== null && etaSeconds > 0 && `, ${endInWords(etaSeconds, clock, visit)}`}
      </p>
      {status.stage && <p className="said">{stageInWords(status.stage, visit)}</p>}
      {standstill && <p className="said warn">{standstill}</p>}
      <Counts counts={counts} visit={visit} />
      <Providers status={status} visit={visit} />
      <Problems status={status} visit={visit} />
    </>
  );
}

/** «fin vers 06:42, dans 3 min environ». */
function endInWords(seconds: number, { now, zone }: Clock, { say, language }: Visit): string {
  const end = new Date(now.getTime() + seconds * 1000);
  const at = momentInWords(end, zone, language).replace(/^.*, /, '');
  const rest = seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return say(`fin vers ${at}, dans ${rest} environ`, `done at about ${at}, in some ${rest}`);
}

export function stateOfLetterInWords(state: LetterState, { say }: Visit): string {
  const words: Record<LetterState, string> = {
    pending: say('en attente', 'waiting'),
    claimed: say('en main', 'in hand'),
    dotted: say('en route', 'on the wire'),
    accepted: say('acceptées', 'accepted'),
    deferred: say('remises à plus tard', 'deferred'),
    refused: say('refusées', 'refused'),
    unknown: say('incertaines', 'unknown'),
    suppressed: say('retirées', 'suppressed'),
    cancelled: say('annulées', 'cancelled'),
    given_up: say('abandonnées', 'given up'),
  };
  return words[state];
}

function Counts({ counts, visit }: { readonly counts: LetterCounts; readonly visit: Visit }) {
  const shown = (Object.keys(counts) as LetterState[]).filter(
    (state) => counts[state] > 0 || state === 'accepted' || state === 'refused',
  );
  return (
    <table>
      <tbody>
        {shown.map((state) => (
          <tr key={state}>
            <th scope="row">{stateOfLetterInWords(state, visit)}</th>
            <td className="n">{numberInWords(counts[state], visit.language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Those with trouble alone: while all goes well there is nothing to look at. */
function Providers({ status: { providers }, visit }: Shown) {
  const { say, language } = visit;
  const trouble = ['deferred', 'refused', 'unknown'] as const;
  const columns = ['accepted', ...trouble] as const;
  const troubled = providers.filter(({ states }) => trouble.some((state) => states[state]));
  if (troubled.length === 0) return null;
  return (
    <FiguresTable
      name={say('Par messagerie', 'By provider')}
      columns={[
        ['words', say('Messagerie', 'Provider')],
        ...columns.map((state) => ['figures', stateOfLetterInWords(state, visit)] as const),
      ]}
    >
      {troubled.map(({ provider, states }) => (
        <tr key={provider}>
          <th scope="row">{providerInWords(provider, say)}</th>
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

/** With the reason that the codes say, then the relay's own words, without the address that they quote. */
function Problems({ status: { problems }, visit }: Shown) {
  if (problems.length === 0) return null;
  const told = refusalsOf(
    problems.map(({ text, ...group }) => ({ ...group, words: withoutAddresses(text) })),
  );
  return (
    <ul className="list small">
      {told.map(({ state, code, enhanced, reason, words, count }) => (
        <li key={`${state} ${code} ${enhanced} ${words}`}>
          {numberInWords(count, visit.language)} × {stateOfLetterInWords(state, visit)} :{' '}
          <strong>{refusalInWords(reason, visit.say)}</strong> · {[code, enhanced].filter(Boolean).join(' ')}{' '}
          {words}
        </li>
      ))}
    </ul>
  );
}
