/** An issue in its figures and dates, as programs list it. */
import type { EditionHash, IssueId } from '../audience/ids.ts';
import type { IssueState } from './issue.ts';

export type IssueRecord = {
  readonly id: IssueId;
  readonly newsletter: string;
  readonly period: string;
  readonly number: number;
  readonly date: string;
  readonly state: IssueState;
  readonly subject: string;
  readonly sendAt: Date | null;
  readonly sendingAt: Date | null;
  readonly sentAt: Date | null;
  readonly pausedReason: string | null;
  readonly approvedHash: EditionHash | null;
};
