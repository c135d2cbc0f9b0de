/** Who was erased or bounced comes back by signing up themselves, over real HTTP, PostgreSQL and SMTP; nobody else brings them. */
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EmailKey } from '../../src/audience/address.ts';
import { emailHash } from '../../src/audience/email-hash.ts';
import { type SuppressionReason, suppress } from '../../src/world/db/suppressions.ts';
import { openNewsroom } from './newsroom.ts';
import { everything } from './tables.ts';

let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room[Symbol.asyncDispose]());

const ask = async (email: string) => {
  const answer = await fetch(`${room.base}/s/lhebdo`, {
    method: 'POST',
    body: new URLSearchParams({ email }),
  });
  return answer.text();
};
const confirm = async (link: string) =>
  (await fetch(link, { method: 'POST', body: new URLSearchParams({ action: 'confirm' }) })).text();
const suppressMarie = (reason: SuppressionReason) =>
  suppress(
    room.database.db,
    emailHash(room.world.secret, 'marie@example.org' as EmailKey),
    reason,
    room.world.clock.now(),
  );
const bounce = (reason: SuppressionReason) => async () => {
  await suppressMarie(reason);
  await sql`update subscriptions set state = 'bounced'`.execute(room.database.db);
};
const suppressions = async () => (await room.steps.subscriberStats(null)).suppressions;
const erase = () =>
  fetch(`${room.links.preferences}/erase`, {
    method: 'POST',
    body: new URLSearchParams({ action: 'erase' }),
  });
const states = async () =>
  (await sql<{ state: string }>`select state from subscriptions`.execute(room.database.db)).rows.map(
    ({ state }) => state,
  );

it.each([
  ['forgotten', erase],
  ['hard_bounce', bounce('hard_bounce')],
  ['soft_bounces', bounce('soft_bounces')],
] as const)(
  '%s: the letter comes, its button brings her back, and the receipt says so',
  async (reason, lose) => {
    await lose();
    expect(await suppressions()).toEqual({ [reason]: 1 });
    await ask('Marie@example.org');
    const link = await room.confirmationLink();
    expect(room.relay.arrived.map(({ to }) => to)).toEqual(['Marie@example.org']);
    const before = await everything(room.database.db);
    for (let times = 0; times < 2; times++) expect((await fetch(link)).status).toBe(200);
    expect(await everything(room.database.db)).toBe(before);
    expect(await confirm(link)).toContain('c’est confirmé');
    expect([await suppressions(), await states()]).toEqual([{}, ['active']]);
    const receipts = await room.steps.consentReceipts('marie@example.org');
    expect(receipts.kind === 'records' && receipts.records.at(-1)).toMatchObject({
      action: 'granted',
      source: expect.stringMatching(
        new RegExp(`confirmed by letter, which ended the suppression «${reason}»$`),
      ),
      wording: { version: expect.stringContaining('sign-up') },
    });
  },
);

it.each(['complaint', 'manual'] as const)('%s: stays, whatever came before it', async (reason) => {
  await bounce('hard_bounce')();
  await suppressMarie(reason);
  expect(await suppressions()).toEqual({ [reason]: 1 });
  await suppressMarie('forgotten');
  await ask('marie@example.org');
  await ask('somebody@example.org');
  await room.posted(1);
  expect(room.relay.arrived.map(({ to }) => to)).toEqual(['somebody@example.org']);
  expect(await suppressions()).toEqual({ [reason]: 1 });
});

it('a complaint that comes while the letter is under way is not undone by its button', async () => {
  await bounce('hard_bounce')();
  await ask('marie@example.org');
  const link = await room.confirmationLink();
  await suppressMarie('complaint');
  expect(await confirm(link)).toContain('ne peut pas être inscrite ici');
  expect([await suppressions(), await states()]).toEqual([{ complaint: 1 }, ['bounced']]);
});

it('asking alone ends nothing, and an operator’s file brings nobody back', async () => {
  await erase();
  await ask('marie@example.org');
  await room.posted(1);
  expect(await room.subscribe('lhebdo')).toEqual({ kind: 'stored', outcome: 'suppressed' });
  room.later(48);
  expect((await fetch(await room.confirmationLink())).status).toBe(404);
  expect(await suppressions()).toEqual({ forgotten: 1 });
});

it('the page after asking says what to do when nothing comes', async () => {
  expect(await ask('zoe@example.org')).toMatch(/Rien n’arrive d’ici une heure.*Écrivez-nous.*mailto:/s);
});
