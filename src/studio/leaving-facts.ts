/** What the pages of an issue's leaving ask: the very steps of the commands. */
import type { EditionHash, Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Editor } from '../desk/editor.ts';
import type { ApproveOutcome } from '../issue/approve.ts';
import type { CheckReport } from '../issue/check.ts';
import type { DeskIssue } from '../issue/desk.ts';
import type { ScheduleOutcome } from '../issue/schedule.ts';
import type { ControlOutcome } from '../outbox/control.ts';
import type { Audience } from '../outbox/send-ledger.ts';
import type { Status } from '../outbox/status.ts';

export type Checked = { readonly report: CheckReport; readonly audience: Audience };

export type LeavingSteps = {
  readonly newsletter: (name: string) => Promise<Newsletter>;
  readonly find: (newsletter: string, period: Period) => Promise<DeskIssue | null>;
  /** Composes, asks every question, counts who would get it. Null without an issue. */
  readonly check: (newsletter: string, period: Period, signal: AbortSignal) => Promise<Checked | null>;
  /** Who approved this very edition so far. */
  readonly approvers: (issue: DeskIssue, hash: EditionHash) => Promise<readonly string[]>;
  /** expected: the edition that the editor saw. */
  readonly approve: (
    newsletter: string,
    period: Period,
    signed: { readonly by: string; readonly expected: EditionHash },
  ) => Promise<ApproveOutcome>;
  readonly schedule: (newsletter: string, period: Period, at: Date | undefined) => Promise<ScheduleOutcome>;
  /** Begins the send in this process and returns at once; workers elsewhere help. */
  readonly send: (newsletter: string, period: Period) => void;
  readonly pause: (newsletter: string, period: Period, reason: string) => Promise<ControlOutcome>;
  readonly resume: (newsletter: string, period: Period) => Promise<ControlOutcome>;
  readonly cancel: (newsletter: string, period: Period) => Promise<ControlOutcome>;
  readonly status: (newsletter: string, period: Period) => Promise<Status>;
  /** A test letter to the editor's own address; a reason when none could go. */
  readonly test: (newsletter: string, period: Period, editor: Editor) => Promise<string | null>;
};
