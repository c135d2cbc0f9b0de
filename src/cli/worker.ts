/** hebdo worker: workers and schedules without the site; as many machines as wanted. */
import type { Command } from 'commander';
import { exits, type Outcome } from './outcome.ts';
import { batchesAtATime, runService, stopped } from './service.ts';
import type { Session } from './session.ts';

export function worker(program: Command): void {
  program
    .command('worker')
    .description('run workers and schedules only; start as many as wanted')
    .option('--concurrency <batches>', 'batches of letters at a time', batchesAtATime, 2)
    .option('--json', 'print one object at the end')
    .action((options: { concurrency: number; json?: boolean }) =>
      runService(options, (session) => runWorker(session, options.concurrency)),
    );
}

async function runWorker({ app, say, signal }: Session, concurrency: number): Promise<Outcome> {
  const { startWorking } = await import('../app/working.ts');
  const { openWatch } = await import('../app/watching.ts');
  const { welcome } = await import('../app/welcome.ts');
  {
    await using _returns = await app.listenForReturns();
    await using workers = await startWorking(app, concurrency);
    await using _watch = await openWatch(app.world, () =>
      workers.stopped().map((queue) => `no worker for ${queue}`),
    );
    for (const line of await welcome(app.world, { site: false })) say(line);
    await stopped(signal);
    say('Stopping: letters in flight are finished, nothing new is begun.');
  }
  return { exit: exits.done, lines: ['Stopped.'], json: { command: 'worker' } };
}
