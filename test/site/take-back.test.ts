/** A friend with a forwarded letter moves a reader to his own mailbox: he gets nothing of hers, and she takes the move back. */
import { sql } from 'kysely';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keeping } from '../../src/app/keeping.ts';
import type { EmailKey } from '../../src/audience/address.ts';
import { emailHash } from '../../src/audience/email-hash.ts';
import type { SubscriberId } from '../../src/audience/ids.ts';
import { makeToken } from '../../src/audience/token.ts';
import { type SuppressionReason, suppress } from '../../src/world/db/suppressions.ts';
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
/** Presses the button of the page, or posts by hand what it would where it shows none any more. */
async function take(link: string): Promise<Response> {
  const html = await (await fetch(link)).text();
  const shows = html.includes('value="take_back"');
  const body = shows ? formOn(html, 'take_back') : new URLSearchParams({ action: 'take_back' });
  return fetch(link, { method: 'POST', body });
}
const askToMove = (email: string) => post(`${room.links.preferences}/address`, { action: 'ask', email });
const askForData = () => post(`${room.links.preferences}/data`, { action: 'send' });
const rows = async <Row>(query: string) => (await sql.raw<Row>(query).execute(room.database.db)).rows;
const readers = async () =>
  (await rows<{ email: string }>('select email from subscribers order by email')).map(({ email }) => email);

/** The latest letter of so many, and the link in it. */
async function letter(count: number, link: RegExp) {
  await room.posted(count);
  const arrived = room.relay.arrived.at(-1);
  const { text = '', subject } = await PostalMime.parse(arrived?.raw ?? '');
  return { to: arrived?.to, subject, text, link: `${room.base}${link.exec(text)?.[0]}` };
}

/** Two letters; the link is that of the second one, to Marie's old address. */
async function moveTo(email: string, before = 0) {
  await askToMove(email);
  await press((await letter(before + 1, /\/a\/[\w-]+/)).link, 'move');
  return letter(before + 2, /\/b\/[\w-]+/);
}

describe('the letter to the old address', () => {
  it('takes the move back by one button, which asks first; a scanner changes nothing', async () => {
    const told = await moveTo('friend@example.com');
    expect([told.to, told.text]).toEqual(['marie@example.org', expect.stringContaining('pendant 7 jours')]);
    expect(told.text).not.toContain('friend@');
    const before = await everything(room.database.db);
    for (let times = 0; times < 2; times++) {
      const page = await fetch(told.link);
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('m•••@e•••.org')]);
    }
    await fetch(told.link, { method: 'HEAD' });
    expect((await post(told.link, {})).status).toBe(400);
    expect(await everything(room.database.db)).toBe(before);
    expect(await (await take(told.link)).text()).toContain('vos lettres reviennent');
    expect(await readers()).toEqual(['marie@example.org']);
    const notice = await letter(3, /nothing/);
    expect([notice.to, notice.text]).toEqual([
      'friend@example.com',
      expect.stringContaining('m•••@e•••.org'),
    ]);
    expect(notice.text).not.toContain('marie@');
    const receipts = await room.steps.consentReceipts('marie@example.org');
    expect(receipts.kind === 'records' && receipts.records.at(-1)).toMatchObject({
      action: 'granted',
      source: 'moved back to the former address, by its letter',
    });
    expect(await (await fetch(room.links.preferences.concat('/receipt'))).text()).toContain(
      'vous avez annulé un changement d’adresse',
    );
  });

  it('used twice does what it did once', async () => {
    const { link } = await moveTo('friend@example.com');
    await take(link);
    await room.posted(3);
    const before = await everything(room.database.db);
    expect(await (await take(link)).text()).toContain('vos lettres reviennent');
    expect(await (await fetch(link)).text()).toContain('vos lettres reviennent');
    expect(await everything(room.database.db)).toBe(before);
  });

  it('works for seven days; then it says so, and the job forgets the old address', async () => {
    const { link } = await moveTo('marie@example.com');
    room.later(7 * 24);
    expect((await take(link)).status).toBe(404);
    expect(await (await fetch(link)).text()).toContain('sept jours');
    expect(await readers()).toEqual(['marie@example.com']);
    expect(await keeping(room.world).tidy()).toMatchObject({ moves: 1 });
    expect(await everything(room.database.db)).not.toContain('marie@example.org');
  });

  it('opens nothing else, and nothing else opens it', async () => {
    const { link } = await moveTo('friend@example.com');
    const token = link.split('/b/')[1] ?? '';
    const before = await everything(room.database.db);
    for (const door of ['p', 'd', 'u', 'a', 'c'])
      expect((await fetch(`${room.base}/${door}/${token}`)).status, door).toBe(404);
    for (const purpose of ['preferences', 'unsubscribe', 'data', 'tracking'] as const) {
      const facts = { subscriberId: 1 as SubscriberId, newsletter: 'lhebdo', issueId: null, expiresAt: null };
      const foreign = makeToken(room.world.secret, { ...facts, purpose });
      expect((await take(`${room.base}/b/${foreign}`)).status, purpose).toBe(404);
    }
    expect((await take(link.slice(0, -1))).status).toBe(404);
    expect(await everything(room.database.db)).toBe(before);
  });
});

describe('until then', () => {
  it('no file of data is made, by an old link neither, and the page says until when', async () => {
    await askForData();
    const early = await letter(1, /\/d\/[\w-]+/);
    await moveTo('friend@example.com', 1);
    const data = `${room.links.preferences}/data`;
    for (const answer of [
      ...[await fetch(data), await askForData()],
      ...[await fetch(early.link), await post(early.link, { action: 'send' })],
    ]) {
      expect(answer.status).toBe(409);
      const html = await answer.text();
      expect(html).toMatch(/jusqu’au 1er décembre 2026.*aucun fichier/s);
      expect(html).not.toMatch(/marie@|friend@|arles/i);
    }
    expect(room.relay.arrived).toHaveLength(3);
    room.later(7 * 24);
    expect((await askForData()).status).toBe(200);
    expect((await letter(4, /\/d\//)).to).toBe('friend@example.com');
  });

  it('nobody moves on, and nobody moves her again when she is back', async () => {
    const { link } = await moveTo('friend@example.com');
    for (const refused of [
      await fetch(`${room.links.preferences}/address`),
      await askToMove('second@example.com'),
    ])
      expect([refused.status, await refused.text()]).toEqual([
        409,
        expect.stringContaining('jusqu’au 1er décembre 2026'),
      ]);
    await take(link);
    const again = await askToMove('friend@example.com');
    const html = await again.text();
    expect([again.status, html]).toEqual([409, expect.stringContaining('jusqu’au 1er décembre 2026')]);
    expect(html).toContain('de nouveau la précédente');
    expect(html).not.toContain('peut encore annuler');
    expect(room.relay.arrived.map(({ to }) => to)).not.toContain('second@example.com');
  });

  it('a request that slipped in beside the move is over, too', async () => {
    await askToMove('first@example.com');
    const first = await letter(1, /\/a\/[\w-]+/);
    await sql`insert into moved_addresses (subscriber_id, newsletter, language, until)
      values (1, 'lhebdo', 'fr', ${new Date(room.world.clock.now().getTime() + 1_000)})`.execute(
      room.database.db,
    );
    expect((await press(first.link, 'move')).status).toBe(404);
    expect(await readers()).toEqual(['marie@example.org']);
  });

  it('her data come to her at once when she is back', async () => {
    const { link } = await moveTo('friend@example.com');
    await take(link);
    expect((await askForData()).status).toBe(200);
    expect((await letter(4, /\/d\//)).to).toBe('marie@example.org');
  });
});

it('of two moves, one after the other’s days, each letter takes back its own', async () => {
  const first = await moveTo('marie@example.com');
  room.later(7 * 24);
  const second = await moveTo('friend@example.com', 2);
  expect(second.to).toBe('marie@example.com');
  expect((await take(first.link)).status).toBe(404);
  expect((await take(second.link)).status).toBe(200);
  expect(await readers()).toEqual(['marie@example.com']);
});

it('what a file brings to the old address does not undo what she chose since', async () => {
  const { link } = await moveTo('friend@example.com');
  await press(room.links.unsubscribe, 'unsubscribe');
  room.later(1);
  await room.subscribe('lhebdo');
  await sql`update subscriptions set source = 'import readers.csv' where subscriber_id <> 1`.execute(
    room.database.db,
  );
  await take(link);
  expect(await rows('select subscriber_id as reader, state from subscriptions')).toEqual([
    { reader: 1, state: 'unsubscribed' },
  ]);
});

it('of what she chose at both addresses the later choice counts', async () => {
  const { link } = await moveTo('friend@example.com');
  await room.subscribe('lhebdo');
  room.later(1);
  await press(room.links.unsubscribe, 'unsubscribe');
  await take(link);
  expect(await rows('select subscriber_id as reader, state from subscriptions')).toEqual([
    { reader: 1, state: 'unsubscribed' },
  ]);
});

it('what she signed up for anew at the old address goes with what comes back, and she is one reader', async () => {
  const { link } = await moveTo('friend@example.com');
  room.later(1);
  await room.subscribe('lhebdo');
  await room.subscribe('essentiel');
  await sql`update subscriptions set state = 'unsubscribed' where newsletter = 'lhebdo' and subscriber_id <> 1`.execute(
    room.database.db,
  );
  expect(await readers()).toEqual(['friend@example.com', 'marie@example.org']);
  await take(link);
  expect(await rows('select id, email, commune, first_name from subscribers')).toEqual([
    { id: 1, email: 'marie@example.org', commune: 'arles', first_name: 'Marie' },
  ]);
  expect(
    await rows('select subscriber_id as reader, newsletter, state from subscriptions order by 2'),
  ).toEqual([
    { reader: 1, newsletter: 'essentiel', state: 'active' },
    { reader: 1, newsletter: 'lhebdo', state: 'unsubscribed' },
  ]);
});

describe('after everything was erased', () => {
  const erase = () => post(`${room.links.preferences}/erase`, { action: 'erase' });

  it('by the friend, there is nothing to take back, which is said, and she may sign up again', async () => {
    const { link } = await moveTo('friend@example.com');
    await erase();
    for (const answer of [await fetch(link), await take(link)])
      expect(await answer.text()).toContain('n’est plus dans nos listes');
    expect(await readers()).toEqual([]);
    expect(await everything(room.database.db)).not.toMatch(/marie@|friend@/);
    await post(`${room.base}/s/lhebdo`, { email: 'marie@example.org' });
    await room.posted(3);
    await post(await room.confirmationLink(), { action: 'confirm' });
    expect(await readers()).toEqual(['marie@example.org']);
  });

  it('no letter about the move waits for the relay, either', async () => {
    await askToMove('friend@example.com');
    const { link } = await letter(1, /\/a\/[\w-]+/);
    const toOld = emailHash(room.world.secret, 'marie@example.org' as EmailKey);
    await press(link, 'move');
    await room.posted(2);
    await sql`insert into service_letters (kind, to_hash, sealed, attempts, asked_at, next_at, until)
      values ('moved', ${toOld}, '\\x00', 1, now(), now(), now() + interval '7 days')`.execute(
      room.database.db,
    );
    await erase();
    expect(await rows('select from service_letters')).toHaveLength(0);
  });

  it('under the old address, the way back is forgotten and the friend still gets no file', async () => {
    const { link } = await moveTo('friend@example.com');
    await room.steps.forgetSubscriber('marie@example.org');
    expect((await take(link)).status).toBe(404);
    expect((await fetch(link)).status).toBe(404);
    expect(await everything(room.database.db)).not.toContain('marie@');
    for (const refused of [await askForData(), await askToMove('second@example.com')]) {
      const html = await refused.text();
      expect([refused.status, html]).toEqual([409, expect.stringContaining('sept jours')]);
      expect(html).not.toContain('peut encore annuler');
    }
  });
});

const suppressAt = (email: string, reason: SuppressionReason) =>
  suppress(room.database.db, emailHash(room.world.secret, email as EmailKey), reason, room.world.clock.now());

it('she comes back to an address that bounced, which ends', async () => {
  await suppressAt('marie@example.org', 'hard_bounce');
  const { link } = await moveTo('friend@example.com');
  expect((await take(link)).status).toBe(200);
  expect(await readers()).toEqual(['marie@example.org']);
  expect((await room.steps.subscriberStats(null)).suppressions).toEqual({});
});

it.each([
  ['complaint', 'friend@example.com'],
  ['complaint', 'marie@example.org'],
  ['manual', 'marie@example.org'],
] as const)('a %s about %s is not undone by going back: a page says so', async (reason, email) => {
  const { link } = await moveTo('friend@example.com');
  const form = formOn(await (await fetch(link)).text(), 'take_back');
  await suppressAt(email, reason);
  await sql`update subscriptions set state = 'bounced'`.execute(room.database.db);
  const before = await everything(room.database.db);
  for (const answer of [await fetch(link), await fetch(link, { method: 'POST', body: form })])
    expect([answer.status, await answer.text()]).toEqual([
      409,
      expect.stringContaining('ne peut pas être annulé ici'),
    ]);
  expect(await everything(room.database.db)).toBe(before);
});

describe('after a complaint about a letter to the old address', () => {
  it('no page promises that the move may be taken back', async () => {
    await moveTo('friend@example.com');
    await complain(room, 1 as SubscriberId);
    const before = await everything(room.database.db);
    const address = `${room.links.preferences}/address`;
    for (const answer of [await fetch(address), await askToMove('second@example.com')]) {
      const html = await answer.text();
      expect([answer.status, html]).toEqual([409, expect.stringContaining('ne peut pas être changée ici')]);
      expect(html).not.toMatch(/annuler|take (that change|this|it) back/);
    }
    for (const refused of [await fetch(`${room.links.preferences}/data`), await askForData()]) {
      const html = await refused.text();
      expect([refused.status, html]).toEqual([
        409,
        expect.stringMatching(/aucun fichier.*1er décembre 2026/s),
      ]);
      expect(html).not.toMatch(/annuler|take that change back/);
    }
    expect(await everything(room.database.db)).toBe(before);
    room.later(7 * 24);
    expect((await askToMove('second@example.com')).status).toBe(409);
    expect((await askForData()).status).toBe(200);
  });

  it('that was moved back, its page does not promise letters', async () => {
    const { link } = await moveTo('friend@example.com');
    await take(link);
    await room.posted(3);
    await complain(room, 1 as SubscriberId);
    const before = await everything(room.database.db);
    for (const answer of [await fetch(link), await take(link)]) {
      const html = await answer.text();
      expect([answer.status, html]).toEqual([200, expect.stringContaining('n’en reçoit plus')]);
      expect(html).not.toContain('vos lettres reviennent');
    }
    expect(await everything(room.database.db)).toBe(before);
  });

  it('by an operator’s word about it alone, the present one changes again after its days', async () => {
    await moveTo('marie@example.com');
    await suppressAt('marie@example.org', 'manual');
    for (const answer of [
      await fetch(`${room.links.preferences}/address`),
      await askToMove('b@example.com'),
    ]) {
      const html = await answer.text();
      expect([answer.status, html]).toEqual([409, expect.stringContaining('une fois en sept jours')]);
      expect(html).not.toContain('peut encore annuler');
    }
    room.later(7 * 24);
    expect((await askToMove('b@example.com')).status).toBe(200);
  });
});
