/** The way back from an action to the page of the leaving: an address that can be asked for again, and repeats nothing. */
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext } from './env.ts';
import { placeOf } from './issue-page.tsx';
import type { LeavingSteps } from './leaving-facts.ts';
import type { Said } from './said.ts';
import { troublePage } from './trouble.tsx';

/** said: what it came to, told by the page that follows; null when that page says it itself. */
export async function backToLeaving(
  context: StudioContext,
  steps: LeavingSteps,
  said: Said | null,
): Promise<Response> {
  const { newsletter, period } = placeOf(context);
  const { editor } = context.get('visit');
  const found = await steps.find(newsletter, period);
  if (editor === null || found === null) return troublePage(context, 'notFound');
  if (said !== null) await steps.keepSaid(found, editor, said);
  return context.redirect(issueAddress({ newsletter, period }, '/leaving'), 303);
}
