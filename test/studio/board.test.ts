/** The queue's board behind the studio's door, on both queues, in a real browser. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyRedis } from '../support/backends.ts';
import { launchChrome } from '../support/chrome.ts';
import { openRoom, type Room } from './room.ts';

let chrome: Browser;
beforeAll(async () => {
  chrome = await launchChrome();
}, 60_000);
afterAll(() => chrome.close());

describe.each(['PostgreSQL', 'Redis'] as const)('with the queue in %s', (backend) => {
  let room: Room;
  beforeAll(async () => {
    room = await openRoom(backend === 'Redis' ? { REDIS_URL: await emptyRedis() } : {});
  }, 120_000);
  afterAll(() => room[Symbol.asyncDispose]());

  it('an operator sees every queue; no other host is asked and nothing breaks the policy', async () => {
    await room.app.world.queue.addBatches(4711, [3]);
    const context = await chrome.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const hosts = new Set<string>();
    const complaints: string[] = [];
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(await room.link(await room.add(`Operateur${backend}`, ['operator'])));
    await page.locator('main button').press('Enter');
    await page.waitForURL('**/studio', { waitUntil: 'domcontentloaded' });
    await page.goto(`${room.base}/studio/board/queue/send-batch`);
    await page.getByText('4711').first().waitFor();
    expect(await page.locator('body').textContent()).toContain('gather');
    if (process.env.HEBDO_SCREENSHOTS)
      await page.screenshot({ path: `${process.env.HEBDO_SCREENSHOTS}/studio-board-${backend}.png` });
    expect([...hosts].filter((host) => host !== new URL(room.base).host && host !== '')).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  }, 60_000);

  it('an editor and a stranger see nothing of it, and another site changes nothing', async () => {
    const editor = await room.signedIn(`Editeur${backend}`, ['editor', 'chief']);
    for (const path of ['/studio/board', '/studio/board/api/queues', '/studio/board/static/js/main.js'])
      expect([path, (await editor.get(path)).status]).toEqual([path, 403]);
    expect((await room.browser().get('/studio/board')).headers.get('location')).toBe('/studio/sign-in');
    const operator = await room.signedIn(`Autre${backend}`, ['operator']);
    const pause = '/studio/board/api/queues/pause';
    expect((await operator.post(pause, {}, { Origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await editor.ask('PUT', pause, {})).status).toBe(403);
    expect((await room.browser().ask('PUT', pause, {})).status).toBe(401);
  });
});
