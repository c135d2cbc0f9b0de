/** A real browser in the studio: signed in, patient, with axe-core at hand. */
import type { Browser, Page } from 'playwright-core';
import type { Role } from '../../src/desk/editor.ts';
import { violations as violationsOf } from '../support/chrome.ts';
import type { Room } from './room.ts';

/** HEBDO_SCREENSHOTS=folder keeps pictures of every page. */
const pictures = process.env.HEBDO_SCREENSHOTS;

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

/** Of the page alone: the letter in its frame is looked at by tests of its own. */
export function violations(page: Page): Promise<unknown> {
  return violationsOf(page, { iframes: false });
}

export async function keepPicture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/studio-${name}.png`, fullPage: true });
}
