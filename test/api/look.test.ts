/** The API's page in a real browser: accessible, on one screen, nothing asked for but itself. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChrome, violations } from '../support/chrome.ts';
import { type ApiRoom, openApiRoom } from './room.ts';

/** HEBDO_SCREENSHOTS=folder keeps pictures of every page. */
const pictures = process.env.HEBDO_SCREENSHOTS;

let browser: Browser;
let room: ApiRoom;
beforeAll(async () => {
  room = await openApiRoom();
  browser = await launchChrome();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await room[Symbol.asyncDispose]();
});

describe.each([
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const)('$width pixels wide, $colorScheme', ({ width, colorScheme }) => {
  it.each(['fr', 'en'])(
    'the page in %s has no axe-core violation and nothing to scroll sideways',
    async (language) => {
      const viewport = { width, height: 900 };
      const context = await browser.newContext({ viewport, colorScheme, bypassCSP: true });
      const page = await context.newPage();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(`${room.api}?language=${language}`);
      expect(asked).toEqual([`${room.api}?language=${language}`]);
      if (pictures)
        await page.screenshot({
          path: `${pictures}/api-${language}-${width}-${colorScheme}.png`,
          fullPage: true,
        });
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await context.close();
    },
  );
});
