/** The readers' pages in a real browser: accessible, on one screen, without script; pictures of them on request. */
import { randomUUID } from 'node:crypto';
import type { Browser, Locator, Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmailKey } from '../../src/audience/address.ts';
import type { EmailAddress } from '../../src/audience/ids.ts';
import { makeToken, type TokenPurpose } from '../../src/audience/token.ts';
import { keepMovedAddress } from '../../src/world/db/moved-addresses.ts';
import { subscriberIdByKey } from '../../src/world/db/subscribers.ts';
import { launchChrome, toNextPage, violations } from '../support/chrome.ts';
import { openNewsroom } from './newsroom.ts';
import { openTwoRhythms } from './two-rhythms.ts';

/** HEBDO_SCREENSHOTS=folder keeps pictures of every page. */
const pictures = process.env.HEBDO_SCREENSHOTS;
const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const;

let browser: Browser;
let templates: Awaited<ReturnType<typeof openTwoRhythms>>;
let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeAll(async () => {
  templates = await openTwoRhythms();
  room = await openNewsroom({ templates: templates.folder });
  await room.subscribe('lessentiel');
  browser = await launchChrome();
});
afterAll(async () => {
  await browser.close();
  await room[Symbol.asyncDispose]();
  await templates[Symbol.asyncDispose]();
});

/** By keyboard, to the page that answers: a browser drops clicks that come before its first frame. */
const press = (page: Page, button: Locator) => toNextPage(page, () => button.press('Enter'));

async function signUp(page: Page, email: string) {
  await page.goto(`${room.base}/s/lhebdo`);
  await page.getByRole('textbox').first().fill(email);
  await press(page, page.getByRole('button'));
}

/** Signs up and reads the link of the letter that came. */
async function confirmationOf(page: Page, email: string) {
  const arrived = room.relay.arrived.length;
  await signUp(page, email);
  await room.posted(arrived + 1);
  return room.confirmationLink();
}

/** The links of somebody who moved yesterday: theirs, and the one at the address before. */
async function movedYesterday(name: string) {
  const email = `${name}@example.com`;
  await room.steps.addSubscriber({
    ...{ email, newsletter: 'lhebdo', firstName: null, lastName: null, commune: null },
    ...{ premium: null, language: null, again: false },
  });
  const { db } = room.database;
  const id = await subscriberIdByKey(db, email as EmailKey);
  if (id === null) throw new Error('was not added');
  const expiresAt = new Date(room.world.clock.now().getTime() + 6 * 86_400_000);
  const place = { id, newsletter: 'lhebdo', language: 'fr' as const, until: expiresAt };
  await keepMovedAddress(db, {
    ...place,
    email: `${name}@example.net` as EmailAddress,
    key: `${name}@example.net` as EmailKey,
  });
  const facts = { subscriberId: id, newsletter: 'lhebdo', issueId: null };
  const token = (purpose: TokenPurpose) => makeToken(room.world.secret, { ...facts, purpose, expiresAt });
  return {
    back: `${room.base}/b/${token('take_back')}`,
    data: `${room.base}/p/${token('preferences')}/data`,
  };
}

/** However the test before left her. */
const marieIs = (state: string, pausedUntil: string | null = null) =>
  room.database.pool.query(
    `update subscriptions set state = $1, paused_until = $2 where subscriber_id = 1 and newsletter = 'lhebdo'`,
    [state, pausedUntil],
  );

/** As after a change of what the form agrees to. */
const overtaken = (page: Page) =>
  page.evaluate("for (const { shown } of document.forms) if (shown) shown.value = 'another sentence'");

let movers = 0;
/** Asks for a move and reads the link of the letter that came. */
async function moveOf(page: Page) {
  const arrived = room.relay.arrived.length;
  await page.goto(`${room.links.preferences}/address`);
  await page.getByRole('textbox').fill(`mover${++movers}@example.com`);
  await press(page, page.getByRole('button'));
  await room.posted(arrived + 1);
  const { text = '' } = await PostalMime.parse(room.relay.arrived.at(-1)?.raw ?? '');
  return `${room.base}${/\/a\/[\w-]+/.exec(text)?.[0]}`;
}

const pages: readonly [string, (page: Page) => Promise<unknown>][] = [
  ['front', (page) => page.goto(`${room.base}/`)],
  ['unsubscribe', (page) => page.goto(room.links.unsubscribe)],
  [
    'unsubscribed',
    async (page) => {
      await marieIs('active');
      await page.goto(room.links.unsubscribe);
      await press(page, page.getByRole('button').first());
    },
  ],
  [
    'subscribed again',
    async (page) => {
      await marieIs('unsubscribed');
      await page.goto(room.links.unsubscribe);
      await press(page, page.getByRole('button').first());
    },
  ],
  [
    'paused',
    async (page) => {
      await marieIs('active');
      await page.goto(room.links.unsubscribe);
      await press(page, page.getByRole('button', { name: 'Faire une pause' }));
    },
  ],
  [
    'resumed',
    async (page) => {
      await marieIs('active', '2100-01-01');
      await page.goto(room.links.unsubscribe);
      await press(page, page.getByRole('button', { name: 'Reprendre' }));
    },
  ],
  ['preferences', (page) => page.goto(room.links.preferences)],
  [
    'preferences saved',
    async (page) => {
      await page.goto(room.links.preferences);
      await press(page, page.getByRole('button').first());
      await page.getByRole('status').waitFor();
    },
  ],
  [
    'tracking chosen',
    async (page) => {
      await page.goto(room.links.preferences);
      await page.getByRole('checkbox', { name: 'image invisible' }).check();
      await press(page, page.getByRole('button', { name: 'ces deux choix' }));
      await page.getByRole('status').waitFor();
    },
  ],
  ['kiosque', (page) => page.goto(`${room.base}/kiosque/lhebdo`)],
  ['kiosque search', (page) => page.goto(`${room.base}/kiosque/lhebdo?q=port`)],
  ['sign-up', (page) => page.goto(`${room.base}/s/lhebdo`)],
  ['sign-up frame', (page) => page.goto(`${room.base}/s/lhebdo/embed`)],
  ['sign-up misspelt', (page) => signUp(page, 'camille@gmial.com')],
  ['sign-up role', (page) => signUp(page, 'contact@example.org')],
  ['sign-up asked', (page) => signUp(page, 'camille@example.org')],
  ['confirm', async (page) => page.goto(await confirmationOf(page, 'zoe@example.org'))],
  [
    'confirmed',
    async (page) => {
      await page.goto(await confirmationOf(page, 'luc@example.org'));
      await press(page, page.getByRole('button'));
    },
  ],
  ['confirmation over', (page) => page.goto(`${room.base}/c/unknown`)],
  ['address', (page) => page.goto(`${room.links.preferences}/address`)],
  [
    'move asked',
    async (page) => {
      await page.goto(`${room.links.preferences}/address`);
      await page.getByRole('textbox').fill('marie@gmial.com');
      await press(page, page.getByRole('button'));
    },
  ],
  ['move confirm', async (page) => page.goto(await moveOf(page))],
  [
    'sentence changed',
    async (page) => {
      await page.goto(room.linksOf('lessentiel').unsubscribe);
      await overtaken(page);
      await press(page, page.getByRole('button', { name: 'Recevoir plutôt' }));
      await page.getByRole('alert').waitFor();
    },
  ],
  [
    'sign-up sentence changed',
    async (page) => {
      await page.goto(`${room.base}/s`);
      await page.getByRole('textbox').first().fill('zoe@example.org');
      await overtaken(page);
      await press(page, page.getByRole('button'));
      await page.getByRole('alert').waitFor();
    },
  ],
  ['data', (page) => page.goto(`${room.links.preferences}/data`)],
  ['take back', async (page) => page.goto((await movedYesterday('lea')).back)],
  [
    'taken back',
    async (page) => {
      await page.goto((await movedYesterday(`ines${randomUUID()}`)).back);
      await press(page, page.getByRole('button'));
    },
  ],
  ['moved lately', async (page) => page.goto((await movedYesterday('lea')).data)],
  ['stay', (page) => page.goto(`${room.links.preferences}/stay`)],
  ['leaving the daily', (page) => page.goto(room.linksOf('lessentiel').unsubscribe)],
  ['link over', (page) => page.goto(`${room.base}/a/unknown`)],
  ['erase', (page) => page.goto(`${room.links.preferences}/erase`)],
  ['receipt', (page) => page.goto(`${room.links.preferences}/receipt`)],
  ['cut link', (page) => page.goto(`${room.links.unsubscribe.slice(0, -9)}`)],
];

describe.each(looks)('$width pixels wide, $colorScheme', ({ width, colorScheme }) => {
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
  });
  afterAll(() => page.close());

  it.each(pages)('%s has no axe-core violation and nothing to scroll sideways', async (name, open) => {
    await open(page);
    if (pictures)
      await page.screenshot({
        fullPage: true,
        path: `${pictures}/${name.replaceAll(' ', '-')}-${width}-${colorScheme}.png`,
      });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });
});

it('the style is allowed by the policy, nothing else is asked for, no script runs', async () => {
  const context = await browser.newContext({ javaScriptEnabled: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(room.links.preferences);
  const colour = await page.evaluate('getComputedStyle(document.body).backgroundColor');
  expect(colour).toBe('rgb(253, 251, 246)');
  expect(complaints).toEqual([]);
  expect(asked).toEqual([new URL(room.links.preferences).pathname]);
  await context.close();
});

it('a reader without script leaves and comes back with the keyboard alone', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await marieIs('active');
  await page.goto(room.links.unsubscribe);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await toNextPage(page, () => page.keyboard.press('Enter'));
  expect(await page.getByRole('heading').textContent()).toContain('vous ne recevrez plus');
  expect(await room.state()).toBe('unsubscribed');
  await press(page, page.getByRole('button', { name: 'Me réabonner' }));
  expect(await room.state()).toBe('active');
  await context.close();
});
