/** When an issue leaves: at once with a moment to take it back, at its slot, or at the hour that somebody types. */
import { isDay, startOfDay } from '../issue/calendar.ts';
import type { StudioContext } from './env.ts';
import { placeOf } from './issue-page.tsx';
import type { LeavingSteps } from './leaving-facts.ts';
import { backToLeaving } from './leaving-said.ts';
import { troublePage } from './trouble.tsx';

export async function takeSend(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const { editor } = context.get('visit');
  if (editor === null || context.get('fields').get('sure') !== 'yes')
    return troublePage(context, 'notUnderstood');
  const { kind } = await steps.send(name, period, editor.name);
  return backToLeaving(context, steps, { of: 'send', kind });
}

export async function takeSchedule(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const typed = context.get('fields').get('at');
  const { time_zone } = await steps.newsletter(name);
  const at = typed === null ? undefined : localMoment(typed, time_zone);
  if (at === null) return troublePage(context, 'notUnderstood');
  const { kind } = await steps.schedule(name, period, at);
  return backToLeaving(context, steps, { of: 'schedule', kind });
}

/** «2026-11-24T06:30» of a form, in the paper's own time; null when it is no such moment. */
function localMoment(text: string, zone: string): Date | null {
  const [, day = '', hour = '', minute = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/.exec(text) ?? [];
  if (!isDay(day) || Number(hour) > 23 || Number(minute) > 59) return null;
  return new Date(startOfDay(day, zone).getTime() + (Number(hour) * 60 + Number(minute)) * 60_000);
}
