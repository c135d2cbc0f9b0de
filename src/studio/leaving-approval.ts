/** Who answers for the edition that was shown: approvals given, and taken back. */
import type { EditionHash } from '../audience/ids.ts';
import { sayIn } from '../config/say.ts';
import type { StudioContext } from './env.ts';
import { placeOf } from './issue-page.tsx';
import type { LeavingSteps } from './leaving-facts.ts';
import { showLeaving } from './leaving-page.tsx';
import { approvalInWords } from './outcomes.ts';
import { troublePage } from './trouble.tsx';

export async function takeApproval(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const { editor, say } = context.get('visit');
  const expected = context.get('fields').get('hash') as EditionHash | null;
  const found = await steps.find(name, period);
  if (editor === null || expected === null || found === null) return troublePage(context, 'notUnderstood');
  const newsletter = await steps.newsletter(name);
  const others = (await steps.approvers(found, expected)).filter((one) => one !== editor.name);
  // Where two must agree, one of them is the chief: the second name of two editors would not do.
  const chiefs = others.length > 0 && newsletter.approval === 'two' ? await steps.chiefs() : null;
  if (chiefs && !editor.roles.includes('chief') && !others.some((one) => chiefs.has(one)))
    return troublePage(
      context,
      'notAllowed',
      say(
        `Il faut deux accords, dont celui d’une personne qui a le rôle de chef : ${others.join(', ')} a déjà approuvé.`,
        `Two people must agree, one of them with the role chief: ${others.join(', ')} approved already.`,
      ),
    );
  return showLeaving(
    context,
    steps,
    approvalInWords(await steps.approve(name, period, { by: editor.name, expected }), say),
  );
}

export async function takeUnapproval(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const { editor, say } = context.get('visit');
  const found = await steps.find(name, period);
  if (editor === null || found === null) return troublePage(context, 'notFound');
  const { language } = await steps.newsletter(name);
  const reason = sayIn(language)(`Retirée par ${editor.name}.`, `Taken back by ${editor.name}.`);
  const done = await steps.unapprove(found, reason);
  return showLeaving(
    context,
    steps,
    done ? null : say('Il n’y avait rien à retirer.', 'There was nothing to take back.'),
  );
}
