/** What delivering needs, is told and reports: fitted by whoever joins relay, ledger and letters. */
import type { IssueId, LetterId } from '../audience/ids.ts';
import type { Provider } from '../audience/provider.ts';
import type { Patience } from './back-off.ts';
import type { ClaimedLetter, LetterOutcome, OneClaim } from './ledger.ts';
import type { Envelope, Relay } from './relay.ts';
import type { Claimed } from './supply.ts';

export type DeliverNeeds = {
  readonly relay: Relay;
  /** The ledger as one run sees it: what it writes carries the run, and is void when its lease has ended. */
  readonly ledger: {
    /** The next letters in line of this run's batches; none when there are none now. */
    readonly claim: (limit: number) => Promise<Claimed>;
    readonly record: (
      asked: readonly OneClaim[],
      outcomes: readonly LetterOutcome[],
    ) => Promise<ReadonlySet<LetterId>>;
    readonly renew: () => Promise<void>;
    /** Everything that the run took is settled or given back. */
    readonly end: () => Promise<void>;
    readonly pause: (issue: IssueId, reason: string) => Promise<void>;
    /** This provider's letters go slower for a while, in every process. */
    readonly slowDown: (provider: Provider, said: string) => Promise<void>;
  };
  readonly build: (letter: ClaimedLetter) => Promise<BuiltLetter>;
  readonly time: Time;
  readonly patience: Patience;
};

export type BuiltLetter =
  | { readonly kind: 'built'; readonly envelope: Envelope; readonly bytes: readonly Buffer[] }
  /** No letter can be written to this address. */
  | { readonly kind: 'impossible'; readonly reason: string };
export type Time = {
  readonly now: () => Date;
  /** Ends early, without an error, when the signal aborts. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
};

export type Delivery = {
  readonly issueId: IssueId;
  readonly leaseMs: number;
  /** Waits between attempts to reach the relay; when they are used up, the work stops and says so. */
  readonly reconnectDelaysMs: readonly number[];
};

/** Attempts of this run by outcome; a letter given back counts as pending. */
export type DeliveryReport = {
  readonly outcomes: Readonly<Record<LetterOutcome['state'], number>>;
  /** Why this run paused the send, or null. */
  readonly paused: string | null;
  readonly rest: Rest | null;
};

/** Every relay has had its letters of the day. */
export type Rest = { readonly reason: string; readonly until: Date };
