/** The line to the relay: its protection and its login, with relays that get them wrong. */
import { createServer, type Server } from 'node:net';
import tls from 'node:tls';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { RelayFault } from '../../../src/outbox/relay.ts';
import { usualLimits } from '../../../src/world/smtp/limits.ts';
import { openRelay } from '../../../src/world/smtp/relay.ts';
import { type KeyAndCertificate, selfSigned } from '../../../src/world/smtp/self-signed.ts';
import { openScriptedRelay, type Reaction } from '../../support/smtp.ts';

const limits = { ...usualLimits, connect: 20_000, greeting: 20_000, mail: 20_000 };
const hasty = { ...limits, greeting: 300, mail: 300 };

/** The fault that a borrowed session ends with. */
async function faultOf(url: string, within = limits): Promise<RelayFault> {
  await using relay = openRelay({ url, connections: 1 }, within);
  const outcome = await relay.borrow(AbortSignal.timeout(30_000)).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(RelayFault);
  return outcome as RelayFault;
}

/** smtp-server brings a self-signed certificate of its own. */
async function openTlsRelay(
  secure: boolean,
  certificate: Partial<KeyAndCertificate> = {},
): Promise<AsyncDisposable & { port: number; heard: string[] }> {
  const heard: string[] = [];
  const server = new SMTPServer({
    secure,
    ...certificate,
    authOptional: true,
    onAuth: ({ username, password }, _session, done) => {
      heard.push(username ?? '');
      if (password === 'right') done(null, { user: username });
      else done(new Error('Invalid username or password'));
    },
    onMailFrom: (_address, _session, done) => {
      heard.push('MAIL');
      done();
    },
  });
  server.on('error', () => {});
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = (server.server as Server).address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    port,
    heard,
    [Symbol.asyncDispose]: () => new Promise<void>((done) => server.close(() => done())),
  };
}

describe('a protected line', () => {
  it('is insisted on where STARTTLS was stripped on the way', async () => {
    // Whoever sits between takes the word out of EHLO, and hopes for a plain login.
    await using relay = await openScriptedRelay();
    const fault = await faultOf(`smtp://user:secret@127.0.0.1:${relay.port}?tls=required`);
    expect(fault.message).toMatch(/^No protected line to the relay 127\.0\.0\.1:\d+/);
    expect(fault.permanent).toBe(true);
    expect(relay.commands.join(' ')).not.toMatch(/AUTH|MAIL/);
  });

  it.each([
    ['from the first byte', true, 'smtps', ''],
    ['by STARTTLS', false, 'smtp', '?tls=required'],
  ])(
    'with a certificate that nobody vouches for is no protected line %s',
    async (_, secure, scheme, query) => {
      await using relay = await openTlsRelay(secure, selfSigned('127.0.0.1', new Date()));
      const fault = await faultOf(`${scheme}://user:right@127.0.0.1:${relay.port}${query}`);
      expect(fault.message).toMatch(
        /^No protected line to the relay 127\.0\.0\.1:\d+, whose certificate cannot be trusted: self-signed certificate\. .*NODE_EXTRA_CA_CERTS/,
      );
      expect(fault.permanent).toBe(true);
      expect(relay.heard).toEqual([]);
    },
  );

  it.each([
    ['that is out of date', 'localhost', new Date('2010-01-01'), /certificate has expired\. Have it renewed/],
    [
      'for another name',
      'elsewhere.example',
      new Date(),
      /does not match certificate.*name the host that it is for/,
    ],
  ])('with a certificate %s is none, and nothing is said over it', async (_, name, from, said) => {
    const certificate = selfSigned(name, from);
    await using relay = await openTlsRelay(true, certificate);
    // What NODE_EXTRA_CA_CERTS does for a whole process: its authority is known.
    const known = tls.getCACertificates('default');
    tls.setDefaultCACertificates([...known, String(certificate.cert)]);
    const fault = await faultOf(`smtps://user:right@localhost:${relay.port}`).finally(() =>
      tls.setDefaultCACertificates(known),
    );
    expect(fault.message).toMatch(/^No protected line to the relay localhost:\d+, whose certificate/);
    expect(fault.message).toMatch(said);
    expect(fault.permanent).toBe(true);
    expect(relay.heard).toEqual([]);
  });

  it('that the relay begins itself is asked for by another scheme, and the fault says which', async () => {
    await using relay = await openTlsRelay(true);
    const fault = await faultOf(`smtp://127.0.0.1:${relay.port}`, { ...limits, greeting: 300 });
    expect(fault.message).toMatch(/^No session with the relay .*Greeting never received.*wants smtps:\/\//);
    expect(fault.permanent).toBe(false);
  });

  it('takes any certificate where an operator says so', async () => {
    await using server = await openTlsRelay(true);
    await using relay = openRelay(
      { url: `smtps://user:right@127.0.0.1:${server.port}?tls=unverified`, connections: 1 },
      limits,
    );
    const session = await relay.borrow(AbortSignal.timeout(30_000));
    expect(session.open).toBe(true);
    expect(server.heard).toEqual(['user']);
    relay.giveBack(session);
  });

  it('to something that speaks no TLS is a fault that says so', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.resume();
      socket.end('220 relay.example ESMTP\r\n');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const fault = await faultOf(`smtps://127.0.0.1:${port}`);
    expect(fault.message).toMatch(
      new RegExp(`^No protected line to the relay 127.0.0.1:${port}: .*Write smtp:// in SMTP_URL`),
    );
    expect(fault.permanent).toBe(true);
    await new Promise((done) => server.close(done));
  });
});

describe('a session that does not come about', () => {
  const moments = ['greeting', 'ehlo'] as const;
  const ways: [name: string, reaction: Reaction][] = [
    ['FIN', { drop: 'fin' }],
    ['RST', { drop: 'rst' }],
    ['421', { say: '421 4.3.2 Too busy' }],
    ['452', { say: '452 4.3.1 Full' }],
    ['garbage', { say: '\x00\xff\xfe SSH-2.0' }],
    ['silence', { silence: true }],
  ];
  it.each(moments.flatMap((moment) => ways.map(([name, reaction]) => [name, moment, reaction] as const)))(
    'because of %s at %s is tried again, and no letter is touched',
    async (_, moment, reaction) => {
      await using relay = await openScriptedRelay((now) => (now === moment ? reaction : undefined));
      const fault = await faultOf(`smtp://127.0.0.1:${relay.port}`, hasty);
      expect(fault.message).toMatch(/^No session with the relay 127\.0\.0\.1:\d+/);
      expect(fault.permanent).toBe(false);
      expect(relay.commands.join(' ')).not.toMatch(/MAIL|RCPT|DATA/);
    },
  );
});

it.each(['greeting', 'ehlo'] as const)(
  'whoever is stopped while a relay is silent at %s waits for it no longer, and holds nothing against it',
  async (moment) => {
    const silent = Promise.withResolvers<void>();
    await using server = await openScriptedRelay((now) => {
      if (now !== moment) return undefined;
      silent.resolve();
      return { silence: true };
    });
    await using relay = openRelay({ url: server.url, connections: 1 }, { ...usualLimits });
    const stop = new AbortController();
    const borrowed = relay.borrow(stop.signal);
    await silent.promise;
    stop.abort(new Error('the program stops'));
    await expect(borrowed).rejects.toThrow('the program stops');
    expect(relay.standing()).toMatchObject([{ sessions: 0, trouble: null, asideUntil: null }]);
    server.script = () => undefined;
    relay.giveBack(await relay.borrow(AbortSignal.timeout(5_000)));
  },
);

describe('a login', () => {
  it('that is refused is permanent, names the relay and never the password', async () => {
    await using server = await openTlsRelay(true);
    const fault = await faultOf(`smtps://user:wrong-one@127.0.0.1:${server.port}?tls=unverified`);
    expect(fault.message).toMatch(/^The relay 127\.0\.0\.1:\d+ refused the login/);
    expect(fault.message).not.toContain('wrong-one');
    expect(fault.permanent).toBe(true);
    expect(server.heard).toEqual(['user']);
  });
});

describe('an answer that comes too late', () => {
  it('leaves the doubt, and is never taken for the next letter', async () => {
    await using server = await openScriptedRelay((moment) =>
      moment === 'dot' ? { after: 400, say: '250 2.0.0 Late' } : undefined,
    );
    await using relay = openRelay({ url: server.url, connections: 1 }, { ...limits, dot: 100 });
    const session = await relay.borrow(AbortSignal.timeout(30_000));
    const envelope = { from: 'bounces@lacalanque.example', to: 'marie@example.org' };
    const receipt = await session.transact(envelope, [Buffer.from('Bonjour\r\n')], async () => true);
    expect(receipt).toMatchObject({ kind: 'lost', dot: 'written', silent: true });
    expect(session.open).toBe(false);
    relay.giveBack(session);
    const next = await relay.borrow(AbortSignal.timeout(30_000));
    expect(next).not.toBe(session);
    expect(relay.standing()[0]?.trouble).toBe('it did not answer in time');
    relay.giveBack(next);
  });
});
