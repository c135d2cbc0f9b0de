/** The real program, a real send: who leaves in its middle gets nothing, scanners change nothing, who is erased is gone. */
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EmailKey } from '../../src/audience/address.ts';
import { emailHash } from '../../src/audience/email-hash.ts';
import type { IssueId, Period, SubscriberId } from '../../src/audience/ids.ts';
import { readerLinks } from '../../src/audience/links.ts';
import { connectDatabase, type Database } from '../../src/world/db/database.ts';
import { everything } from '../site/tables.ts';
import { makeReadyToSend, openTestNewsroom, type TestNewsroom } from '../support/newsroom.ts';
import type { Ended, Running } from '../support/program.ts';

const secret = 'a-secret-for-tests-only-0123456789';
let newsroom: TestNewsroom;
let database: Database;
let web: Running;
let sent: Ended;
let leaver: { id: SubscriberId; email: string; answer: number; before: number };

beforeAll(async () => {
  const gone = Promise.withResolvers<void>();
  // The send stands in its middle until somebody has left, however long that takes.
  newsroom = await openTestNewsroom({ until: (taken) => (taken < 3 ? undefined : gone.promise) });
  await makeReadyToSend(newsroom, 120);
  database = connectDatabase(newsroom.databaseUrl, { connections: 2, onError: () => {} });
  web = newsroom.start('web');
  await web.says(/http:\/\/127\.0\.0\.1:\d+/);
  const sending = newsroom.start('send', 'lhebdo');
  await newsroom.relay.has(3);
  leaver = await leaveInTheMiddle().finally(gone.resolve);
  sent = await sending.ended;
}, 300_000);
afterAll(async () => {
  web?.process.kill('SIGTERM');
  await web?.ended;
  await database?.[Symbol.asyncDispose]();
  await newsroom?.[Symbol.asyncDispose]();
});

/** The last in line unsubscribes by their mail program's one click. */
async function leaveInTheMiddle() {
  const { rows } = await database.pool.query(
    `select s.id, s.email, l.issue_id, i.period from letters l join subscribers s on s.id = l.subscriber_id
       join issues i on i.id = l.issue_id where l.state in ('pending', 'claimed') order by l.id desc limit 1`,
  );
  const [{ id, email, issue_id, period }] = rows;
  const before = newsroom.relay.arrived.length;
  const { oneClick } = readerLinks(
    { publicUrl: newsroom.publicUrl, secret },
    { newsletter: 'lhebdo', subscriberId: id, issueId: issue_id as IssueId, period: period as Period },
  );
  const { status } = await fetch(oneClick, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  return { id: id as SubscriberId, email: email as string, answer: status, before };
}

test('a one click in the middle of a send holds that reader’s letter back, and no other', async () => {
  expect(leaver.answer).toBe(200);
  expect([0, 4], sent.stderr).toContain(sent.code);
  const addresses = newsroom.relay.arrived.map(({ to }) => to);
  expect(addresses.length).toBeGreaterThan(leaver.before);
  expect(addresses).not.toContain(leaver.email);
  const { rows } = await database.pool.query(
    `select state, reply, count(*)::int as letters from letters group by 1, 2 order by 3 desc`,
  );
  expect(rows.filter(({ state }) => state === 'suppressed')).toEqual([
    { state: 'suppressed', reply: 'unsubscribed', letters: 1 },
  ]);
  expect(rows[0]).toMatchObject({ state: 'accepted', letters: addresses.length });
});

test('a scanner that follows every link of the letter twice changes nothing but the figures of links', async () => {
  const letter = await PostalMime.parse(newsroom.relay.arrived[0]?.raw ?? '');
  const hrefs = [...(letter.html ?? '').matchAll(/(?:href|src)="(http:\/\/127\.0\.0\.1:[^"]+)"/g)];
  const own = [...new Set(hrefs.map(([, href = '']) => href.replaceAll('&amp;', '&')))].filter((href) =>
    href.startsWith(newsroom.publicUrl),
  );
  for (const path of ['/u/', '/p/', '/l/'])
    expect(
      own.some((href) => href.includes(path)),
      path,
    ).toBe(true);
  const state = async () => {
    await database.pool.query('delete from link_visits');
    return everything(database.db);
  };
  const before = await state();
  for (const href of [...own, ...own])
    for (const method of ['GET', 'HEAD'])
      expect((await fetch(href, { method, redirect: 'manual' })).status).toBeLessThan(400);
  // Visits are written in groups, a second later: those of the scanner may still be on their way.
  await expect.poll(state).toBe(before);
});

test('a reader who erases themselves is in no table, no queue and no log; only the keyed hash stays', async () => {
  const arrived = newsroom.relay.arrived[1];
  const address = arrived?.to ?? '';
  const { html = '' } = await PostalMime.parse(arrived?.raw ?? '');
  const link = /http:\/\/127\.0\.0\.1:\d+\/p\/[\w-]+/.exec(html)?.[0] ?? '';
  expect(await everything(database.db)).toContain(address);
  const answer = await fetch(`${link}/erase`, {
    method: 'POST',
    body: new URLSearchParams({ action: 'erase' }),
  });
  expect(await answer.text()).toContain('plus dans nos listes');
  const left = await everything(database.db);
  expect(left.toLowerCase()).not.toContain(address.toLowerCase());
  expect(left).toContain(emailHash(secret, address.toLowerCase() as EmailKey).toString('hex'));
  web.process.kill('SIGTERM');
  const { stdout, stderr } = await web.ended;
  for (const log of [stdout, stderr, sent.stdout, sent.stderr]) expect(log).not.toContain(address);
});
