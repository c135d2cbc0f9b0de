/** Three years of silence, one question, and what becomes of who does not answer; on a real database and relay. */
import { sql } from 'kysely';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { retaining } from '../../src/app/retaining.ts';
import { serviceMail } from '../../src/app/service-mail.ts';
import { openNewsroom } from '../site/newsroom.ts';
import { everything } from '../site/tables.ts';
import { openScriptedRelay } from '../support/smtp.ts';

let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room[Symbol.asyncDispose]());

const never = new AbortController().signal;
const retain = (dryRun = false) => retaining(room.world).retain(dryRun, never);
const silentFor = (email: string, time: string) =>
  sql`update subscribers set contact_at = ${room.world.clock.now()}::timestamptz - ${time}::interval where email = ${email}`.execute(
    room.database.db,
  );
const add = (email: string, premium = false) =>
  room.steps.addSubscriber({
    ...{ email, newsletter: 'lhebdo', firstName: null, lastName: null, commune: null },
    ...{ premium, language: null, again: false },
  });
const addresses = async () =>
  (
    await sql<{ email: string }>`select email from subscribers order by email`.execute(room.database.db)
  ).rows.map(({ email }) => email);
const days = (count: number) => room.later(24 * count);

it('counts without changing anything', async () => {
  await silentFor('marie@example.org', '3 years 1 day');
  const before = await everything(room.database.db);
  expect(await retain(true)).toEqual({ dryRun: true, asked: 1, erased: 0, left: 0 });
  expect(await everything(room.database.db)).toBe(before);
  expect(room.relay.arrived).toHaveLength(0);
});

it('asks once, names the day, and erases who did not answer; no address in the log', async () => {
  await silentFor('marie@example.org', '3 years 1 day');
  expect(await retain()).toMatchObject({ asked: 1, erased: 0 });
  await room.posted(1);
  const letter = await PostalMime.parse(room.relay.arrived[0]?.raw ?? '');
  expect(letter.subject).toContain('Souhaitez-vous toujours recevoir La Calanque');
  expect(letter.text).toContain('effacée le 23 janvier 2027');
  expect(letter.replyTo?.map(({ address }) => address)).toEqual(['redaction@lacalanque.example']);
  days(59);
  expect(await retain()).toMatchObject({ asked: 0, erased: 0 });
  days(2);
  expect(await retain(true)).toMatchObject({ erased: 1 });
  expect(await retain()).toMatchObject({ asked: 0, erased: 1 });
  expect(room.relay.arrived).toHaveLength(1);
  expect(await everything(room.database.db)).not.toMatch(/marie/i);
  expect(JSON.stringify(room.logged)).not.toMatch(/marie/i);
  expect((await room.steps.subscriberStats(null)).suppressions).toEqual({ silent: 1 });
});

/** How many connections wait for a row that another one holds. */
const waitingForRows = async (pool: typeof room.database.pool) =>
  (
    await pool.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )
  ).rowCount;

/** By a relay that follows a script. */
const retainBy = (url: string) => {
  const configuration = { ...room.world.configuration, smtp: { url, more: [], connections: 1, pace: {} } };
  return retaining({ ...room.world, configuration } as typeof room.world).retain(false, never);
};
const waiting = async () => (await sql`select from service_letters`.execute(room.database.db)).rows.length;

it('is through with every letter when it ends, so that a command that asks leaves none to be posted again', async () => {
  for (const name of ['jean', 'zoe']) await add(`${name}@example.org`);
  for (const name of ['marie', 'jean', 'zoe']) await silentFor(`${name}@example.org`, '4 years');
  await using relay = await openScriptedRelay();
  expect(await retainBy(relay.url)).toMatchObject({ asked: 3, left: 0 });
  expect([relay.letters.length, await waiting()]).toEqual([3, 0]);
});

it('asks no more that day of a relay that puts a letter off; that reader gets it later, once', async () => {
  for (const name of ['jean', 'zoe']) await add(`${name}@example.org`);
  await silentFor('jean@example.org', '6 years');
  for (const name of ['marie', 'zoe']) await silentFor(`${name}@example.org`, '4 years');
  await using relay = await openScriptedRelay((moment, { to }) =>
    moment === 'rcpt' && to === 'jean@example.org' ? { say: '452 4.3.1 Not now' } : undefined,
  );
  expect(await retainBy(relay.url)).toMatchObject({ asked: 1, left: 2 });
  expect([relay.letters.length, await waiting()]).toEqual([0, 1]);
  expect(await retainBy(relay.url)).toMatchObject({ asked: 2, left: 0 });
  expect(relay.letters.map(({ to }) => to)).toEqual(['marie@example.org', 'zoe@example.org']);
});

it('asks anew whose letter was put off until it was given up: nobody is erased who was never asked', async () => {
  await silentFor('marie@example.org', '4 years');
  let says: string | undefined = '452 4.3.1 Not now';
  await using relay = await openScriptedRelay((moment) =>
    moment === 'rcpt' && says !== undefined ? { say: says } : undefined,
  );
  expect(await retainBy(relay.url)).toMatchObject({ asked: 1 });
  days(4);
  const configuration = {
    ...room.world.configuration,
    smtp: { url: relay.url, more: [], connections: 1, pace: {} },
  };
  const mail = serviceMail({ ...room.world, configuration } as typeof room.world);
  expect(await mail.postDue(never)).toMatchObject({ refused: 1 });
  days(70);
  says = undefined;
  expect(await retainBy(relay.url)).toMatchObject({ asked: 1, erased: 0 });
  expect(relay.letters.map(({ to }) => to)).toEqual(['marie@example.org']);
  expect(await addresses()).toContain('marie@example.org');
});

it('keeps who clicks the letter’s button, which asks first and acts by POST', async () => {
  await silentFor('marie@example.org', '4 years');
  await retain();
  await room.posted(1);
  const { text = '' } = await PostalMime.parse(room.relay.arrived[0]?.raw ?? '');
  const link = `${room.base}${/\/p\/[\w-]+\/stay/.exec(text)?.[0]}`;
  const before = await everything(room.database.db);
  for (let times = 0; times < 2; times++) expect(await (await fetch(link)).text()).toContain('Oui, je reste');
  expect(await everything(room.database.db)).toBe(before);
  days(30);
  const stayed = await fetch(link, { method: 'POST', body: new URLSearchParams({ action: 'stay' }) });
  expect(await stayed.text()).toContain('vous restez parmi nous');
  days(100);
  expect(await retain()).toMatchObject({ asked: 0, erased: 0 });
  expect(await addresses()).toEqual(['marie@example.org']);
});

it('can be refused: by the mail program’s own button, and by two links that ask first', async () => {
  await room.subscribe('essentiel');
  await silentFor('marie@example.org', '4 years');
  await retain();
  await room.posted(1);
  const letter = await PostalMime.parse(room.relay.arrived[0]?.raw ?? '');
  const header = (key: string) => letter.headers.find((one) => one.key === key)?.value;
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  const leave =
    /^<http:\/\/127\.0\.0\.1(\/p\/[\w-]+\/leave)>$/.exec(header('list-unsubscribe') ?? '')?.[1] ?? '';
  expect(letter.html).toMatch(new RegExp(`href="[^"]*${leave}"[^>]*>Me désinscrire<`));
  expect(letter.html).toMatch(/href="[^"]*\/p\/[\w-]+\/erase"[^>]*>Supprimer mon adresse</);
  expect(letter.text).toContain(leave);
  const before = await everything(room.database.db);
  expect(await (await fetch(`${room.base}${leave}`)).text()).toContain('Ne plus rien recevoir');
  expect(await everything(room.database.db)).toBe(before);
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  const left = async () =>
    (await sql`select newsletter, state, source from subscriptions order by 1`.execute(room.database.db))
      .rows;
  for (let times = 0; times < 2; times++) {
    expect((await fetch(`${room.base}${leave}`, { method: 'POST', body })).status).toBe(200);
    const source = 'one-click unsubscribe (RFC 8058), letter that asked whether they stay';
    expect(await left()).toEqual(
      ['essentiel', 'lhebdo'].map((newsletter) => ({ newsletter, state: 'unsubscribed', source })),
    );
  }
  expect(await retain()).toMatchObject({ asked: 0, erased: 0 });
});

it('lets go of who presses its page’s button, and says the way back and to erasure', async () => {
  await silentFor('marie@example.org', '4 years');
  await retain();
  await room.posted(1);
  const { text = '' } = await PostalMime.parse(room.relay.arrived[0]?.raw ?? '');
  const link = `${room.base}${/\/p\/[\w-]+\/leave/.exec(text)?.[0]}`;
  expect((await fetch(link, { method: 'POST', body: new URLSearchParams({ action: 'x' }) })).status).toBe(
    400,
  );
  expect(await room.state()).toBe('active');
  const done = await fetch(link, { method: 'POST', body: new URLSearchParams({ action: 'leave' }) });
  expect(await done.text()).toMatch(/ne recevrez plus rien.*\/p\/[\w-]+\/erase.*Vos préférences/s);
  expect(await room.state()).toBe('unsubscribed');
});

it('leaves who says so in the moment in which the others are erased', async () => {
  const names = ['jean', 'luc', 'zoe'];
  for (const name of names) await add(`${name}@example.org`);
  for (const name of ['marie', ...names]) await silentFor(`${name}@example.org`, '4 years');
  await retain();
  await room.posted(4);
  const links = new Map<string, string>();
  for (const { to, raw } of room.relay.arrived) {
    const { text = '' } = await PostalMime.parse(raw);
    links.set(to, `${room.base}${/\/p\/[\w-]+\/stay/.exec(text)?.[0]}`);
  }
  days(61);
  // Marie's row is held, so that the run has read all four and waits at the first of them.
  const marie = await room.database.pool.connect();
  await marie.query('begin');
  await marie.query("update subscribers set contact_at = $1 where email = 'marie@example.org'", [
    room.world.clock.now(),
  ]);
  const run = retain();
  await expect.poll(() => waitingForRows(room.database.pool)).toBe(1);
  const stay = { method: 'POST', body: new URLSearchParams({ action: 'stay' }) };
  expect((await fetch(links.get('luc@example.org') ?? '', stay)).status).toBe(200);
  await sql`insert into reader_visits (issue_id, subscriber_id, link, people, first_at)
    select 1, id, 3, 1, ${room.world.clock.now()} from subscribers where email = 'zoe@example.org'`.execute(
    room.database.db,
  );
  await marie.query('commit');
  marie.release();
  expect(await run).toEqual({ dryRun: false, asked: 0, erased: 1, left: 0 });
  expect(await addresses()).toEqual(['luc@example.org', 'marie@example.org', 'zoe@example.org']);
  expect((await room.steps.subscriberStats(null)).suppressions).toEqual({ silent: 1 });
});

it('asks anew, three years later, who spoke while their letter was under way', async () => {
  await silentFor('marie@example.org', '4 years');
  await using relay = await openScriptedRelay(async (moment) => {
    if (moment === 'rcpt') await silentFor('marie@example.org', '0 days');
    return undefined;
  });
  expect(await retainBy(relay.url)).toMatchObject({ asked: 1 });
  days(3 * 366);
  expect(await retain()).toMatchObject({ asked: 1, erased: 0 });
});

it('leaves alone who did something within three years, who pays, and who followed a link with consent', async () => {
  await add('premium@example.org', true);
  await add('clicks@example.org');
  await silentFor('premium@example.org', '9 years');
  await silentFor('clicks@example.org', '9 years');
  await silentFor('marie@example.org', '2 years 364 days');
  await sql`insert into reader_visits (issue_id, subscriber_id, link, people, first_at)
    select 1, id, 3, 1, ${room.world.clock.now()} from subscribers where email = 'clicks@example.org'`.execute(
    room.database.db,
  );
  expect(await retain()).toMatchObject({ asked: 0, erased: 0 });
});

it('writes no letter to who left or must not be written to: they are erased', async () => {
  await add('left@example.org');
  await sql`update subscriptions set state = 'unsubscribed'
    where subscriber_id = (select id from subscribers where email = 'left@example.org')`.execute(
    room.database.db,
  );
  await sql`insert into suppressions (email_hash, reason, at) select distinct email_hash, 'complaint', now()
    from consent_receipts where subscriber_id = 1`.execute(room.database.db);
  for (const email of ['left@example.org', 'marie@example.org']) await silentFor(email, '3 years 1 day');
  expect(await retain()).toMatchObject({ asked: 0, erased: 2 });
  expect(room.relay.arrived).toHaveLength(0);
  expect(await addresses()).toEqual([]);
  expect((await room.steps.subscriberStats(null)).suppressions).toEqual({ complaint: 1, silent: 1 });
});

it('lets who was silent come back by a sign-up of their own, and never by a file', async () => {
  await sql`update subscriptions set state = 'unsubscribed'`.execute(room.database.db);
  await silentFor('marie@example.org', '4 years');
  await retain();
  expect(await add('marie@example.org')).toMatchObject({ outcome: 'suppressed' });
  await fetch(`${room.base}/s/lhebdo`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'marie@example.org' }),
  });
  const link = await room.confirmationLink();
  await fetch(link, { method: 'POST', body: new URLSearchParams({ action: 'confirm' }) });
  expect(await addresses()).toEqual(['marie@example.org']);
  expect((await room.steps.subscriberStats(null)).suppressions).toEqual({});
});
