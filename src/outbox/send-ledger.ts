/** A send as the ledger knows it: the issue, its frozen audience, its figures. */
import type { EditionHash, IssueId, Period } from '../audience/ids.ts';
import type { IssueState } from '../issue/issue.ts';
import type { LetterCounts } from './ledger.ts';
import type { SendRules } from './rules.ts';
import type { Stage, StagePlan } from './stages.ts';

export type UnknownPolicy = 'at_most_once' | 'at_least_once';

/** letters + the sum of exclusions = candidates. */
export type Audience = {
  readonly candidates: number;
  readonly letters: number;
  readonly exclusions: readonly { readonly reason: string; readonly count: number }[];
};

export type Frozen = {
  readonly edition: EditionHash;
  readonly letters: number;
  readonly batches: number;
  /** Batches from 0 on whose letters may leave now; the others are of later stages. */
  readonly released: number;
  readonly rules: SendRules;
  /** The date that every letter carries, whenever it leaves. */
  readonly at: Date;
};

export type IssueToSend = {
  readonly id: IssueId;
  readonly newsletter: string;
  readonly period: Period;
  readonly number: number;
  readonly state: IssueState;
  readonly approvedHash: EditionHash | null;
  readonly pausedReason: string | null;
  /** null until the audience is frozen. */
  readonly frozen: Frozen | null;
};

/** How many letters a batch holds: small enough to share out, large enough that a wake-up costs nothing beside it. */
export const lettersPerBatch = 250;

export type SendProgress = {
  readonly letters: number;
  readonly counts: LetterCounts;
  /** Letters settled by a reply in the last ten seconds, per second. */
  readonly perSecond: number;
  /** Seconds until the rest is through at this rate; null while nothing moves. */
  readonly etaSeconds: number | null;
};

/** What is left to do now, for a process that decides whether to stay. */
export type Outlook = {
  /** Letters of released batches that could be claimed this instant. */
  readonly claimable: boolean;
  /** Letters of the frozen audience are still to be written into the ledger. */
  readonly unwritten: boolean;
  /** Letters that a run holds: its own, another worker's, or a dead one's until its lease ends. */
  readonly leased: number;
  readonly deferred: number;
  /** Milliseconds until the first deferred letter is due. */
  readonly dueInMs: number | null;
};

/** Letters that nobody is known to have got: their fate is in doubt, or the relay put them off for too long. */
export type Missing = 'unknown' | 'given_up';

/** What the freeze needs beside the issue. */
export type FreezeOrder = {
  readonly edition: EditionHash;
  readonly unknown: UnknownPolicy;
  readonly rules: SendRules;
  /** Who leaves before the rest, when so many letters leave. */
  readonly stages: (letters: number) => StagePlan;
  /** Only while the issue is to leave by then; null: whenever it is approved. */
  readonly dueBy: Date | null;
};

/** nobody: no letter would leave, so nothing was frozen. not_free: not approved with this edition any more, or frozen already. */
export type Freezing = Frozen | 'nobody' | 'not_free';

/** The ledger's side of a send: each member is one question or one transaction. */
export type SendLedger = {
  readonly issue: (newsletter: string, period: Period) => Promise<IssueToSend | undefined>;
  /** Who would receive this issue now. */
  readonly audience: (issue: IssueToSend) => Promise<Audience>;
  readonly freeze: (issue: IssueToSend, order: FreezeOrder) => Promise<Freezing>;
  /** Writes the next letters of the frozen audience; how many batches. 0: all are written, or others write the last ones. */
  readonly write: (issueId: IssueId) => Promise<number>;
  /** Lets the database look at letters that were written, so that it finds them quickly. In a long ledger this takes a moment. */
  readonly lookAtLetters: () => Promise<void>;
  readonly progress: (issueId: IssueId) => Promise<SendProgress>;
  readonly outlook: (issueId: IssueId) => Promise<Outlook>;
  readonly stages: StageLedger;
  /** Returns expired leases; marks the doubts. */
  readonly returnExpired: () => Promise<Freed>;
  /** The same for letters of runs that are not known any more. */
  readonly returnOrphans: (issueId: IssueId) => Promise<Freed>;
  /** Puts missing letters of a send that runs or is through in line again, and lets it run. Returns how many. */
  readonly reopen: (issueId: IssueId, missing: readonly Missing[]) => Promise<number>;
  /** True when the counts balanced and the issue became `sent` now. */
  readonly settle: (issueId: IssueId) => Promise<boolean>;
};

/** Letters that nobody works on any more: back in line, or the doubt that they are. */
export type Freed = { readonly returned: number; readonly unknown: number };

export type StageLedger = {
  /** The stage that others wait for; undefined when all are released. */
  readonly find: (issueId: IssueId) => Promise<Stage | undefined>;
  /** Notes that all its letters have an outcome, once. */
  readonly markTried: (issueId: IssueId, stage: Stage) => Promise<void>;
  /** Releases the next stage, or all of them; the batches that may leave now. Empty when another process did it. */
  readonly release: (issueId: IssueId, stage: Stage, all: boolean) => Promise<readonly number[]>;
};
