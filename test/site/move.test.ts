/** A change of address over real HTTP, PostgreSQL and SMTP: asked of the new one, told to the old one, nothing between. */
import { sql } from 'kysely';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keeping } from '../../src/app/keeping.ts';
import type { EmailKey } from '../../src/audience/address.ts';
import { emailHash } from '../../src/audience/email-hash.ts';
import type { SubscriberId } from '../../src/audience/ids.ts';
import { suppress } from '../../src/world/db/suppressions.ts';
import { complain } from '../support/complaint.ts';
import { formOn, press } from '../support/form.ts';
import { openNewsroom } from './newsroom.ts';
import { everything } from './tables.ts';

let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room[Symbol.asyncDispose]());

const post = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
const ask = (email: string, more: Record<string, string> = {}) =>
  post(`${room.links.preferences}/address`, { action: 'ask', email, ...more });
const email = async () =>
  (await sql<{ email: string }>`select email from subscribers where id = 1`.execute(room.database.db)).rows[0]
    ?.email;
async function letters(count: number) {
  await room.posted(count);
  return Promise.all(
    room.relay.arrived.map(async ({ to, raw }) => ({
      ...(await PostalMime.parse(raw)),
      to,
      raw: raw.toString(),
    })),
  );
}
async function button(count = 1): Promise<string> {
  const { text = '' } = (await letters(count)).at(-1) ?? {};
  return `${room.base}${/\/a\/[\w-]+/.exec(text)?.[0]}`;
}

it('happens when the button of the letter to the new address is pressed, and the old address is told', async () => {
  expect(await (await ask('Marie.New@example.com')).text()).toContain('Ouvrez votre messagerie');
  const link = await button();
  expect(room.relay.arrived.map(({ to }) => to)).toEqual(['Marie.New@example.com']);
  const before = await everything(room.database.db);
  for (let times = 0; times < 2; times++) {
    const html = await (await fetch(link)).text();
    expect(html).toContain('M•••@e•••.com');
    expect(html).not.toMatch(/marie/i);
  }
  expect(await everything(room.database.db)).toBe(before);
  expect(await email()).toBe('marie@example.org');
  expect(await (await press(link, 'move')).text()).toContain('vous avez déménagé');
  expect(await email()).toBe('Marie.New@example.com');
  const [, told] = await letters(2);
  expect(told?.to).toBe('marie@example.org');
  expect(told?.text).toContain('M•••@e•••.com');
  expect(told?.raw).not.toContain('Marie.New');
  expect(await room.state()).toBe('active');
  const receipts = await room.steps.consentReceipts('marie.new@example.com');
  expect(receipts).toMatchObject({
    records: [
      { source: 'added by the operator' },
      { source: 'moved to another address, confirmed by letter' },
    ],
  });
  expect((await post(link, { action: 'move' })).status).toBe(404);
});

it('brings letters that bounced at the old address to the new one', async () => {
  await sql`update subscriptions set state = 'bounced'`.execute(room.database.db);
  await ask('marie@example.com');
  await press(await button(), 'move');
  expect(await room.state()).toBe('active');
});

it('brings who was erased before to that address, whose mailbox has answered', async () => {
  await room.steps.forgetSubscriber('marie@example.com');
  await ask('marie@example.com');
  await press(await button(), 'move');
  expect(await email()).toBe('marie@example.com');
  expect((await room.steps.subscriberStats(null)).suppressions).toEqual({});
  const receipts = await room.steps.consentReceipts('marie@example.com');
  expect(receipts.kind === 'records' && receipts.records.at(-1)?.source).toContain('«forgotten»');
});

describe('nothing changes', () => {
  it('for a link that is two days old, and the job forgets the new address', async () => {
    await ask('marie.new@example.com');
    const link = await button();
    room.later(48);
    expect((await fetch(link)).status).toBe(404);
    expect((await post(link, { action: 'move' })).status).toBe(404);
    expect(await keeping(room.world).tidy()).toMatchObject({ moves: 1 });
    expect(await everything(room.database.db)).not.toContain('marie.new');
  });

  it('for the first of two letters: the last request counts', async () => {
    await ask('first@example.com');
    const first = await button(1);
    await ask('second@example.com');
    const second = await button(2);
    expect((await post(first, { action: 'move' })).status).toBe(404);
    expect((await press(second, 'move')).status).toBe(200);
    expect(await email()).toBe('second@example.com');
  });

  it('towards an address that somebody else receives letters at', async () => {
    await room.steps.addSubscriber({
      ...{ email: 'luc@example.com', newsletter: 'lhebdo', firstName: null, lastName: null },
      ...{ commune: null, premium: null, language: null, again: false },
    });
    await ask('luc@example.com');
    const answer = await press(await button(), 'move');
    expect([answer.status, await answer.text()]).toEqual([
      409,
      expect.stringContaining('ne peut pas servir'),
    ]);
    expect(await email()).toBe('marie@example.org');
  });

  it('for who complained since they asked: the move would bring them letters again', async () => {
    await ask('marie@example.com');
    const link = await button();
    const form = formOn(await (await fetch(link)).text(), 'move');
    await complain(room, 1 as SubscriberId);
    const before = await everything(room.database.db);
    for (const answer of [await fetch(link), await fetch(link, { method: 'POST', body: form })])
      expect([answer.status, await answer.text()]).toEqual([
        409,
        expect.stringContaining('ne peut plus se faire'),
      ]);
    expect(await everything(room.database.db)).toBe(before);
    expect([await email(), await room.state()]).toEqual(['marie@example.org', 'bounced']);
  });

  it.each(['', 'marie', 'a@b\r\nBcc: c@d.org', `${'a'.repeat(65)}@example.org`, '<b>@example.org'])(
    'for %j, which is said',
    async (address) => {
      const before = await everything(room.database.db);
      expect((await ask(address)).status).toBe(422);
      expect(await everything(room.database.db)).toBe(before);
    },
  );
});

it('own, suppressed and unknown addresses get the same answer, so that a guess learns nothing', async () => {
  const gone = emailHash(room.world.secret, 'gone@example.com' as EmailKey);
  await suppress(room.database.db, gone, 'complaint', room.world.clock.now());
  const answers = new Set<string>();
  // What was typed is shown again; nothing else may differ.
  for (const address of ['marie@example.org', 'gone@example.com', 'new@example.com'])
    answers.add((await (await ask(address)).text()).replace(`>${address}<`, '>it<'));
  expect([...answers]).toEqual([expect.stringContaining('>it<')]);
  expect((await letters(1)).map(({ to }) => to)).toEqual(['new@example.com']);
  expect(await everything(room.database.db)).not.toContain('gone@');
});

it('a friend with the forwarded letter cannot bomb anybody: five requests an hour', async () => {
  const statuses: number[] = [];
  for (let at = 0; at < 7; at++) statuses.push((await ask(`victim${at}@example.com`)).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
});

it('the address of an office is asked about, beside a field for another one', async () => {
  const html = await (await ask('contact@example.com')).text();
  expect(html).toContain('plusieurs personnes');
  expect(html).toMatch(/<input id="email"[^>]*required[^>]*value=""|<input id="email"[^>]*required/);
  expect(html.match(/name="action" value="ask"/g)).toHaveLength(2);
});

it('a misspelt domain is pointed out here too', async () => {
  expect(await (await ask('marie@gmial.com')).text()).toContain('value="marie@gmail.com"');
  await ask('marie@gmial.com', { as_written: '1' });
  expect((await letters(1)).map(({ to }) => to)).toEqual(['marie@gmial.com']);
});

it('whoever owns the new address and is erased leaves no trace in a move that waits', async () => {
  await ask('owner@example.com');
  await button();
  await room.steps.forgetSubscriber('owner@example.com');
  expect(await everything(room.database.db)).not.toContain('owner@example');
});
