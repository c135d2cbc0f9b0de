/** hebdo drill: kills and breaks everything around a send of invented letters, and proves what became of each. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { kindsOf } from '../drill/faults.ts';
import type { Drill, DrillOrder } from '../drill/play.ts';
import type { DrillStage } from '../drill/stage.ts';
import type { UnknownPolicy } from '../outbox/send-ledger.ts';
import { exits, type Outcome } from './outcome.ts';
import { ending, runCommand, type Session } from './session.ts';

type Options = DrillOrder & { readonly json?: boolean };

const policies: readonly UnknownPolicy[] = ['at_most_once', 'at_least_once'];

export function drill(program: Command): void {
  program
    .command('drill')
    .description('prove on this machine that no letter is lost or sent twice, whatever is killed')
    .option('--letters <count>', 'letters to send', wholeNumber(10, 1_000_000), 2_000)
    .option('--faults <count>', 'faults while they leave', wholeNumber(0, 10_000), 12)
    .addOption(
      new Option('--policy <policy>', 'what becomes of a letter whose fate nobody knows')
        .choices(policies)
        .default('at_most_once'),
    )
    .option(
      '--seed <number>',
      'repeat the faults of an earlier drill',
      wholeNumber(0, 2 ** 32 - 1),
      Math.floor(Math.random() * 1_000_000),
    )
    .option('--json', 'print one object at the end')
    .addHelpText(
      'after',
      '\nIt kills processes of its own only, in a temporary folder, and sends to a relay of its own: nothing leaves\n' +
        'this machine and no data of yours is touched.',
    )
    .action((options: Options) => runDrill(options));
}

async function runDrill(options: Options): Promise<void> {
  const { openDrillStage } = await import('../drill/stage.ts');
  const { senders } = await import('../drill/play.ts');
  let stage: DrillStage;
  try {
    stage = await openDrillStage(options.policy, senders);
  } catch (error) {
    return ending(options.json === true, () => Promise.reject(error));
  }
  await using opened = stage;
  // The kills are the drill's own: what breaks by them is not news.
  Object.assign(process.env, { LOG_LEVEL: process.env.LOG_LEVEL ?? 'error' }, opened.environment);
  await runCommand(options, (session) => playIn(opened, session, options));
}

async function playIn(stage: DrillStage, { app, say, signal }: Session, options: Options): Promise<Outcome> {
  const { playDrill } = await import('../drill/play.ts');
  const { letters, faults, policy, seed } = options;
  say(`Drill: ${letters} letters, ${faults} faults, ${policy}, seed ${seed}.`);
  say(
    `  Queue on ${stage.redis ? 'a Redis of its own' : 'PostgreSQL (redis-server is not installed, so none is killed)'}.`,
  );
  try {
    const drill = await playDrill(app.world, stage, options, { say, signal });
    const { unknown_taken, doubts_possible, contradictions } = drill.verdict;
    // The object says what was promised and nothing else; the table says these beside it.
    if (options.json)
      say(
        `  ${unknown_taken} of the unknown taken, ${doubts_possible} doubts possible, ${contradictions} contradictions.`,
      );
    if (!drill.verdict.promise) stage.keepHome();
    return told(stage, drill);
  } catch (error) {
    if (signal.aborted)
      throw new Error(
        `The drill was stopped before its end, and its servers and folder are gone. Seed ${seed}.`,
      );
    stage.keepHome();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The drill was not finished: ${reason} Seed ${seed}; logs are in ${stage.home}.`);
  }
}

function told(stage: DrillStage, { verdict, faults, seconds, gaveUp }: Drill): Outcome {
  const { letters, accepted, duplicates, lost, unknown, promise } = verdict;
  const row = (name: string, count: number, note = '') =>
    `  ${name.padEnd(16)}${String(count).padStart(8)}${note && `   ${note}`}`;
  return {
    exit: promise ? exits.done : exits.fault,
    lines: [
      '',
      row('letters', letters),
      row('accepted once', accepted),
      row('duplicates', duplicates),
      row('lost', lost),
      row('unknown', unknown, `${verdict.unknown_taken} of them taken; ${verdict.doubts_possible} possible`),
      row(
        'faults',
        faults.length,
        gaveUp > 0 ? `${gaveUp} times a process gave up by itself and was started again` : '',
      ),
      ...kindsOf(faults).map(([kind, count]) => row('', count, kind)),
      row('seconds', seconds),
      '',
      promise
        ? 'The promise is kept: the ledger says of every letter what the relay wrote down itself.'
        : `THE PROMISE IS BROKEN (${verdict.contradictions} contradictions between ledger and relay). Logs and the relay's record are in ${stage.home}.`,
    ],
    json: { letters, accepted, duplicates, lost, unknown, faults: faults.length, seconds, promise },
  };
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}.`);
  };
}
