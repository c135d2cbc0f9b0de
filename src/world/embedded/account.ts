/** Who the embedded server runs as: PostgreSQL refuses root, so root hands it to a user of its own. */
import { execFile } from 'node:child_process';
import { chmod, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Given to spawn; empty means the user that Hebdo itself runs as. */
export type Account = { readonly uid?: number; readonly gid?: number };

/** The owner of existing data, else the system's `postgres` user, made when it is missing. Only root chooses. */
export async function serverAccount(data: string): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const owner = await stat(data).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await accountOf('postgres')) ?? (await createAccount('postgres'));
}

/**
 * Whether the account may enter the folder, which depends on every folder above it. Where only Hebdo's own two folders
 * (home and the one in it) are in its way, as with a fresh temporary home, they are opened for passing through; what
 * is secret in them is closed by itself.
 */
export async function letIn(account: Account, folder: string): Promise<boolean> {
  const home = dirname(folder);
  if (await mayEnter(account, folder)) return true;
  if (home === homedir() || !(await mayEnter(account, dirname(home)))) return false;
  for (const each of [home, folder]) await chmod(each, (await stat(each)).mode | 0o011);
  return mayEnter(account, folder);
}

function mayEnter(account: Account, folder: string): Promise<boolean> {
  return succeeds(account, 'cd "$0"', folder);
}

/** Whether the account may run the program, where it lies. */
export function mayRun(account: Account, program: string): Promise<boolean> {
  return succeeds(account, 'test -x "$0"', program);
}

/** Asking the system as that user is the only answer that counts access lists and mounts too. */
async function succeeds(account: Account, question: string, path: string): Promise<boolean> {
  if (account.uid === undefined) return true;
  return run('/bin/sh', ['-c', question, path], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

async function accountOf(name: string): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function createAccount(name: string): Promise<Account> {
  const failure = await run('useradd', ['--system', '--user-group', '--no-create-home', name]).then(
    () => null,
    (error: unknown) => error,
  );
  // Two programs may create it at once: what counts is that it is there.
  const account = await accountOf(name);
  if (account) return account;
  throw new Error(
    `PostgreSQL does not run as root, and creating a user "${name}" for it failed: ${String(failure)}. ` +
      'Run hebdo as another user, create that user, or set DATABASE_URL to a server of your own.',
  );
}
