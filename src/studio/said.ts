/** What an editor's action on an issue came to: kept as a kind with its facts, told in words by the page that follows it. */
import type { ReactNode } from 'react';
import type { Editor } from '../desk/editor.ts';
import type { DeskIssue } from '../issue/desk.ts';
import type { HoldOutcome } from '../issue/recall.ts';
import type { ControlOutcome } from '../outbox/control.ts';
import {
  againInWords,
  approvalInWords,
  controlInWords,
  holdInWords,
  readersChosenInWords,
  releaseInWords,
  schedulingInWords,
  segmentTestInWords,
  sendInWords,
  type ToldApproval,
  type ToldReaders,
  type ToldSchedule,
  type ToldSend,
  type UntriedTest,
} from './outcomes.ts';
import type { Visit } from './page.tsx';
import { type TestOutcome, testInWords } from './test-letters.tsx';

export type Said =
  | { readonly of: 'approve'; readonly outcome: ToldApproval }
  | { readonly of: 'unapprove'; readonly kind: 'nothing' }
  | { readonly of: 'schedule'; readonly kind: ToldSchedule }
  | { readonly of: 'send'; readonly kind: ToldSend }
  | { readonly of: 'hold'; readonly kind: HoldOutcome['kind'] }
  /** Pause, resume, cancel. */
  | { readonly of: 'control'; readonly kind: ControlOutcome['kind'] }
  | { readonly of: 'release'; readonly kind: 'released' | 'nothing' }
  | { readonly of: 'again'; readonly letters: number }
  | { readonly of: 'test'; readonly outcome: TestOutcome }
  | { readonly of: 'readers'; readonly kind: ToldReaders }
  | { readonly of: 'test_segment'; readonly kind: UntriedTest };

export type SaidSteps = {
  /** For the page that follows the action; returns the key that leads to it. */
  readonly keepSaid: (issue: DeskIssue, editor: Editor, said: Said) => Promise<string>;
  /** Null where this editor has nothing there, or nothing new any more. */
  readonly findSaid: (issue: DeskIssue, editor: Editor, key: string) => Promise<Said | null>;
};

/** Milliseconds: whoever opens the page later than that did not just do it. */
const isNewsFor = 10 * 60_000;

/** What was kept before is not told any more. */
export function newsSince(now: Date): Date {
  return new Date(now.getTime() - isNewsFor);
}

/** Null when the page itself says it. */
export function saidInWords(said: Said, { say, language }: Visit): ReactNode {
  switch (said.of) {
    case 'approve':
      return approvalInWords(said.outcome, say);
    case 'unapprove':
      return say('Il n’y avait rien à retirer.', 'There was nothing to take back.');
    case 'schedule':
      return schedulingInWords(said.kind, say);
    case 'send':
      return sendInWords(said.kind, say);
    case 'hold':
      return holdInWords(said.kind, say);
    case 'control':
      return controlInWords(said.kind, say);
    case 'release':
      return releaseInWords(said.kind, say);
    case 'again':
      return againInWords(said.letters, { say, language });
    case 'test':
      return testInWords(said.outcome, say);
    case 'readers':
      return readersChosenInWords(said.kind, say);
    case 'test_segment':
      return segmentTestInWords(said.kind, say);
    default:
      return said satisfies never;
  }
}
