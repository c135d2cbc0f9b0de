import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { openEmbeddedDatabase } from '../../../src/world/embedded/embedded.ts';

/** A database that was made and left, copied for each test: making one takes a second. */
let made = '';
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'hebdo-embedded-'));
  await (await openEmbeddedDatabase(join(made, 'postgres')))[Symbol.asyncDispose]();
});
afterAll(() => rm(made, { recursive: true, force: true }));

let folder = '';
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'hebdo-embedded-')), 'postgres');
  await promisify(execFile)('cp', ['-a', join(made, 'postgres'), folder]);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  const server = await serverPid();
  if (server) process.kill(server, 'SIGKILL');
  await rm(join(folder, '..'), { recursive: true, force: true });
});

it('several processes start it together, share it, and the last one to leave stops it', async () => {
  const [one, other, third] = await Promise.all([user(), user(), user()]);
  expect(new Set([one.url, other.url, third.url]).size).toBe(1);
  await one.leave();
  await third.leave();
  expect(await answer(other.url)).toBe(1);
  await other.leave();
  expect(await serverPid()).toBeNull();
});

it('goes on when the process that started it is killed', async () => {
  const owner = await user();
  const guest = await user();
  await owner.kill();
  expect(await answer(guest.url)).toBe(1);
  await guest.leave();
  expect(await serverPid()).toBeNull();
});

it('is found again, with its data, after every process was killed', async () => {
  const first = await user();
  await query(first.url, 'create table kept (word text)');
  await query(first.url, `insert into kept values ('still here')`);
  await first.kill();
  process.kill((await serverPid()) ?? 0, 'SIGKILL');
  const second = await user();
  expect(await query(second.url, 'select word from kept')).toEqual([{ word: 'still here' }]);
  await second.leave();
  expect(await serverPid()).toBeNull();
});

it('is found running when only its users were killed, and the next one to leave stops it', async () => {
  const first = await user();
  await first.kill();
  const left = await serverPid();
  const second = await user();
  expect(await serverPid()).toBe(left);
  await second.leave();
  expect(await serverPid()).toBeNull();
});

it('starts when the number in a leftover pid file belongs to another program by now', async () => {
  const stale = [process.pid, join(folder, 'data'), 0, 1, '', '127.0.0.1', '', 'ready'].join('\n');
  await writeFile(join(folder, 'data', 'postmaster.pid'), `${stale}\n`, { mode: 0o600 });
  const again = await user();
  expect(await answer(again.url)).toBe(1);
  await again.leave();
});

it('moves to another port when its own was taken meanwhile', async () => {
  const first = await user();
  const port = Number(new URL(first.url).port);
  await first.leave();
  const squatter = createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  const second = await user();
  expect(new URL(second.url).port).not.toBe(String(port));
  expect(await answer(second.url)).toBe(1);
  await second.leave();
  squatter.close();
});

it('makes its data anew when a first start was killed half way', async () => {
  await rm(join(folder, 'data'), { recursive: true });
  await mkdir(join(folder, 'data.new', 'base'), { recursive: true });
  const first = await user();
  expect(await answer(first.url)).toBe(1);
  await first.leave();
});

it('keeps its password to the owner and asks everybody for it', async () => {
  await using database = await openEmbeddedDatabase(folder);
  expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600);
  const stranger = database.url.replace(/:[^:@]*@/, ':guess@');
  await expect(answer(stranger)).rejects.toThrow(/password authentication failed/);
});

it('writes to disk before it says so, and listens on loopback only', async () => {
  await using database = await openEmbeddedDatabase(folder);
  const settings = await query(
    database.url,
    `select name, setting from pg_settings where name in ('fsync', 'listen_addresses', 'synchronous_commit') order by name`,
  );
  expect(settings).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'synchronous_commit', setting: 'on' },
  ]);
});

it('two worlds in one process share it as two processes do', async () => {
  const one = await openEmbeddedDatabase(folder);
  const other = await openEmbeddedDatabase(folder);
  await one[Symbol.asyncDispose]();
  expect(await answer(other.url)).toBe(1);
  await other[Symbol.asyncDispose]();
  expect(await serverPid()).toBeNull();
});

it('says what the server said when it cannot start', async () => {
  await writeFile(join(folder, 'data', 'postgresql.conf'), 'no_such_setting = 1\n');
  await expect(openEmbeddedDatabase(folder)).rejects.toThrow(/no_such_setting/);
});

it('is started again, at the same address, when the server itself is killed under its users', async () => {
  const one = await user();
  const other = await user();
  const killed = (await serverPid()) ?? 0;
  process.kill(killed, 'SIGKILL');
  await vi.waitFor(async () => expect(await answer(other.url)).toBe(1), { timeout: 30_000, interval: 100 });
  expect(await serverPid()).not.toBe(killed);
  await one.leave();
  await other.leave();
  expect(await serverPid()).toBeNull();
});

/** Starts a process that uses the database and waits until it has its address. */
async function user(): Promise<{ url: string; leave: () => Promise<void>; kill: () => Promise<void> }> {
  const script = new URL('../../support/embedded-user.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const [url] = await once(createInterface(child.stdout), 'line');
  const ended = once(child, 'exit');
  return {
    url: String(url),
    leave: async () => {
      child.stdin.end();
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function serverPid(): Promise<number | null> {
  const text = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => null);
  const pid = Number(text?.split('\n')[0]);
  return pid && pid !== process.pid ? pid : null;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function answer(url: string): Promise<unknown> {
  const [row] = (await query(url, 'select 1 as one')) as { one: number }[];
  return row?.one;
}
