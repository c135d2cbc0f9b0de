/** Whether a send is doing harm: too many refusals, delays or complaints pause it before the rest of the list meets them. */
import type { SendRules } from './rules.ts';

/** Since the send began, or since a person let it go on. */
export type SendHealth = {
  readonly accepted: number;
  readonly refused: number;
  /** Put off twice or more, or given up: once is how greylisting works. */
  readonly putOffAgain: number;
  readonly complaints: number;
};

type Limits = Pick<SendRules, 'refusedPercent' | 'putOffPercent' | 'complaintsPercent'>;

/** Fewer outcomes than these say nothing. Of a whole stage fewer are enough: nothing will be added to it. */
const least = {
  running: { outcomes: 200, accepted: 1000, complaints: 1 },
  stage: { outcomes: 20, accepted: 20, complaints: 2 },
} as const;

/** Why the send must pause for a person to look, or null. `of`: while letters leave, or a stage that has all its outcomes. */
export function reasonToPause(
  { accepted, refused, putOffAgain, complaints }: SendHealth,
  { refusedPercent, putOffPercent, complaintsPercent }: Limits,
  of: 'running' | 'stage' = 'running',
): string | null {
  const enough = least[of];
  const outcomes = accepted + refused + putOffAgain;
  const many = (count: number, percent: number) =>
    outcomes >= enough.outcomes && 100 * count > percent * outcomes;
  if (many(refused, refusedPercent))
    return `${refused} of ${outcomes} letters were refused (more than ${refusedPercent} %). hebdo status shows what was said; resume when you know why.`;
  if (many(putOffAgain, putOffPercent))
    return `${putOffAgain} of ${outcomes} letters were put off more than once (more than ${putOffPercent} %). hebdo status shows what was said; resume later.`;
  if (
    accepted >= enough.accepted &&
    complaints >= enough.complaints &&
    100 * complaints >= complaintsPercent * accepted
  )
    return `${complaints} of ${accepted} readers called the letter spam (${complaintsPercent} % or more). See whom it goes to, and why, before you resume.`;
  if (of === 'stage' && accepted === 0 && refused > 0)
    return `None of the first ${outcomes} letters was taken. hebdo status shows what was said; resume when you know why.`;
  return null;
}
