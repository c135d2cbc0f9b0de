/** The welcome letter over real HTTP, PostgreSQL and SMTP: after a confirmation, once, with the way out in its headers. */
import { sql } from 'kysely';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openNewsroom } from './newsroom.ts';

let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room[Symbol.asyncDispose]());

const post = (url: string, fields: Record<string, string>) =>
  fetch(new URL(url, room.base), { method: 'POST', body: new URLSearchParams(fields) });

/** Asks and presses the button of the letter that came. */
async function confirm(email: string) {
  const before = room.relay.arrived.length;
  await post('/s/lhebdo', { email });
  await room.posted(before + 1);
  await post(new URL(await room.confirmationLink()).pathname, { action: 'confirm' });
}

/** How many letters of each subject's first word arrived; nothing waits any more. */
async function subjects(count: number) {
  await room.posted(count);
  const letters = await Promise.all(room.relay.arrived.map(({ raw }) => PostalMime.parse(raw)));
  return letters.map(({ subject = '' }) => subject.split(/\s/u)[0]);
}

it('greets with the latest issue, and leaves by one click', async () => {
  await sql`insert into articles (newsletter, url, title, published_at, date_from, excerpt, content_hash, first_seen_at, last_seen_at)
    values ('lhebdo', 'https://lacalanque.example/a', 'Le port respire', now(), 'feed', '', 'h', now(), now())`.execute(
    room.database.db,
  );
  await sql`insert into issue_items (issue_id, article_id, block, position, reason, picked_hash)
    select i.id, a.id, '{"kind": "lead"}', 0, '', 'h' from issues i, articles a where i.number = 447`.execute(
    room.database.db,
  );
  await confirm('zoe@example.org');
  expect(await subjects(2)).toEqual(['Confirmez', 'Bienvenue']);
  const letter = await PostalMime.parse(room.relay.arrived[1]?.raw ?? '');
  expect(letter.subject).toBe('Bienvenue\u00A0! L’Hebdo vous arrivera bientôt');
  expect(letter.to?.[0]?.address).toBe('zoe@example.org');
  for (const words of [
    'http://127.0.0.1/l/lhebdo/2026-W48',
    'n°\u00A0447 du mardi 24 novembre',
    'Le prochain numéro part le mardi 1er décembre',
    'Le port respire',
  ])
    expect(letter.text).toContain(words);
  const header = (key: string) => letter.headers.find((one) => one.key === key)?.value ?? '';
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  const [, leave = ''] = /^<http:\/\/127\.0\.0\.1(\/u\/[\w-]+)>$/.exec(header('list-unsubscribe')) ?? [];
  expect((await post(leave, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
  const { rows } = await sql`select state from subscriptions join subscribers on id = subscriber_id
    where email = 'zoe@example.org'`.execute(room.database.db);
  expect(rows).toEqual([{ state: 'unsubscribed' }]);
});

it('speaks the language in which they signed up, and stays in it', async () => {
  await post('/s/lhebdo?lang=en', { email: 'zoe@example.org' });
  await room.posted(1);
  await post(new URL(await room.confirmationLink()).pathname, { action: 'confirm' });
  await room.posted(2);
  const { subject, text, html } = await PostalMime.parse(room.relay.arrived[1]?.raw ?? '');
  expect(subject).toBe('Welcome! L’Hebdo will soon arrive');
  expect(html).toMatch(/<html[^>]* lang="en"/);
  for (const words of [
    'no. 447 of Tuesday 24 November',
    'The next issue leaves on Tuesday 1 December',
    'Unsubscribe',
  ])
    expect(text).toContain(words);
  expect(text).not.toContain('Bienvenue');
  // Who chose a language before is spoken to in that one, wherever they sign up again.
  await sql`update subscriptions set state = 'unsubscribed', welcomed_at = null`.execute(room.database.db);
  await confirm('zoe@example.org');
  expect((await subjects(4)).at(-1)).toBe('Welcome!');
});

it('and every service letter are answered where the issues are', async () => {
  await confirm('zoe@example.org');
  await room.posted(2);
  for (const { raw } of room.relay.arrived)
    expect((await PostalMime.parse(raw)).replyTo?.map(({ address }) => address)).toEqual([
      'redaction@lacalanque.example',
    ]);
});

it('comes once: not to who comes back, nor to who was there already, nor to who was imported', async () => {
  await confirm('zoe@example.org');
  await confirm('zoe@example.org');
  await sql`update subscriptions set state = 'unsubscribed'`.execute(room.database.db);
  await confirm('zoe@example.org');
  expect(await subjects(4)).toEqual(['Confirmez', 'Bienvenue', 'Confirmez', 'Confirmez']);
  // Marie was added by the operator.
  await sql`update subscriptions set state = 'active'`.execute(room.database.db);
  await confirm('marie@example.org');
  expect((await subjects(5)).at(-1)).toBe('Confirmez');
});

it('does not come where newsletter.yaml wants none, or before the first issue', async () => {
  const { newsletter } = room.world.templates;
  const silent = async (name: string) => {
    const one = await newsletter(name);
    return { ...one, sign_up: { ...one.sign_up, welcome: 'none' as const } };
  };
  Object.assign(room.world.templates, { newsletter: silent });
  await confirm('zoe@example.org');
  Object.assign(room.world.templates, { newsletter });
  await sql`delete from issues`.execute(room.database.db);
  await confirm('luc@example.org');
  expect(await subjects(2)).toEqual(['Confirmez', 'Confirmez']);
});
