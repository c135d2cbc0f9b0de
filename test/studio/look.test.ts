/** The studio in a real browser: accessible, on one screen; pictures of it on request. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChrome } from '../support/chrome.ts';
import { enterStudio, keepPicture, violations } from './chrome.ts';
import { patient, saved } from './issue-desk.ts';
import { openRoom, type Room } from './room.ts';

let browser: Browser;
let room: Room;
let issue: string;
/** An article of the issue. */
let item: string;
beforeAll(async () => {
  room = await openRoom();
  issue = await room.prepare(40);
  await room.fetchOnce();
  const arles = { kind: 'commune', commune: 'arles' } as const;
  const tree = {
    kind: 'all',
    of: [
      { kind: 'newsletter', newsletter: 'lhebdo', state: 'active' },
      { kind: 'not', of: arles },
      { kind: 'attribute', name: 'metier', test: 'contains', value: 'maire' },
      { kind: 'opened', days: 30 },
    ],
  } as const;
  await room.app.storeSegment({ name: 'arles', title: 'Les abonnés hors d’Arles', tree }, 'make');
  const deep = {
    kind: 'any',
    of: [{ kind: 'all', of: [arles, { kind: 'premium', premium: true }] }],
  } as const;
  await room.app.storeSegment({ name: 'deep', title: 'Arles et abonnés', tree: deep }, 'make');
  const html = await (await (await room.signedIn('Zoe', ['editor'])).get(issue)).text();
  item = /data-item="(\d+)"/.exec(html)?.[1] ?? '';
  browser = await launchChrome();
}, 240_000);
afterAll(async () => {
  await browser.close();
  await room[Symbol.asyncDispose]();
});

const enter = (name: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> =>
  enterStudio(browser, room, name, ['chief', 'operator'], options);

const pages: readonly [string, () => string][] = [
  ['desk', () => '/studio'],
  ['issue', () => issue],
  ['item', () => `${issue}/item/${item}`],
  ['sponsor', () => `${issue}/sponsor`],
  ['leaving', () => `${issue}/leaving`],
  ['check', () => `${issue}/check`],
  ['audience', () => `${issue}/audience`],
  ['segments', () => '/studio/segments'],
  ['segment-new', () => '/studio/segments/new'],
  ['segment-kept', () => '/studio/segments/arles'],
  ['segment-deep', () => '/studio/segments/deep'],
];

describe.each([
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const)('$width pixels wide, $colorScheme', ({ width, colorScheme }) => {
  let page: Page;
  beforeAll(async () => {
    const options = { viewport: { width, height: 900 }, colorScheme, bypassCSP: true };
    page = await enter(`Agathe${width}${colorScheme}`, options);
  });
  afterAll(() => page.context().close());

  it.each(pages)(
    '%s has no axe-core violation and nothing to scroll sideways',
    async (name, path) => {
      await page.goto(`${room.base}${path()}`, { waitUntil: 'domcontentloaded' });
      await keepPicture(page, `${name}-${width}-${colorScheme}`);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    },
    60_000,
  );
});

/** What Tab stops at, by its place among all that can be used; from the top, until it comes there again. */
async function walked(page: Page): Promise<{ readonly all: number; readonly stops: number[] }> {
  const all = await page.evaluate<number>(`(() => {
    const usable = [...document.querySelectorAll('a[href],button,input,select,textarea,summary,iframe,[tabindex="0"]')]
      .filter((one) => !one.disabled && one.type !== 'hidden' && one.checkVisibility({ visibilityProperty: true }))
      // Arrows choose within a group of radio buttons: it is one stop.
      .filter((one) => one.type !== 'radio' || one.checked || !one.form.querySelector('[name=' + one.name + ']:checked'));
    usable.forEach((one, at) => { one.dataset.walk = at; });
    return usable.length;
  })()`);
  const stops: number[] = [];
  for (let step = 0; step < 2 * all + 200; step++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate<string | undefined>('document.activeElement.dataset.walk');
    // What scrolls is a stop of its own, and a frame has stops within.
    if (at === undefined || Number(at) === stops.at(-1)) continue;
    if (at === '0' && stops.length > 0) break;
    stops.push(Number(at));
  }
  return { all, stops };
}

/** Tab, and nothing else, until it stops there. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 600; step++) {
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${selector}`);
}

it('Tab alone comes to every action of the page, in the order of reading', async () => {
  const page = await enter('Tabea');
  for (const path of ['/studio', issue, `${issue}/item/${item}`, `${issue}/leaving`]) {
    await page.goto(`${room.base}${path}`);
    if (path === issue) {
      await page.locator('#checks-all').waitFor();
      await page.frameLocator('iframe.paper').locator('a').first().waitFor();
    }
    if (path.endsWith('/leaving')) await page.locator('#approve').waitFor();
    const { all, stops } = await walked(page);
    expect([path, stops]).toEqual([path, Array.from({ length: all }, (_, at) => at)]);
  }
  await page.context().close();
}, 240_000);

it('an item is moved, pinned and dropped with Tab and Enter alone, and an undo brings it back', async () => {
  const page = await enter('Claviere');
  await page.goto(`${room.base}${issue}`, { waitUntil: 'domcontentloaded' });
  const names = () =>
    page
      .locator('[data-block="most_read"] .item')
      .evaluateAll((items) => items.map((one) => one.getAttribute('data-item') ?? ''));
  const [first = '', second = ''] = await names();
  await tabTo(page, `#down-${first}`);
  await page.keyboard.press('Enter');
  await expect.poll(names, patient).toEqual([second, first, ...(await names()).slice(2)]);
  const last = (await names()).length - 1;
  for (let place = 2; place <= last; place++) {
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await names()).indexOf(first), patient).toBe(place);
  }
  expect(await page.evaluate('document.activeElement.id')).toBe(`down-${first}`);
  expect(await page.locator(`#down-${first}`).getAttribute('aria-disabled')).toBe('true');
  await tabTo(page, `#pin-${first}`);
  await page.keyboard.press('Space');
  await expect.poll(() => page.locator(`#pin-${first}`).textContent(), patient).toBe('Désépingler');
  // The key stays under the hand once the new page is settled.
  const settled = `document.activeElement.id === 'pin-${first}' && !document.body.classList.contains('busy')`;
  await expect.poll(() => page.evaluate(settled), patient).toBe(true);
  await tabTo(page, `#drop-${first}`);
  const drops = await page.locator('#work [id^="drop-"]').evaluateAll((all) => all.map(({ id }) => id));
  const next = drops[drops.indexOf(`drop-${first}`) + 1];
  await page.keyboard.press('Enter');
  await expect.poll(names, patient).not.toContain(first);
  // What is in hand now is the next of its kind, and not the top of the page.
  await expect.poll(() => page.evaluate('document.activeElement.id'), patient).toBe(next);
  await page.reload({ waitUntil: 'domcontentloaded' });
  await tabTo(page, '#undo');
  await page.keyboard.press('Enter');
  await expect.poll(names, patient).toContain(first);
  await page.context().close();
}, 120_000);

it('an editor moves, edits, undoes; every change is there after a reload', async () => {
  const page = await enter('Camille');
  const complaints: string[] = [];
  // Checks that are still looked for when the page is left are given up, and htmx says so.
  const isLeft = (text: string) => /^htmx:(sendAbort|afterRequest)/.test(text);
  page.on('console', (message) => isLeft(message.text()) || complaints.push(message.text()));
  await page.goto(`${room.base}${issue}`, { waitUntil: 'domcontentloaded' });
  const second = page.locator('.items .item').nth(1);
  const title = (await second.locator('.name').textContent()) ?? '';

  await second.getByRole('button', { name: /^Mettre à la une/ }).press('Enter');
  await expect.poll(() => page.locator('[data-block="lead"] .name').textContent(), patient).toBe(title);

  await page.locator('#subject').fill('Un objet tout neuf');
  await expect.poll(() => page.locator('.inbox b').textContent()).toBe('Un objet tout neuf');
  await page.locator('#subject').press('Tab');
  await expect.poll(() => page.locator('#history').textContent(), patient).toContain('objet changé');
  await saved(page);
  await page.locator('#undo').press('Enter');
  await expect.poll(() => page.locator('#subject').inputValue(), patient).not.toBe('Un objet tout neuf');

  await page.reload();
  expect(await page.locator('[data-block="lead"] .name').textContent()).toBe(title);
  expect(complaints).toEqual([]);
  await page.context().close();
}, 90_000);
