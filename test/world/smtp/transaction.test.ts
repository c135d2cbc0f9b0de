/** One letter over one real connection, with a relay that does what relays do on bad days. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { RelaySession } from '../../../src/outbox/relay.ts';
import type { Receipt } from '../../../src/outbox/reply.ts';
import { usualLimits } from '../../../src/world/smtp/limits.ts';
import { openRelay } from '../../../src/world/smtp/relay.ts';
import { openScriptedRelay, type Script } from '../../support/smtp.ts';

const envelope = { from: 'bounces@lacalanque.example', to: 'marie@example.org' };
const letter = [Buffer.from('Subject: Bonjour\r\n\r\n'), Buffer.from('Bonjour,\r\n'.repeat(2000))];
const patientLimits = {
  ...usualLimits,
  ...{ greeting: 20_000, mail: 20_000, rcpt: 20_000, data: 20_000, dot: 20_000 },
};
const yes = async () => true;

/** What the ledger says of the dot, asked over this session. */
type MayDot = (session: Pick<RelaySession, 'open'>) => Promise<boolean>;

/** Sends one letter and tells what came of it. */
async function attempt(script: Script, mayDot: MayDot = yes, limits = patientLimits) {
  await using server = await openScriptedRelay(script);
  await using relay = openRelay({ url: server.url, connections: 1 }, limits);
  const session = await relay.borrow(AbortSignal.timeout(30_000));
  const receipt = await session.transact(envelope, letter, () => mayDot(session));
  const open = session.open;
  relay.giveBack(session);
  return { receipt, open, taken: server.letters.length, commands: [...server.commands] };
}

const at =
  (wanted: string, reaction: ReturnType<Script>): Script =>
  (moment) =>
    moment === wanted ? reaction : undefined;

describe('a letter is handed over', () => {
  it.each([true, false])('byte for byte, with PIPELINING %s', async (pipelining) => {
    await using server = await openScriptedRelay((moment) =>
      moment === 'ehlo' && !pipelining ? { say: '250 relay.example' } : undefined,
    );
    await using relay = openRelay({ url: server.url, connections: 1 }, patientLimits);
    const session = await relay.borrow(AbortSignal.timeout(30_000));
    for (let round = 0; round < 3; round++) {
      const receipt = await session.transact(envelope, letter, yes);
      expect(receipt).toEqual({
        kind: 'replied',
        step: 'dot',
        reply: { code: 250, enhanced: '2.0.0', text: 'Ok: queued' },
      });
    }
    relay.giveBack(session);
    expect(server.letters.map(({ bytes }) => bytes.equals(Buffer.concat(letter)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(server.connections()).toBe(1);
  });

  it('whatever its lines are', async () => {
    await using server = await openScriptedRelay();
    await using relay = openRelay({ url: server.url, connections: 1 }, patientLimits);
    const session = await relay.borrow(AbortSignal.timeout(30_000));
    const line = fc
      .stringMatching(/^[ -~]{0,998}$/)
      .map((text) => (text.startsWith('.') ? `.${text}` : text));
    const chunks = fc.array(fc.array(line, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(chunks, async (texts) => {
        const bytes = texts.map((lines) => Buffer.from(lines.map((text) => `${text}\r\n`).join('')));
        const receipt = await session.transact(envelope, bytes, yes);
        expect(receipt.kind).toBe('replied');
        expect(server.letters.at(-1)?.bytes.toString('latin1')).toBe(Buffer.concat(bytes).toString('latin1'));
      }),
      { numRuns: 60 },
    );
    relay.giveBack(session);
  });

  it('only after the commit, however late it is', async () => {
    let committed = false;
    const { receipt, taken } = await attempt(
      (moment) => {
        if (moment === 'dot') expect(committed).toBe(true);
        return undefined;
      },
      async () => {
        await new Promise((done) => setTimeout(done, 50));
        committed = true;
        return true;
      },
    );
    expect(receipt).toMatchObject({ kind: 'replied', step: 'dot' });
    expect(taken).toBe(1);
  });

  it.each([
    ['says no', async () => false],
    ['fails', async () => Promise.reject(new Error('the database is away'))],
  ])('not at all when the commit %s', async (_, mayDot) => {
    const { receipt, open, taken } = await attempt(() => undefined, mayDot);
    expect(receipt).toEqual({ kind: 'withheld' });
    expect(open).toBe(false);
    expect(taken).toBe(0);
  });
});

it('what a relay may keep of a letter without its dot is visibly cut', async () => {
  await using server = await openScriptedRelay();
  await using relay = openRelay({ url: server.url, connections: 1 }, patientLimits);
  const session = await relay.borrow(AbortSignal.timeout(30_000));
  const whole = Buffer.concat(letter);
  const answered = Promise.withResolvers<boolean>();
  server.script = async (moment, facts) => {
    if (moment !== 'body') return undefined;
    await vi.waitUntil(() => facts.beyond >= whole.length - 64, { timeout: 20_000, interval: 5 });
    answered.resolve(false);
    return undefined;
  };
  expect(await session.transact(envelope, letter, () => answered.promise)).toEqual({ kind: 'withheld' });
  relay.giveBack(session);
  await vi.waitFor(() => expect(server.cut).toHaveLength(1), { timeout: 20_000 });
  const [kept] = server.cut;
  expect(kept?.equals(whole.subarray(0, whole.length - 64))).toBe(true);
});

describe('a connection that breaks', () => {
  const before = ['mail', 'rcpt', 'data', 'body'] as const;
  it.each(before.flatMap((moment) => (['fin', 'rst'] as const).map((drop) => [moment, drop] as const)))(
    'at %s with %s leaves no doubt: nothing left',
    async (moment, drop) => {
      // The commit comes after the drop was noticed, as with a slow database.
      const late: MayDot = async (session) => {
        await vi.waitUntil(() => !session.open, { timeout: 20_000, interval: 5 });
        return true;
      };
      const { receipt, open, taken } = await attempt(at(moment, { drop }), late);
      expect(receipt).toMatchObject({ kind: 'lost', dot: 'not_written' });
      expect(open).toBe(false);
      expect(taken).toBe(0);
    },
  );

  it.each(['fin', 'rst'] as const)('after the dot with %s leaves the one doubt there is', async (drop) => {
    const kept = await attempt(at('dot', { takeThenDrop: drop }));
    expect(kept.receipt).toMatchObject({ kind: 'lost', dot: 'written' });
    expect(kept.taken).toBe(1);
    const lost = await attempt(at('dot', { drop }));
    expect(lost.receipt).toMatchObject({ kind: 'lost', dot: 'written' });
    expect(lost.taken).toBe(0);
  });

  it('by silence is given up after the limit of the step', async () => {
    const early = await attempt(at('mail', { silence: true }), yes, { ...patientLimits, mail: 60 });
    expect(early.receipt).toMatchObject({
      kind: 'lost',
      dot: 'not_written',
      reason: 'no reply within 60 ms',
    });
    // Long enough for the relay to have read the letter, also on a busy machine.
    const hasty = { ...patientLimits, dot: 500 };
    const late = await attempt(at('dot', { after: 5_000, say: '250 Ok' }), yes, hasty);
    expect(late.receipt).toMatchObject({ kind: 'lost', dot: 'written' });
    expect(late.taken).toBe(1);
  });
});

describe('replies', () => {
  type Row = [name: string, script: Script, receipt: Partial<Receipt> & object, open: boolean, taken: number];
  const replied = (step: string, code: number, enhanced: string | null = null) => ({
    kind: 'replied' as const,
    step,
    reply: { code, enhanced },
  });
  const rows: Row[] = [
    [
      '452 at RCPT',
      at('rcpt', { say: '452 4.2.2 Mailbox full' }),
      replied('rcpt', 452, '4.2.2') as never,
      true,
      0,
    ],
    [
      '452 at MAIL',
      at('mail', { say: '452 4.3.1 Disk full' }),
      replied('mail', 452, '4.3.1') as never,
      true,
      0,
    ],
    ['452 at DATA', at('data', { say: '452 4.3.1 Full' }), replied('data', 452, '4.3.1') as never, true, 0],
    ['452 at the dot', at('dot', { say: '452 4.3.1 Full' }), replied('dot', 452, '4.3.1') as never, true, 0],
    [
      '550 at RCPT',
      at('rcpt', { say: '550 5.1.1 No such user' }),
      replied('rcpt', 550, '5.1.1') as never,
      true,
      0,
    ],
    [
      '550 at RCPT followed by 354',
      (moment) =>
        moment === 'rcpt' ? { say: '550 No' } : moment === 'data' ? { say: '354 Go ahead' } : undefined,
      replied('rcpt', 550) as never,
      true,
      0,
    ],
    ['451 at DATA', at('data', { say: '451 Later' }), replied('data', 451) as never, true, 0],
    ['554 at the dot', at('dot', { say: '554 5.7.1 Spam' }), replied('dot', 554, '5.7.1') as never, true, 0],
    [
      '553 at MAIL',
      at('mail', { say: '553 5.1.8 Sender?' }),
      replied('mail', 553, '5.1.8') as never,
      true,
      0,
    ],
    [
      '421 at MAIL',
      at('mail', { say: '421 4.3.2 Closing' }),
      replied('mail', 421, '4.3.2') as never,
      false,
      0,
    ],
    [
      '421 at RCPT',
      at('rcpt', { say: '421 4.7.0 Slow down' }),
      replied('rcpt', 421, '4.7.0') as never,
      false,
      0,
    ],
    ['421 at DATA', at('data', { say: '421 Closing' }), replied('data', 421) as never, false, 0],
    [
      '421 at the dot',
      at('dot', { say: '421 4.3.0 Closing' }),
      replied('dot', 421, '4.3.0') as never,
      false,
      0,
    ],
    [
      'several lines, with the enhanced code in each',
      at('dot', { say: '550-5.7.1 one\r\n550-5.7.1 two\r\n550 5.7.1 three' }),
      {
        kind: 'replied',
        step: 'dot',
        reply: { code: 550, enhanced: '5.7.1', text: 'one two three' },
      } as never,
      true,
      0,
    ],
    [
      'letters in Latin-1',
      at('rcpt', { say: '550 Bo\xeete pleine' }),
      { kind: 'replied', reply: { text: 'Boîte pleine' } } as never,
      true,
      0,
    ],
    [
      'an enhanced code of another class',
      at('dot', { say: '250 5.0.0 Ok' }),
      replied('dot', 250) as never,
      true,
      1,
    ],
    ['no text at all', at('dot', { say: '250' }), replied('dot', 250) as never, true, 1],
    ['garbage at MAIL', at('mail', { say: '\x16\x03\x01' }), { kind: 'lost', dot: 'not_written' }, false, 0],
    ['garbage at DATA', at('data', { say: '999 ???' }), { kind: 'lost', dot: 'not_written' }, false, 0],
    ['garbage at RCPT', at('rcpt', { say: 'HTTP/1.1 400' }), { kind: 'lost', dot: 'not_written' }, false, 0],
    ['garbage at the dot', at('dot', { say: '\x00\xff\xfe' }), { kind: 'lost', dot: 'written' }, false, 0],
    ['250 at DATA', at('data', { say: '250 Ok' }), { kind: 'lost', dot: 'not_written' }, false, 0],
    [
      '354 at the dot, after which the relay may take the letter all the same',
      at('dot', { say: '354 Go ahead\r\n250 2.0.0 Ok' }),
      { kind: 'lost', dot: 'written', reason: 'the relay answered the dot with 354' },
      false,
      0,
    ],
    [
      'several lines that contradict each other',
      at('dot', { say: '550-5.7.1 Spam\r\n250 2.0.0 Ok' }),
      { kind: 'lost', dot: 'written' },
      false,
      0,
    ],
    [
      'a line without end',
      at('rcpt', { say: `250 ${'x'.repeat(1_000_000)}` }),
      { kind: 'lost', dot: 'not_written', reason: 'the relay writes a line without end' },
      false,
      0,
    ],
    [
      'lines without end',
      at('rcpt', { say: `${'250-more\r\n'.repeat(300)}250 Ok` }),
      { kind: 'lost', dot: 'not_written', reason: 'the relay wrote something that is not a reply' },
      false,
      0,
    ],
    [
      'a reply too many before the dot',
      at('data', { say: '354 Go\r\n250 Ok' }),
      { kind: 'lost', dot: 'not_written' },
      false,
      0,
    ],
  ];
  it.each(rows)('%s', async (_, script, receipt, open, taken) => {
    const result = await attempt(script);
    expect(result.receipt).toMatchObject(receipt);
    expect({ open: result.open, taken: result.taken }).toEqual({ open, taken });
  });

  it('in pieces are put together', async () => {
    await using server = await openScriptedRelay();
    await using relay = openRelay({ url: server.url, connections: 1 }, patientLimits);
    const session = await relay.borrow(AbortSignal.timeout(30_000));
    server.script = async (moment) => {
      if (moment === 'dot') return { after: 30, say: '250-2.0.0 first\r\n250 2.0.0 last' };
      return undefined;
    };
    expect(await session.transact(envelope, letter, yes)).toMatchObject({ reply: { text: 'first last' } });
    relay.giveBack(session);
  });

  it('421 at each step ends the session, and the next letter takes another one', async () => {
    for (const moment of ['mail', 'rcpt', 'data', 'dot'] as const) {
      await using server = await openScriptedRelay((now, { connection }) =>
        now === moment && connection === 1 ? { say: '421 4.3.2 Closing' } : undefined,
      );
      await using relay = openRelay({ url: server.url, connections: 1 }, patientLimits);
      const first = await relay.borrow(AbortSignal.timeout(30_000));
      expect(await first.transact(envelope, letter, yes)).toMatchObject({
        step: moment,
        reply: { code: 421 },
      });
      expect(first.open).toBe(false);
      relay.giveBack(first);
      const second = await relay.borrow(AbortSignal.timeout(30_000));
      expect(await second.transact(envelope, letter, yes)).toMatchObject({
        step: 'dot',
        reply: { code: 250 },
      });
      relay.giveBack(second);
      expect({ taken: server.letters.length, connections: server.connections() }).toEqual({
        taken: 1,
        connections: 2,
      });
    }
  });

  it('leave no open transaction behind for the next letter', async () => {
    await using server = await openScriptedRelay((moment, { to, earlier }) =>
      moment === 'rcpt' && to === 'first@example.org' && earlier === 0 ? { say: '550 5.1.1 No' } : undefined,
    );
    await using relay = openRelay({ url: server.url, connections: 1 }, patientLimits);
    const session = await relay.borrow(AbortSignal.timeout(30_000));
    await session.transact({ ...envelope, to: 'first@example.org' }, letter, yes);
    expect(server.commands).toContain('RSET');
    const receipt = await session.transact({ ...envelope, to: 'second@example.org' }, letter, yes);
    expect(receipt).toMatchObject({ kind: 'replied', reply: { code: 250 } });
    expect(server.letters.map(({ to }) => to)).toEqual(['second@example.org']);
    relay.giveBack(session);
  });

  it('stand as they were said, and end the session, where the relay is silent at RSET', async () => {
    const script: Script = (moment) => {
      if (moment === 'rset') return { silence: true };
      return moment === 'rcpt' ? { say: '550 5.1.1 No such user' } : undefined;
    };
    const { receipt, open } = await attempt(script, yes, { ...patientLimits, rset: 200 });
    expect(receipt).toMatchObject({ kind: 'replied', step: 'rcpt', reply: { code: 550 } });
    expect(open).toBe(false);
  });
});

describe('addresses', () => {
  it.each([
    [
      'René@example.org',
      {
        reason: 'the address has letters beyond ASCII before its @, and the relay does not offer SMTPUTF8',
        lacks: 'smtputf8',
      },
    ],
    ['a@b>\r\nRCPT TO:<x@example.org', { reason: expect.any(String) }],
    ['no at sign', { reason: expect.any(String) }],
  ])('%s is never offered', async (to, impossible) => {
    await using server = await openScriptedRelay();
    await using relay = openRelay({ url: server.url, connections: 1 }, patientLimits);
    const session = await relay.borrow(AbortSignal.timeout(30_000));
    let asked = false;
    const receipt = await session.transact({ ...envelope, to }, letter, async () => {
      asked = true;
      return true;
    });
    expect(receipt).toEqual({ kind: 'impossible', ...impossible });
    expect(asked).toBe(false);
    expect(server.commands.filter((line) => line.startsWith('MAIL'))).toEqual([]);
    relay.giveBack(session);
  });

  it('with letters beyond ASCII travel where SMTPUTF8 is offered, domains in ASCII everywhere', async () => {
    await using server = await openScriptedRelay(
      at('ehlo', { say: '250-relay.example\r\n250-PIPELINING\r\n250 SMTPUTF8' }),
    );
    await using relay = openRelay({ url: server.url, connections: 1 }, patientLimits);
    const session = await relay.borrow(AbortSignal.timeout(30_000));
    await session.transact({ ...envelope, to: 'rené@écluse.example' }, letter, yes);
    await session.transact({ ...envelope, to: 'rene@écluse.example' }, letter, yes);
    expect(server.commands.filter((line) => !line.startsWith('EHLO') && line !== 'DATA')).toEqual([
      'MAIL FROM:<bounces@lacalanque.example> SMTPUTF8',
      'RCPT TO:<rené@xn--cluse-9ra.example>',
      'MAIL FROM:<bounces@lacalanque.example>',
      'RCPT TO:<rene@xn--cluse-9ra.example>',
    ]);
    relay.giveBack(session);
  });
});
