/** A real IMAP server for a test, with one account and an empty INBOX. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { lastingPort } from '../../src/world/port.ts';

const program = '/usr/sbin/dovecot';
/** Dovecot reads no mail as root. */
const nobody = 65534;
/** Dovecot drops its rights to other users, which only root may do. */
export const dovecotThere = existsSync(program) && userInfo().uid === 0;

export type Dovecot = AsyncDisposable & {
  /** What IMAP_URL would be. */
  readonly url: string;
  readonly deliver: (mail: string) => void;
  /** File names of the INBOX with their flags, as Maildir writes them: «:2,S» is seen. */
  readonly stored: () => readonly { readonly name: string; readonly seen: boolean }[];
};

export async function startDovecot(): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'hebdo-dovecot-'));
  chmodSync(folder, 0o755);
  const port = await lastingPort();
  const inbox = join(folder, 'mail');
  for (const part of ['new', 'cur', 'tmp']) mkdirSync(join(inbox, part), { recursive: true });
  for (const part of ['', 'new', 'cur', 'tmp']) chownSync(join(inbox, part), nobody, nobody);
  writeFileSync(join(folder, 'dovecot.conf'), settings(folder, port));
  const server = spawn(program, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' });
  await listening(port);
  let delivered = 0;
  return {
    url: `imap://bounces:for-tests-only@127.0.0.1:${port}/INBOX`,
    deliver: (mail) => {
      delivered++;
      const name = join(inbox, 'new', `${1_700_000_000 + delivered}.M${delivered}P1.test`);
      writeFileSync(name, mail.replaceAll('\r\n', '\n'));
      chownSync(name, nobody, nobody);
    },
    stored: () =>
      ['new', 'cur'].flatMap((part) =>
        readdirSync(join(inbox, part)).map((name) => ({ name, seen: /:2,[A-Z]*S/.test(name) })),
      ),
    [Symbol.asyncDispose]: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function settings(folder: string, port: number): string {
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail
passdb {
  driver = static
  args = password=for-tests-only
}
userdb {
  driver = static
  args = uid=${nobody} gid=${nobody} home=${folder}
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`;
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    const answers = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ port, host: '127.0.0.1' });
      socket.once('data', () => resolve(true)).once('error', () => resolve(false));
      socket.setTimeout(1000, () => resolve(false));
    });
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Dovecot did not answer within a minute.');
}
