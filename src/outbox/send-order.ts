/** What a send needs, is told and answers: fitted by whoever joins ledger, queue, checks and relay. */
import type { EditionHash, IssueId, Period } from '../audience/ids.ts';
import type { DeliveryReport, Time } from './deliver-needs.ts';
import type { SendRules } from './rules.ts';
import type {
  Audience,
  Frozen,
  IssueToSend,
  Missing,
  SendLedger,
  SendProgress,
  UnknownPolicy,
} from './send-ledger.ts';
import type { StagePlan } from './stages.ts';

export type SendNeeds = {
  readonly ledger: SendLedger;
  /** Wakes workers; a queue that is away does no harm. */
  readonly wake: (issueId: number, batches: readonly number[]) => Promise<void>;
  readonly checks: {
    /** Throws where this process has no relay: what cannot leave from here is neither approved nor frozen here. */
    readonly relay: () => void;
    /** Approves an issue whose newsletter asks for no approval; what blocks, one line each, or none. */
    readonly approve: (newsletter: string, period: Period) => Promise<readonly string[]>;
    /** Takes an approval back that was given for other readers than the issue would leave to now; the reason, or null. */
    readonly readers: (issue: IssueToSend) => Promise<string | null>;
    /** What forbids this edition to leave from here whoever approved it, such as a key that cannot sign it. */
    readonly refusals: (issue: IssueToSend, edition: EditionHash) => Promise<readonly string[]>;
    /** Pauses the send when it does harm; true when it did. */
    readonly guard: (issueId: IssueId) => Promise<boolean>;
    /** The same at the end of a stage, which fewer letters may fail. */
    readonly guardStage: (issueId: IssueId) => Promise<boolean>;
  };
  readonly deliver: (issue: IssueToSend, frozen: Frozen, signal: AbortSignal) => Promise<DeliveryReport>;
  readonly time: Time;
};

export type SendOrder = {
  readonly newsletter: string;
  readonly period: Period;
  readonly approval: 'none' | 'one' | 'two';
  readonly unknown: UnknownPolicy;
  readonly rules: SendRules;
  /** Who leaves before the rest, when so many letters leave. */
  readonly stages: (letters: number) => StagePlan;
  /** Lets all stages leave now, because a person says so. */
  readonly atOnce: boolean;
  readonly dryRun: boolean;
  /** The moment of a release: an issue that was held back since then does not leave. null: a person or cron asks now. */
  readonly dueBy: Date | null;
  /** Letters that are sent again because a person decided so; usually none. Never one that was accepted. */
  readonly again: readonly Missing[];
  /** How long the process stays for letters that were put off, in milliseconds; with none it leaves stages to others too. */
  readonly waitMs: number;
  readonly onProgress: (progress: SendProgress) => void;
  /** Later letters wait for an earlier stage, for this reason: told once for each stage. */
  readonly onStage: (reason: string) => void;
};

export type SendOutcome =
  | { readonly kind: 'no_issue'; readonly period: Period }
  /** The edition is not approved, or its approval was lost; `blocks` says what stood against it. */
  | { readonly kind: 'not_approved'; readonly issue: IssueToSend; readonly blocks: readonly string[] }
  /** Nothing was frozen; the same command goes on when the reasons are gone. */
  | { readonly kind: 'refused'; readonly issue: IssueToSend; readonly reasons: readonly string[] }
  | { readonly kind: 'nobody'; readonly issue: IssueToSend; readonly audience: Audience }
  /** reasons: what would refuse the approved edition. */
  | {
      readonly kind: 'dry_run';
      readonly issue: IssueToSend;
      readonly audience: Audience;
      readonly reasons: readonly string[];
    }
  /** A dry run of a send that has begun: its letters were not touched. */
  | { readonly kind: 'under_way'; readonly issue: IssueToSend; readonly progress: SendProgress }
  | { readonly kind: 'already_sent'; readonly issue: IssueToSend; readonly progress: SendProgress }
  | { readonly kind: 'cancelled'; readonly issue: IssueToSend }
  /** Somebody held it back between its moment and the freeze: nothing was frozen. */
  | { readonly kind: 'held_back'; readonly issue: IssueToSend }
  | { readonly kind: 'sent'; readonly issue: IssueToSend; readonly progress: SendProgress }
  | {
      readonly kind: 'partly';
      readonly issue: IssueToSend;
      readonly progress: SendProgress;
      readonly because: StopReason;
    };
export type StopReason =
  | { readonly kind: 'paused'; readonly reason: string | null }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'deferred'; readonly letters: number; readonly until: Date }
  /** The rest of the letters waits for a stage that has left. */
  | { readonly kind: 'staged'; readonly reason: string }
  /** Every relay has had its letters of the day. */
  | { readonly kind: 'resting'; readonly reason: string; readonly until: Date };
