/** One issue from sign-in to sent in a real browser: drafted, ordered by drag and keys, approved, held, sent, paused, corrected. */
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChrome } from '../support/chrome.ts';
import { enterStudio, keepPicture, violations } from './chrome.ts';
import { openRoom, type Room, setUndo } from './room.ts';

const patient = { timeout: 30_000 };
let room: Room;
let issue: string;
let chrome: Browser;
let page: Page;
/** Slow until somebody has paused the send, which may take a browser a while. */
const relay = { slowness: 1_000 };
beforeAll(async () => {
  room = await openRoom({ SMTP_CONNECTIONS: '1' }, relay);
  issue = await room.prepare(60);
  await room.fetchOnce();
  chrome = await launchChrome();
  page = await enterStudio(chrome, room, 'Apolline', ['chief'], { bypassCSP: true });
}, 240_000);
afterAll(async () => {
  await chrome.close();
  await room[Symbol.asyncDispose]();
});

const names = (block: string) =>
  page
    .locator(`[data-block="${block}"] .item`)
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-item') ?? ''));
const at = (path: string) => page.goto(`${room.base}${path}`, { waitUntil: 'domcontentloaded' });
/** At both widths, without a violation. */
async function isAccessible(name: string): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await keepPicture(page, `${name}-${width}`);
    expect([name, width, await violations(page)]).toEqual([name, width, []]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

it('the desk leads to the issue', async () => {
  await at('/studio');
  await page.locator('.now a.button').first().press('Enter');
  await page.waitForURL(`**${issue}`, { waitUntil: 'domcontentloaded' });
});

it('keys move an item down and up again, and the key stays under the hand', async () => {
  const [first = '', second = ''] = await names('most_read');
  await page.locator(`#down-${first}`).press('Enter');
  await expect.poll(() => names('most_read'), patient).toEqual(expect.arrayContaining([first]));
  await expect.poll(async () => (await names('most_read'))[0], patient).toBe(second);
  expect(await page.evaluate('document.activeElement.id')).toBe(`down-${first}`);
  await page.locator(`#up-${first}`).press('Enter');
  await expect.poll(async () => (await names('most_read'))[0], patient).toBe(first);
}, 60_000);

it('a drag moves an item into another block', async () => {
  // The panel of checks comes later, above the list: what is measured before would not hold.
  await page.locator('#checks-all').waitFor();
  // Tall enough to see both ends of the way.
  await page.setViewportSize({ width: 1280, height: 8000 });
  const [moved = ''] = await names('most_read');
  const undoable = () => page.locator('[name=change]').inputValue();
  const before = await undoable();
  const grip = page.locator(`[data-item="${moved}"] .grip`);
  const from = await grip.boundingBox();
  const to = await page.locator('[data-block="agenda"] .item').first().boundingBox();
  if (!from || !to) throw new Error('nothing to drag');
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + 40, to.y - 20, { steps: 8 });
  // A browser tells a page of a drag only now and then: let go when the list shows it.
  let nudge = 0;
  const shown = async () => {
    await page.mouse.move(to.x + 40 + (nudge++ % 2), to.y + 12);
    return names('agenda');
  };
  await expect.poll(shown, patient).toContain(moved);
  await page.mouse.up();
  await page.setViewportSize({ width: 1280, height: 900 });
  // The list shows it at once; the page that follows has it from the server.
  await expect.poll(undoable, patient).not.toBe(before);
  expect(await names('agenda')).toContain(moved);
  expect(await names('most_read')).not.toContain(moved);
  await page.locator('#undo').press('Enter');
  await expect.poll(async () => (await names('most_read'))[0], patient).toBe(moved);
}, 60_000);

it('approval locks the edition that was shown; a change unlocks it and says why', async () => {
  await page.locator('#next').press('Enter');
  await page.locator('#approve').press('Enter', patient);
  await page.getByText('Approuvé par Apolline').waitFor();
  await isAccessible('leaving-approved');
  await at(issue);
  await page.locator('#preheader').fill('Un mot de plus');
  await page.locator('#preheader').press('Tab');
  await page.getByText('L’approbation a été retirée').waitFor();
  await page.locator('#undo').press('Enter');
  await expect.poll(() => page.locator('#preheader').inputValue(), patient).not.toBe('Un mot de plus');
  await at(`${issue}/leaving`);
  await page.locator('#approve').press('Enter', patient);
  await page.getByText('Approuvé par Apolline').waitFor();
}, 120_000);

it('one key takes the send back, and nothing has left', async () => {
  await setUndo(room.templates, 300);
  await page.locator('#sure').press('Space');
  await page.locator('#send').press('Enter');
  await page.getByText('Les lettres partent dans').waitFor();
  // The way for who has no script.
  expect(await page.getByText('Regarder de nouveau').filter({ visible: true }).count()).toBe(0);
  await isAccessible('leaving-countdown');
  await page.locator('#hold').press('Enter');
  await page.getByText('aucune lettre n’est partie').waitFor();
  expect(room.relay.arrived).toEqual([]);
}, 60_000);

it('letters leave after the countdown, a pause stops them, and they go on', async () => {
  await setUndo(room.templates, 1);
  await at(`${issue}/leaving`);
  await page.locator('#sure').press('Space');
  await page.locator('#send').press('Enter');
  await page.locator('#pause').press('Enter', patient);
  await page.locator('#resume').waitFor();
  await page.getByText('Suspendu par Apolline').first().waitFor();
  const letters = async (...states: string[]) => {
    const { rows } = await sql<{ letters: number }>`
      select count(*) as letters from letters where state = any(${states})`.execute(
      room.app.world.database.db,
    );
    return rows[0]?.letters ?? 0;
  };
  // What was on the wire comes to its outcome; then nothing more arrives.
  await expect.poll(() => letters('claimed', 'dotted'), patient).toBe(0);
  const arrived = room.relay.arrived.length;
  await isAccessible('leaving-paused');
  expect(room.relay.arrived.length).toBe(arrived);
  expect(await letters('pending')).toBe(60 - arrived);
  expect(arrived).toBeLessThan(60);
  relay.slowness = 0;
  await page.locator('#resume').press('Enter');
  await page.getByText('Lire le bilan').waitFor({ timeout: 90_000 });
}, 150_000);

it('a sent issue shows its report, and its erratum', async () => {
  await isAccessible('leaving-sent');
  await page.getByText('Publier un erratum').press('Enter');
  await page.locator('#erratum').fill('Il fallait lire douze.');
  await page.locator('#publish').press('Enter');
  await page.getByRole('heading', { name: 'Publié' }).waitFor();
  await isAccessible('errata');
  await at(`/l/lhebdo/${issue.slice(-8)}`);
  expect(await page.getByRole('note').textContent()).toContain('Il fallait lire douze.');
  await at('/studio');
  await isAccessible('desk-sent');
}, 120_000);
