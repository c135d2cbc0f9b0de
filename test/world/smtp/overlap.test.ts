/** The next envelope in one group with the last dot: what a relay may do to it, and that no letter is harmed. */
import { expect, it } from 'vitest';
import type { Following, RelaySession } from '../../../src/outbox/relay.ts';
import { usualLimits } from '../../../src/world/smtp/limits.ts';
import { type OpenRelay, openRelay } from '../../../src/world/smtp/relay.ts';
import { openScriptedRelay, type Script, type ScriptedRelay } from '../../support/smtp.ts';

const limits = { ...usualLimits, greeting: 20_000, mail: 20_000, rcpt: 20_000, data: 20_000, dot: 20_000 };
const yes = async () => true;

function letterTo(name: string): Following {
  return {
    envelope: { from: 'bounces@lacalanque.example', to: `${name}@example.org` },
    bytes: [Buffer.from('Subject: Bonjour\r\n\r\n'), Buffer.from(`Bonjour ${name},\r\n`.repeat(200))],
  };
}

type Place = { server: ScriptedRelay; relay: OpenRelay; session: RelaySession };

/** A relay that is quick with an envelope that came with the dot, and slow with one that came after its answer. */
function quickWithOverlap(): Script {
  let came = false;
  return (moment, { beyond }) => {
    if (moment === 'dot') came = beyond > 0;
    return moment === 'mail' && !came ? { after: 4, say: '250 2.1.0 Ok' } : undefined;
  };
}

/**
 * A session over which envelopes overlap, since the relay answered them faster. On a busy machine a measurement can go
 * wrong, as with any relay: then another one is begun.
 */
async function withOverlap(work: (place: Place) => Promise<void>, within = limits): Promise<void> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    await using server = await openScriptedRelay(quickWithOverlap());
    await using relay = openRelay({ url: server.url, connections: 1 }, within);
    const session = await relay.borrow(AbortSignal.timeout(30_000));
    let next = letterTo('n0');
    for (let number = 1; number <= 100; number++) {
      const current = next;
      next = letterTo(`n${number}`);
      await session.transact(current.envelope, current.bytes, yes, number < 100 ? () => next : undefined);
    }
    if (relay.standing()[0]?.envelope === 'overlapped') {
      await work({ server, relay, session });
      return;
    }
  }
  throw new Error('the relay that is quicker with overlapped envelopes was never found to be');
}

const hand = (session: RelaySession, { envelope, bytes }: Following, next?: Following) =>
  session.transact(envelope, bytes, yes, () => next);

/** From here on the relay follows this script. */
function follow({ server }: Place, script: Script): void {
  server.script = script;
}

it('is on the wire before the dot is answered, and the letters are whole', async () => {
  await withOverlap(async (place) => {
    const { server, session } = place;
    let beyondDot = 0;
    follow(place, (moment, { to, beyond }) => {
      if (moment === 'dot' && to === 'a@example.org') beyondDot = beyond;
      return undefined;
    });
    const [a, b] = [letterTo('a'), letterTo('b')];
    expect(await hand(session, a, b)).toMatchObject({ step: 'dot', reply: { code: 250 } });
    expect(beyondDot).toBeGreaterThan('MAIL FROM:<>RCPT TO:<>DATA'.length);
    expect(await hand(session, b)).toMatchObject({ step: 'dot', reply: { code: 250 } });
    expect(server.letters.slice(-2).map(({ to, bytes }) => [to, bytes.toString()])).toEqual([
      ['a@example.org', Buffer.concat(a.bytes).toString()],
      ['b@example.org', Buffer.concat(b.bytes).toString()],
    ]);
    expect(server.connections()).toBe(1);
  });
});

it('asks for no dot before its own letter is on its way', async () => {
  await withOverlap(async ({ session }) => {
    const [a, b] = [letterTo('a'), letterTo('b')];
    const asked: string[] = [];
    const ask = (name: string) => async () => {
      asked.push(name);
      return true;
    };
    await session.transact(a.envelope, a.bytes, ask('a'), () => b);
    expect(asked).toEqual(['a']);
    await session.transact(b.envelope, b.bytes, ask('b'));
    expect(asked).toEqual(['a', 'b']);
  });
});

it('a refused letter does not touch the one whose envelope travelled with its dot', async () => {
  await withOverlap(async (place) => {
    follow(place, (moment, { to }) =>
      moment === 'dot' && to === 'a@example.org' ? { say: '550 5.7.1 No' } : undefined,
    );
    const [a, b] = [letterTo('a'), letterTo('b')];
    expect(await hand(place.session, a, b)).toMatchObject({ step: 'dot', reply: { code: 550 } });
    expect(await hand(place.session, b)).toMatchObject({ step: 'dot', reply: { code: 250 } });
  });
});

it('a refused recipient ends its own letter only', async () => {
  await withOverlap(async (place) => {
    follow(place, (moment, { to, earlier }) =>
      moment === 'rcpt' && to === 'b@example.org' && earlier === 0 ? { say: '550 5.1.1 No' } : undefined,
    );
    const [a, b, c] = [letterTo('a'), letterTo('b'), letterTo('c')];
    expect(await hand(place.session, a, b)).toMatchObject({ step: 'dot', reply: { code: 250 } });
    expect(await hand(place.session, b, c)).toMatchObject({ step: 'rcpt', reply: { code: 550 } });
    expect(await hand(place.session, c)).toMatchObject({ step: 'dot', reply: { code: 250 } });
  });
});

it.each([
  ['the dot is lost', { takeThenDrop: 'rst' }, { kind: 'lost', dot: 'written' }],
  ['the relay closes with 421', { say: '421 4.3.2 Closing' }, { step: 'dot', reply: { code: 421 } }],
] as const)('where %s, only the first letter is in doubt', async (_, reaction, receipt) => {
  await withOverlap(async (place) => {
    follow(place, (moment, { to }) => (moment === 'dot' && to === 'a@example.org' ? reaction : undefined));
    const [a, b] = [letterTo('a'), letterTo('b')];
    expect(await hand(place.session, a, b)).toMatchObject(receipt);
    expect(await hand(place.session, b)).toMatchObject({ kind: 'lost', dot: 'not_written' });
    expect(place.session.open).toBe(false);
  });
});

it('a relay that throws away what follows a dot is found out, and not asked for it again', async () => {
  const lookForOverlap = async (place: Place) => {
    let dots = 0;
    follow(place, (moment) => {
      if (moment === 'dot') dots++;
      return moment === 'mail' && dots > 0 ? { silence: true } : undefined;
    });
    const [a, b] = [letterTo('a'), letterTo('b')];
    expect(await hand(place.session, a, b)).toMatchObject({ step: 'dot', reply: { code: 250 } });
    expect(await hand(place.session, b)).toMatchObject({ kind: 'lost', dot: 'not_written', silent: true });
    expect(place.relay.standing()[0]?.envelope).toBe('one_group');
  };
  // Its silence is waited for.
  await withOverlap(lookForOverlap, { ...limits, mail: 1_000 });
});

it('a session that is given back with an envelope under way is ended, and takes no letter', async () => {
  await withOverlap(async ({ server, relay, session }) => {
    const before = server.letters.length;
    await hand(session, letterTo('a'), letterTo('b'));
    relay.giveBack(session);
    const other = await relay.borrow(AbortSignal.timeout(30_000));
    expect(other).not.toBe(session);
    expect(await hand(other, letterTo('b'))).toMatchObject({ step: 'dot', reply: { code: 250 } });
    expect(server.letters.slice(before).map(({ to }) => to)).toEqual(['a@example.org', 'b@example.org']);
    relay.giveBack(other);
  });
});

it('another letter than the announced one is not sent over it', async () => {
  await withOverlap(async ({ session }) => {
    await hand(session, letterTo('a'), letterTo('b'));
    expect(await hand(session, letterTo('c'))).toMatchObject({ kind: 'lost', dot: 'not_written' });
    expect(session.open).toBe(false);
  });
});
