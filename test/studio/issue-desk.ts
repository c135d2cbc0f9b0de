/** An issue's page in real browsers: a draft of it, editors who open it, and networks that take their time. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { launchChrome } from '../support/chrome.ts';
import { enterStudio } from './chrome.ts';
import { openRoom, type Room } from './room.ts';

/** The machine may be busy: what is waited for comes a little later then. */
export const patient = { timeout: 40_000 };

export type IssueDesk = AsyncDisposable & {
  readonly room: Room;
  readonly chrome: Browser;
  /** Path of the draft's page. */
  readonly issue: string;
  /** The page as somebody new sees it. */
  readonly atIssue: (name: string, options?: Parameters<Browser['newContext']>[0]) => Promise<Page>;
};

async function openIssueDesk(): Promise<IssueDesk> {
  await using opened = new AsyncDisposableStack();
  const room = opened.use(await openRoom());
  const issue = await room.prepare(5);
  await room.fetchOnce();
  const chrome = await launchChrome();
  opened.defer(() => chrome.close());
  const stack = opened.move();
  return {
    room,
    chrome,
    issue,
    atIssue: async (name, options = {}) => {
      const page = await enterStudio(chrome, room, name, ['editor'], options);
      await page.goto(`${room.base}${issue}`, { waitUntil: 'domcontentloaded' });
      return page;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** One for all tests of a file: there from the first of them on. */
export function issueDeskOfFile(): IssueDesk {
  const desk = {} as IssueDesk;
  beforeAll(async () => void Object.assign(desk, await openIssueDesk()), 240_000);
  let tries = 0;
  // What a test writes is a change, also where it is tried once more.
  beforeEach(async () => {
    await desk.room.app.world.database.pool.query(
      'update issues set subject = $1, preheader = $1, edito = null',
      [`Essai ${++tries}`],
    );
  });
  afterAll(() => desk[Symbol.asyncDispose]());
  return desk;
}

export const subject = (page: Page) => page.locator('#subject').inputValue();
export async function write(page: Page, field: string, text: string): Promise<void> {
  await page.locator(field).fill(text);
  await page.locator(field).press('Tab');
}

/** Every press and text is with the server, and the page shows them. */
export function saved(page: Page): Promise<void> {
  return expect.poll(() => page.evaluate('document.body.classList.contains("busy")'), patient).toBe(false);
}

/** What goes there waits until it is let go. */
export async function hold(page: Page, where: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(where, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

/** A network that takes its time, so that a hand is faster. */
export function slowly(page: Page, where: string, ms = 800): Promise<unknown> {
  return page.route(where, async (route) => {
    await new Promise((resume) => setTimeout(resume, ms));
    await route.continue();
  });
}
