/** Letters that somebody asks for by hand: the later stages at once, the missing ones again, a test. */
import type { StudioContext } from './env.ts';
import { placeOf } from './issue-page.tsx';
import type { LeavingSteps } from './leaving-facts.ts';
import { backToLeaving } from './said-address.ts';
import { troublePage } from './trouble.tsx';

/** Nobody has seen how the first letters fare: whoever does not wait for it says that they know. */
export async function takeRelease(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const { editor } = context.get('visit');
  if (editor === null || context.get('fields').get('sure') !== 'yes')
    return troublePage(context, 'notUnderstood');
  const released = await steps.releaseAll(name, period, editor.name);
  return backToLeaving(context, steps, { of: 'release', kind: released ? 'released' : 'nothing' });
}

/** What is in doubt may have arrived: whoever sends it again says that they know. */
export async function takeAgain(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const fields = context.get('fields');
  const missing = fields.get('missing');
  if ((missing !== 'unknown' && missing !== 'given_up') || fields.get('sure') !== 'yes')
    return troublePage(context, 'notUnderstood');
  const letters = await steps.again(name, period, [missing]);
  return backToLeaving(context, steps, { of: 'again', letters });
}

export async function takeTest(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const { editor } = context.get('visit');
  if (editor === null) return troublePage(context, 'notAllowed');
  const to = context.get('fields').get('to') ?? 'me';
  if (to !== 'me' && to !== 'testers') return troublePage(context, 'notUnderstood');
  const outcome = await steps.test(name, period, to, editor);
  if (outcome === null) return troublePage(context, 'notFound');
  return backToLeaving(context, steps, { of: 'test', outcome });
}
