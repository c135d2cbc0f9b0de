/** The `hebdo` program: one file per command in src/cli, joined here. */
import { Command } from 'commander';
import { exits } from './cli/outcome.ts';

const program = new Command('hebdo')
  .description('From feeds to one curated letter in every inbox, with proof.')
  .showHelpAfterError()
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : exits.wrongUse);
  });

await program.parseAsync();
