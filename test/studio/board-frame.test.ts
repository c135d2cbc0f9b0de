/** The queue's board for everybody: what axe-core finds on its pages, by day and by night, and how one gets out of it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sayIn } from '../../src/config/say.ts';
import { frameBoard } from '../../src/studio/board-frame.ts';
import { launchChrome } from '../support/chrome.ts';
import { enterStudio, keepPicture, violations } from './chrome.ts';
import { openRoom, type Room } from './room.ts';

let room: Room;
let chrome: Browser;
beforeAll(async () => {
  [room, chrome] = await Promise.all([openRoom(), launchChrome()]);
  await room.app.world.queue.addBatches(4711, [3]);
}, 240_000);
afterAll(async () => {
  await chrome.close();
  await room[Symbol.asyncDispose]();
});

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  let page: Page;
  beforeAll(async () => {
    page = await enterStudio(chrome, room, `Olympe-${colorScheme}`, ['operator'], { colorScheme });
  }, 60_000);
  afterAll(() => page.context().close());

  it.each([
    ['', 'webhooks'],
    ['/queue/send-batch', 'issue-4711-batch-3'],
    ['/queue/send-batch/issue-4711-batch-3', 'issue-4711-batch-3'],
  ])('the page %j breaks no rule, speaks French and says where one is', async (path, shown) => {
    // The page before asks every few seconds how the queues are: what is cut off there is no complaint of this one.
    await page.goto('about:blank');
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(`${room.base}/studio/board${path}`);
    await page.getByText(shown).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await violations(page)).toEqual([]);
    expect([await page.title(), await page.evaluate('document.documentElement.lang')]).toEqual([
      'File d’attente · Hebdo',
      'fr',
    ]);
    expect(complaints).toEqual([]);
    await keepPicture(page, `board-${colorScheme}${path.replaceAll('/', '-')}`);
  });
});

it('the first step by keyboard leads back to the studio', async () => {
  const page = await enterStudio(chrome, room, 'Olympe', ['operator']);
  await page.goto(`${room.base}/studio/board`);
  await page.getByText('webhooks').first().waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/studio');
  await page.context().close();
});

it('speaks the language of the editor, whatever that of the browser is', async () => {
  const english = frameBoard(
    '<html lang="en"><head><title>x</title></head><body class="y"><script id="__UI_CONFIG__" type="application/json">{"boardTitle":"\\u003c/script>"}</script></body>',
    { language: 'en', say: sayIn('en') },
  );
  expect(english).toContain('<title>Queue · Hebdo</title>');
  expect(english).toContain('"boardTitle":"\\u003c/script>","locale":{"lng":"en-GB"}');
});
