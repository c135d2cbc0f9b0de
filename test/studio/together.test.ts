/** Editors at the same issue in real browsers: each sees the other, and no typed letter is lost to anything. */
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChrome } from '../support/chrome.ts';
import { enterStudio, signIn } from './chrome.ts';
import { openRoom, type Room } from './room.ts';

const patient = { timeout: 40_000 };
let room: Room;
let issue: string;
let chrome: Browser;
beforeAll(async () => {
  room = await openRoom();
  issue = await room.prepare(5);
  chrome = await launchChrome();
}, 240_000);
afterAll(async () => {
  await chrome.close();
  await room[Symbol.asyncDispose]();
});

async function atIssue(name: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const page = await enterStudio(chrome, room, name, ['editor'], options);
  await page.goto(`${room.base}${issue}`, { waitUntil: 'domcontentloaded' });
  return page;
}

const subject = (page: Page) => page.locator('#subject').inputValue();
async function write(page: Page, field: string, text: string): Promise<void> {
  await page.locator(field).fill(text);
  await page.locator(field).press('Tab');
}

/** A network that takes its time, so that a hand is faster. */
function slowly(page: Page, where: string, ms = 800): Promise<unknown> {
  return page.route(where, async (route) => {
    await new Promise((resume) => setTimeout(resume, ms));
    await route.continue();
  });
}

describe('two editors', () => {
  it('see each other’s changes by themselves, with the name', async () => {
    const [one, other] = [await atIssue('Anouk'), await atIssue('Basile')];
    await write(one, '#preheader', 'Écrit par Anouk');
    await expect.poll(() => other.locator('#preheader').inputValue(), patient).toBe('Écrit par Anouk');
    expect(await other.locator('.news').textContent()).toContain('Anouk : sous-titre changé');
    await Promise.all([one.context().close(), other.context().close()]);
  }, 60_000);

  it('who write the same line are told, and both texts are there', async () => {
    const [one, other] = [await atIssue('Colin'), await atIssue('Dalia')];
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
  it('goes on in the field that was just saved, where the caret was', async () => {
    const page = await atIssue('Edgar');
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
    const page = await atIssue('Emma');
    await slowly(page, '**/edit**');
    await write(page, '#subject', 'Un objet enregistré lentement');
    await page.locator('#preheader').fill('tapé pendant ce temps');
    await expect.poll(() => page.locator('#history').textContent(), patient).toContain('objet changé');
    expect(await page.locator('#preheader').inputValue()).toBe('tapé pendant ce temps');
    await page.locator('#preheader').press('Tab');
    await expect
      .poll(() => page.locator('#undo').locator('..').textContent(), patient)
      .toContain('sous-titre');
    await page.context().close();
  }, 60_000);

  it('outlives the session: offered back after signing in again', async () => {
    const page = await atIssue('Farid');
    const before = await subject(page);
    await sql`delete from studio_sessions`.execute(room.app.world.database.db);
    await write(page, '#subject', 'Tapé sans session');
    await page.getByText('Votre session est terminée').waitFor();
    expect(await page.locator('#work textarea').first().inputValue()).toBe('Tapé sans session');
    await signIn(page, await room.link('farid@example.org'));
    await page.goto(`${room.base}${issue}`, { waitUntil: 'domcontentloaded' });
    expect(await subject(page)).toBe(before);
    await page.locator('.typed').getByText('Le remettre').press('Enter');
    await expect.poll(() => page.locator('#history').textContent(), patient).toContain('Farid');
    expect(await subject(page)).toBe('Tapé sans session');
    await page.reload({ waitUntil: 'domcontentloaded' });
    expect(await page.locator('.typed').count()).toBe(0);
    await page.context().close();
  }, 60_000);

  it('outlives the network: saved when it is back', async () => {
    const page = await atIssue('Greta');
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
    const page = await atIssue('Hector');
    await page.locator('#subject').fill('Un secret de rédaction');
    expect(await page.evaluate('JSON.stringify(localStorage)')).toContain('Un secret de rédaction');
    await page.getByRole('button', { name: 'Sortir' }).press('Enter');
    await page.waitForURL('**/sign-in');
    expect(await page.evaluate('localStorage.length')).toBe(0);
    await page.context().close();
  }, 60_000);
});

describe('presses', () => {
  const saved = (page: Page) =>
    expect.poll(() => page.evaluate('document.body.classList.contains("busy")'), patient).toBe(false);
  const history = (page: Page) => page.locator('#history li').count();
  const items = (page: Page) =>
    page
      .locator('[data-block="most_read"] .item')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-item') ?? ''));
  const last = async (page: Page) => (await items(page)).at(-1) ?? '';

  it('come one after another, also on the same item, and none of them is lost or in conflict', async () => {
    const page = await atIssue('Karim');
    const [before, item] = [await history(page), await last(page)];
    await slowly(page, '**/edit**');
    await page.locator(`#pin-${item}`).press('Enter');
    await page.locator(`#lead-${item}`).press('Enter');
    await page.locator('#preheader').fill('Trois choses d’un coup');
    await page.locator('#preheader').press('Tab');
    await saved(page);
    expect(await page.locator('[data-block="lead"] .item').first().getAttribute('data-item')).toBe(item);
    expect(await page.locator(`#pin-${item}`).textContent()).toBe('Désépingler');
    expect(await page.locator('#preheader').inputValue()).toBe('Trois choses d’un coup');
    expect(await history(page)).toBe(before + 3);
    await page.context().close();
  }, 60_000);

  it('with two clicks are one', async () => {
    const page = await atIssue('Lise');
    const [before, item] = [await history(page), await last(page)];
    await page.locator(`#drop-${item}`).evaluate((button: HTMLButtonElement) => {
      button.click();
      button.click();
    });
    await saved(page);
    expect(await items(page)).not.toContain(item);
    expect(await history(page)).toBe(before + 1);
    await page.locator('#undo').press('Enter');
    await expect.poll(() => items(page), patient).toContain(item);
    await page.context().close();
  }, 60_000);

  /** The first request arrives, and its answer is lost. */
  async function loseAnswer(page: Page, where: string): Promise<() => number> {
    let posts = 0;
    await page.route(where, async (route) => {
      if (++posts > 1) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    return () => posts;
  }

  it('whose answer is lost are asked again by themselves, and are made once: words, steps, what is dropped or taken back', async () => {
    const page = await atIssue('Marin');
    const [before, all] = [await history(page), await items(page)];
    const [first = '', second = ''] = all;
    const posts = await loseAnswer(page, '**/edit**');
    await page.locator('#preheader').fill('Arrivé, mais sans réponse');
    await page.locator('#preheader').press('Tab');
    await page.locator(`#down-${first}`).press('Enter');
    await page.getByText('Connexion perdue').waitFor();
    await saved(page);
    expect(await page.locator('#preheader').inputValue()).toBe('Arrivé, mais sans réponse');
    expect((await items(page)).slice(0, 2)).toEqual([second, first]);
    expect([posts(), await history(page)]).toEqual([3, before + 2]);

    await page.unroute('**/edit**');
    for (const press of [`#down-${second}`, `#drop-${second}`]) {
      const asked = await loseAnswer(page, '**/edit**');
      await page.locator(press).press('Enter');
      await saved(page);
      expect(asked()).toBe(2);
      await page.unroute('**/edit**');
    }
    expect(await items(page)).toEqual([first, ...all.slice(2)]);
    await loseAnswer(page, '**/undo**');
    await page.locator('#undo').press('Enter');
    await saved(page);
    expect(await items(page)).toEqual([first, second, ...all.slice(2)]);
    expect(await history(page)).toBe(before + 5);
    expect(await page.locator('[data-refused]').count()).toBe(0);
    await page.context().close();
  }, 120_000);

  it('made while another editor changes the same thing are told so, also when they waited', async () => {
    const [one, other] = [await atIssue('Oscar'), await atIssue('Perle')];
    // No news: what the other one does is not on this page.
    await one.route('**/news**', (route) => route.abort());
    await write(other, '#preheader', 'Ce que Perle écrit');
    await saved(other);
    const subjectNow = await subject(one);
    await slowly(one, '**/edit**');
    await one.locator('#subject-save').press('Enter');
    await write(one, '#preheader', 'Ce qu’Oscar écrit');
    await one.getByText('Quelqu’un a changé la même chose').waitFor();
    expect(await one.locator('h1').evaluate((heading) => heading === document.activeElement)).toBe(true);
    await other.reload({ waitUntil: 'domcontentloaded' });
    expect(await other.locator('#preheader').inputValue()).toBe('Ce que Perle écrit');
    expect(await subject(other)).toBe(subjectNow);
    await Promise.all([one.context().close(), other.context().close()]);
  }, 60_000);

  it('come before the page that a link leads to', async () => {
    const page = await atIssue('Quitterie');
    await slowly(page, '**/edit**');
    await page.locator('#subject').fill('Écrit juste avant de partir');
    await page.locator('#next').click();
    await page.waitForURL('**/leaving', { waitUntil: 'domcontentloaded' });
    await page.goto(`${room.base}${issue}`, { waitUntil: 'domcontentloaded' });
    expect(await subject(page)).toBe('Écrit juste avant de partir');
    expect(await page.locator('.typed').count()).toBe(0);
    await page.context().close();
  }, 60_000);

  it('leave a look that is chosen meanwhile as it is', async () => {
    const page = await atIssue('Rosalie');
    await slowly(page, '**/edit**');
    await slowly(page, '**/2026-*?look=dark*', 1600);
    // The links are htmx's own once it is there.
    await expect.poll(() => page.evaluate('Boolean(window.htmx && window.Sortable)'), patient).toBe(true);
    await page.locator('#preheader').fill('Et la nuit');
    await page.locator('#look-dark').click();
    await saved(page);
    await page.locator('#letter-dark-free-').waitFor();
    expect(new URL(page.url()).search).toContain('look=dark');
    expect(await page.locator('#look-dark').getAttribute('aria-current')).toBe('true');
    expect(await page.locator('#preheader').inputValue()).toBe('Et la nuit');
    await page.context().close();
  }, 60_000);

  it('meet no page that is renewed while the button is down', async () => {
    const page = await atIssue('Sabine');
    const [item] = await items(page);
    await slowly(page, '**/edit**');
    await write(page, '#preheader', 'Pendant que le doigt appuie');
    await page.locator(`#pin-${item}`).scrollIntoViewIfNeeded();
    const box = await page.locator(`#pin-${item}`).boundingBox();
    await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
    const before = await page.locator(`#pin-${item}`).textContent();
    await page.mouse.down();
    await saved(page);
    await page.mouse.up();
    await expect.poll(() => page.locator(`#pin-${item}`).textContent(), patient).not.toBe(before);
    expect(await page.locator('#preheader').inputValue()).toBe('Pendant que le doigt appuie');
    await page.context().close();
  }, 60_000);

  it('are saved also where htmx does not come', async () => {
    const page = await enterStudio(chrome, room, 'Odette', ['editor']);
    await page.route('**/htmx.js', (route) => route.abort());
    await page.goto(`${room.base}${issue}`, { waitUntil: 'domcontentloaded' });
    const before = await history(page);
    await write(page, '#preheader', 'Sans htmx');
    await expect.poll(() => history(page), patient).toBe(before + 1);
    expect(await page.locator('#preheader').inputValue()).toBe('Sans htmx');
    await page.context().close();
  }, 60_000);

  it('are answered by the version alone where the least is preferred (RFC 7240)', async () => {
    const page = await atIssue('Nadia');
    const answer = page.waitForResponse('**/edit**');
    await write(page, '#preheader', 'La version en réponse');
    const headers = await (await answer).allHeaders();
    await saved(page);
    expect([headers['preference-applied'], headers['content-location']]).toEqual(['return=minimal', issue]);
    expect(await page.locator('#preview').getAttribute('data-version')).toBe(headers['issue-version']);
    await page.context().close();
  }, 60_000);
});

it('the letter beside the desk shows a change and its undoing where it is being read', async () => {
  const page = await atIssue('Ivan');
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
  const page = await atIssue('Jeanne');
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
  const page = await atIssue('Irma', { javaScriptEnabled: false });
  expect(await page.locator('.item').count()).toBeGreaterThan(10);
  const frame = page.frameLocator('iframe.paper');
  await frame.getByText('n° ', { exact: false }).first().waitFor();
  await page.locator('#subject').fill('Sans script');
  await page.locator('#subject-save').click();
  expect(await subject(page)).toBe('Sans script');
  await sql`delete from studio_sessions`.execute(room.app.world.database.db);
  await page.locator('#subject').fill('Sans script ni session');
  await page.locator('#subject-save').click();
  expect(await page.locator('textarea').first().inputValue()).toBe('Sans script ni session');
  await page.context().close();
}, 60_000);
