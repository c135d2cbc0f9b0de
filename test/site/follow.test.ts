/** A letter's links lead where the edition says, and are counted; a reader's own only while the consent stands. */
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Period, SubscriberId } from '../../src/audience/ids.ts';
import { readerLinks } from '../../src/audience/links.ts';
import { press } from '../support/form.ts';
import { openNewsroom } from './newsroom.ts';
import { everything } from './tables.ts';

const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const to = ['https://lacalanque.example/un?a=1&b=2', 'https://lacalanque.example/deux', 'https://b.example/'];

let room: Awaited<ReturnType<typeof openNewsroom>>;
let own: { opens: string; clicks: string };
let counted: string;
beforeEach(async () => {
  room = await openNewsroom();
  const links = JSON.stringify({ counted: 'all', to });
  await sql`update editions set content = content || jsonb_build_object('links', ${links}::jsonb)`.execute(
    room.database.db,
  );
  await sql`insert into sends (issue_id, edition_hash, candidates, letters, batches, released, unknown_policy, frozen_at)
    values (${room.issueId}, 'cafe', 1, 1, 1, 1, 'at_most_once', now())`.execute(room.database.db);
  counted = `${room.base}/r/lhebdo/2026-W48`;
  const { opens = '', clicks = '' } = readerLinks(
    { publicUrl: room.base, secret: room.world.secret },
    {
      newsletter: 'lhebdo',
      subscriberId: 1 as SubscriberId,
      issueId: room.issueId,
      period: '2026-W48' as Period,
      tracked: true,
    },
  );
  own = { opens, clicks };
});
afterEach(() => room[Symbol.asyncDispose]());

const visit = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(url, { method, redirect: 'manual', headers: { 'user-agent': browser, ...headers } });
const agree = (fields: Record<string, string>) =>
  press(`${room.links.preferences}/tracking`, 'tracking', { opens: [], clicks: [], ...fields });
const links = async () => {
  await room.visitsWritten();
  const { rows } = await sql<{ link: number; people: number; programs: number }>`
    select link, people, programs from link_visits order by link`.execute(room.database.db);
  return Object.fromEntries(rows.map(({ link, people, programs }) => [link, [people, programs]]));
};
const readers = async () => {
  await room.visitsWritten();
  const { rows } = await sql<{ subscriber: number | null; link: number; people: number }>`
    select subscriber_id as subscriber, link, people from reader_visits order by link`.execute(
    room.database.db,
  );
  return rows;
};

describe('a link that is the same in every letter', () => {
  it('leads where the edition says, is counted, and leaves nothing of who followed it', async () => {
    for (const link of [1, 1, 2]) {
      const answer = await visit(`${counted}/${link}`);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, to[link - 1]]);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    expect(await links()).toEqual({ 1: [2, 0], 2: [1, 0] });
    expect(await readers()).toEqual([]);
    const rows = await everything(room.database.db);
    expect(rows).not.toContain('127.0.0.1');
    expect(rows).not.toContain('Firefox');
  });

  it.each([
    ['a number that the letter has not', '/r/lhebdo/2026-W48/4'],
    ['a number that is huge', '/r/lhebdo/2026-W48/9999'],
    ['no number', '/r/lhebdo/2026-W48/x'],
    ['another address behind it', '/r/lhebdo/2026-W48/1/https://evil.example'],
    ['an address instead', '/r/https%3A%2F%2Fevil.example/2026-W48/1'],
    ['an address in the query of a link that is none', '/r/lhebdo/2026-W48/77?to=https://evil.example'],
    ['an issue that has not left', '/r/lhebdo/2026-W49/1'],
    ['an issue that does not exist', "/r/lhebdo/'%20or%201=1/1"],
    ['a token that is none', '/r/1abcdefghijklmnopqrstuvwxyzabcdefghijk/1'],
    ['a pixel that is none', '/o/1abcdefghijklmnopqrstuvwxyzabcdefghijk'],
  ])('%s leads nowhere and counts nothing', async (_, path) => {
    const answer = await visit(room.base + path);
    expect([answer.status, answer.headers.get('location')]).toEqual([404, null]);
    expect(await links()).toEqual({});
  });

  it('never leads where a query says', async () => {
    const answer = await visit(`${counted}/1?to=https://evil.example&url=//evil.example`);
    expect(answer.headers.get('location')).toBe(to[0]);
  });
});

describe('scanners', () => {
  it('are counted apart: those who name themselves, ask without reading, or follow all links at once', async () => {
    const scanner = { 'x-forwarded-for': '198.51.100.7' };
    for (let twice = 0; twice < 2; twice++)
      for (const link of [1, 2, 3]) await visit(`${counted}/${link}`, scanner);
    await visit(`${counted}/1`, {}, 'HEAD');
    await visit(`${counted}/2`, { 'user-agent': 'Mimecast scanner' });
    await visit(`${counted}/3`);
    expect(await links()).toEqual({ 1: [0, 3], 2: [0, 3], 3: [1, 2] });
  });

  it('are taken out of the people that were written of them before they were found out', async () => {
    const scanner = { 'x-forwarded-for': '198.51.100.9' };
    await visit(`${counted}/1`);
    for (const link of [1, 2]) await visit(`${counted}/${link}`, scanner);
    expect(await links()).toEqual({ 1: [2, 0], 2: [1, 0] });
    await visit(`${counted}/3`, scanner);
    expect(await links()).toEqual({ 1: [1, 1], 2: [0, 1], 3: [0, 1] });
  });

  it('betray themselves by the link that nobody sees, which leads to the letter on the web', async () => {
    const scanner = { 'x-forwarded-for': '198.51.100.8' };
    await visit(`${counted}/1`, scanner);
    const hidden = await visit(`${counted}/0`, scanner);
    expect(hidden.headers.get('location')).toBe('http://127.0.0.1/l/lhebdo/2026-W48');
    expect(await links()).toEqual({ 0: [0, 1], 1: [0, 1] });
  });

  it('that follow a reader’s own links, from many machines, open and click nothing, however often that is written', async () => {
    await agree({ opens: 'yes', clicks: 'yes' });
    for (const link of [1, 2, 3]) {
      await visit(`${own.clicks}/${link}`, { 'x-forwarded-for': `198.51.100.${link}` });
      await room.visitsWritten();
    }
    await visit(own.opens, { 'user-agent': 'Mozilla/5.0' });
    expect((await readers()).map(({ people }) => people)).toEqual([0, 0, 0, 0]);
  });
});

describe('the consent of a reader, from the box to the silence afterwards', () => {
  it('is asked for before anything of theirs is recorded, and its withdrawal acts on letters that left', async () => {
    const before = await everything(room.database.db);
    const look = async () => {
      const pixel = await visit(own.opens);
      expect([pixel.status, pixel.headers.get('content-type')]).toEqual([200, 'image/gif']);
      const link = await visit(`${own.clicks}/2`);
      expect([link.status, link.headers.get('location')]).toEqual([302, to[1]]);
      await room.visitsWritten();
    };
    await look();
    expect(await everything(room.database.db)).toBe(before);

    await agree({ opens: 'yes' });
    await look();
    expect(await readers()).toEqual([{ subscriber: 1, link: 0, people: 1 }]);
    expect(await links()).toEqual({});

    await agree({ opens: 'yes', clicks: 'yes' });
    await look();
    expect(await readers()).toEqual([
      { subscriber: 1, link: 0, people: 2 },
      { subscriber: 1, link: 2, people: 1 },
    ]);
    expect(await links()).toEqual({ 2: [1, 0] });

    await agree({});
    const withdrawn = await everything(room.database.db);
    expect(await readers()).toEqual([
      { subscriber: null, link: 0, people: 2 },
      { subscriber: null, link: 2, people: 1 },
    ]);
    for (let times = 0; times < 3; times++) await look();
    expect(await everything(room.database.db)).toBe(withdrawn);

    const found = await room.steps.consentReceipts('marie@example.org');
    const story = found.kind === 'records' ? found.records.slice(1) : [];
    expect(story.map(({ purpose, action, wording }) => [purpose, action, wording?.version])).toEqual([
      ['open_tracking', 'granted', 'open tracking 1'],
      ['click_tracking', 'granted', 'click tracking 1'],
      ['open_tracking', 'withdrawn', 'open tracking 1'],
      ['click_tracking', 'withdrawn', 'click tracking 1'],
    ]);
  });

  it('withdrawn between a click and its writing, the click is not written', async () => {
    await agree({ clicks: 'yes' });
    await visit(`${own.clicks}/1`);
    await sql`update subscribers set track_clicks = false`.execute(room.database.db);
    expect([await links(), await readers()]).toEqual([{}, []]);
  });

  it('an erased reader’s links still lead on, and record nothing', async () => {
    await agree({ opens: 'yes', clicks: 'yes' });
    await room.steps.forgetSubscriber('marie@example.org');
    expect((await visit(`${own.clicks}/1`)).headers.get('location')).toBe(to[0]);
    expect((await visit(own.opens)).status).toBe(200);
    expect([await links(), await readers()]).toEqual([{}, []]);
  });
});

it('what the database does not take is written once it is back', async () => {
  await sql`alter table link_visits rename to elsewhere`.execute(room.database.db);
  await visit(`${counted}/1`);
  const written = room.visitsWritten();
  await expect.poll(() => JSON.stringify(room.logged)).toContain('link_visits');
  await sql`alter table elsewhere rename to link_visits`.execute(room.database.db);
  await written;
  expect(await links()).toEqual({ 1: [1, 0] });
});

it('what comes while others are written is written without anybody who comes after it', async () => {
  const holder = await room.database.pool.connect();
  await holder.query('begin');
  await holder.query('lock table link_visits in exclusive mode');
  await visit(`${counted}/1`);
  const waits = async () =>
    (await holder.query("select from pg_locks where relation = 'link_visits'::regclass and not granted"))
      .rowCount;
  await expect.poll(waits).toBe(1);
  await visit(`${counted}/2`);
  await holder.query('commit');
  holder.release();
  const written = async () =>
    (await sql<{ link: number }>`select link from link_visits order by link`.execute(room.database.db)).rows;
  await expect.poll(written).toEqual([{ link: 1 }, { link: 2 }]);
});
