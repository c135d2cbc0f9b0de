/** The schedules: which job falls due when, in each newsletter's own time zone. */
import { draftJob } from './draft.ts';
import { gatherJob } from './gather.ts';
import { type Backend, type JobQueue, openQueue } from './queue.ts';
import { releaseJob } from './release.ts';
import { retentionJob } from './retention.ts';
import { returnsJob } from './returns.ts';
import { serviceMailJob } from './service-mail.ts';
import type { JobLog, Newsletters } from './steps.ts';
import { sweepJob } from './sweep.ts';
import { tidyJob } from './tidy.ts';
import { webhooksJob } from './webhooks.ts';

export type Schedule = {
  readonly queue: string;
  /** The same in every process and after every redeploy: two schedulers are one. */
  readonly id: string;
  readonly when: { readonly pattern: string; readonly tz: string } | { readonly every: number };
  readonly payload: object;
};

const seconds = 1_000;

/**
 * Every schedule there should be. The slots come by cron; draft and release are also asked every few minutes, because a
 * machine that was down at the slot, or an editor who approves late, finds them due by the database alone.
 */
export function schedulesFor(newsletters: Newsletters): readonly Schedule[] {
  const ofNewsletters = [...newsletters].flatMap(([newsletter, timetable]): Schedule[] => {
    if (timetable === null) return [];
    const { schedule, time_zone: tz } = timetable;
    const payload = { newsletter };
    return [
      { queue: gatherJob.queue, id: `gather-${newsletter}`, when: { pattern: schedule.gather, tz }, payload },
      { queue: draftJob.queue, id: `draft-${newsletter}`, when: { pattern: schedule.draft, tz }, payload },
      { queue: draftJob.queue, id: `draft-late-${newsletter}`, when: { every: 300 * seconds }, payload },
      { queue: releaseJob.queue, id: `release-${newsletter}`, when: { pattern: schedule.send, tz }, payload },
      { queue: releaseJob.queue, id: `release-late-${newsletter}`, when: { every: 60 * seconds }, payload },
    ];
  });
  return [
    ...ofNewsletters,
    { queue: sweepJob.queue, id: 'sweep', when: { every: 20 * seconds }, payload: {} },
    { queue: returnsJob.queue, id: 'returns', when: { every: 300 * seconds }, payload: {} },
    { queue: serviceMailJob.queue, id: 'service-mail', when: { every: 60 * seconds }, payload: {} },
    { queue: webhooksJob.queue, id: 'webhooks', when: { every: 5 * seconds }, payload: {} },
    { queue: tidyJob.queue, id: 'tidy', when: { every: 900 * seconds }, payload: {} },
    { queue: retentionJob.queue, id: 'retention', when: { pattern: '40 9 * * *', tz: 'UTC' }, payload: {} },
  ];
}

export type Schedules = AsyncDisposable & {
  /** Adds what is missing, changes what differs, removes those of newsletters that are gone. */
  readonly keep: (newsletters: Newsletters) => Promise<void>;
};

export function openSchedules(backend: Backend, log: JobLog): Schedules {
  const kinds = [
    ...[gatherJob, draftJob, releaseJob, sweepJob, returnsJob],
    ...[serviceMailJob, tidyJob, retentionJob, webhooksJob],
  ];
  const names = kinds.map((job) => job.queue);
  const queues = new Map(names.map((name) => [name, openQueue(name, backend, log)]));
  return {
    keep: async (newsletters) => {
      const wanted = schedulesFor(newsletters);
      for (const [name, queue] of queues)
        await keepQueue(
          queue,
          wanted.filter((schedule) => schedule.queue === name),
          newsletters,
        );
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

async function keepQueue(
  queue: JobQueue,
  wanted: readonly Schedule[],
  newsletters: Newsletters,
): Promise<void> {
  const there = await queue.getJobSchedulers();
  for (const schedule of wanted) {
    const found = there.find((one) => one.key === schedule.id);
    // Touching a schedule moves its next time, and a job that waits for its turn would be lost: only when needed.
    if (!found || differs(found, schedule) || isStuck(found)) await place(queue, schedule);
  }
  // Never removed before the others are in place; a newsletter whose settings cannot be read now keeps its own.
  for (const { key } of there) {
    const unreadable = [...newsletters].some(
      ([name, timetable]) => timetable === null && key.endsWith(`-${name}`),
    );
    if (!unreadable && !wanted.some((schedule) => schedule.id === key)) await queue.removeJobScheduler(key);
  }
}

/** Two processes that place the same schedule in the same moment collide in BullMQ: one wins, and that is enough. */
async function place(queue: JobQueue, { id, when, payload }: Schedule): Promise<void> {
  try {
    await queue.upsertJobScheduler(id, when, {
      name: id,
      data: payload,
      opts: { removeOnComplete: { count: 50 }, removeOnFail: { count: 200 } },
    });
  } catch (error) {
    const found = await queue.getJobScheduler(id);
    if (!found || differs(found, { when })) throw error;
  }
}

type Found = { pattern?: string; tz?: string; every?: number | string; next?: number };

function differs(found: Found, { when }: Pick<Schedule, 'when'>): boolean {
  return 'every' in when
    ? Number(found.every) !== when.every
    : found.pattern !== when.pattern || found.tz !== when.tz;
}

/** Its next time passed minutes ago and nothing came of it: the job was lost, as when Redis is emptied by half. */
function isStuck({ next }: Found): boolean {
  return next === undefined || next < Date.now() - 600 * seconds;
}
