/** Presses on an issue's page: each is made once, in its turn, whatever the network, another editor or the page itself does meanwhile. */
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { enterStudio } from './chrome.ts';
import { hold, issueDeskOfFile, patient, saved, slowly, subject, write } from './issue-desk.ts';

const desk = issueDeskOfFile();

describe('presses', () => {
  /** How many changes there are in all. */
  const history = async () => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from issue_changes`.execute(
      desk.room.app.world.database.db,
    );
    return rows[0]?.count ?? 0;
  };
  const items = (page: Page) =>
    page
      .locator('[data-block="most_read"] .item')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-item') ?? ''));
  const last = async (page: Page) => (await items(page)).at(-1) ?? '';

  it('come one after another, also on the same item, and none of them is lost or in conflict', async () => {
    const page = await desk.atIssue('Karim');
    const [before, item] = [await history(), await last(page)];
    await slowly(page, '**/edit**');
    await page.locator(`#pin-${item}`).press('Enter');
    await page.locator(`#lead-${item}`).press('Enter');
    await page.locator('#preheader').fill('Trois choses d’un coup');
    await page.locator('#preheader').press('Tab');
    await saved(page);
    expect(await page.locator('[data-block="lead"] .item').first().getAttribute('data-item')).toBe(item);
    expect(await page.locator(`#pin-${item}`).textContent()).toBe('Désépingler');
    expect(await page.locator('#preheader').inputValue()).toBe('Trois choses d’un coup');
    expect(await history()).toBe(before + 3);
    await page.context().close();
  }, 60_000);

  it('with two clicks are one', async () => {
    const page = await desk.atIssue('Lise');
    const [before, item] = [await history(), await last(page)];
    await page.locator(`#drop-${item}`).evaluate((button: HTMLButtonElement) => {
      button.click();
      button.click();
    });
    await saved(page);
    expect(await items(page)).not.toContain(item);
    expect(await history()).toBe(before + 1);
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

  /** From here on the network tells the page at once that it is back: none of the next tries is waited for. */
  const hurry = (page: Page) =>
    page.evaluate(`new MutationObserver(() => {
      if (document.body.classList.contains('lost')) setTimeout(() => dispatchEvent(new Event('online')));
    }).observe(document.body, { attributes: true, attributeFilter: ['class'] })`);

  it('whose answer is lost are asked again by themselves, and are made once: words, steps, what is dropped or taken back', async () => {
    const page = await desk.atIssue('Marin');
    const [before, all] = [await history(), await items(page)];
    const [first = '', second = ''] = all;
    const posts = await loseAnswer(page, '**/edit**');
    // It stands there only until the press is asked again.
    const told = page.getByText('Connexion perdue').waitFor();
    await page.locator('#preheader').fill('Arrivé, mais sans réponse');
    await page.locator('#preheader').press('Tab');
    await page.locator(`#down-${first}`).press('Enter');
    await told;
    await saved(page);
    expect(await page.locator('#preheader').inputValue()).toBe('Arrivé, mais sans réponse');
    expect((await items(page)).slice(0, 2)).toEqual([second, first]);
    expect([posts(), await history()]).toEqual([3, before + 2]);

    await page.unroute('**/edit**');
    await hurry(page);
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
    expect(await history()).toBe(before + 5);
    expect(await page.locator('[data-refused]').count()).toBe(0);
    await page.context().close();
  }, 120_000);

  it('made while another editor changes the same thing are told so, also when they waited', async () => {
    const [one, other] = [await desk.atIssue('Oscar'), await desk.atIssue('Perle')];
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
    const page = await desk.atIssue('Quitterie');
    await slowly(page, '**/edit**');
    await page.locator('#subject').fill('Écrit juste avant de partir');
    await page.locator('#next').click();
    await page.waitForURL('**/leaving', { waitUntil: 'domcontentloaded' });
    await page.goto(`${desk.room.base}${desk.issue}`, { waitUntil: 'domcontentloaded' });
    expect(await subject(page)).toBe('Écrit juste avant de partir');
    expect(await page.locator('.typed').count()).toBe(0);
    await page.context().close();
  }, 60_000);

  it.each(['before', 'after'] as const)(
    'leave a look that is chosen %s the page is asked for as it is',
    async (when) => {
      const page = await desk.atIssue(`Rosalie-${when}`);
      // The links are htmx's own once it is there.
      await expect.poll(() => page.evaluate('Boolean(window.htmx && window.Sortable)'), patient).toBe(true);
      const letLook = await hold(page, `**${desk.issue}?look=dark*`);
      const letPage = await hold(page, `**${desk.issue}`);
      const letEdit = await hold(page, '**/edit**');
      await write(page, '#preheader', `Et la nuit, ${when}`);
      if (when === 'before') {
        await page.locator('#look-dark').press('Enter');
        letEdit();
      } else {
        const asked = page.waitForRequest(`**${desk.issue}`);
        letEdit();
        await asked;
        await page.locator('#look-dark').press('Enter');
      }
      letPage();
      letLook();
      await saved(page);
      await page.locator('#letter-dark-free-').waitFor();
      await expect.poll(() => new URL(page.url()).search, patient).toContain('look=dark');
      expect(await page.locator('#look-dark').getAttribute('aria-current')).toBe('true');
      expect(await page.locator('#preheader').inputValue()).toBe(`Et la nuit, ${when}`);
      expect(await page.locator('#checks').count()).toBe(1);
      await page.context().close();
    },
    60_000,
  );

  it('that are refused are read before a link that was pressed meanwhile', async () => {
    const [one, other] = [await desk.atIssue('Tom'), await desk.atIssue('Ursule')];
    await one.route('**/news**', (route) => route.abort());
    const letGo = await hold(one, '**/edit**');
    await write(other, '#preheader', 'Ce qu’Ursule écrit');
    await saved(other);
    await write(one, '#preheader', 'Ce que Tom écrit');
    await one.locator('#next').press('Enter');
    letGo();
    await one.getByText('Quelqu’un a changé la même chose').waitFor();
    expect(new URL(one.url()).pathname).toBe(desk.issue);
    await Promise.all([one.context().close(), other.context().close()]);
  }, 60_000);

  it('take nothing back that the page did not name', async () => {
    const page = await desk.atIssue('Victor');
    const before = await history();
    const letGo = await hold(page, '**/edit**');
    await write(page, '#subject', 'Écrit, puis on annule');
    await page.locator('#undo').press('Enter');
    letGo();
    await saved(page);
    expect([await subject(page), await history()]).toEqual(['Écrit, puis on annule', before + 1]);
    expect(await page.locator('[data-refused]').count()).toBe(0);
    await page.context().close();
  }, 60_000);

  it('meet no page that is renewed while the button is down', async () => {
    const page = await desk.atIssue('Sabine');
    const [item] = await items(page);
    const letGo = await hold(page, '**/edit**');
    await write(page, '#preheader', 'Pendant que le doigt appuie');
    // The panel of checks comes later, above the list: what is measured before would not hold.
    await page.locator('#checks-all').waitFor(patient);
    await page.locator(`#pin-${item}`).scrollIntoViewIfNeeded();
    const box = await page.locator(`#pin-${item}`).boundingBox();
    await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
    const before = await page.locator(`#pin-${item}`).textContent();
    await page.mouse.down();
    letGo();
    await saved(page);
    await page.mouse.up();
    await expect.poll(() => page.locator(`#pin-${item}`).textContent(), patient).not.toBe(before);
    expect(await page.locator('#preheader').inputValue()).toBe('Pendant que le doigt appuie');
    await page.context().close();
  }, 60_000);

  it('meet no page that is renewed while the key is down', async () => {
    const page = await desk.atIssue('Ousmane');
    const [item] = await items(page);
    const letGo = await hold(page, '**/edit**');
    const pin = page.locator(`#pin-${item}`);
    const before = await pin.textContent();
    await write(page, '#preheader', 'Pendant que la touche est tenue');
    await pin.focus();
    await page.keyboard.down('Space');
    letGo();
    await saved(page);
    await page.keyboard.up('Space');
    await expect.poll(() => pin.textContent(), patient).not.toBe(before);
    expect(await page.locator('#preheader').inputValue()).toBe('Pendant que la touche est tenue');
    await page.context().close();
  }, 60_000);

  it('are saved also where htmx does not come', async () => {
    const page = await enterStudio(desk.chrome, desk.room, 'Odette', ['editor']);
    await page.route('**/htmx.js', (route) => route.abort());
    await page.goto(`${desk.room.base}${desk.issue}`, { waitUntil: 'domcontentloaded' });
    const before = await history();
    await write(page, '#preheader', 'Sans htmx');
    await expect.poll(() => history(), patient).toBe(before + 1);
    expect(await page.locator('#preheader').inputValue()).toBe('Sans htmx');
    await page.context().close();
  }, 60_000);

  it('are answered by the version alone where the least is preferred (RFC 7240)', async () => {
    const page = await desk.atIssue('Nadia');
    const answer = page.waitForResponse('**/edit**');
    await write(page, '#preheader', 'La version en réponse');
    const headers = await (await answer).allHeaders();
    await saved(page);
    expect([headers['preference-applied'], headers['content-location']]).toEqual([
      'return=minimal',
      desk.issue,
    ]);
    expect(await page.locator('#preview').getAttribute('data-version')).toBe(headers['issue-version']);
    await page.context().close();
  }, 60_000);
});
