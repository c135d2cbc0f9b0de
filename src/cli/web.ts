/** hebdo web: the site without workers. */
import type { Command } from 'commander';
import { exits, type Outcome } from './outcome.ts';
import { runService, stopped } from './service.ts';
import type { Session } from './session.ts';

export function web(program: Command): void {
  program
    .command('web')
    .description("run the site only: readers' pages, letters on the web, images, /health")
    .option('--json', 'print one object at the end')
    .action((options: { json?: boolean }) => runService(options, runWeb));
}

async function runWeb({ app, say, signal }: Session): Promise<Outcome> {
  const [{ openWeb }, { openWatch }, { pagesApp }] = await Promise.all([
    import('../app/web.ts'),
    import('../app/watching.ts'),
    import('../app/studio.ts'),
  ]);
  {
    await using server = await openWeb(app.world, pagesApp(app.world, app, signal));
    await using _watch = await openWatch(app.world, () => []);
    say(`Site on http://${server.host}:${server.port}, for readers at ${app.world.publicUrl}. Ctrl-C stops.`);
    await stopped(signal);
  }
  return { exit: exits.done, lines: ['Stopped.'], json: { command: 'web' } };
}
