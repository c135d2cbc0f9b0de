/** A real browser for tests and benches: Debian's Chromium, which asks nobody but the page for anything. */
import { readFile } from 'node:fs/promises';
import { type Browser, chromium, type Page } from 'playwright-core';

const axe = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** Started by root, Chromium's own sandbox cannot be. */
export function launchChrome(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...more,
    ],
  });
}

/** Does what leads to another page, and is there: an action of its own may be over before the way has begun. */
export async function toNextPage(page: Page, act: () => Promise<unknown>): Promise<void> {
  await page.waitForLoadState();
  const there = page.waitForEvent('load', { timeout: 30_000 });
  // Whatever goes wrong with the action is told by the action.
  there.catch(() => {});
  await act();
  await there;
}

/** What axe-core finds on the page once it is loaded, styles and all: rules, each with some of the elements that break it. */
export async function violations(page: Page, options: { readonly iframes?: boolean } = {}): Promise<unknown> {
  await page.waitForLoadState();
  await page.evaluate(axe);
  return page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)]))`,
  );
}
