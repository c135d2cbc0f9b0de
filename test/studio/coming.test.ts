/** What comes into a page by itself, the gate of approval and the panel of checks: where it does not come, the page says so, asks again and goes on. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { enterStudio, keepPicture, violations } from './chrome.ts';
import { hold, issueDeskOfFile, patient, saved, write } from './issue-desk.ts';

const desk = issueDeskOfFile();

/** A page of the studio's own that says that something was refused. */
async function refuse(page: Page, where: string, status: number): Promise<void> {
  const refused = await page.context().request.get(`${desk.room.base}/studio/nowhere`);
  const body = await refused.text();
  expect(body).toContain('data-refused');
  await page.route(where, (route) => route.fulfill({ status, contentType: 'text/html', body }));
}

/** Every limit of a request is a thousandth of what it is; kept: each that was set, by address. */
const hurry = `
  window.limits = {};
  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, address, ...more) {
    this.address = address;
    return open.call(this, method, address, ...more);
  };
  const { get, set } = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, 'timeout');
  Object.defineProperty(XMLHttpRequest.prototype, 'timeout', {
    get,
    set(limit) {
      window.limits[new URL(this.address, location.href).pathname.split('/').at(-1)] = limit;
      set.call(this, limit / 1000);
    },
  });`;

it('the gate of approval that is not there in time says so, and comes when it is asked for again', async () => {
  const page = await enterStudio(desk.chrome, desk.room, 'Berthe', ['chief'], { bypassCSP: true });
  await page.addInitScript(hurry);
  await page.route('**/audience', (route) => route.abort());
  const letGo = await hold(page, '**/check');
  await page.goto(`${desk.room.base}${desk.issue}/leaving`, { waitUntil: 'domcontentloaded' });
  await page.locator('#check').getByText('n’est pas venue à temps').waitFor();
  expect(await page.locator('#check').getByText('sont essayés').isVisible()).toBe(false);
  expect(await page.evaluate('limits.check')).toBeGreaterThan(60_000);
  expect(await violations(page)).toEqual([]);
  await keepPicture(page, 'check-late');
  await page.unroute('**/check');
  letGo();
  await page.evaluate(`Object.defineProperty(XMLHttpRequest.prototype, 'timeout', { set() {} })`);
  await page.locator('#check').getByRole('button', { name: 'Réessayer' }).press('Enter');
  await page.locator('#approve').waitFor();
  await page.context().close();
}, 90_000);

it.each([
  ['a fault', 500],
  ['a page of its own', 404],
] as const)(
  'the gate of approval stays where %s comes in its place',
  async (name, status) => {
    const page = await enterStudio(desk.chrome, desk.room, `Cyprien-${status}`, ['chief']);
    await refuse(page, '**/check', status);
    await page.goto(`${desk.room.base}${desk.issue}/leaving`, { waitUntil: 'domcontentloaded' });
    await page.locator('#check').getByText('n’a pas pu être chargé').waitFor();
    expect([name, await page.locator('[data-refused]').count()]).toEqual([name, 0]);
    await page.unroute('**/check');
    await page.locator('#check').getByRole('button', { name: 'Réessayer' }).press('Enter');
    await page.locator('#approve').waitFor();
    await page.context().close();
  },
  90_000,
);

it('a fault in the panel of checks is told there, keeps what was found, and holds nothing else back', async () => {
  const [one, other] = [await desk.atIssue('Delphine'), await desk.atIssue('Edouard')];
  const found = one.locator('#checks-all > summary');
  await found.waitFor();
  await refuse(one, '**/checks', 500);
  await write(one, '#preheader', 'Pendant la panne');
  await saved(one);
  await one.locator('#checks').getByText('n’a pas pu être chargé').waitFor();
  expect(await found.count()).toBe(1);
  await keepPicture(one, 'checks-missed');
  expect(await one.locator('[data-refused]').count()).toBe(0);
  // What others change comes in, and what can be taken back is that.
  await write(other, '#subject', 'D’Édouard, après la panne');
  await expect.poll(() => one.locator('#subject').inputValue(), patient).toBe('D’Édouard, après la panne');
  await expect.poll(() => one.locator('#undo').locator('..').textContent(), patient).toContain('Edouard');
  // By itself, when it is over.
  await one.unroute('**/checks');
  await expect.poll(() => one.locator('#checks [data-missed]').count(), patient).toBe(0);
  expect(await found.count()).toBe(1);
  await Promise.all([one.context().close(), other.context().close()]);
}, 120_000);

it('a page of refusal that came into the panel before does not keep a link from leading on', async () => {
  const page = await desk.atIssue('Fantine');
  await page.locator('#checks-all').waitFor();
  await page.locator('#checks-found').evaluate((place) => {
    place.innerHTML = '<main><div data-refused></div></main>';
  });
  const letGo = await hold(page, '**/edit**');
  await write(page, '#preheader', 'Et l’on s’en va');
  await page.locator('#next').press('Enter');
  letGo();
  await page.waitForURL('**/leaving', { waitUntil: 'domcontentloaded' });
  await page.context().close();
}, 60_000);
