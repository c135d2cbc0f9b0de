/** hebdo up: everything in one process, until somebody stops it. */
import type { Command } from 'commander';
import { exits, type Outcome } from './outcome.ts';
import { batchesAtATime, runService, stopped } from './service.ts';
import type { Session } from './session.ts';

export function up(program: Command): void {
  program
    .command('up')
    .description('run everything in one process: database, queue, workers, schedules, site')
    .option('--concurrency <batches>', 'batches of letters at a time', batchesAtATime, 2)
    .option('--json', 'print one object at the end')
    .action((options: { concurrency: number; json?: boolean }) =>
      runService(options, (session) => runUp(session, options.concurrency)),
    );
}

async function runUp({ app, say, signal }: Session, concurrency: number): Promise<Outcome> {
  const [{ startWorking }, { openWeb }, { openWatch }, { pagesApp }, { welcome }] = await Promise.all([
    import('../app/working.ts'),
    import('../app/web.ts'),
    import('../app/watching.ts'),
    import('../app/studio.ts'),
    import('../app/welcome.ts'),
  ]);
  {
    await using _returns = await app.listenForReturns();
    await using workers = await startWorking(app, concurrency);
    const complaints = () => workers.stopped().map((queue) => `no worker for ${queue}`);
    await using _web = await openWeb(app.world, pagesApp(app.world, app, signal), complaints);
    await using _watch = await openWatch(app.world, complaints);
    for (const line of await welcome(app.world, { site: true })) say(line);
    await stopped(signal);
    say('Stopping: letters in flight are finished, nothing new is begun.');
  }
  return { exit: exits.done, lines: ['Stopped.'], json: { command: 'up', stopped: reasonOf(signal) } };
}

function reasonOf(signal: AbortSignal): string {
  return signal.reason instanceof Error ? signal.reason.message : String(signal.reason);
}
