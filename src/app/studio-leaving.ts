/** Joins the studio's way out to the steps of the commands: check, approve, schedule, send, control, status. */

import type { Period } from '../audience/ids.ts';
import type { Status } from '../outbox/status.ts';
import type { LeavingSteps } from '../studio/leaving-facts.ts';
import { approversOf, withdrawApproval } from '../world/db/approvals.ts';
import { findIssue } from '../world/db/issues.ts';
import type { World } from '../world/world.ts';
import type { Approving } from './approving.ts';
import type { Composing } from './composing.ts';
import { goOnWithSends, type LookTimes } from './going-on.ts';
import { readersOfIssue } from './segments.ts';
import type { Sending } from './sending.ts';
import { isOvertaken } from './standing-edition.ts';
import { recall } from './studio-recall.ts';
import { saidSteps } from './studio-said.ts';
import { postTestLetters } from './test-letter.ts';

export type LeavingNeeds = Pick<Composing, 'composeEdition'> &
  Pick<Approving, 'check' | 'approve' | 'schedule'> &
  Pick<
    Sending,
    'send' | 'status' | 'pause' | 'resume' | 'cancel' | 'reopen' | 'releaseAll' | 'releaseIfDue' | 'sweep'
  >;

/** An editor waits for the check: longer than its own limits of time this never takes. */
const patience = 10 * 60_000;

export function leavingSteps(
  world: World,
  steps: LeavingNeeds,
  signal: AbortSignal,
  looking?: LookTimes,
): LeavingSteps {
  const { pool } = world.database;
  const { ask, hold } = recall(world, steps, signal);
  const looks = sharedStatus(steps.status);
  const goOn = (name: string, period: Period) => {
    // The sweep of each minute rings for what is to leave.
    if (world.relay === undefined) {
      const event = 'a send goes on and SMTP_URL is not set here: left to a process that has a relay';
      return world.log.warn({ newsletter: name, period }, event);
    }
    void steps
      .send(name, period, { signal })
      .catch((error: unknown) =>
        world.log.error({ newsletter: name, period, reason: String(error) }, 'a send from the studio failed'),
      );
  };
  if (world.relay !== undefined) goOnWithSends(world, { sweep: steps.sweep, goOn }, signal, looking);
  return {
    newsletter: (name) => world.templates.newsletter(name),
    now: world.clock.now,
    find: (newsletter, period) => findIssue(pool, newsletter, period),
    check: async (name, period, { language, signal: asked }) => {
      const issue = await findIssue(pool, name, period);
      if (issue === null) return null;
      // Before they are counted: what is chosen meanwhile is noticed as the approval comes.
      const readers = await readersOfIssue(world, name, issue.id);
      const report = await steps.check(name, period, asked, language);
      const dry = await steps.send(name, period, { dryRun: true, signal: asked });
      if (report.kind === 'no_issue') return null;
      const audience = 'audience' in dry ? dry.audience : { candidates: 0, letters: 0, exclusions: [] };
      return { report, audience, readers };
    },
    approvers: (issue, hash, readers) => approversOf(pool, issue.id, hash, readers),
    approve: (name, period, signed) =>
      steps.approve(name, period, { ...signed, chiefAsked: true, signal: AbortSignal.timeout(patience) }),
    schedule: steps.schedule,
    send: async (name, period, by) => {
      const outcome = await ask(name, period, by);
      if (outcome.kind === 'at_once') goOn(name, period);
      return outcome;
    },
    hold,
    unapprove: (issue, reason) => withdrawApproval(pool, issue.id, reason),
    again: async (name, period, missing) => {
      const letters = await steps.reopen(name, period, missing);
      world.log.info({ newsletter: name, period, missing, letters }, 'missing letters put in line again');
      if (letters > 0) goOn(name, period);
      // The page that follows must not offer again what was just done.
      looks.forget(name, period);
      return letters;
    },
    goOn,
    releaseAll: async (name, period, by) => {
      const released = await steps.releaseAll(name, period);
      world.log.info({ newsletter: name, period, by, released }, 'the wait of a staged send was skipped');
      if (released) goOn(name, period);
      looks.forget(name, period);
      return released;
    },
    pause: steps.pause,
    resume: steps.resume,
    cancel: steps.cancel,
    status: looks.status,
    overtaken: (newsletter, issue) => isOvertaken(steps, newsletter, issue),
    ...saidSteps(world),
    test: async (name, period, to, editor) => {
      const issue = await findIssue(pool, name, period);
      if (issue === null) return null;
      const { testers } = await world.templates.newsletter(name);
      const receivers = to === 'me' ? [editor] : testers.map((email) => ({ email, name: null }));
      return postTestLetters(world, steps, issue, receivers);
    },
  };
}

/** Tabs that follow one send share each look at its ledger. */
function sharedStatus(status: Sending['status']) {
  const looks = new Map<string, { readonly at: number; readonly status: Promise<Status> }>();
  const keyOf = (name: string, period: Period) => `${name} ${period}`;
  const shared: LeavingSteps['status'] = (name, period) => {
    const key = keyOf(name, period);
    const known = looks.get(key);
    if (known && performance.now() - known.at < 500) return known.status;
    const look = { at: performance.now(), status: status(name, period) };
    looks.set(key, look);
    look.status.catch(() => looks.delete(key));
    return look.status;
  };
  const forget = (name: string, period: Period) => void looks.delete(keyOf(name, period));
  return { status: shared, forget };
}
