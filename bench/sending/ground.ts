/** What the bench stands on: one embedded PostgreSQL, one sink, a line with delay, and a process for each way to send. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectDatabase } from '../../src/world/db/database.ts';
import { migrate } from '../../src/world/db/migrate.ts';
import { openEmbeddedDatabase } from '../../src/world/embedded/embedded.ts';
import { freePort } from '../../src/world/port.ts';
import { answers } from './answers.ts';
import type { Measured, Task } from './plan.ts';
import { openPostfix } from './postfix.ts';
import type { Order } from './sender.ts';

export type Ground = AsyncDisposable & {
  /** smtp-sink of Postfix where it is installed, else the bench's own. */
  readonly sink: 'smtp-sink' | 'own';
  /** In the process of its way to send, which stays for the next task. */
  readonly send: (task: Task) => Promise<Measured>;
  /** By two processes at once, on one list; the figures are the first one's, which waits for all letters. */
  readonly together: (task: Task) => Promise<Measured>;
  /** Starts a Postfix for tasks that ask for one; why not, where it cannot run. */
  readonly postfix: () => Promise<string | undefined>;
  /** In a process that does nothing else, so that its memory is that of this task. */
  readonly alone: (task: Task) => Promise<Measured>;
};

const smtpSink = '/usr/sbin/smtp-sink';

export async function openGround(): Promise<Ground> {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'hebdo-bench-'));
  opened.defer(() => rmSync(folder, { recursive: true, force: true }));
  // Started by root, the database runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711);
  const place = opened.use(await openEmbeddedDatabase(join(folder, 'postgres')));
  {
    await using database = connectDatabase(place.url, { connections: 2, onError: () => {} });
    await migrate(database.db);
  }
  const sink = await openSink(opened, folder);
  const lines = new Map([[0, sink.port]]);
  const senders = new Map<string, ChildProcess>();
  const stack = opened.move();
  const portFor = async (rttMs: number) => {
    const port = lines.get(rttMs) ?? (await helper(stack, 'delay.ts', [sink.port, rttMs / 2]));
    lines.set(rttMs, port);
    return port;
  };
  let postfixPort: number | undefined;
  const askOf = async (child: ChildProcess, task: Task) => {
    const port = task.postfix ? (postfixPort ?? 0) : await portFor(task.rttMs);
    return answerOf<Measured>(child, { task, port, databaseUrl: place.url });
  };
  const send = (task: Task) => {
    const name = `${task.path} ${task.dkim} ${task.joins ?? false}`;
    const child = senders.get(name) ?? start(stack, 'sender.ts', []);
    senders.set(name, child);
    return askOf(child, task);
  };
  return {
    sink: sink.kind,
    send,
    together: async (task) => {
      const [first] = await Promise.all([send(task), send({ ...task, joins: true })]);
      return first;
    },
    alone: (task) => askOf(start(stack, 'sender.ts', []), task),
    postfix: async () => {
      const opened = await openPostfix(folder);
      if (typeof opened === 'string') return opened;
      postfixPort = stack.use(opened).port;
      return undefined;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function openSink(
  opened: AsyncDisposableStack,
  folder: string,
): Promise<{ kind: Ground['sink']; port: number }> {
  if (!existsSync(smtpSink)) return { kind: 'own', port: await helper(opened, 'sink.ts', []) };
  const port = await freePort(0);
  // As root it insists on giving its rights away.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn(smtpSink, [...user, `127.0.0.1:${port}`, '1024'], { stdio: 'inherit', cwd: folder });
  opened.defer(() => void child.kill('SIGKILL'));
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await answers(port)) return { kind: 'smtp-sink', port };
    await sleep(50);
  }
  throw new Error(`${smtpSink} was started and does not answer on port ${port}`);
}

/** A process of the bench that listens; resolves with its port. */
async function helper(opened: AsyncDisposableStack, file: string, values: number[]): Promise<number> {
  const { port } = await answerOf<{ port: number }>(start(opened, file, values.map(String)));
  return port;
}

function start(opened: AsyncDisposableStack, file: string, values: string[]): ChildProcess {
  const child = fork(new URL(file, import.meta.url), values, {
    stdio: 'inherit',
    execArgv: process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [],
  });
  opened.defer(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.connected) child.disconnect();
    if (child.exitCode === null) await ended;
  });
  return child;
}

function answerOf<Message>(child: ChildProcess, order?: Order): Promise<Message> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process of the bench ended (${code})`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as Message);
    });
    if (order) child.send(order);
  });
}
