/** One return taken in: read, remembered once, weighed, and what follows done. */
import type { IssueId, LetterId, SubscriberId } from '../audience/ids.ts';
import type { Step } from '../outbox/reply.ts';
import { classify } from './classify.ts';
import {
  type BlockedFigures,
  blockedTooOften,
  type Effect,
  type LetterHistory,
  type Weighed,
  weigh,
} from './counting.ts';
import type { Return } from './read.ts';
import type { BounceReason } from './verdict.ts';

/** A return as it is remembered: whose letter, what, why. digest says that it is the same one again. */
export type ReturnFact = {
  readonly digest: Buffer;
  readonly letterId: LetterId;
  readonly source: 'mailbox' | 'smtp';
  readonly weighed: Weighed;
  readonly reason: BounceReason | null;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly at: Date;
};
export type LetterKnown = {
  readonly subscriberId: SubscriberId;
  readonly newsletter: string;
  readonly issueId: IssueId;
  readonly history: LetterHistory;
};
export type RefusedLetter = {
  readonly letterId: LetterId;
  readonly code: number;
  readonly enhanced: string | null;
  readonly text: string;
  /** The command that was refused; null where it was not kept. */
  readonly step: Step | null;
  readonly at: Date;
};

export type TakeNeeds = {
  /** False: it was weighed before. */
  readonly remember: (fact: ReturnFact) => Promise<boolean>;
  /** Null: the letter or its reader is gone. */
  readonly letter: (id: LetterId) => Promise<LetterKnown | null>;
  /** Does what follows and notes it with the fact, together. */
  readonly act: (fact: ReturnFact, effect: Effect, letter: LetterKnown | null) => Promise<void>;
  readonly blockedIn: (issue: IssueId) => Promise<BlockedFigures>;
  readonly pause: (issue: IssueId, reason: string) => Promise<void>;
};

/** again: weighed before. unrelated: not about a letter of ours. */
export type Taken = Effect | 'again' | 'unrelated';

/** A mail of the bounce mailbox. Taken twice leaves the same as taken once, after a crash half way too. */
export async function takeReturn(
  needs: TakeNeeds,
  mail: Return,
  known: { readonly digest: Buffer; readonly at: Date },
): Promise<Taken> {
  if (mail.kind === 'unrelated' || mail.letterId === null) return 'unrelated';
  return take(needs, { ...known, ...factOf(mail), letterId: mail.letterId, source: 'mailbox' });
}

/** A letter that the relay refused for good, or that was given up: the same rules as for a bounce. */
export function takeRefusal(needs: TakeNeeds, letter: RefusedLetter, digest: Buffer): Promise<Taken> {
  const { letterId, code, enhanced, text, step, at } = letter;
  const verdict = classify({ code, enhanced, text, stage: step === 'dot' ? 'data' : step });
  return take(needs, {
    ...{ digest, letterId, code, enhanced, at, source: 'smtp' as const, reason: verdict.reason },
    weighed: { kind: 'bounce', class: verdict.class, final: true },
  });
}

function factOf(
  mail: Exclude<Return, { kind: 'unrelated' }>,
): Pick<ReturnFact, 'weighed' | 'reason' | 'code' | 'enhanced'> {
  const nothing = { reason: null, code: null, enhanced: null };
  if (mail.kind === 'auto_reply') return { weighed: { kind: 'auto_reply' }, ...nothing };
  if (mail.kind === 'complaint') {
    return { weighed: { kind: 'complaint', feedbackType: mail.feedbackType }, ...nothing };
  }
  // Our letters have one recipient each; a forwarder's list behind it may name more, the first speaks for all.
  const [recipient] = mail.recipients;
  const { verdict, final, code, enhanced } = recipient;
  return { weighed: { kind: 'bounce', class: verdict.class, final }, reason: verdict.reason, code, enhanced };
}

async function take(needs: TakeNeeds, fact: ReturnFact): Promise<Taken> {
  if (!(await needs.remember(fact))) return 'again';
  const letter = await needs.letter(fact.letterId);
  const effect = letter === null ? 'none' : weigh(fact.weighed, letter.history);
  await needs.act(fact, effect, letter);
  if (letter !== null && fact.weighed.kind === 'bounce' && fact.weighed.class === 'blocked') {
    await pauseWhenBlocked(needs, letter.issueId);
  }
  return effect;
}

async function pauseWhenBlocked(needs: TakeNeeds, issue: IssueId): Promise<void> {
  const figures = await needs.blockedIn(issue);
  if (!blockedTooOften(figures)) return;
  await needs.pause(
    issue,
    `${figures.blocked} of ${figures.sent} letters came back because a provider refuses us, not a reader. See the reasons (reputation, authentication, content), then resume.`,
  );
}
