/** A pause from the page to the send: the freeze leaves the reader out, and so does the claim. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IssueId } from '../../src/audience/ids.ts';
import { pauseDays } from '../../src/audience/pause.ts';
import type { RunId } from '../../src/outbox/ledger.ts';
import { countAudience } from '../../src/world/db/freeze.ts';
import { claimLetters } from '../../src/world/db/letters.ts';
import { hashPads } from '../../src/world/db/suppression-hash.ts';
import { press } from '../support/form.ts';
import { openNewsroom } from './newsroom.ts';
import { everything } from './tables.ts';

let room: Awaited<ReturnType<typeof openNewsroom>>;
const days = pauseDays(new Date());
beforeEach(async () => {
  room = await openNewsroom();
  // The database compares with its own clock: the site's is set to the same time.
  room.later((Date.now() - room.world.clock.now().getTime()) / 3_600_000);
});
afterEach(() => room[Symbol.asyncDispose]());

const act = (fields: Record<string, string>) =>
  fetch(room.links.unsubscribe, { method: 'POST', body: new URLSearchParams(fields) });
const audience = () =>
  countAudience(room.database.pool, hashPads(room.world.secret), {
    ...{ issueId: 1 as IssueId, newsletter: 'lhebdo', segment: null, premiumOnly: false },
  });

it('offers a pause beside the way out, and the next send counts the reader as paused', async () => {
  const page = await (await fetch(room.links.unsubscribe)).text();
  expect(page.indexOf('Me désabonner')).toBeLessThan(page.indexOf('Faire une pause'));
  expect(await (await act({ action: 'pause', until: days.usual })).text()).toContain('En pause');
  expect(await audience()).toEqual({
    letters: 0,
    candidates: 1,
    exclusions: [{ reason: 'paused', count: 1 }],
  });
  expect(await (await act({ action: 'resume' })).text()).toContain('Faire une pause');
  expect(await audience()).toEqual({ letters: 1, candidates: 1, exclusions: [] });
});

it('says the day that was chosen, which begins at midnight of the newsletter', async () => {
  await act({ action: 'pause', until: days.usual });
  const words = new Date(`${days.usual}T00:00:00Z`).toLocaleDateString('fr-FR', {
    dateStyle: 'full',
    timeZone: 'UTC',
  });
  expect(await (await fetch(room.links.unsubscribe)).text()).toContain(words);
  const { rows } = await sql<{ local: string }>`
    select (paused_until at time zone 'Europe/Paris')::text as local from subscriptions`.execute(
    room.database.db,
  );
  expect(rows[0]?.local).toBe(`${days.usual} 00:00:00`);
});

it('ends by itself', async () => {
  await act({ action: 'pause', until: days.usual });
  await sql`update subscriptions set paused_until = now() - interval '1 second'`.execute(room.database.db);
  expect((await audience()).letters).toBe(1);
  expect(await (await fetch(room.links.unsubscribe)).text()).toContain('Faire une pause');
});

it('whoever leaves while it lasts and comes back later receives letters again', async () => {
  await act({ action: 'pause', until: days.usual });
  await act({ action: 'unsubscribe' });
  expect(await room.state()).toBe('unsubscribed');
  await press(room.links.unsubscribe, 'resubscribe');
  expect((await audience()).letters).toBe(1);
});

it('shows nothing to pause to who has left', async () => {
  await act({ action: 'unsubscribe' });
  await act({ action: 'pause', until: days.usual });
  expect(await room.state()).toBe('unsubscribed');
  const { rows } = await sql`select from subscriptions where paused_until is not null`.execute(
    room.database.db,
  );
  expect(rows).toEqual([]);
});

describe('a day that cannot be', () => {
  it.each([
    '',
    'demain',
    '2026-02-30',
    '2020-01-01',
    '9999-12-31',
    "2026-12-24'; drop table letters",
    '2026-12-24\r\nX: y',
  ])('%j changes nothing', async (until) => {
    const before = await everything(room.database.db);
    const answer = await act({ action: 'pause', until });
    expect([answer.status, (await answer.text()).includes('Choisissez un jour')]).toEqual([422, true]);
    expect(await everything(room.database.db)).toBe(before);
  });
});

it('is asked for again at the claim: a pause during a send holds the letter back', async () => {
  const { db, pool } = room.database;
  await sql`update issues set state = 'sending' where period = '2026-W48'`.execute(db);
  await sql`insert into letters (issue_id, subscriber_id, batch) values (1, 1, 0)`.execute(db);
  await act({ action: 'pause', until: days.usual });
  const claimed = await claimLetters(pool, hashPads(room.world.secret), {
    run: {
      id: randomUUID() as RunId,
      issueId: 1 as IssueId,
      batches: { from: 0, to: 0 },
      leaseMs: 60_000,
    },
    from: 0,
    limit: 10,
    paced: [],
  });
  expect(claimed.letters).toEqual([]);
  const { rows } = await sql`select state, reply from letters`.execute(db);
  expect(rows).toEqual([{ state: 'suppressed', reply: 'paused' }]);
});
