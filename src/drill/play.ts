/** The drill itself: a real send by real processes, faults while it lasts, and the ledger against the relay's record. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EditionHash, IssueId, Period } from '../audience/ids.ts';
import type { EditionContent } from '../issue/edition.ts';
import { currentPeriod } from '../issue/slot.ts';
import { parseVerp } from '../letter/identity.ts';
import type { UnknownPolicy } from '../outbox/send-ledger.ts';
import {
  lettersOf,
  serverProcess,
  stateOfIssue,
  writeApprovedIssue,
  writeReaders,
} from '../world/db/drill.ts';
import { storeEdition } from '../world/db/editions.ts';
import type { World } from '../world/world.ts';
import { type Fault, inWords, meanPauseMs, planFaults, randomFrom } from './faults.ts';
import { type DrilledProgram, keepRunning } from './program.ts';
import { connectionsEach, type DrillStage, drillNewsletter } from './stage.ts';
import { judgeDrill, type Verdict } from './verdict.ts';

export type DrillOrder = {
  readonly letters: number;
  readonly faults: number;
  readonly policy: UnknownPolicy;
  readonly seed: number;
};
export type Drill = {
  readonly verdict: Verdict;
  /** Those that took place. */
  readonly faults: readonly Fault[];
  readonly seconds: number;
  /** How often a sending process ended by itself before the send was through. */
  readonly gaveUp: number;
};

/** Processes that send: `hebdo send` in a terminal and a `hebdo worker` beside it, as on a machine of an operator. */
export const senders = 2;
/** A send that has not come to its end so long after the last fault never will. Milliseconds. */
const endWithinMs = 300_000;

/** Throws when the send does not come to its end; `say` tells each fault as it happens. */
export async function playDrill(
  world: Pick<World, 'clock' | 'database' | 'secret' | 'templates'>,
  stage: DrillStage,
  order: DrillOrder,
  watcher: { readonly say: (line: string) => void; readonly signal: AbortSignal },
): Promise<Drill> {
  const { database, secret } = world;
  const { issue, period } = await writeSend(world, order.letters);
  const started = performance.now();
  const programs = await startSenders(stage, period);
  try {
    const scene: Scene = { ...watcher, world, stage, programs, issue, order, doubts: 0 };
    const faults = await doFaults(scene);
    await untilSent(scene);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    await Promise.all(programs.map((program) => program.stop()));
    const taken = (await stage.sink.taken()).map((from) => parseVerp(secret, from));
    const ledger = await lettersOf(database.pool, issue);
    const doubts = scene.doubts + stage.sink.state().doubts;
    const verdict = judgeDrill({ policy: order.policy, ledger, taken, doubts });
    const gaveUp = programs.reduce((sum, program) => sum + program.gaveUp(), 0);
    return { verdict, faults, seconds, gaveUp };
  } finally {
    await Promise.all(programs.map((program) => program.stop()));
  }
}

type Scene = {
  readonly world: Pick<World, 'database'>;
  readonly stage: DrillStage;
  readonly programs: readonly DrilledProgram[];
  readonly issue: IssueId;
  readonly order: DrillOrder;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  /** Connections of processes that were killed: each may leave one letter whose fate nobody knows. */
  doubts: number;
};

async function writeSend(
  { clock, database, templates }: Pick<World, 'clock' | 'database' | 'templates'>,
  letters: number,
): Promise<{ issue: IssueId; period: Period }> {
  const period = currentPeriod(await templates.newsletter(drillNewsletter), clock.now());
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex') as EditionHash;
  const place = { newsletter: drillNewsletter, period, edition: hash };
  const issue = await writeApprovedIssue(database.pool, place);
  const edition = { hash, issueId: issue, newsletter: drillNewsletter, content };
  await storeEdition(database.db, edition, clock.now());
  await writeReaders(database.pool, drillNewsletter, letters);
  return { issue, period };
}

const content: EditionContent = {
  subject: 'Exercice',
  html: `<p>Bonjour [[ reader.first_name | "à vous" ]]</p>${'<p>Ceci est un exercice : rien ne quitte cette machine.</p>\n'.repeat(300)}<p><a href="[[ unsubscribe_url ]]">Se désinscrire</a></p>`,
  text: 'Bonjour\nSe désinscrire : [[ unsubscribe_url ]]\n',
  from: { name: 'La Calanque', address: 'hebdo@lacalanque.example' },
  replyTo: null,
  returnPathDomain: 'retours.lacalanque.example',
  listId: { name: 'Exercice', id: 'exercice.lacalanque.example' },
  language: 'fr',
};

/** `send` freezes and works; the worker is woken by the queue. */
function startSenders(stage: DrillStage, period: Period): Promise<DrilledProgram[]> {
  const commands = [
    { name: 'hebdo send', args: ['send', drillNewsletter, '--week', period] },
    { name: 'hebdo worker', args: ['worker'] },
  ];
  const { ports } = stage.sink.state();
  return Promise.all(
    commands.map((command, port) => {
      const environment = {
        ...stage.environment,
        SMTP_URL: `smtp://127.0.0.1:${ports[port] ?? 0}`,
        LOG_LEVEL: 'warn',
      };
      const log = join(stage.home, `${command.args[0]}.log`);
      return keepRunning({ ...command, port }, environment, log);
    }),
  );
}

/** One after another, each when letters flow. Resolves with those that took place. */
async function doFaults(scene: Scene): Promise<readonly Fault[]> {
  const { order, stage, signal } = scene;
  const place = { redis: stage.redis !== undefined, connections: connectionsEach };
  const plan = planFaults(order.seed, order.faults, place);
  const random = randomFrom(order.seed + 1);
  const done: Fault[] = [];
  const pace = keepPace(scene, () => plan.length - done.length);
  try {
    for (const { fault, afterMs } of plan) {
      await lettersFlow(scene);
      await sleep(afterMs, undefined, { signal });
      await commit(scene, fault, random);
      done.push(fault);
      scene.say(
        `  ${String(done.length).padStart(String(plan.length).length)} of ${plan.length}, at ${stage.sink.state().accepted} letters: ${inWords(fault)}`,
      );
    }
  } finally {
    clearInterval(pace);
    stage.sink.order({ kind: 'pace', delayMs: 0 });
  }
  return done;
}

/** Makes the relay as slow as needed for letters to be on the wire until the last fault. */
function keepPace({ stage: { sink }, order }: Scene, faultsLeft: () => number): NodeJS.Timeout {
  return setInterval(() => {
    const { accepted, open } = sink.state();
    const letters = Math.max(1, order.letters - accepted);
    const connections = open.reduce((sum, count) => sum + count, 0);
    const msLeft = (faultsLeft() + 1) * 1.6 * meanPauseMs;
    // A letter waits at its dot, and every other one at DATA.
    const delayMs = Math.min(3_000, (msLeft * Math.max(1, connections)) / letters / 1.5);
    sink.order({ kind: 'pace', delayMs });
  }, 100);
}

/** Waits until a process has letters on the wire, and the queue of the first start is past. */
async function lettersFlow({ stage: { sink }, signal }: Scene): Promise<void> {
  const before = sink.state().accepted;
  await until(() => sink.state().accepted > before, 60_000, 'No letter reaches the relay any more', signal);
}

async function commit(scene: Scene, fault: Fault, random: () => number): Promise<void> {
  const { stage, world, signal } = scene;
  switch (fault.kind) {
    case 'kill_worker':
      return killSender(scene, random);
    case 'kill_redis':
      return stage.redis?.killAndReplace();
    case 'kill_postgres':
      process.kill(await serverProcess(world.database.pool), 'SIGKILL');
      return;
    case 'drop': {
      const { drops } = stage.sink.state();
      stage.sink.order(fault);
      const happened = () => stage.sink.state().drops > drops;
      await until(happened, 60_000, `No connection came to be dropped (${fault.moment})`, signal);
      // Those that come to the same place within the next moment are dropped too, up to the number.
      await sleep(300, undefined, { signal });
      return stage.sink.order({ kind: 'calm' });
    }
    default:
      return fault satisfies never;
  }
}

/** One of the processes that have letters on the wire. */
async function killSender(scene: Scene, random: () => number): Promise<void> {
  const { stage, programs, signal } = scene;
  const atWork = () => programs.filter(({ port }) => (stage.sink.state().open[port] ?? 0) > 0);
  await until(() => atWork().length > 0, 60_000, 'No process has a connection to the relay', signal);
  const busy = atWork();
  busy[Math.floor(random() * busy.length)]?.kill();
  scene.doubts += connectionsEach;
}

async function untilSent({ world, issue, signal }: Scene): Promise<void> {
  const sent = async () => (await stateOfIssue(world.database.pool, issue).catch(() => undefined)) === 'sent';
  await until(sent, endWithinMs, 'The send did not come to its end after the last fault', signal);
}

async function until(
  test: () => boolean | Promise<boolean>,
  limitMs: number,
  otherwise: string,
  signal: AbortSignal,
): Promise<void> {
  for (const end = performance.now() + limitMs; performance.now() < end; ) {
    if (await test()) return;
    await sleep(50, undefined, { signal });
  }
  throw new Error(`${otherwise} (waited ${Math.round(limitMs / 1000)} s).`);
}
