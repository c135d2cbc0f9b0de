/** What the pages of an issue's leaving ask: the very steps of the commands. */
import type { ReactNode } from 'react';
import type { EditionHash, Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Editor } from '../desk/editor.ts';
import type { ApproveOutcome, Approver } from '../issue/approve.ts';
import type { CheckReport } from '../issue/check.ts';
import type { DeskIssue } from '../issue/desk.ts';
import type { HoldOutcome, LeaveOutcome } from '../issue/recall.ts';
import type { ScheduleOutcome } from '../issue/schedule.ts';
import type { ControlOutcome } from '../outbox/control.ts';
import type { Audience, Missing } from '../outbox/send-ledger.ts';
import type { Status } from '../outbox/status.ts';
import type { Visit } from './page.tsx';
import type { SaidSteps } from './said.ts';
import type { TestOutcome } from './test-letters.tsx';

export type Checked = {
  readonly report: CheckReport;
  readonly audience: Audience;
  /** Mark of the readers that were counted. */
  readonly readers: string;
};

export type LeavingSteps = SaidSteps & {
  readonly newsletter: (name: string) => Promise<Newsletter>;
  readonly now: () => Date;
  readonly find: (newsletter: string, period: Period) => Promise<DeskIssue | null>;
  /** Composes, asks every question, counts who would get it. Null without an issue. */
  readonly check: (
    newsletter: string,
    period: Period,
    asked: { readonly language: Visit['language']; readonly signal: AbortSignal },
  ) => Promise<Checked | null>;
  /** Who approved this very edition for these readers so far. */
  readonly approvers: (issue: DeskIssue, hash: EditionHash, readers: string) => Promise<readonly Approver[]>;
  /** expected, readers: the edition that the editor saw, and the mark of those it would go to. */
  readonly approve: (
    newsletter: string,
    period: Period,
    signed: { readonly by: string; readonly expected: EditionHash; readonly readers: string },
  ) => Promise<ApproveOutcome>;
  /** otherWeek: an hour outside the issue's week is meant. */
  readonly schedule: (
    newsletter: string,
    period: Period,
    at: Date | undefined,
    otherWeek: boolean,
  ) => Promise<ScheduleOutcome>;
  /** Sets the moment at which it leaves, soon enough and late enough to be taken back. */
  readonly send: (newsletter: string, period: Period, by: string) => Promise<LeaveOutcome>;
  readonly hold: (newsletter: string, period: Period) => Promise<HoldOutcome>;
  /** Takes an approval back, with the reason. False when there was none to take. */
  readonly unapprove: (issue: DeskIssue, reason: string) => Promise<boolean>;
  /** Puts missing letters in line again; how many. */
  readonly again: (newsletter: string, period: Period, missing: readonly Missing[]) => Promise<number>;
  /** Goes on in this process and returns at once; workers elsewhere help. */
  readonly goOn: (newsletter: string, period: Period) => void;
  /** Lets the later stages of a send leave without waiting any longer; false when none waits. */
  readonly releaseAll: (newsletter: string, period: Period, by: string) => Promise<boolean>;
  readonly pause: (newsletter: string, period: Period, reason: string) => Promise<ControlOutcome>;
  readonly resume: (newsletter: string, period: Period) => Promise<ControlOutcome>;
  readonly cancel: (newsletter: string, period: Period) => Promise<ControlOutcome>;
  readonly status: (newsletter: string, period: Period) => Promise<Status>;
  /** Whether another edition would be composed now than the approved one that waits to leave. */
  readonly overtaken: (newsletter: Newsletter, issue: DeskIssue) => Promise<boolean>;
  /** Test letters to the editor's own address, or to the testers of newsletter.yaml; null without an issue. */
  readonly test: (
    newsletter: string,
    period: Period,
    to: 'me' | 'testers',
    editor: Editor,
  ) => Promise<TestOutcome | null>;
};

/** What the page of an issue's leaving shows. */
export type Leaving = {
  readonly visit: Visit;
  readonly newsletter: Newsletter;
  readonly issue: DeskIssue;
  readonly status: Status;
  readonly overtaken: boolean;
  /** «2026-11-24T06:30» that was typed and lies in another week than the issue's; null: none was. */
  readonly otherWeek: string | null;
  /** What the last action did, or why it did nothing. */
  readonly said: ReactNode;
  readonly now: Date;
};
