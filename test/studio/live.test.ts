/** The figures of a send as they move: a stream while the tab is looked at, asked for where no stream comes through. */

import { sql } from 'kysely';
import type { Browser as Chrome, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Period } from '../../src/audience/ids.ts';
import { launchChrome } from '../support/chrome.ts';
import { enterStudio } from './chrome.ts';
import { type Browser, openRoom, type Room, setUndo } from './room.ts';

const patient = { timeout: 30_000 };
let room: Room;
let issue: string;
/** Of the issue, whatever week it is by now. */
const period = () => issue.slice(-8) as Period;
let chrome: Chrome;
let chief: Browser;
let sending: Promise<unknown>;
const stop = new AbortController();
/** More letters than leave while the tests look: the last test pauses them. */
beforeAll(async () => {
  room = await openRoom({ SMTP_CONNECTIONS: '1' }, { slowness: 200 });
  issue = await room.prepare(1_500);
  await setUndo(room.templates, 0);
  chief = await room.signedIn('Colombe', ['chief']);
  const { signal } = stop;
  await room.app.approve('lhebdo', period(), { by: 'Colombe', signal });
  sending = room.app.send('lhebdo', period(), { signal });
  await room.relay.has(1);
  chrome = await launchChrome();
}, 240_000);
afterAll(async () => {
  stop.abort();
  await chrome?.close();
  await room?.[Symbol.asyncDispose]();
});

type Followed = { readonly page: Page; readonly asked: string[]; readonly done: () => Promise<string> };

/** The page of the leaving; asked: how each look at the figures was asked for. */
async function follow(name: string, before: string): Promise<Followed> {
  const page = await enterStudio(chrome, room, name, ['editor']);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/progress')) asked.push(request.headers().accept ?? '');
  });
  await page.addInitScript(before);
  await page.goto(`${room.base}${issue}/leaving`, { waitUntil: 'domcontentloaded' });
  const done = async () => (await page.locator('[data-progress] label').textContent()) ?? '';
  return { page, asked, done };
}

/** The same document, with other figures. */
async function moves({ page, done }: Followed): Promise<void> {
  await page.evaluate('window.same = true');
  const before = await done();
  await expect.poll(done, patient).not.toBe(before);
  expect(await page.evaluate('window.same')).toBe(true);
}

it('come by one stream, with rate and end', async () => {
  const followed = await follow('Flore', '');
  await moves(followed);
  await moves(followed);
  expect(followed.asked).toEqual(['text/event-stream']);
  await expect
    .poll(() => followed.page.locator('[data-progress]').textContent(), patient)
    .toMatch(/par seconde, fin vers \d\d:\d\d, dans/);
  await followed.page.context().close();
}, 90_000);

it('come by asking where the browser knows no streams', async () => {
  const followed = await follow('Gaspard', 'delete window.EventSource');
  await moves(followed);
  expect(new Set(followed.asked)).toEqual(new Set(['text/html']));
  await followed.page.context().close();
}, 90_000);

it('come by asking where the stream is refused on the way', async () => {
  const page = await enterStudio(chrome, room, 'Hector', ['editor']);
  await page.route('**/progress', (route) =>
    route.request().headers().accept === 'text/event-stream'
      ? route.fulfill({ status: 502 })
      : route.continue(),
  );
  await page.goto(`${room.base}${issue}/leaving`, { waitUntil: 'domcontentloaded' });
  const done = async () => (await page.locator('[data-progress] label').textContent()) ?? '';
  await moves({ page, asked: [], done });
  await page.context().close();
}, 90_000);

const hide = (hidden: boolean) =>
  `Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${hidden} });`;
const looked = "document.dispatchEvent(new Event('visibilitychange'));";

it('are not asked for by a tab that nobody looks at, and are as soon as somebody does', async () => {
  const followed = await follow('Iris', hide(true));
  // The script ran: a stream would have been asked for by now.
  await followed.page.waitForLoadState('load');
  expect(followed.asked).toEqual([]);
  await followed.page.evaluate(`${hide(false)} ${looked}`);
  await moves(followed);
  expect(followed.asked).toEqual(['text/event-stream']);
  const closed = followed.page.waitForEvent('requestfailed', (request) =>
    request.url().endsWith('/progress'),
  );
  await followed.page.evaluate(`${hide(true)} ${looked}`);
  await closed;
  await followed.page.context().close();
}, 90_000);

it('come by asking where a stream falls silent after a figure, and are told as old where nothing comes at all', async () => {
  const page = await enterStudio(chrome, room, 'Irene', ['editor']);
  // A proxy that lets a line go and holds the next ones, as far as the page can tell.
  await page.addInitScript(`window.EventSource = class extends EventTarget {
    constructor() {
      super();
      const first = new MessageEvent('figures', { data: '<label>une première</label>' });
      setTimeout(() => { this.dispatchEvent(first); window.silent = document.querySelector('[data-progress]').textContent; });
    }
    close() {}
  };`);
  await page.clock.install();
  const isAway = { now: true };
  await page.route('**/progress', (route) => (isAway.now ? route.abort() : route.continue()));
  await page.goto(`${room.base}${issue}/leaving`, { waitUntil: 'domcontentloaded' });
  const silent = await page.waitForFunction<string>('window.silent');
  expect(await silent.jsonValue()).toBe('une première');
  const panel = page.locator('[data-progress]');
  await page.clock.fastForward(8_000);
  await panel.getByText('Ces chiffres datent').waitFor();
  expect(await panel.textContent()).toContain('une première');
  isAway.now = false;
  await page.clock.fastForward(2_000);
  await panel.getByText('lettres sur').waitFor();
  expect(await panel.getByText('Ces chiffres datent').count()).toBe(0);
  await page.context().close();
}, 90_000);

it.each([
  ['a stream', ''],
  ['asking', 'delete window.EventSource'],
])(
  'give way to the way in where the session ends, by %s',
  async (name, before) => {
    const editor = name === 'asking' ? 'Jonas' : 'Judith';
    const { page } = await follow(editor, before);
    await sql`delete from studio_sessions where editor_id = (select id from editors where name = ${editor})`.execute(
      room.app.world.database.db,
    );
    // A stream goes on for whoever was let in; the next one is for nobody. The page may be left before it has answered.
    const away = page.waitForURL('**/sign-in', patient);
    await page
      .evaluate(`setTimeout(() => { ${hide(true)} ${looked} ${hide(false)} ${looked} })`)
      .catch(() => undefined);
    await away;
    expect(await page.locator('[data-progress]').count()).toBe(0);
    await page.context().close();
  },
  90_000,
);

it('end with the page of the pause, for who follows and for who asks', async () => {
  const followed = await follow('Jules', '');
  await moves(followed);
  const form = await chief.fieldsOf(await chief.get(`${issue}/leaving`));
  expect((await chief.get(`${issue}/progress`)).status).toBe(200);
  await chief.post(`${issue}/pause`, form);
  await followed.page.locator('#resume, .badge:text("suspendu")').first().waitFor(patient);
  expect((await chief.get(`${issue}/progress`)).status).toBe(204);
  await sending;
  await followed.page.context().close();
}, 90_000);
