/** What a send obeys from its freeze on, as newsletter.yaml had it then: when to pause by itself, when to give a letter up. */
import type { Newsletter } from '../config/newsletter.ts';

export type SendRules = {
  /** Per cent of the letters' outcomes, or of the letters taken where readers complain, above which the send pauses. */
  readonly refusedPercent: number;
  readonly putOffPercent: number;
  readonly complaintsPercent: number;
  /** A letter that is put off is given up so long after its first attempt. */
  readonly giveUpAfterHours: number;
  /** How long a stage is looked at after its letters have left, before the next follows. */
  readonly settleMinutes: number;
};

/** The rules of sends that were frozen before there were any. */
export const usualRules: SendRules = {
  // A list that was written to last week has one or two per cent of dead addresses; ten are another list, or our fault.
  refusedPercent: 10,
  putOffPercent: 30,
  // Google's rule for senders: a spam rate of 0.3 % or more costs the inbox (support.google.com/a/answer/81126).
  complaintsPercent: 0.3,
  giveUpAfterHours: 24,
  settleMinutes: 1,
};

export function rulesOf({
  pause_at,
  give_up_after_hours,
  release,
}: Pick<Newsletter, 'pause_at' | 'give_up_after_hours' | 'release'>): SendRules {
  return {
    refusedPercent: pause_at.refused_percent,
    putOffPercent: pause_at.put_off_percent,
    complaintsPercent: pause_at.complaints_percent,
    giveUpAfterHours: give_up_after_hours,
    settleMinutes: release.settle_minutes,
  };
}
