import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeReadyToSend, openTestNewsroom, type TestNewsroom } from '../support/newsroom.ts';
import type { Running } from '../support/program.ts';

let newsroom: TestNewsroom;
let web: Running;
let link: string;

beforeAll(async () => {
  newsroom = await openTestNewsroom();
  await makeReadyToSend(newsroom, 6);
  const ended = await newsroom.hebdo('send', 'lhebdo');
  expect(ended, ended.stderr).toMatchObject({ code: 0 });
  const letter = await PostalMime.parse(newsroom.relay.arrived[0]?.raw ?? '');
  const header = letter.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  link = header.match(/<(http[^>]+)>/)?.[1] ?? '';
  web = newsroom.start('web');
  await web.says(/http:\/\/127\.0\.0\.1:\d+/);
}, 300_000);
afterAll(async () => {
  web?.process.kill('SIGTERM');
  await web?.ended;
  await newsroom?.[Symbol.asyncDispose]();
});

test('a scanner that follows the link changes nothing: GET shows a page with one button', async () => {
  const page = await fetch(link);
  expect(page.status).toBe(200);
  expect(await page.text()).toMatch(/<form\b[^>]*method="post"/i);
  expect(await activeReaders()).toBe(6);
});

test('a mail program’s one click acts, without cookies or a page (RFC 8058)', async () => {
  const answer = await fetch(link, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
    redirect: 'manual',
  });
  expect(answer.status).toBe(200);
  expect(await activeReaders()).toBe(5);
});

test('clicking again is harmless', async () => {
  const answer = await fetch(link, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  expect(answer.status).toBe(200);
  expect(await activeReaders()).toBe(5);
});

test('a forged link is refused and says so', async () => {
  const forged = `${link.slice(0, -4)}AAAA`;
  const answer = await fetch(forged, { method: 'POST', body: 'List-Unsubscribe=One-Click' });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(await activeReaders()).toBe(5);
});

async function activeReaders(): Promise<number> {
  const ended = await newsroom.hebdo('subscribers', 'stats', '--newsletter', 'lhebdo', '--json');
  return JSON.parse(ended.stdout).newsletters[0].states.active;
}
