/** When an approved issue leaves by itself, and what has become of that moment. */
import type { Newsletter } from '../config/newsletter.ts';
import type { DeskIssue } from './desk.ts';

export type Departure = {
  readonly kind:
    | 'ahead'
    /** Within moments of leaving, when holding it back is the one thing to do. */
    | 'counting'
    /** Nothing has released it so far: no program that sends is there, or something stands against it. */
    | 'late'
    /** Too long ago: it leaves no more unless a person says so. */
    | 'missed';
  readonly at: Date;
};

/** What an approval that is given now lets follow by itself. */
export type HourOnceApproved =
  | { readonly kind: 'ahead'; readonly at: Date }
  /** Nobody has to approve it: it leaves late, as soon as a program that sends looks. */
  | { readonly kind: 'at_once'; readonly at: Date }
  /** Who approves after the hour sends nothing with it. */
  | { readonly kind: 'passed'; readonly at: Date }
  /** It was held back, or drafted after its slot. */
  | { readonly kind: 'none' };

/** After a longer outage the news is old: a person decides whether it still leaves. Milliseconds. */
export const releaseWithinMs = 36 * 3_600_000;
/** Workers look each minute for what is to leave, and the freeze takes a moment. */
const releaseTakesMs = 120_000;

/** As long as nobody holds it back; null: it leaves when somebody says so. */
export function departureOf(
  { undo_seconds }: Pick<Newsletter, 'undo_seconds'>,
  { state, sendAt, approvedAt, leaveAskedBy }: DeskIssue,
  now: Date,
): Departure | null {
  if ((state !== 'approved' && state !== 'scheduled') || sendAt === null) return null;
  const undo = undo_seconds * 1000;
  const at = new Date(Math.max(sendAt.getTime(), (approvedAt?.getTime() ?? 0) + undo));
  if (now.getTime() - sendAt.getTime() >= releaseWithinMs) return { kind: 'missed', at };
  const left = at.getTime() - now.getTime();
  if (left < -releaseTakesMs) return { kind: 'late', at };
  return { kind: leaveAskedBy !== null || left <= undo ? 'counting' : 'ahead', at };
}

/**
 * An hour that passed while an approval was missing sends nothing once it is given: whoever approves would let letters leave that
 * moment, and may not even have the right to send them.
 */
export function pastHourCounts({ approval }: Pick<Newsletter, 'approval'>): boolean {
  return approval === 'none';
}

export function hourOnceApproved(
  newsletter: Pick<Newsletter, 'approval'>,
  { sendAt }: Pick<DeskIssue, 'sendAt'>,
  now: Date,
): HourOnceApproved {
  if (sendAt === null) return { kind: 'none' };
  const late = now.getTime() - sendAt.getTime();
  if (late < 0) return { kind: 'ahead', at: sendAt };
  return { kind: pastHourCounts(newsletter) && late < releaseWithinMs ? 'at_once' : 'passed', at: sendAt };
}
