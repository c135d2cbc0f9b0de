/** A Redis of the drill's own, to be killed; nothing of it is kept, so that each kill empties it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastingPort } from '../world/port.ts';

export type DrillRedis = AsyncDisposable & {
  readonly url: string;
  /** kill -9, a moment without, and a new, empty one on the same port. */
  readonly killAndReplace: () => Promise<void>;
};

/** undefined where redis-server is not installed. */
export async function openRedis(folder: string): Promise<DrillRedis | undefined> {
  const port = await lastingPort();
  let server = await startRedis(port, folder);
  if (server === undefined) return undefined;
  return {
    url: `redis://127.0.0.1:${port}`,
    killAndReplace: async () => {
      if (server) await end(server);
      await sleep(500);
      server = await startRedis(port, folder);
    },
    [Symbol.asyncDispose]: async () => {
      if (server) await end(server);
    },
  };
}

async function startRedis(port: number, folder: string): Promise<ChildProcess | undefined> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const server = spawn('redis-server', settings, { stdio: 'ignore', detached: true });
  const failed = new Promise<'failed'>((resolve) => {
    for (const event of ['error', 'exit'] as const) server.once(event, () => resolve('failed'));
  });
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await Promise.race([failed, answers(port)]);
    if (answer === 'failed') return undefined;
    if (answer) return server;
    await sleep(50);
  }
  throw new Error('redis-server was started and does not answer.');
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await ended;
}
