/** A real browser in the studio: signed in, patient, with axe-core at hand. */
import { readFile } from 'node:fs/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Role } from '../../src/desk/editor.ts';
import type { Room } from './room.ts';

const axe = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
/** HEBDO_SCREENSHOTS=folder keeps pictures of every page. */
const pictures = process.env.HEBDO_SCREENSHOTS;

export function launchChrome(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** Somebody new of these roles, at the desk. */
export async function enterStudio(
  chrome: Browser,
  room: Room,
  name: string,
  roles: readonly Role[],
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const context = await chrome.newContext({
    locale: 'fr-FR',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await signIn(page, await room.link(await room.add(name, roles)));
  return page;
}

export async function signIn(page: Page, link: string): Promise<void> {
  await page.goto(link);
  // By keyboard: a browser drops clicks that come before its first frame.
  await page.locator('main button').press('Enter');
  await page.waitForURL('**/studio', { waitUntil: 'domcontentloaded' });
}

export async function violations(page: Page): Promise<unknown> {
  await page.evaluate(axe);
  return page.evaluate(
    'axe.run(document, { iframes: false }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)]))',
  );
}

export async function keepPicture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/studio-${name}.png`, fullPage: true });
}
