/** Joins jobs and steps: the workers of this process, and what they are told to do. */
import type { Newsletters, Steps } from '../../jobs/steps.ts';
import { startWorkers, type Workers } from '../../jobs/workers.ts';
import type { World } from '../world/world.ts';
import { serviceMail } from './service-mail.ts';

/** The steps that jobs call, as the joiners of src/app/ make them. */
export type WorkingNeeds = {
  readonly world: World;
  readonly gather: Steps['gather'];
  readonly draftIfDue: (newsletter: string) => Promise<object | null>;
  readonly releaseIfDue: (newsletter: string, signal: AbortSignal) => Promise<object | null>;
  readonly sendBatch: Steps['sendBatch'];
  readonly sweep: (signal: AbortSignal) => Promise<object>;
  readonly pollReturns: Steps['pollReturns'];
  readonly deliverWebhooks: Steps['deliverWebhooks'];
  readonly tidy: Steps['tidy'];
  readonly retain: (dryRun: boolean, signal: AbortSignal) => Promise<object>;
};

const nothingToDo = { kind: 'nothing_to_do' };

/** Starts the workers and keeps the schedules of every newsletter. Dispose: what is at work comes to its end. */
export async function startWorking(app: WorkingNeeds, concurrency: number): Promise<Workers> {
  const { world } = app;
  const releasing = new Map<string, Promise<object>>();
  const steps: Steps = {
    newsletters: () => timetables(world),
    gather: app.gather,
    draft: async (newsletter) => (await app.draftIfDue(newsletter)) ?? nothingToDo,
    // A send stays at work until its counts balance, and the next minute asks again: one at a time is enough.
    release: (newsletter, signal) => {
      const atWork = releasing.get(newsletter);
      if (atWork) return Promise.resolve({ kind: 'at_work' });
      const release = app
        .releaseIfDue(newsletter, signal)
        .then((outcome) => outcome ?? nothingToDo)
        .finally(() => releasing.delete(newsletter));
      releasing.set(newsletter, release);
      return release;
    },
    sendBatch: app.sendBatch,
    sweep: app.sweep,
    pollReturns: app.pollReturns,
    postServiceMail: serviceMail(world).postDue,
    deliverWebhooks: app.deliverWebhooks,
    tidy: app.tidy,
    retain: (signal) => app.retain(false, signal),
  };
  const sends = world.relay !== undefined;
  if (!sends) world.log.warn({}, 'SMTP_URL is not set: what sends is left to processes that have a relay');
  return startWorkers({ backend: await world.queue.backend(), steps, log: world.log, concurrency, sends });
}

/** One newsletter.yaml that cannot be read must not stop the others: its own schedules stay as they are. */
async function timetables({ templates, log }: World): Promise<Newsletters> {
  const names = await templates.names();
  const entries = names.map(async (name) => {
    try {
      return [name, await templates.newsletter(name)] as const;
    } catch (error) {
      log.warn({ newsletter: name, reason: String(error) }, 'newsletter.yaml cannot be read');
      return [name, null] as const;
    }
  });
  return new Map(await Promise.all(entries));
}
