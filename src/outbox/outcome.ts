/** The judgement of one attempt: a receipt in, the letter's next state out. Codes decide, never words. */
import { nextDelay, type Patience } from './back-off.ts';
import type { ClaimedLetter, LetterOutcome, OneClaim } from './ledger.ts';
import { keptText, type Receipt, type Reply, type Step } from './reply.ts';

export type Judgement = {
  readonly outcome: LetterOutcome;
  /** Set when the fault is ours and the next letters would meet it too: the send must pause with this reason. */
  readonly pause: string | null;
};

/**
 * 2xx accepted; 4xx deferred until patience ends; 5xx refused (RFC 5321, 4.2.1), except where the code says that
 * the fault is the sender's: then the letter waits and the send pauses. A loss before the dot gives the letter
 * back, and puts it off once that happened too often; a loss after it leaves the doubt to the ledger as `unknown`.
 */
export function judge(letter: ClaimedLetter, receipt: Receipt, patience: Patience, now: Date): Judgement {
  switch (receipt.kind) {
    case 'withheld':
      return { outcome: returned(letter), pause: null };
    case 'lost':
      return {
        outcome:
          receipt.dot === 'written'
            ? doubtful(letter, receipt.reason, patience, now)
            : lost(letter, { ...unanswered, text: keptText(receipt.reason) }, patience, now),
        pause: null,
      };
    case 'impossible':
      return { outcome: { ...returned(letter), state: 'refused', text: receipt.reason }, pause: null };
    case 'replied':
      return judgeReply(letter, receipt.step, receipt.reply, patience, now);
    default:
      return receipt satisfies never;
  }
}

function judgeReply(
  letter: ClaimedLetter,
  step: Step,
  reply: Reply,
  patience: Patience,
  now: Date,
): Judgement {
  const said = { code: reply.code, enhanced: reply.enhanced, text: keptText(reply.text), step };
  if (reply.code < 300)
    return { outcome: { ...returned(letter), ...said, step: null, state: 'accepted' }, pause: null };
  // The session ended before this letter was looked at: it is another session's next letter.
  if (step === 'mail' && reply.code === 421)
    return { outcome: lost(letter, said, patience, now), pause: null };
  if (reply.code < 500) return { outcome: putOff(letter, said, patience, now), pause: null };
  if (isOurFault(step, reply)) return { outcome: returned(letter), pause: pauseReason(step, reply) };
  return { outcome: { ...returned(letter), ...said, state: 'refused' }, pause: null };
}

type Said = Pick<LetterOutcome, 'code' | 'enhanced' | 'text' | 'step'>;
const unanswered: Said = { code: null, enhanced: null, text: null, step: null };

/** The letter as if it had never been touched. */
export function returned({ id, claim }: OneClaim): LetterOutcome {
  return { letterId: id, claim, state: 'pending', ...unanswered, delayMs: null, lost: false };
}

/** Lines break, and the next one takes the letter; from so many losses on it may be the letter that some filter cuts off. */
const lossesBeforeDelay = 3;

function lost(letter: ClaimedLetter, said: Said, patience: Patience, now: Date): LetterOutcome {
  const again = letter.losses + 1 < lossesBeforeDelay;
  const outcome = again ? { ...returned(letter), ...said } : putOff(letter, said, patience, now);
  return { ...outcome, lost: true };
}

/** With a delay, since under at_least_once the ledger puts it off: a relay that breaks at every dot must not be fed copies. */
function doubtful(letter: ClaimedLetter, reason: string, patience: Patience, now: Date): LetterOutcome {
  const delayMs = nextDelay(patience, letter.attempts + 1, letter.firstTriedAt, now);
  return { ...returned(letter), state: 'unknown', text: keptText(reason), delayMs };
}

function putOff(letter: ClaimedLetter, said: Said, patience: Patience, now: Date): LetterOutcome {
  const delayMs = nextDelay(patience, letter.attempts + 1, letter.firstTriedAt, now);
  return { ...returned(letter), ...said, state: delayMs === null ? 'given_up' : 'deferred', delayMs };
}

/**
 * Refusals of the sender, not of a reader: authentication of our domain (Microsoft 5.7.515 and 5.7.509; Google
 * 5.7.26 to 5.7.30; RFC 7372 5.7.20 to 5.7.25), our rights on the relay (530, 535, 5.7.57, 5.7.60, 5.7.64) and
 * listings of our server (Microsoft 5.7.511, 5.7.606 to 5.7.649, 5.7.705 to 5.7.708).
 */
function isOurFault(step: Step, reply: Reply): boolean {
  // MAIL names only the sender: whatever is wrong with it is wrong for every reader.
  if (step === 'mail') return true;
  if ([530, 534, 535, 538].includes(reply.code)) return true;
  const detail = /^5\.7\.(\d+)$/.exec(reply.enhanced ?? '')?.[1];
  return (
    detail !== undefined && ourFaults.some(([from, to]) => Number(detail) >= from && Number(detail) <= to)
  );
}

const ourFaults: readonly (readonly [from: number, to: number])[] = [
  [20, 30],
  [57, 57],
  [60, 60],
  [64, 64],
  [509, 509],
  [511, 511],
  [515, 515],
  [606, 649],
  [705, 708],
];

function pauseReason(step: Step, reply: Reply): string {
  const code = [reply.code, reply.enhanced].filter((part) => part !== null).join(' ');
  const said = `${code} ${keptText(reply.text)}`.trim();
  return `The relay refuses us, not a reader (${step.toUpperCase()} answered ${said}). Put the sender, its domain or the relay right, then resume.`;
}
