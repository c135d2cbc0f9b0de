/** A real PostgreSQL under HEBDO_HOME, shared by every process that needs it: the first starts it, the last stops it. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort, lastingPort } from '../port.ts';
import { letIn, mayRun, serverAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { type Cluster, createCluster, owner, runningServer, startServer, stopServer } from './cluster.ts';
import { binariesElsewhere, folderElsewhere } from './elsewhere.ts';
import { lock, tryLock } from './lock.ts';

/** Starting may mean recovering after a power cut; stopping may mean a last checkpoint. In milliseconds. */
const patience = { start: 120_000, stop: 30_000 };

/** How often a user looks whether the server still runs, in milliseconds. */
const watchEvery = 2_000;

export type EmbeddedDatabase = AsyncDisposable & { readonly url: string };

/**
 * Joins the users of the folder's server, which then runs and answers. Dispose to leave.
 * Whoever is killed has left: the kernel gives back its share of `users`. `settings`, «name=value», count for whoever starts it.
 */
export async function openEmbeddedDatabase(
  folder: string,
  settings: readonly string[] = [],
): Promise<EmbeddedDatabase> {
  await mkdir(folder, { recursive: true });
  const files = { door: join(folder, 'door.lock'), users: join(folder, 'users.lock') };
  using _door = await lock(files.door, 'alone', patience.start);
  const share = await lock(files.users, 'together', patience.start);
  try {
    const cluster = await openCluster(folder, settings);
    const url = await runningAddress(folder, cluster);
    const watch = watchOver(files.door, cluster, url);
    return {
      url,
      [Symbol.asyncDispose]: async () => {
        await watch[Symbol.asyncDispose]();
        await leave(files, cluster, share);
      },
    };
  } catch (error) {
    share[Symbol.dispose]();
    throw error;
  }
}

/**
 * A server that was killed (out of memory, a person) is started again, at the same address: pools reconnect to it by
 * themselves. Whoever looks first does it, the others then find it running.
 */
function watchOver(door: string, cluster: Cluster, url: string): AsyncDisposable {
  let looking: Promise<void> | undefined;
  const look = async () => {
    if (await runningServer(cluster)) return;
    using held = tryLock(door, 'alone');
    if (held && !(await runningServer(cluster))) await startServer(cluster, Number(new URL(url).port));
  };
  const timer = setInterval(() => {
    looking ??= look()
      .catch(() => {})
      .finally(() => {
        looking = undefined;
      });
  }, watchEvery).unref();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

async function leave(
  files: { door: string; users: string },
  cluster: Cluster,
  share: Disposable,
): Promise<void> {
  using _door = await lock(files.door, 'alone', patience.stop).finally(() => share[Symbol.dispose]());
  using alone = tryLock(files.users, 'alone');
  if (alone) await stopServer(cluster, patience.stop);
}

async function openCluster(folder: string, settings: readonly string[]): Promise<Cluster> {
  const account = await serverAccount(join(folder, 'data'));
  const found = await findBinaries();
  const binaries = (await mayRun(account, found.postgres))
    ? found
    : await binariesElsewhere(found, found.release);
  const place = (await letIn(account, folder)) ? folder : await folderElsewhere(folder);
  return { data: join(place, 'data'), account, binaries, log: join(folder, 'server.log'), settings };
}

async function runningAddress(folder: string, cluster: Cluster): Promise<string> {
  const password = await keptPassword(folder);
  if (!(await exists(cluster.data))) await createCluster(cluster, password);
  const until = Date.now() + patience.start;
  let trouble = 'it did not answer';
  while (Date.now() < until) {
    const server = await runningServer(cluster);
    const port = server?.port || (await startOnFreePort(folder, cluster));
    const url = `postgres://${owner}:${password}@127.0.0.1:${port}/${owner}`;
    const answer = await connects(url);
    if (answer === null) return url;
    trouble = answer;
    await sleep(100);
  }
  throw new Error(
    `The embedded PostgreSQL in ${folder} does not accept connections: ${trouble}. ` +
      `Look at ${cluster.log}; hebdo starts it anew when its process has ended.`,
  );
}

/** The remembered port when it is free, another one otherwise. */
async function startOnFreePort(folder: string, cluster: Cluster): Promise<number | null> {
  const file = join(folder, 'port');
  const remembered = Number(await readFile(file, 'utf8').catch(() => 0));
  const again = remembered > 0 ? await freePort(remembered).catch(() => null) : null;
  const port = again ?? (await lastingPort());
  await writeFile(file, String(port));
  const start = await startServer(cluster, port);
  if (start.kind === 'started') return port;
  if (start.kind === 'failed')
    throw new Error(
      `The embedded PostgreSQL in ${folder} ended at once. Its last words, from ${cluster.log}:\n${start.log}`,
    );
  return null;
}

/** null when a session opens; makes the database at the first one. Otherwise what the server or the system says. */
async function connects(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    // 3D000: the cluster is new and holds no database of ours yet.
    if (code === '3D000') await createDatabase(url);
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.end().catch(() => {});
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace(/[^/]+$/, 'postgres') });
  await client.connect();
  await client.query(`create database ${owner}`);
  await client.end();
}

/** Written before the cluster is made and never again: a cluster without its password could not be entered. */
async function keptPassword(folder: string): Promise<string> {
  const file = join(folder, 'password');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept) return kept;
  const password = randomBytes(24).toString('hex');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
