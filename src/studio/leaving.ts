/** The way out: check, approve, schedule, send, pause, resume, cancel, test letters, live figures. */
import { Hono } from 'hono';
import { showCheck } from './check-page.tsx';
import type { StudioEnv } from './env.ts';
import { placeOf } from './issue-page.tsx';
import { takeApproval, takeUnapproval } from './leaving-approval.ts';
import type { LeavingSteps } from './leaving-facts.ts';
import { takeAgain, takeRelease, takeTest } from './leaving-letters.ts';
import { takeSchedule, takeSend } from './leaving-moment.ts';
import { showLeaving } from './leaving-page.tsx';
import { followProgress } from './progress-stream.tsx';
import { backToLeaving } from './said-address.ts';

const issue = '/issue/:newsletter/:period';

export function leavingPages(steps: LeavingSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get(`${issue}/leaving`, (context) => showLeaving(context, steps))
    .get(`${issue}/check`, (context) => showCheck(context, steps))
    .get(`${issue}/progress`, (context) => followProgress(context, steps))
    .post(`${issue}/approve`, (context) => takeApproval(context, steps))
    .post(`${issue}/schedule`, (context) => takeSchedule(context, steps))
    .post(`${issue}/send`, (context) => takeSend(context, steps))
    .post(`${issue}/hold`, async (context) => {
      const { newsletter: name, period } = placeOf(context);
      const { kind } = await steps.hold(name, period);
      return backToLeaving(context, steps, { of: 'hold', kind });
    })
    .post(`${issue}/unapprove`, (context) => takeUnapproval(context, steps))
    .post(`${issue}/again`, (context) => takeAgain(context, steps))
    .post(`${issue}/release`, (context) => takeRelease(context, steps))
    .post(`${issue}/pause`, async (context) => {
      const { newsletter: name, period } = placeOf(context);
      const { say, editor } = context.get('visit');
      const reason = say(`Suspendu par ${editor?.name}.`, `Paused by ${editor?.name}.`);
      const { kind } = await steps.pause(name, period, reason);
      return backToLeaving(context, steps, { of: 'control', kind });
    })
    .post(`${issue}/resume`, async (context) => {
      const { newsletter: name, period } = placeOf(context);
      const { kind } = await steps.resume(name, period);
      // Without a worker at hand the letters would wait for the next send.
      if (kind === 'done') steps.goOn(name, period);
      return backToLeaving(context, steps, { of: 'control', kind });
    })
    .post(`${issue}/cancel`, async (context) => {
      const { newsletter: name, period } = placeOf(context);
      const { kind } = await steps.cancel(name, period);
      return backToLeaving(context, steps, { of: 'control', kind });
    })
    .post(`${issue}/test`, (context) => takeTest(context, steps));
}
