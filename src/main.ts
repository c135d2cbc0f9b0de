/** The `hebdo` program: one file per command in src/cli, joined here. */
import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { approve } from './cli/approve.ts';
import { articles } from './cli/articles.ts';
import { check } from './cli/check.ts';
import { cancel, pause, resume } from './cli/control.ts';
import { demo } from './cli/demo.ts';
import { doctor } from './cli/doctor.ts';
import { draft } from './cli/draft.ts';
import { drill } from './cli/drill.ts';
import { editors } from './cli/editors.ts';
import { gather } from './cli/gather.ts';
import { exits } from './cli/outcome.ts';
import { preview } from './cli/preview.ts';
import { returns } from './cli/returns.ts';
import { schedule } from './cli/schedule.ts';
import { secret } from './cli/secret.ts';
import { segments } from './cli/segments.ts';
import { send } from './cli/send.ts';
import { status } from './cli/status.ts';
import { subscribers } from './cli/subscribers.ts';
import { tokens } from './cli/tokens.ts';
import { up } from './cli/up.ts';
import { web } from './cli/web.ts';
import { webhooks } from './cli/webhooks.ts';
import { worker } from './cli/worker.ts';

const commands: readonly ((program: Command) => void)[] = [
  gather,
  articles,
  draft,
  preview,
  check,
  approve,
  schedule,
  send,
  status,
  pause,
  resume,
  cancel,
  demo,
  up,
  worker,
  web,
  doctor,
  secret,
  drill,
  subscribers,
  editors,
  segments,
  tokens,
  webhooks,
  returns,
];

// A reader that has seen enough (`hebdo status | head -1`) is no fault of ours, nor is a terminal that was closed (EIO).
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });

const program = new Command('hebdo')
  .description('From feeds to one curated letter in every inbox, with proof.')
  .version(manifest.version)
  .showHelpAfterError('(the same command with --help says more)')
  .addHelpText(
    'after',
    '\nExit codes: 0 done or nothing to do, 1 fault, 2 wrong use, 3 refused by a check, 4 partly done.',
  )
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : exits.wrongUse);
  });

// commander hands its rules (what follows an error, how to exit) to commands made after they were set.
for (const register of commands) register(program);

await program.parseAsync();
