/** A Postfix of the bench's own on loopback, in a folder of its own: takes letters into its queue and discards them. */
import { execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../src/world/port.ts';
import { answers } from './answers.ts';

const run = promisify(execFile);
const daemons = '/usr/lib/postfix/sbin';
/** Services that take a letter, queue it and throw it away. */
const services = [
  'rewrite trivial-rewrite',
  'bounce',
  'defer bounce',
  'trace bounce',
  'discard',
  'error',
  'retry error',
];

export type Postfix = AsyncDisposable & { readonly port: number };

/** A sentence instead of the server, where it cannot run: only root may start one. */
export async function openPostfix(folder: string): Promise<Postfix | string> {
  if (!existsSync(`${daemons}/master`)) return 'Postfix is not installed';
  if (process.getuid?.() !== 0) return 'only root can start a Postfix';
  const home = join(folder, 'postfix');
  const port = await freePort(0);
  try {
    await prepare(home, port);
  } catch (error) {
    return `Postfix did not start: ${String(error)}`;
  }
  const starter = spawn('postfix', ['-c', join(home, 'conf'), 'start-fg'], { stdio: 'ignore' });
  starter.once('error', () => {});
  for (let attempt = 0; attempt < 200 && !(await answers(port)); attempt++) await sleep(100);
  const pid = Number(readFileSync(join(home, 'queue/pid/master.pid'), 'latin1').trim());
  return { port, [Symbol.asyncDispose]: () => end(pid) };
}

async function prepare(home: string, port: number): Promise<void> {
  for (const name of ['conf', 'queue', 'data']) mkdirSync(join(home, name), { recursive: true });
  const ids = await Promise.all(
    ['-u', '-g'].map(async (which) => Number((await run('id', [which, 'postfix'])).stdout)),
  );
  chownSync(join(home, 'data'), ids[0] ?? 0, ids[1] ?? 0);
  writeFileSync(join(home, 'conf/main.cf'), settings(home));
  writeFileSync(join(home, 'conf/master.cf'), processes(port));
}

function settings(home: string): string {
  return `compatibility_level = 3.6
queue_directory = ${home}/queue
data_directory = ${home}/data
command_directory = /usr/sbin
daemon_directory = ${daemons}
meta_directory = /etc/postfix
shlib_directory = /usr/lib/postfix
mail_owner = postfix
setgid_group = postdrop
myhostname = bench.invalid
mydestination =
alias_maps =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_client_connection_count_limit = 0
default_transport = discard
relay_transport = discard
maillog_file = ${home}/log
maillog_file_prefixes = ${home}
`;
}

function processes(port: number): string {
  const plain = services.map((service) => {
    const [name = '', program = name] = service.split(' ');
    return `${name} unix - - n - - ${program}`;
  });
  return `127.0.0.1:${port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
${plain.join('\n')}
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
`;
}

/** The master ends its own processes. */
async function end(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  for (let attempt = 0; attempt < 100 && isAlive(pid); attempt++) await sleep(50);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // An ended process that nobody waits for is a zombie.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
