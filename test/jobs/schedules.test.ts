import { describe, expect, it } from 'vitest';
import { type Backend, openQueue } from '../../jobs/queue.ts';
import { openSchedules, schedulesFor } from '../../jobs/schedules.ts';
import type { Newsletters } from '../../jobs/steps.ts';
import { backends } from '../support/backends.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {} };
const schedule = { gather: '0 * * * *', draft: '0 18 * * 1', send: '0 6 * * 2' };
const paper: Newsletters = new Map([['lhebdo', { time_zone: 'Europe/Paris', schedule }]]);

it('a newsletter is gathered, drafted and released by its own clock', () => {
  expect(schedulesFor(paper).map(({ queue, id, when }) => [queue, id, when])).toEqual([
    ['gather', 'gather-lhebdo', { pattern: '0 * * * *', tz: 'Europe/Paris' }],
    ['draft', 'draft-lhebdo', { pattern: '0 18 * * 1', tz: 'Europe/Paris' }],
    ['draft', 'draft-late-lhebdo', { every: 300_000 }],
    ['release', 'release-lhebdo', { pattern: '0 6 * * 2', tz: 'Europe/Paris' }],
    ['release', 'release-late-lhebdo', { every: 60_000 }],
    ['sweep', 'sweep', { every: 20_000 }],
    ['returns', 'returns', { every: 300_000 }],
    ['service-mail', 'service-mail', { every: 60_000 }],
    ['webhooks', 'webhooks', { every: 5_000 }],
    ['tidy', 'tidy', { every: 900_000 }],
    ['retention', 'retention', { pattern: '40 9 * * *', tz: 'UTC' }],
  ]);
});

describe.each(backends)('schedules on $name', ({ open }) => {
  it('are the same after a redeploy, and when three processes keep them at once', async () => {
    const backend = await open();
    await using one = openSchedules(backend, silent);
    await using other = openSchedules(backend, silent);
    await using third = openSchedules(backend, silent);
    await Promise.all([one.keep(paper), other.keep(paper), third.keep(paper)]);
    const first = await kept(backend, 'release');
    await other.keep(paper);
    expect(await kept(backend, 'release')).toEqual(first);
    expect(first.map((found) => found.key).sort()).toEqual(['release-late-lhebdo', 'release-lhebdo']);
    expect(await waitingJobs(backend, 'gather')).toBe(1);
  });

  it('fall due at six in Paris, whatever the season', async () => {
    const backend = await open();
    await using schedules = openSchedules(backend, silent);
    await schedules.keep(paper);
    const found = (await kept(backend, 'release')).find((one) => one.key === 'release-lhebdo');
    const local = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Paris',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
    expect(local.format(found?.next)).toBe('Tue 06:00');
  });

  it('follow newsletter.yaml, and go with the newsletter', async () => {
    const backend = await open();
    await using schedules = openSchedules(backend, silent);
    await schedules.keep(paper);
    const earlier = { ...schedule, send: '30 5 * * 2' };
    await schedules.keep(new Map([['lhebdo', { time_zone: 'Europe/Paris', schedule: earlier }]]));
    const moved = (await kept(backend, 'release')).find((one) => one.key === 'release-lhebdo');
    expect(moved?.pattern).toBe('30 5 * * 2');
    await schedules.keep(new Map());
    expect(await kept(backend, 'release')).toEqual([]);
    expect((await kept(backend, 'sweep')).map((one) => one.key)).toEqual(['sweep']);
  });

  it('stay as they were while the settings cannot be read', async () => {
    const backend = await open();
    await using schedules = openSchedules(backend, silent);
    await schedules.keep(paper);
    await schedules.keep(new Map([['lhebdo', null]]));
    expect(await kept(backend, 'release')).toHaveLength(2);
  });

  it('come back when the queue was emptied', async () => {
    const backend = await open();
    await using schedules = openSchedules(backend, silent);
    await schedules.keep(paper);
    const queue = openQueue('gather', backend, silent);
    await queue.obliterate({ force: true });
    await schedules.keep(paper);
    expect((await kept(backend, 'gather')).map((one) => one.key)).toEqual(['gather-lhebdo']);
    await queue.close();
  });
});

async function kept(backend: Backend, name: string) {
  const queue = openQueue(name, backend, silent);
  const found = await queue.getJobSchedulers();
  await queue.close();
  return found;
}

async function waitingJobs(backend: Backend, name: string): Promise<number> {
  const queue = openQueue(name, backend, silent);
  const count = await queue.getDelayedCount();
  await queue.close();
  return count;
}
