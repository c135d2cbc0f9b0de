/** What an operator reads when Hebdo is up: where it is, and what happens next in each newsroom's own time. */
import { CronExpressionParser } from 'cron-parser';
import { strangersAmong } from '../config/neighbours.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { isSample, sampleLives, sampleRemedy } from '../config/sample.ts';
import { dayInWords, dayOf } from '../issue/calendar.ts';
import type { World } from '../world/world.ts';

/** Lines for a terminal; site says whether this process serves it. */
export async function welcome(
  world: World,
  { site }: { readonly site: boolean },
): Promise<readonly string[]> {
  const { templates, configuration, clock } = world;
  const names = await templates.names();
  const newsletters = await Promise.all(names.map((name) => templates.newsletter(name).catch(() => null)));
  return [
    'Hebdo is up.',
    ...(site ? [`  site    ${world.publicUrl}`] : []),
    ...(configuration.smtp ? [] : ['  relay   none: set SMTP_URL, or no letter can leave']),
    ...(names.length > 0
      ? []
      : [`  no newsletter in ${configuration.templates}: copy templates/lhebdo to begin`]),
    ...names.flatMap((name, at) => agendaOf(name, newsletters[at] ?? null, clock.now())),
    ...strangersAmong(
      newsletters.filter((one) => one !== null),
      names,
    ).map(({ newsletter, message }) => `  ${newsletter}  newsletter.yaml: ${message}`),
    ...samplesAmong(newsletters),
    'Ctrl-C stops; letters in flight are finished first.',
  ];
}

function samplesAmong(newsletters: readonly (Newsletter | null)[]): readonly string[] {
  const samples = newsletters.filter((one) => one !== null).filter(isSample);
  if (samples.length === 0) return [];
  return [...samples.map(({ name }) => `  ${name}  ${sampleLives}`), `  ${sampleRemedy}`];
}

function agendaOf(name: string, newsletter: Newsletter | null, now: Date): readonly string[] {
  if (newsletter === null) return [`  ${name}  newsletter.yaml cannot be read: "hebdo doctor" says where`];
  const { schedule, time_zone } = newsletter;
  const next = (pattern: string) => inWords(nextRun(pattern, time_zone, now), time_zone);
  return [
    `  ${newsletter.title} (${name}), times of ${time_zone}`,
    `    gather  ${next(schedule.gather)}`,
    `    draft   ${next(schedule.draft)}`,
    `    send    ${next(schedule.send)}${newsletter.approval === 'none' ? '' : ', once approved'}`,
  ];
}

/** The next time a cron pattern fires. */
export function nextRun(pattern: string, tz: string, now: Date): Date {
  return CronExpressionParser.parse(pattern, { currentDate: now, tz }).next().toDate();
}

function inWords(instant: Date, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return `${dayInWords(dayOf(instant, timeZone), 'en')} ${time.format(instant)}`;
}
