/** The API's page in a real browser: accessible, on one screen, nothing asked for but itself. */
import { readFile } from 'node:fs/promises';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoom, openApiRoom } from './room.ts';

/** HEBDO_SCREENSHOTS=folder keeps pictures of every page. */
const pictures = process.env.HEBDO_SCREENSHOTS;
const axe = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

let browser: Browser;
let room: ApiRoom;
beforeAll(async () => {
  room = await openApiRoom();
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-sync',
      '--no-first-run',
    ],
  });
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
      await page.evaluate(axe);
      const violations = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
      );
      expect(violations).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await context.close();
    },
  );
});
