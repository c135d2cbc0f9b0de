/** Who answers for the edition that was shown: approvals given, and taken back. */
import type { EditionHash } from '../audience/ids.ts';
import { sayIn } from '../config/say.ts';
import type { StudioContext } from './env.ts';
import { placeOf } from './issue-page.tsx';
import type { LeavingSteps } from './leaving-facts.ts';
import { approvalInWords } from './outcomes.ts';
import { backToLeaving } from './said-address.ts';
import { troublePage } from './trouble.tsx';

export async function takeApproval(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const { editor, say } = context.get('visit');
  const fields = context.get('fields');
  const expected = fields.get('hash') as EditionHash | null;
  const readers = fields.get('readers');
  if (editor === null || expected === null || readers === null) return troublePage(context, 'notUnderstood');
  const outcome = await steps.approve(name, period, { by: editor.name, expected, readers });
  if (outcome.kind === 'needs_chief')
    return troublePage(context, 'notAllowed', approvalInWords(outcome, say));
  if (outcome.kind !== 'other_readers')
    return backToLeaving(context, steps, { of: 'approve', outcome: { kind: outcome.kind } });
  const { kind, seen, now } = outcome;
  return backToLeaving(context, steps, { of: 'approve', outcome: { kind, seen, now } });
}

export async function takeUnapproval(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const { editor } = context.get('visit');
  const found = await steps.find(name, period);
  if (editor === null || found === null) return troublePage(context, 'notFound');
  const { language } = await steps.newsletter(name);
  const reason = sayIn(language)(`Retirée par ${editor.name}.`, `Taken back by ${editor.name}.`);
  const done = await steps.unapprove(found, reason);
  return backToLeaving(context, steps, done ? null : { of: 'unapprove', kind: 'nothing' });
}
