/**
 * Measures the studio with the real program and a real browser: `node bench/studio.ts` (about two minutes; --json for one object).
 * Wanted: page ≤ 100 ms and ≤ 250 kB, usable in 1 s at a fourth of the processor, change to preview ≤ 300 ms, fifty tabs ≤ 400 MB.
 */
import { loadavg } from 'node:os';
import type { Browser } from 'playwright-core';
import { launchChrome } from '../test/support/chrome.ts';
import { measureChanges } from './studio/changes.ts';
import { type Ground, openGround } from './studio/ground.ts';
import { cookieOf, measurePage, type State } from './studio/page.ts';
import { measureTabs } from './studio/tabs.ts';

const changes = 40;
const tabs = 50;

await using ground = await openGround();
const browser = await launchChrome();
const state = await signIn(browser, ground);
// Its pictures and links are fetched once; an editor who opens a draft for the first time waits for them, nobody after.
for (const part of ['letter', 'checks'])
  await (await fetch(`${ground.issue}/${part}`, { headers: cookieOf(state) })).arrayBuffer();
const figures = {
  load: loadavg()[0],
  page: await measurePage(browser, state, ground),
  change: await measureChanges(browser, state, ground, changes),
  tabs: await measureTabs(ground, state, tabs),
};
await browser.close();
console.log(JSON.stringify(figures, null, process.argv.includes('--json') ? 0 : 2));

async function signIn(browser: Browser, { link, base }: Ground): Promise<State> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(await link());
  await page.locator('main button').press('Enter');
  await page.waitForURL(`${base}/studio`, { waitUntil: 'domcontentloaded' });
  const state = await context.storageState();
  await context.close();
  return state;
}
