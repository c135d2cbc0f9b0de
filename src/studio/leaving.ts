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
import { controlInWords, holdInWords } from './outcomes.ts';
import { followProgress } from './progress-stream.tsx';

const issue = '/issue/:newsletter/:period';

export function leavingPages(steps: LeavingSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get(`${issue}/leaving`, (context) => showLeaving(context, steps, null))
    .get(`${issue}/check`, (context) => showCheck(context, steps))
    .get(`${issue}/progress`, (context) => followProgress(context, steps))
    .post(`${issue}/approve`, (context) => takeApproval(context, steps))
    .post(`${issue}/schedule`, (context) => takeSchedule(context, steps))
    .post(`${issue}/send`, (context) => takeSend(context, steps))
    .post(`${issue}/hold`, async (context) => {
      const { newsletter: name, period } = placeOf(context);
      const { say } = context.get('visit');
      return showLeaving(context, steps, holdInWords(await steps.hold(name, period), say));
    })
    .post(`${issue}/unapprove`, (context) => takeUnapproval(context, steps))
    .post(`${issue}/again`, (context) => takeAgain(context, steps))
    .post(`${issue}/release`, (context) => takeRelease(context, steps))
    .post(`${issue}/pause`, async (context) => {
      const { newsletter: name, period } = placeOf(context);
      const { say, editor } = context.get('visit');
      const reason = say(`Suspendu par ${editor?.name}.`, `Paused by ${editor?.name}.`);
      return showLeaving(context, steps, controlInWords(await steps.pause(name, period, reason), say));
    })
    .post(`${issue}/resume`, async (context) => {
      const { newsletter: name, period } = placeOf(context);
      const outcome = await steps.resume(name, period);
      // Without a worker at hand the letters would wait for the next send.
      if (outcome.kind === 'done') steps.goOn(name, period);
      return showLeaving(context, steps, controlInWords(outcome, context.get('visit').say));
    })
    .post(`${issue}/cancel`, async (context) => {
      const { newsletter: name, period } = placeOf(context);
      return showLeaving(
        context,
        steps,
        controlInWords(await steps.cancel(name, period), context.get('visit').say),
      );
    })
    .post(`${issue}/test`, (context) => takeTest(context, steps));
}
