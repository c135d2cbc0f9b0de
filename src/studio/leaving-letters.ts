/** Letters that somebody asks for by hand: the later stages at once, the missing ones again, a test. */
import type { StudioContext } from './env.ts';
import { placeOf } from './issue-page.tsx';
import type { LeavingSteps } from './leaving-facts.ts';
import { showLeaving } from './leaving-page.tsx';
import { testInWords } from './test-letters.tsx';
import { troublePage } from './trouble.tsx';
import { numberInWords } from './words.ts';

/** Nobody has seen how the first letters fare: whoever does not wait for it says that they know. */
export async function takeRelease(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const { editor, say } = context.get('visit');
  if (editor === null || context.get('fields').get('sure') !== 'yes')
    return troublePage(context, 'notUnderstood');
  const released = await steps.releaseAll(name, period, editor.name);
  const said = released
    ? say('Toutes les lettres partent, sans attendre.', 'All letters leave, without waiting.')
    : say('Rien n’attendait d’être libéré.', 'Nothing waited to be let go.');
  return showLeaving(context, steps, said);
}

/** What is in doubt may have arrived: whoever sends it again says that they know. */
export async function takeAgain(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const { say, language } = context.get('visit');
  const fields = context.get('fields');
  const missing = fields.get('missing');
  if ((missing !== 'unknown' && missing !== 'given_up') || fields.get('sure') !== 'yes')
    return troublePage(context, 'notUnderstood');
  const letters = await steps.again(name, period, [missing]);
  const number = numberInWords(letters, language);
  const said =
    letters === 0
      ? say('Il n’y avait rien à renvoyer.', 'There was nothing to send again.')
      : say(`${number} lettres repartent.`, `${number} letters leave again.`);
  return showLeaving(context, steps, said);
}

export async function takeTest(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const { editor, say } = context.get('visit');
  if (editor === null) return troublePage(context, 'notAllowed');
  const to = context.get('fields').get('to') ?? 'me';
  if (to !== 'me' && to !== 'testers') return troublePage(context, 'notUnderstood');
  const outcome = await steps.test(name, period, to, editor);
  if (outcome === null) return troublePage(context, 'notFound');
  return showLeaving(context, steps, testInWords(outcome, say));
}
