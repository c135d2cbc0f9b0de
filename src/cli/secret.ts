/** hebdo secret: whether this machine has the secret of its database, and the way on where that one is lost. */
import type { Command } from 'commander';
import { exits, type Outcome } from './outcome.ts';
import { ending, readConfiguration } from './session.ts';

type Options = { readonly take?: boolean; readonly json?: boolean };

export function secret(program: Command): void {
  program
    .command('secret')
    .description('say whether this machine has the secret that its database was begun with; exit 3 when not')
    .option(
      '--take',
      'go on with the secret of this machine, because the first one is lost: links in sent letters are dead from then on, ' +
        'and whoever was erased, complained or bounced is not recognised any more',
    )
    .option('--json', 'print one object at the end')
    .action((options: Options) => ending(options.json === true, () => runSecret(options.take === true)));
}

async function runSecret(take: boolean): Promise<Outcome> {
  const configuration = await readConfiguration();
  const { openWorld } = await import('../world/world.ts');
  await using _world = await openWorld(configuration, take ? 'taken' : 'kept');
  const line = take
    ? 'The database goes with the secret of this machine from now on: set the same on every other machine.'
    : 'This machine has the secret of its database.';
  return { exit: exits.done, lines: [line], json: { command: 'secret', agrees: true, taken: take } };
}
