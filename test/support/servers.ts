/** Starts what the tests stand on, once for the whole run: a real PostgreSQL and a real Redis on free loopback ports. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { TestProject } from 'vitest/node';
import { openEmbeddedDatabase } from '../../src/world/embedded/embedded.ts';
import { lastingPort } from '../../src/world/port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server without a database name; ends with a slash. */
    postgresServer: string;
    redisServer: string;
  }
}

export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'hebdo-test-'));
  // Running as root, PostgreSQL runs as a user of its own, who must be able to enter.
  chmodSync(folder, 0o755);
  const [postgres, redis] = await Promise.all([startPostgres(folder), startRedis(folder)]);
  project.provide('postgresServer', postgres.url);
  project.provide('redisServer', redis.url);
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Hebdo's own embedded server, so that the tests also run where root's folders are closed to PostgreSQL's user. */
async function startPostgres(folder: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const settings = ['fsync=off', 'full_page_writes=off', 'max_connections=200'];
  const server = await openEmbeddedDatabase(join(folder, 'postgres'), settings);
  const stop = async () => server[Symbol.asyncDispose]();
  return { url: server.url.replace(/[^/]+$/, ''), stop };
}

async function startRedis(folder: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await lastingPort();
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder],
    {
      stdio: 'ignore',
    },
  );
  await answersPing(server, port);
  const stop = () =>
    new Promise<void>((done) => {
      server.once('exit', () => done());
      server.kill('SIGTERM');
    });
  return { url: `redis://127.0.0.1:${port}`, stop };
}

async function answersPing(server: ChildProcess, port: number): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    server.once('error', () =>
      reject(
        new Error('redis-server did not start: install it, for example with "apt-get install redis-server"'),
      ),
    );
  });
  const client = new Redis(port, '127.0.0.1', {
    retryStrategy: (times) => (times < 300 ? 100 : null),
    maxRetriesPerRequest: 300,
  });
  client.on('error', () => {});
  await Promise.race([client.ping(), failed]).finally(() => client.disconnect());
}
