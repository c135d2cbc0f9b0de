/** What was typed in a form that is posted as a page, and did not arrive: a network that failed, a request that was too large. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { enterStudio, keepPicture, violations } from './chrome.ts';
import { issueDeskOfFile, patient, write } from './issue-desk.ts';

const desk = issueDeskOfFile();

const typed = {
  title: 'La Criée du Port',
  url: 'https://criee.example/offre?mot=é',
  from: '2026-11-20',
  until: '2026-12-24',
};
type Name = keyof typeof typed;
const names = Object.keys(typed) as Name[];

/** The form of a new partner, filled in. */
async function atPartner(name: string, options = {}): Promise<Page> {
  const page = await desk.atIssue(name, options);
  await page.goto(`${desk.room.base}${desk.issue}/sponsor`, { waitUntil: 'domcontentloaded' });
  for (const field of names) await page.locator(`#${field}`).fill(typed[field]);
  return page;
}
const values = async (page: Page) =>
  Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await page.locator(`#${name}`).inputValue()])),
  );
/** Each that is offered is put back by its button. */
async function putBack(page: Page): Promise<void> {
  await expect.poll(() => page.locator('.typed').count(), patient).toBe(names.length);
  for (const name of names) await page.locator(`#${name} + .typed`).getByText('Le remettre').press('Enter');
}

describe('a form that the network lost', () => {
  it('is offered again in every field, also where its page is opened anew, and no longer once it was taken', async () => {
    const page = await atPartner('Agnes');
    await page.route('**/sponsor', (route) =>
      route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.continue(),
    );
    await page.locator('#save').press('Enter');
    await page.waitForURL('chrome-error://**');
    // Not by Back, which has them of itself: by the address.
    await page.goto(`${desk.room.base}${desk.issue}/sponsor`, { waitUntil: 'domcontentloaded' });
    await putBack(page);
    expect(await values(page)).toEqual(typed);
    await page.unroute('**/sponsor');
    await page.locator('#save').press('Enter');
    await page.waitForURL(`**${desk.issue}#sponsors`, { waitUntil: 'domcontentloaded' });
    await page.goto(`${desk.room.base}${desk.issue}/sponsor`, { waitUntil: 'domcontentloaded' });
    expect(await page.evaluate('Object.keys(localStorage)')).toEqual([]);
    expect(await page.locator('.typed').count()).toBe(0);
    await page.context().close();
  }, 90_000);
});

describe('what was chosen in a form that the network lost', () => {
  const lose = (page: Page, where: string) =>
    page.route(where, (route) =>
      route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.continue(),
    );
  const offers = (page: Page) => page.locator('.typed').allTextContents();
  const takeAll = async (page: Page, count: number) => {
    await expect.poll(() => page.locator('.typed').count(), patient).toBe(count);
    for (let left = count; left > 0; left--)
      await page.locator('.typed').first().getByText('Le remettre').press('Enter');
  };

  it('is offered by its words, and no longer once it was taken; what was not changed is not', async () => {
    const page = await desk.atIssue('Edmee');
    const partner = `${desk.room.base}${desk.issue}/sponsor`;
    await page.goto(partner, { waitUntil: 'domcontentloaded' });
    for (const field of names) await page.locator(`#${field}`).fill(typed[field]);
    await page.locator('#place-end').check();
    await lose(page, '**/sponsor');
    await page.locator('#save').press('Enter');
    await page.waitForURL('chrome-error://**');
    await page.goto(partner, { waitUntil: 'domcontentloaded' });
    const place = page.locator('label[for=place-end]');
    const words = (await place.textContent())?.trim();
    await expect
      .poll(() => page.locator('label[for=place-end] + .typed').textContent(), patient)
      .toContain(`Un choix fait ici n’a pas été enregistré : ${words}`);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await keepPicture(page, `choice-offered-${width}`);
      expect(await violations(page)).toEqual([]);
    }
    await takeAll(page, names.length + 1);
    expect(await page.locator('#place-end').isChecked()).toBe(true);
    await page.unroute('**/sponsor');
    await page.locator('#save').press('Enter');
    await page.waitForURL(`**${desk.issue}#sponsors`, { waitUntil: 'domcontentloaded' });
    await page.goto(partner, { waitUntil: 'domcontentloaded' });
    expect(await page.evaluate('Object.keys(localStorage)')).toEqual([]);
    await page.context().close();
  }, 90_000);

  it('of a segment outlives that it was counted or refused before: neither has saved it', async () => {
    const page = await enterStudio(desk.chrome, desk.room, 'Flore', ['chief']);
    const segments = `${desk.room.base}/studio/segments`;
    await page.goto(`${segments}/new`, { waitUntil: 'domcontentloaded' });
    await page.locator('#title').fill('Ailleurs');
    await page.locator('[id="what.0"]').selectOption('commune:arles');
    await page.locator('[id="not.0"]').check();
    await page.locator('#recount').press('Enter');
    await page.waitForURL('**/count', { waitUntil: 'domcontentloaded' });
    await page.locator('[id="what.1"]').selectOption('attribute:is');
    await page.locator('[id="name.1"]').fill('metier');
    await page.locator('[id="value.1"]').fill('maire');
    await page.locator('#save').press('Enter');
    await page.getByText('Le nom court n’a que').waitFor();
    await page.locator('#name').fill('ailleurs');
    await lose(page, '**/save');
    await page.locator('#save').press('Enter');
    await page.waitForURL('chrome-error://**');
    await page.goto(`${segments}/new`, { waitUntil: 'domcontentloaded' });
    await expect.poll(async () => (await offers(page)).join('\n'), patient).toMatch(/: sauf.*Arles.*maire/s);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await keepPicture(page, `segment-offered-${width}`);
      expect(await violations(page)).toEqual([]);
    }
    await page.getByText('Tout remettre').press('Enter');
    expect(await offers(page)).toEqual([]);
    await page.unroute('**/save');
    await page.locator('#save').press('Enter');
    await page.waitForURL(/segments\/ailleurs/, { waitUntil: 'domcontentloaded' });
    expect((await desk.room.app.segment('ailleurs'))?.tree).toEqual({
      kind: 'all',
      of: [
        { kind: 'not', of: { kind: 'commune', commune: 'arles' } },
        { kind: 'attribute', name: 'metier', test: 'is', value: 'maire' },
      ],
    });
    expect(await page.evaluate('Object.keys(localStorage)')).toEqual([]);
    await page.context().close();
  }, 120_000);
});

describe('a request that is too large', () => {
  const heavy = { name: 'affiche.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(13_000_000, 7) };

  it('leads back to the form, where all that was typed is offered', async () => {
    const page = await atPartner('Blaise', { bypassCSP: true });
    await page.locator('#file').setInputFiles(heavy);
    await page.locator('#save').press('Enter');
    await page.getByRole('heading', { name: 'Ce fichier est trop lourd' }).waitFor();
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await keepPicture(page, `too-large-${width}`);
      expect(await violations(page)).toEqual([]);
    }
    await page.getByRole('link', { name: 'Revenir' }).press('Enter');
    await page.waitForURL('**/sponsor', { waitUntil: 'domcontentloaded' });
    await keepPicture(page, 'offered-390');
    await putBack(page);
    expect(await values(page)).toEqual(typed);
    await page.context().close();
  }, 90_000);

  it('comes back with Back where there is no script', async () => {
    const page = await atPartner('Clothilde', { javaScriptEnabled: false });
    await page.locator('#file').setInputFiles(heavy);
    await page.locator('#save').press('Enter');
    await page.getByRole('heading', { name: 'Ce fichier est trop lourd' }).waitFor();
    await page.locator('#work noscript').waitFor();
    expect(await page.locator('#work noscript').textContent()).toContain('Retour de votre navigateur');
    await page.goBack({ waitUntil: 'domcontentloaded' });
    await expect.poll(() => values(page), patient).toEqual(typed);
    await page.context().close();
  }, 90_000);

  it('saved in its place is told, and offered again on the page of the issue', async () => {
    const page = await desk.atIssue('Damien');
    const long = 'Un édito sans fin. '.repeat(16_000);
    await write(page, '#edito', long);
    await page.getByRole('heading', { name: 'Cette demande est trop longue' }).waitFor();
    await page.getByRole('link', { name: 'Revenir' }).press('Enter');
    await page.locator('#edito + .typed').getByText('Le remettre').waitFor();
    await page.context().close();
  }, 90_000);
});
