import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls, type PeerCertificate } from 'node:tls';
import nodemailer from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keeping } from '../../src/app/keeping.ts';
import { type ReturnsWorld, returns } from '../../src/app/returns.ts';
import type { LetterId } from '../../src/audience/ids.ts';
import type { CertificateFiles } from '../../src/config/environment.ts';
import { verpAddress } from '../../src/letter/identity.ts';
import { openLog } from '../../src/world/log.ts';
import { selfSigned } from '../../src/world/smtp/self-signed.ts';
import { automaticReply, complaint, deliveryReport, mailFrom } from '../returns/samples.ts';
import { newsletterName, openPaper, period, type TestPaper } from '../support/outbox.ts';
import { secret } from '../support/sender.ts';

let paper: TestPaper;
let listener: Awaited<ReturnType<ReturnType<typeof returns>['listenForReturns']>>;
const paths = new Map<string, string>();

/** Three readers have got their letters: the return paths are those that the relay saw. */
beforeEach(async () => {
  paper = await openPaper(3);
  await paper.process().send(newsletterName, period, { signal: new AbortController().signal });
  for (const { from, to } of paper.server.letters) paths.set(to, from);
  listener = await stepsOn(0).listenForReturns();
});
afterEach(async () => {
  await listener?.[Symbol.asyncDispose]();
  await paper[Symbol.asyncDispose]();
});

function stepsOn(port: number, bounceTls?: CertificateFiles) {
  const configuration = { bounceListen: { host: '127.0.0.1', port }, bounceTls };
  const world = {
    database: paper.database,
    secret,
    log: openLog('silent'),
    clock: { now: () => new Date() },
  };
  return returns({ ...world, configuration } as ReturnsWorld);
}

const pathOf = (reader: number) => paths.get(`reader${reader}@example.org`) ?? '';

/** As another mail server does; the reply, or the refusal as it was worded. */
async function handOver(
  from: string,
  to: string | readonly string[],
  raw: string,
  more: SMTPTransport.Options = {},
): Promise<string> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: listener?.port ?? 0,
    secure: false,
    // As mail servers do with each other (RFC 7435): a protected line where there is one, whoever vouches for it.
    tls: { rejectUnauthorized: false },
    ...more,
  });
  try {
    const { response } = await transport.sendMail({ envelope: { from, to: [to].flat() }, raw });
    return response;
  } catch (error) {
    return (error as { response: string }).response;
  } finally {
    transport.close();
  }
}

async function standing(): Promise<string[]> {
  const { rows } = await paper.database.pool.query('select state from subscriptions order by subscriber_id');
  return rows.map(({ state }) => state);
}

describe('a mail server that brings a letter back', () => {
  test('is heard: the reader behind that return path is suppressed, however often it comes', async () => {
    for (const _twice of [1, 2])
      expect(await handOver('', pathOf(1), deliveryReport({ to: pathOf(1) }))).toMatch(/^250/);
    expect(await standing()).toEqual(['active', 'bounced', 'active']);
    const { rows } = await paper.database.pool.query('select kind, class from returns');
    expect(rows).toEqual([{ kind: 'bounce', class: 'hard' }]);
  });

  test('is believed by its envelope, whatever the mail says of its recipient', async () => {
    expect(
      await handOver('', pathOf(2), deliveryReport({ to: 'undisclosed-recipients@example.net' })),
    ).toMatch(/^250/);
    expect(await standing()).toEqual(['active', 'active', 'bounced']);
  });

  test('finds the address in any case, as some servers write it', async () => {
    expect(await handOver('', pathOf(0).toUpperCase(), complaint(pathOf(0), 'abuse'))).toMatch(/^250/);
    expect(await standing()).toEqual(['bounced', 'active', 'active']);
  });

  test('may bring a complaint after a bounce, which then stands in its place', async () => {
    for (const mail of [deliveryReport({ to: pathOf(0) }), complaint(pathOf(0), 'abuse')])
      expect(await handOver('', pathOf(0), mail)).toMatch(/^250/);
    const { rows } = await paper.database.pool.query('select reason from suppressions');
    expect(rows).toEqual([{ reason: 'complaint' }]);
  });

  test('may bring several at once', async () => {
    const both = [pathOf(0), pathOf(1)];
    expect(await handOver('', both, deliveryReport({ to: pathOf(0) }))).toMatch(/^250/);
    expect(await standing()).toEqual(['bounced', 'bounced', 'active']);
  });
});

test('an absence is no bounce', async () => {
  const away = automaticReply(pathOf(1), 'Auto-Submitted: auto-replied', 'Absence');
  expect(await handOver('reader1@example.org', pathOf(1), away)).toMatch(/^250/);
  expect(await standing()).toEqual(['active', 'active', 'active']);
});

test('a person who writes to a return path learns that nobody reads it', async () => {
  const question = mailFrom('zoe@example.org', 'Une question', 'Bonjour');
  expect(await handOver('zoe@example.org', pathOf(1), question)).toMatch(/^554 .*takes returns only/);
});

describe('a return in words that nobody knows', () => {
  const strange = (words = 'Ihre Nachricht') =>
    `From: =?utf-8?Q?H=C3=B4te?= <robot@example.net>\r\nSubject: 4711\r\n\r\n${words} \xe9\r\n`;
  const kept = () => stepsOn(0).unreadReturns();
  const letterOf = async (reader: number) => {
    const { rows } = await paper.database.pool.query(
      'select l.id from letters l join subscribers s on s.id = l.subscriber_id where s.email = $1',
      [`reader${reader}@example.org`],
    );
    return rows[0].id;
  };

  test('is taken and kept with its letter, once, and suppresses nobody', async () => {
    for (const _twice of [1, 2]) expect(await handOver('', pathOf(1), strange())).toMatch(/^250/);
    const [mail, ...others] = await kept();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ letter: { id: await letterOf(1), newsletter: newsletterName, period } });
    expect(mail?.beginning.toString()).toBe(strange());
    expect(mail?.bytes).toBe(mail?.beginning.length);
    expect(await standing()).toEqual(['active', 'active', 'active']);
  });

  test('is kept in its beginning, and only some of one letter: they cannot fill the disk', async () => {
    const large = strange(`${'x'.repeat(70)}\r\n`.repeat(20_000));
    expect(await handOver('', pathOf(1), large)).toMatch(/^250/);
    const [mail] = await kept();
    expect([mail?.bytes, mail?.beginning.length]).toEqual([Buffer.byteLength(large), 64 * 1024]);
    for (const number of [1, 2, 3, 4, 5, 6])
      expect(await handOver('', pathOf(1), strange(`${number}`))).toMatch(/^250/);
    expect(await handOver('', pathOf(2), strange())).toMatch(/^250/);
    expect((await kept()).length).toBe(6);
  });

  test('goes with its reader, and after thirty days', async () => {
    for (const reader of [0, 1, 2]) await handOver('', pathOf(reader), strange());
    const { pool } = paper.database;
    await pool.query("delete from subscribers where email = 'reader1@example.org'");
    expect((await kept()).map(({ letter }) => letter?.id).sort()).toEqual(
      [await letterOf(0), await letterOf(2)].sort(),
    );
    const later = (days: number) => new Date(Date.now() + days * 86_400_000);
    const tidyIn = (days: number) =>
      keeping({ database: paper.database, log: openLog('silent'), clock: { now: () => later(days) } }).tidy();
    expect(await tidyIn(29)).toMatchObject({ unread: 0 });
    expect(await tidyIn(31)).toMatchObject({ unread: 2 });
    expect(await kept()).toEqual([]);
  });

  test('makes the sender come again where it cannot be kept', async () => {
    await paper.database.pool.query('alter table unread_returns rename to elsewhere');
    expect(await handOver('', pathOf(1), strange())).toMatch(/^451/);
    await paper.database.pool.query('alter table elsewhere rename to unread_returns');
    expect(await handOver('', pathOf(1), strange())).toMatch(/^250/);
    expect((await kept()).length).toBe(1);
  });
});

test.each([
  ['no return path of ours', () => 'hebdo@lacalanque.example'],
  ['a return path that somebody made up', () => pathOf(1).replace(/-.{16}@/, '-aaaaaaaaaaaaaaaa@')],
  ['another letter behind our signature', () => pathOf(1).replace(/\+\w+-/, '+zzz-')],
  [
    'one signed with another secret',
    () => verpAddress('another', 1 as LetterId, 'retours.lacalanque.example'),
  ],
])('%s does not exist here', async (_what, address) => {
  expect(await handOver('', address(), deliveryReport({ to: address() }))).toMatch(/^550 5\.1\.1/);
  expect(await standing()).toEqual(['active', 'active', 'active']);
});

test('a mail larger than any return is refused, announced or not', async () => {
  const large = `${mailFrom('zoe@example.org', 'x', '')}${`${'x'.repeat(78)}\r\n`.repeat(30_000)}`;
  expect(await handOver('', pathOf(1), large)).toMatch(/^552/);
  const said = await dialogue([
    'EHLO mx.example.org',
    'MAIL FROM:<>',
    `RCPT TO:<${pathOf(1)}>`,
    'DATA',
    `${large}\r\n.`,
    'QUIT',
  ]);
  expect(said).toMatch(/552 5\.\d\.\d Larger than any return/);
});

test('a database that is away makes the sender come again', async () => {
  await paper.database.pool.query('alter table returns rename to elsewhere');
  expect(await handOver('', pathOf(1), deliveryReport({ to: pathOf(1) }))).toMatch(/^451/);
  await paper.database.pool.query('alter table elsewhere rename to returns');
  expect(await handOver('', pathOf(1), deliveryReport({ to: pathOf(1) }))).toMatch(/^250/);
  expect(await standing()).toEqual(['active', 'bounced', 'active']);
});

describe('the line', () => {
  test('is protected by STARTTLS with a certificate of its own, which no library has published', async () => {
    const report = deliveryReport({ to: pathOf(1) });
    expect(await handOver('', pathOf(1), report, { requireTLS: true })).toMatch(/^250/);
    const shown = await certificateShown(listener?.port ?? 0);
    expect(shown.subject.CN).toBe(hostname());
    expect(shown.issuer).toEqual(shown.subject);
    expect(new Date(shown.valid_to).getTime()).toBeGreaterThan(Date.now() + 9 * 365 * 86_400_000);
    expect(await standing()).toEqual(['active', 'bounced', 'active']);
  });

  test('shows the certificate that an operator names, to whoever asks for a true one too', async () => {
    await using home = await passingFiles();
    await using own = await stepsOn(0, home.files).listenForReturns();
    expect((await certificateShown(own?.port ?? 0)).subject.CN).toBe('mx.lacalanque.example');
    const vouched = { ca: home.certificate, checkServerIdentity: () => undefined };
    const report = deliveryReport({ to: pathOf(2) });
    const options = { port: own?.port ?? 0, requireTLS: true, tls: vouched };
    expect(await handOver('', pathOf(2), report, options)).toMatch(/^250/);
  });

  test('does not open with a key of another certificate, and says which settings to look at', async () => {
    await using home = await passingFiles();
    await writeFile(home.files.key, selfSigned('mx.example.org', new Date()).key);
    await expect(stepsOn(0, home.files).listenForReturns()).rejects.toThrow(
      /BOUNCE_TLS_CERT and BOUNCE_TLS_KEY/,
    );
    await rm(home.files.key);
    await expect(stepsOn(0, home.files).listenForReturns()).rejects.toThrow(/ENOENT/);
  });
});

test('offers nothing else: no login, no relaying', async () => {
  const said = await dialogue([
    'EHLO mx.example.org',
    'AUTH PLAIN AGEAYg==',
    'MAIL FROM:<>',
    'RCPT TO:<a@example.net>',
    'QUIT',
  ]);
  expect(said).not.toMatch(/250.AUTH/);
  expect(said).toMatch(/250.SIZE 2097152/);
  expect(said).toMatch(/550 5\.1\.1 No such return path here/);
});

test('a port that is taken is said with what to do', async () => {
  const other = createServer();
  await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
  const { port } = other.address() as { port: number };
  await expect(stepsOn(port).listenForReturns()).rejects.toThrow(/EADDRINUSE.*another BOUNCE_LISTEN/s);
  other.close();
});

/** A certificate and its key as files, for as long as they are needed. */
async function passingFiles() {
  const folder = await mkdtemp(join(tmpdir(), 'hebdo-tls-'));
  const files = { certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  const { key, cert } = selfSigned('mx.lacalanque.example', new Date());
  await Promise.all([writeFile(files.key, key), writeFile(files.certificate, cert)]);
  return {
    files,
    certificate: String(cert),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** After STARTTLS. */
async function certificateShown(port: number): Promise<PeerCertificate> {
  const socket = createConnection(port, '127.0.0.1').setEncoding('latin1');
  for (const command of ['EHLO mx.example.org\r\n', 'STARTTLS\r\n']) {
    await once(socket, 'data');
    socket.write(command);
  }
  await once(socket, 'data');
  const line = connectTls({ socket, rejectUnauthorized: false });
  await once(line, 'secureConnect');
  const shown = line.getPeerCertificate();
  line.destroy();
  return shown;
}

/** Every command after the reply to the one before it; all that the server said. */
function dialogue(commands: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(listener?.port ?? 0, '127.0.0.1');
    const rest = [...commands];
    let said = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      said += text;
      if (/^\d{3} .*\r\n$/m.test(said.slice(said.lastIndexOf('\n', said.length - 2) + 1)))
        socket.write(`${rest.shift() ?? ''}\r\n`);
    });
    socket.on('error', reject).on('close', () => resolve(said));
  });
}
