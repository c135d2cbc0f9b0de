/** Editors at the same issue in real browsers: each sees the other, and no typed letter is lost to anything. */
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { toNextPage } from '../support/chrome.ts';
import { signIn } from './chrome.ts';
import { hold, issueDeskOfFile, patient, saved, slowly, subject, write } from './issue-desk.ts';

const desk = issueDeskOfFile();

describe('two editors', () => {
  it('see each other’s changes by themselves, with the name', async () => {
    const [one, other] = [await desk.atIssue('Anouk'), await desk.atIssue('Basile')];
    await write(one, '#preheader', 'Écrit par Anouk');
    await expect.poll(() => other.locator('#preheader').inputValue(), patient).toBe('Écrit par Anouk');
    expect(await other.locator('.news').textContent()).toContain('Anouk : sous-titre changé');
    await Promise.all([one.context().close(), other.context().close()]);
  }, 60_000);

  it('who write the same line are told, and both texts are there', async () => {
    const [one, other] = [await desk.atIssue('Colin'), await desk.atIssue('Dalia')];
    await other.locator('#subject').fill('Dalia écrit encore');
    await write(one, '#subject', 'Colin a fini');
    await expect.poll(() => other.locator('.news').textContent(), patient).toContain('Colin : objet changé');
    expect(await subject(other)).toBe('Dalia écrit encore');
    await other.locator('#subject').press('Tab');
    await other.getByText('Quelqu’un a changé la même chose').waitFor();
    expect(await other.locator('#work').textContent()).toContain('Colin a fini');
    expect(await other.locator('#work textarea').first().inputValue()).toBe('Dalia écrit encore');

    // Who keeps the other's finds the own one offered, until it is forgotten.
    await other.locator('#work a.button').press('Enter');
    await other.locator('.typed').getByText('Dalia écrit encore').waitFor();
    expect(await subject(other)).toBe('Colin a fini');
    await other.locator('.typed').getByText('L’oublier').press('Enter');
    await other.reload({ waitUntil: 'domcontentloaded' });
    expect(await other.locator('.typed').count()).toBe(0);
    await Promise.all([one.context().close(), other.context().close()]);
  }, 90_000);
});

describe('typed text', () => {
  it('that is what it was before, while another is on its way, is saved like any other', async () => {
    const page = await desk.atIssue('Denis');
    const before = await subject(page);
    const letGo = await hold(page, '**/edit**');
    await page.locator('#subject').fill('Le temps d’un essai');
    await page.locator('#subject').press('Enter');
    await page.locator('#subject').fill(before);
    letGo();
    await expect.poll(() => page.locator('#history').textContent(), patient).toContain('Denis');
    await page.locator('#subject').press('Tab');
    await expect.poll(() => page.locator('#subject').getAttribute('value'), patient).toBe(before);
    await page.context().close();
  }, 60_000);

  it('goes on in the field that was just saved, where the caret was', async () => {
    const page = await desk.atIssue('Edgar');
    await slowly(page, '**/edit**');
    await page.locator('#subject').fill('Le marché');
    await page.locator('#subject').press('Enter');
    await page.locator('#subject').pressSequentially(' de Noël');
    await page.locator('#subject').evaluate((field: HTMLInputElement) => field.setSelectionRange(2, 2));
    await expect.poll(() => page.locator('#history').textContent(), patient).toContain('objet changé');
    await page.keyboard.type(' grand');
    await page.locator('#subject').press('Tab');
    await expect
      .poll(() => page.locator('#subject').evaluate((field: HTMLInputElement) => field.defaultValue), patient)
      .toBe('Le grand marché de Noël');
    expect(await page.locator('.typed').count()).toBe(0);
    await page.context().close();
  }, 60_000);

  it('in the next field outlives the saving of the one before', async () => {
    const page = await desk.atIssue('Emma');
    await slowly(page, '**/edit**');
    await write(page, '#subject', 'Un objet enregistré lentement');
    await page.locator('#preheader').fill('tapé pendant ce temps');
    await expect.poll(() => page.locator('#history').textContent(), patient).toContain('objet changé');
    expect(await page.locator('#preheader').inputValue()).toBe('tapé pendant ce temps');
    expect(await page.locator('[data-mirror="preheader"]').textContent()).toBe('tapé pendant ce temps');
    await page.locator('#preheader').press('Tab');
    await expect
      .poll(() => page.locator('#undo').locator('..').textContent(), patient)
      .toContain('sous-titre');
    await page.context().close();
  }, 60_000);

  it('outlives the session: offered back after signing in again', async () => {
    const page = await desk.atIssue('Farid');
    const before = await subject(page);
    await sql`delete from studio_sessions`.execute(desk.room.app.world.database.db);
    await write(page, '#subject', 'Tapé sans session');
    await page.getByText('Votre session est terminée').waitFor();
    expect(await page.locator('#work textarea').first().inputValue()).toBe('Tapé sans session');
    await signIn(page, await desk.room.link('farid@example.org'));
    await page.goto(`${desk.room.base}${desk.issue}`, { waitUntil: 'domcontentloaded' });
    expect(await subject(page)).toBe(before);
    await page.locator('.typed').getByText('Le remettre').press('Enter');
    await expect.poll(() => page.locator('#history').textContent(), patient).toContain('Farid');
    expect(await subject(page)).toBe('Tapé sans session');
    await page.reload({ waitUntil: 'domcontentloaded' });
    expect(await page.locator('.typed').count()).toBe(0);
    await page.context().close();
  }, 60_000);

  it('outlives the network: saved when it is back', async () => {
    const page = await desk.atIssue('Greta');
    await page.context().setOffline(true);
    await write(page, '#subject', 'Tapé dans le train');
    await page.getByText('Connexion perdue').waitFor();
    expect(await subject(page)).toBe('Tapé dans le train');
    await page.context().setOffline(false);
    await expect.poll(() => page.locator('#undo').locator('..').textContent(), patient).toContain('Greta');
    expect(await subject(page)).toBe('Tapé dans le train');
    await page.context().close();
  }, 60_000);

  it('leaves nothing in the browser after signing out', async () => {
    const page = await desk.atIssue('Hector');
    await page.locator('#subject').fill('Un secret de rédaction');
    expect(await page.evaluate('JSON.stringify(localStorage)')).toContain('Un secret de rédaction');
    await page.getByRole('button', { name: 'Sortir' }).press('Enter');
    await page.waitForURL('**/sign-in');
    expect(await page.evaluate('localStorage.length')).toBe(0);
    await page.context().close();
  }, 60_000);
});

it('the letter beside the desk shows a change and its undoing where it is being read', async () => {
  const page = await desk.atIssue('Ivan');
  const paper = page.locator('iframe.paper');
  const letter = () => page.frameLocator('iframe.paper').locator('body').textContent();
  const look = () =>
    paper.evaluate(({ contentDocument, contentWindow }: HTMLIFrameElement) => ({
      scrolled: contentWindow?.scrollY,
      ground: contentDocument && contentWindow?.getComputedStyle(contentDocument.body).backgroundColor,
    }));
  // It comes once the page around it is drawn.
  const loaded = () =>
    paper.evaluate(
      ({ contentDocument: letter, src }: HTMLIFrameElement) =>
        letter?.URL === src && letter.readyState === 'complete',
    );
  await expect.poll(loaded, patient).toBe(true);
  await paper.evaluate(({ contentWindow }: HTMLIFrameElement) => contentWindow?.scrollTo(0, 500));
  const before = await look();
  expect(before.scrolled).toBe(500);
  await write(page, '#edito', 'Des mots à lire **aussitôt**.');
  await expect.poll(letter, patient).toContain('Des mots à lire aussitôt.');
  expect(await look()).toEqual(before);
  // The letter comes first: the button names the change once the page is there.
  await saved(page);
  await page.locator('#undo').press('Enter');
  await expect.poll(letter, patient).not.toContain('Des mots à lire');
  expect(await look()).toEqual(before);

  await page.locator('#look-text').press('Enter');
  await page.locator('#letter-text-free-').waitFor();
  await write(page, '#edito', 'D’autres mots.');
  await expect.poll(letter, patient).toContain('D’autres mots.');
  await page.context().close();
}, 90_000);

it('a page that is changed many times lets its former selves go', async () => {
  const page = await desk.atIssue('Jeanne');
  const wire = await page.context().newCDPSession(page);
  await wire.send('Performance.enable');
  const nodes = async () => {
    await wire.send('HeapProfiler.collectGarbage');
    const { metrics } = await wire.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'Nodes')?.value ?? 0;
  };
  const version = () => page.locator('#preview').getAttribute('data-version');
  const change = async (words: string) => {
    const before = await version();
    await write(page, '#preheader', words);
    await expect.poll(version, patient).not.toBe(before);
  };
  await change('Une première accroche');
  const one = await nodes();
  for (const words of ['deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit'])
    await change(`Une accroche, ${words}`);
  expect(await nodes()).toBeLessThan(3 * one);
  await page.context().close();
}, 90_000);

it('without script the page shows the issue and its preview, and every change is a form', async () => {
  const page = await desk.atIssue('Irma', { javaScriptEnabled: false });
  expect(await page.locator('.item').count()).toBeGreaterThan(10);
  const frame = page.frameLocator('iframe.paper');
  await frame.getByText('n° ', { exact: false }).first().waitFor();
  await page.locator('#subject').fill('Sans script');
  await toNextPage(page, () => page.locator('#subject-save').press('Enter'));
  expect(await subject(page)).toBe('Sans script');
  await sql`delete from studio_sessions`.execute(desk.room.app.world.database.db);
  await page.locator('#subject').fill('Sans script ni session');
  await toNextPage(page, () => page.locator('#subject-save').press('Enter'));
  expect(await page.locator('textarea').first().inputValue()).toBe('Sans script ni session');
  await page.context().close();
}, 60_000);
