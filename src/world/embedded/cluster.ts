/** One PostgreSQL data folder: made, started in a session of its own, found again, stopped. */
import { execFile, spawn } from 'node:child_process';
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

export type Cluster = {
  /** The data folder, owned by the account. */
  readonly data: string;
  readonly account: Account;
  readonly binaries: Binaries;
  /** What the server says, written anew at each start. */
  readonly log: string;
  /** «name=value» of postgresql.conf, beside Hebdo's own. */
  readonly settings: readonly string[];
};

/** The superuser of the cluster and the name of its one database. */
export const owner = 'hebdo';

/** A server that runs on the cluster's data, or is on its way up or down. */
export type Postmaster = { readonly pid: number; readonly port: number };

export type Start =
  | { readonly kind: 'started' }
  | { readonly kind: 'port_taken' }
  /** An earlier server's processes are still leaving, or another start was a moment earlier: look again. */
  | { readonly kind: 'occupied' }
  | { readonly kind: 'failed'; readonly log: string };

/** Makes the data folder. It appears under its name only when complete, so a kill half way leaves no half cluster. */
export async function createCluster(cluster: Cluster, password: string): Promise<void> {
  const fresh = `${cluster.data}.new`;
  const passwordFile = `${cluster.data}.password`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  const { uid, gid } = cluster.account;
  if (uid !== undefined && gid !== undefined)
    await Promise.all([fresh, passwordFile].map((path) => chown(path, uid, gid)));
  const flags = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale-provider=builtin'];
  try {
    await promisify(execFile)(
      cluster.binaries.initdb,
      [
        ...flags,
        '--locale=C',
        '--builtin-locale=C.UTF-8',
        `--username=${owner}`,
        `--pwfile=${passwordFile}`,
        fresh,
      ],
      { ...cluster.account, cwd: '/', env: serverEnvironment() },
    );
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() || String(error);
    throw new Error(
      `PostgreSQL could not make its data folder ${fresh}: ${said}\n` +
        'Run hebdo as a user with an account on this machine and room in that folder, or set DATABASE_URL.',
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(fresh, cluster.data);
}

/** Starts the server detached: it belongs to whoever uses it, not to the process that was first. */
export async function startServer(cluster: Cluster, port: number): Promise<Start> {
  const log = await open(cluster.log, 'w', 0o600);
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'password_encryption=scram-sha-256',
    'log_min_messages=warning',
    ...cluster.settings,
  ];
  const server = spawn(
    cluster.binaries.postgres,
    ['-D', cluster.data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...cluster.account,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      cwd: '/',
      env: serverEnvironment(),
    },
  );
  let ended = false;
  for (const event of ['exit', 'error'] as const)
    server.once(event, () => {
      ended = true;
    });
  server.unref();
  await log.close();
  while (!ended) {
    if (await isReady(cluster, server.pid)) return { kind: 'started' };
    await sleep(20);
  }
  return whyItEnded(await readFile(cluster.log, 'utf8'));
}

/** The server on this data by its own pid file, when that process lives and is truly PostgreSQL on this folder. */
export async function runningServer(cluster: Cluster): Promise<Postmaster | null> {
  const lines = await pidFile(cluster);
  const [pid, port] = [Number(lines?.[0]), Number(lines?.[3])];
  if (!pid || !isAlive(pid)) return null;
  if (await servesFolder(pid, cluster.data)) return { pid, port };
  // The number now belongs to another program (a reboot, a new container): PostgreSQL would wait for it for ever.
  // A pid that is merely dead is left to PostgreSQL, which also looks for survivors in shared memory.
  await rm(join(cluster.data, 'postmaster.pid'), { force: true });
  return null;
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. Waits until the server is gone. */
export async function stopServer(cluster: Cluster, patience: number): Promise<void> {
  const server = await runningServer(cluster);
  if (!server) return;
  process.kill(server.pid, 'SIGINT');
  for (let waited = 0; waited < patience; waited += 20) {
    if (!isAlive(server.pid) || (await pidFile(cluster)) === null) return;
    await sleep(20);
  }
}

async function isReady(cluster: Cluster, pid: number | undefined): Promise<boolean> {
  const lines = await pidFile(cluster);
  return Number(lines?.[0]) === pid && lines?.[7]?.trim() === 'ready';
}

async function pidFile(cluster: Cluster): Promise<string[] | null> {
  const text = await readFile(join(cluster.data, 'postmaster.pid'), 'utf8').catch(() => null);
  return text === null ? null : text.split('\n');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function servesFolder(pid: number, data: string): Promise<boolean> {
  const command =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      : await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).then(
          (shown) => shown.stdout,
          () => '',
        );
  return command.includes(data);
}

function whyItEnded(log: string): Start {
  if (/could not bind|could not create any TCP\/IP sockets/.test(log)) return { kind: 'port_taken' };
  if (/pre-existing shared memory block|lock file "postmaster.pid" (already exists|is empty)/.test(log))
    return { kind: 'occupied' };
  return { kind: 'failed', log: log.trim().split('\n').slice(-6).join('\n') };
}

/** Nothing of Hebdo's own environment (secrets, locale) reaches the server. */
function serverEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? dirname(process.execPath), LC_ALL: 'C', LANG: 'C' };
}
