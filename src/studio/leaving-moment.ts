/** When an issue leaves: at once with a moment to take it back, at its slot, or at the hour that somebody types. */
import { isDay, momentOf } from '../issue/calendar.ts';
import type { IssueState } from '../issue/issue.ts';
import type { StudioContext } from './env.ts';
import { placeOf } from './issue-page.tsx';
import type { LeavingSteps } from './leaving-facts.ts';
import type { NotNow } from './outcomes.ts';
import { backToLeaving } from './said-address.ts';
import { troublePage } from './trouble.tsx';

export async function takeSend(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const { editor } = context.get('visit');
  if (editor === null || context.get('fields').get('sure') !== 'yes')
    return troublePage(context, 'notUnderstood');
  const { kind, ...facts } = await steps.send(name, period, editor.name);
  const told = kind === 'not_now' && 'issue' in facts ? notNow(facts.issue.state) : kind;
  return backToLeaving(context, steps, { of: 'send', kind: told });
}

export async function takeSchedule(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const typed = context.get('fields').get('at');
  const { time_zone } = await steps.newsletter(name);
  const local = localMoment(typed ?? '');
  if (typed !== null && local === null) return troublePage(context, 'notUnderstood');
  const at = local === null ? undefined : momentOf(local.day, local.time, time_zone);
  if (at === null) return backToLeaving(context, steps, { of: 'schedule', kind: 'no_such_hour' });
  const meant = context.get('fields').get('other_week') === 'yes';
  const outcome = await steps.schedule(name, period, at, meant);
  const kind = outcome.kind === 'not_now' ? notNow(outcome.issue.state) : outcome.kind;
  const again = kind === 'other_week' && typed !== null ? { at: typed } : {};
  return backToLeaving(context, steps, { of: 'schedule', kind }, again);
}

/** The hour that the page before asks about; null when the address has none. */
export function hourAskedAbout(context: StudioContext): string | null {
  const typed = context.req.query('at') ?? '';
  return localMoment(typed) === null ? null : typed;
}

/** Why not: nobody approved it, or a page of before asks for what was done meanwhile. */
function notNow(state: IssueState): NotNow {
  switch (state) {
    case 'sending':
    case 'paused':
      return 'leaving';
    case 'sent':
      return 'left';
    case 'cancelled':
      return 'cancelled';
    default:
      return 'not_now';
  }
}

/** «2026-11-24T06:30» of a form; null when it is no such text. */
function localMoment(text: string): { readonly day: string; readonly time: string } | null {
  const [, day = '', time = ''] = /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text) ?? [];
  return isDay(day) ? { day, time } : null;
}
