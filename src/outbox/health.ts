/** Whether a send is doing harm: too many refusals, delays or complaints pause it before the rest of the list meets them. */

/** Since the send began, or since a person let it go on. */
export type SendHealth = {
  readonly accepted: number;
  readonly refused: number;
  /** Put off twice or more, or given up: once is how greylisting works. */
  readonly putOffAgain: number;
  readonly complaints: number;
};

/** Fewer outcomes than these say nothing. */
const leastOutcomes = 200;
const leastAccepted = 1000;
/** A list that was written to last week has one or two per cent of dead addresses; ten are another list, or our fault. */
const mostRefused = 0.1;
const mostPutOff = 0.3;
/** Google's rule for senders: a spam rate of 0.3 % or more costs the inbox (support.google.com/a/answer/81126). */
const mostComplaints = 0.003;

/** Why the send must pause for a person to look, or null. */
export function reasonToPause({ accepted, refused, putOffAgain, complaints }: SendHealth): string | null {
  const outcomes = accepted + refused + putOffAgain;
  if (outcomes >= leastOutcomes && refused > mostRefused * outcomes)
    return `${refused} of ${outcomes} letters were refused (more than 10 %). hebdo status shows what was said; resume when you know why.`;
  if (outcomes >= leastOutcomes && putOffAgain > mostPutOff * outcomes)
    return `${putOffAgain} of ${outcomes} letters were put off more than once (more than 30 %). hebdo status shows what was said; resume later.`;
  if (accepted >= leastAccepted && complaints >= mostComplaints * accepted)
    return `${complaints} of ${accepted} readers called the letter spam (0.3 % or more). See whom it goes to, and why, before you resume.`;
  return null;
}
