/** The figures of a send, as they are now: for the page, for its live part, and for the report. */
import type { LetterCounts, LetterState } from '../outbox/ledger.ts';
import type { Status } from '../outbox/status.ts';
import type { Visit } from './page.tsx';
import { numberInWords } from './words.ts';
import { stageInWords } from './words-stage.ts';

export type Started = Extract<Status, { kind: 'started' }>;

export function Progress({ status, visit }: { readonly status: Started; readonly visit: Visit }) {
  const { say, language } = visit;
  const { letters, counts, perSecond, etaSeconds } = status.progress;
  const open = counts.pending + counts.claimed + counts.dotted + counts.deferred;
  const number = (value: number) => numberInWords(value, language);
  return (
    <>
      <p>
        <label htmlFor="done">
          {say(
            `${number(letters - open)} lettres sur ${number(letters)}`,
            `${number(letters - open)} letters of ${number(letters)}`,
          )}
        </label>
        <progress id="done" className="meter" max={letters} value={letters - open} />
      </p>
      <p className="small soft">
        {say(`${Math.round(perSecond)} par seconde`, `${Math.round(perSecond)} a second`)}
        {etaSeconds !== null &&
          etaSeconds > 0 &&
          say(`, encore ${etaSeconds} s environ`, `, some ${etaSeconds} s to go`)}
      </p>
      {status.stage && <p className="said">{stageInWords(status.stage, visit)}</p>}
      <Counts counts={counts} visit={visit} />
      <Problems status={status} visit={visit} />
    </>
  );
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

function Problems({ status, visit }: { readonly status: Started; readonly visit: Visit }) {
  if (status.problems.length === 0) return null;
  return (
    <ul className="list small">
      {status.problems.map(({ state, code, enhanced, text, count }) => (
        <li key={`${state} ${code} ${enhanced} ${text}`}>
          {numberInWords(count, visit.language)} {stateOfLetterInWords(state, visit)} ·{' '}
          {[code, enhanced].filter(Boolean).join(' ')} {text}
        </li>
      ))}
    </ul>
  );
}
