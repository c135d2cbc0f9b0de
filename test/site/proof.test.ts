/** The proof of work at sign-up: in a real browser with its policy, single use, and the way without script. */
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keeping } from '../../src/app/keeping.ts';
import { launchChrome } from '../support/chrome.ts';
import { openNewsroom } from './newsroom.ts';
import { openTwoRhythms } from './two-rhythms.ts';

let templates: Awaited<ReturnType<typeof openTwoRhythms>>;
let room: Awaited<ReturnType<typeof openNewsroom>>;
let browser: Browser;
beforeAll(async () => {
  templates = await openTwoRhythms('sign_up: { proof_of_work: true }\n');
  room = await openNewsroom({ templates: templates.folder });
  // The library looks at the clock of the machine.
  room.later((Date.now() - room.world.clock.now().getTime()) / 3_600_000);
  browser = await launchChrome();
});
afterAll(async () => {
  await browser.close();
  await room[Symbol.asyncDispose]();
  await templates[Symbol.asyncDispose]();
});

type Challenge = Parameters<typeof solveChallenge>[0]['challenge'];
async function solved(forged: Partial<Challenge['parameters']> = {}): Promise<string> {
  const given = (await (await fetch(`${room.base}/altcha/challenge`)).json()) as Challenge;
  const challenge = { ...given, parameters: { ...given.parameters, ...forged } };
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}
const ask = (email: string, fields: Record<string, string>, network: number) =>
  fetch(`${room.base}/s/lhebdo`, {
    method: 'POST',
    body: new URLSearchParams({ email, ...fields }),
    headers: { 'X-Forwarded-For': `198.51.${network}.7` },
  });
const waiting = async (email: string) =>
  (await sql`select from sign_ups where email = ${email}`.execute(room.database.db)).rows.length;

it('a browser computes it while the reader types, under a policy that lets nothing else run', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const answer = await page.goto(`${room.base}/s/lhebdo`);
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self';");
  await page.locator('#email').fill('zoe@example.org');
  await page.locator('input[name="altcha"]').waitFor({ state: 'attached', timeout: 60_000 });
  await expect
    .poll(() => page.locator('input[name="altcha"]').inputValue(), { timeout: 60_000 })
    .not.toBe('');
  await page.locator('button[type="submit"]').click();
  await page.getByRole('heading', { name: 'Ouvrez votre messagerie' }).waitFor();
  expect(complaints).toEqual([]);
  expect(await waiting('zoe@example.org')).toBe(1);
  await page.close();
});

describe('the first press sends', () => {
  const spent = async () => (await sql`select from spent_challenges`.execute(room.database.db)).rows.length;
  /** Types an address and presses at once, while the challenge is held back; answered: what then becomes of it. */
  async function pressTooEarly(
    email: string,
    answered: 'given' | 'lost',
    press: (page: Page) => Promise<void>,
  ) {
    const page = await browser.newPage();
    const { promise: pressed, resolve: answer } = Promise.withResolvers<void>();
    await page.route('**/altcha/challenge', async (route) => {
      await pressed;
      await (answered === 'given' ? route.continue() : route.abort());
    });
    await page.goto(`${room.base}/s/lhebdo`);
    await page.waitForFunction(() => document.querySelector('altcha-widget input') !== null);
    const working = page.getByText('votre demande part ensuite d’elle-même');
    await page.locator('#email').fill(email);
    expect(await working.isVisible()).toBe(false);
    await press(page);
    await working.waitFor();
    // Whoever presses again meanwhile asks for nothing more.
    await press(page);
    expect(await waiting(email)).toBe(0);
    answer();
    await page.getByRole('heading', { name: 'Ouvrez votre messagerie' }).waitFor({ timeout: 60_000 });
    expect(await waiting(email)).toBe(1);
    await page.close();
  }
  const button = (page: Page) => page.locator('button[type="submit"]').click();

  it.each([
    ['the button', 'ana@example.org', button],
    ['Enter', 'bea@example.org', (page: Page) => page.locator('#email').press('Enter')],
  ])('by %s, once the proof is there', async (_, email, press) => {
    const before = await spent();
    await pressTooEarly(email, 'given', press);
    expect(await spent()).toBe(before + 1);
  });

  it('where no proof comes about, too, as without script', async () => {
    const before = await spent();
    await pressTooEarly('cleo@example.org', 'lost', button);
    expect(await spent()).toBe(before);
  });

  it('and a mistake in the address is the browser’s to show', async () => {
    const page = await browser.newPage();
    await page.goto(`${room.base}/s/lhebdo`);
    await page.waitForFunction(() => document.querySelector('altcha-widget input') !== null);
    await page.locator('#email').fill('dora');
    await button(page);
    expect(await page.locator('#email:invalid').count()).toBe(1);
    expect(await page.getByText('votre demande part').isVisible()).toBe(false);
    await page.close();
  });
});

it('serves once: a replayed one is said to be spent, and no letter leaves', async () => {
  const altcha = await solved();
  expect((await ask('luc@example.org', { altcha }, 1)).status).toBe(200);
  const again = await ask('eve@example.org', { altcha }, 1);
  expect([again.status, await again.text()]).toEqual([422, expect.stringContaining('a déjà servi')]);
  expect(await waiting('eve@example.org')).toBe(0);
});

it('is not used up by a question about the spelling', async () => {
  const altcha = await solved();
  const question = await (await ask('zoe@gmial.com', { altcha }, 2)).text();
  const kept = /name="altcha" value="([^"]+)"/.exec(question)?.[1] ?? '';
  expect(kept).toBe(altcha);
  expect((await ask('zoe@gmail.com', { altcha: kept }, 2)).status).toBe(200);
  expect(await waiting('zoe@gmail.com')).toBe(1);
});

describe('a solution that is none changes nothing:', () => {
  it.each<[string, () => Promise<string>]>([
    ['of an easier challenge than ours', () => solved({ cost: 1 })],
    ['of a challenge that lasts longer', () => solved({ expiresAt: 4e9 })],
    ['of another nonce', () => solved({ nonce: '0'.repeat(32) })],
    ['no base64', async () => '<script>'],
    ['no JSON', async () => Buffer.from('x').toString('base64')],
    ['too long', async () => 'A'.repeat(10_000)],
  ])('%s', async (_, make) => {
    const altcha = await make();
    const spent = async () => (await sql`select from spent_challenges`.execute(room.database.db)).rows.length;
    const before = await spent();
    expect((await ask('mallory@example.org', { altcha }, 3)).status).toBe(422);
    expect([await waiting('mallory@example.org'), await spent()]).toEqual([0, before]);
  });
});

it('without script signing up works, and only a few an hour are taken from one network', async () => {
  const page = await (await fetch(`${room.base}/s/lhebdo`)).text();
  expect(page).toMatch(/<noscript>.*Sans JavaScript, l’inscription fonctionne aussi/s);
  const statuses: number[] = [];
  for (let at = 0; at < 5; at++) statuses.push((await ask(`plain${at}@example.org`, {}, 4)).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
  expect((await ask('proven@example.org', { altcha: await solved() }, 4)).status).toBe(200);
});

it('is asked for only where newsletter.yaml does; other pages stay without script', async () => {
  const other = await fetch(`${room.base}/s/lessentiel`);
  expect(await other.text()).not.toMatch(/<script|altcha/);
  expect(other.headers.get('content-security-policy')).not.toContain('script-src');
  expect((await ask('any@example.org', {}, 5)).status).toBe(200);
});

it('spent challenges are forgotten when they are over', async () => {
  room.later(1);
  expect((await keeping(room.world).tidy()).challenges).toBeGreaterThanOrEqual(3);
  expect((await sql`select from spent_challenges`.execute(room.database.db)).rows).toEqual([]);
});
