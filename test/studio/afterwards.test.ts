/** What was done on the way out is told at an address of its own: the page that tells it renews itself, and repeats nothing. */
import { sql } from 'kysely';
import type { Browser as Chrome, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Period } from '../../src/audience/ids.ts';
import { routes } from '../../src/studio/routes.ts';
import { launchChrome } from '../support/chrome.ts';
import type { RelayBehaviour } from '../support/relay.ts';
import { enterStudio } from './chrome.ts';
import { hold } from './issue-desk.ts';
import { type Browser, openRoom, type Room } from './room.ts';

const patient = { timeout: 30_000 };
let room: Room;
let issue: string;
let chrome: Chrome;
let page: Page;
const posts: string[] = [];
/** Letters stand at the relay for as long as a test looks at the page on which they leave. */
const relay: { until?: NonNullable<RelayBehaviour['until']> } = {};
function holdRelay(taken: number): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  relay.until = (count) => (count < taken ? undefined : promise);
  return resolve;
}
beforeAll(async () => {
  room = await openRoom({ SMTP_CONNECTIONS: '1' }, relay);
  issue = await room.prepare(12);
  const { signal } = new AbortController();
  await room.app.approve('lhebdo', issue.slice(-8) as Period, { by: 'Rose', signal });
  chrome = await launchChrome();
  page = await enterStudio(chrome, room, 'Rose', ['chief']);
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(new URL(request.url()).pathname.slice(issue.length));
  });
}, 240_000);
afterAll(async () => {
  await chrome?.close();
  await room?.[Symbol.asyncDispose]();
});

const change = (statement: string) => sql.raw(statement).execute(room.app.world.database.db);
const said = () => page.locator('.said[role=status]:not(.news)').first().textContent();

it('a page on which an issue was scheduled shows by itself that letters leave, and lets them be paused', async () => {
  await page.goto(`${room.base}${issue}/leaving`, { waitUntil: 'domcontentloaded' });
  const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await page.locator('#at').fill(`${inAMonth}T06:30`);
  await page.locator('#at').press('Enter');
  await expect.poll(said, patient).toContain('une autre semaine que celle du numéro');
  expect(await page.locator('#at').inputValue()).toBe(`${inAMonth}T06:30`);
  await page.locator('#other-week').press('Space');
  await page.locator('#at').press('Enter');
  await expect.poll(said, patient).toBe('Programmé.');
  expect(new URL(page.url()).pathname).toBe(`${issue}/leaving`);
  await page.evaluate('window.same = true');
  const letGo = holdRelay(1);
  await change(`update issues set send_at = now() - interval '1 second'`);
  const released = room.app.releaseIfDue('lhebdo', AbortSignal.timeout(120_000));
  await page.locator('[data-progress] #done').waitFor();
  expect(await page.evaluate('window.same')).toBe(true);
  expect(await page.locator('#work > [data-refused]').count()).toBe(0);
  await page.locator('#pause').press('Enter');
  await page.locator('#resume').waitFor();
  expect(await page.locator('h1').textContent()).toContain('n° ');
  letGo();
  await released;
  await page.locator('#resume').press('Enter');
  await page.getByText('Lire le bilan').waitFor(patient);
  expect(posts).toEqual(['/schedule', '/schedule', '/pause', '/resume']);
}, 120_000);

it('a page on which missing letters were sent again asks for no more of them once that is through', async () => {
  await change(
    `update letters set state = 'given_up' where id = (select min(id) from letters where state = 'accepted')`,
  );
  const arrived = room.relay.arrived.length;
  const letGo = holdRelay(arrived);
  posts.splice(0);
  // Tabs share each look at a ledger for half a second.
  await expect
    .poll(async () => {
      await page.goto(`${room.base}${issue}/leaving`, { waitUntil: 'domcontentloaded' });
      return page.locator('#sure-given_up').count();
    }, patient)
    .toBe(1);
  await page.locator('#sure-given_up').press('Space');
  await page.locator('#again-given_up').press('Enter');
  await page.locator('[data-progress]').waitFor();
  // What is given up meanwhile would leave again with a page that asks again.
  await change(
    `update letters set state = 'given_up' where id = (select max(id) from letters where state = 'accepted')`,
  );
  letGo();
  await page.getByText('Lire le bilan').waitFor(patient);
  expect(posts).toEqual(['/again']);
  expect(room.relay.arrived).toHaveLength(arrived + 1);
  expect(await page.locator('#again-given_up').count()).toBe(1);
}, 120_000);

describe('what an action came to', () => {
  const leaving = async (who: Browser) => (await who.get(`${issue}/leaving`)).text();
  /** Of an issue that has left there is nothing to schedule. */
  const schedule = async (who: Browser) => {
    const answer = await who.post(`${issue}/schedule`, await who.fieldsOf(await who.get('/studio')));
    const location = answer.headers.get('location') ?? '';
    expect([answer.status, location.replace(/[\w-]{22}$/, 'key')]).toEqual([
      303,
      `${issue}/leaving?said=key`,
    ]);
    return location;
  };
  const at = async (who: Browser, address: string) => (await who.get(address)).text();

  it('is told at the address that it leads to, in the language of who did it, and to nobody else', async () => {
    const [one, other] = [await room.signedIn('Ugo', ['chief']), await room.signedIn('Vera', ['chief'])];
    await one.post('/studio/language', {
      ...(await one.fieldsOf(await one.get('/studio'))),
      language: 'en',
    });
    const address = await schedule(one);
    // Another tab of theirs, that renews itself meanwhile, takes nothing of it.
    expect(await leaving(one)).not.toContain('Too late');
    expect(await at(other, address)).not.toContain('déjà parti');
    expect(await at(one, address)).toContain('Too late: the issue has left already.');
    expect(await at(one, address)).toContain('Too late: the issue has left already.');
    expect(await at(one, address.slice(0, -1))).not.toContain('Too late');
  });

  it('is no news to who comes back later, is not kept, and cannot be put into an address', async () => {
    const one = await room.signedIn('Yann', ['chief']);
    const address = await schedule(one);
    await change(`update said set at = at - interval '11 minutes'`);
    expect(await at(one, address)).not.toContain('d’abord approuver');
    await room.app.tidy();
    await schedule(one);
    expect(await room.app.tidy()).toMatchObject({ untold: 0 });
    await change(`update said set at = at - interval '11 minutes'`);
    expect(await room.app.tidy()).toMatchObject({ untold: 1 });
    const page = await (await one.get(`${issue}/leaving?said=approve&of=approve&kind=approved`)).text();
    expect(page).not.toContain('Approuvé.');
  });
});

it('a page that hears of the end of a send while a form is on its way waits for the answer, which tells what was done', async () => {
  const slow = await enterStudio(chrome, room, 'Wanda', ['chief']);
  await change(`update issues set state = 'sending'`);
  await slow.goto(`${room.base}${issue}/leaving`, { waitUntil: 'domcontentloaded' });
  await slow.locator('[data-progress] #done').waitFor();
  const letGo = await hold(slow, '**/pause');
  const isProgress = (request: { url(): string }) => request.url().endsWith('/progress');
  const heard = Promise.race([
    slow.waitForEvent('requestfinished', isProgress),
    slow.waitForEvent('requestfailed', isProgress),
  ]);
  const asked = slow.waitForRequest('**/pause');
  // Done with once its page is there.
  const pressed = slow.locator('#pause').press('Enter');
  await asked;
  await change(`update issues set state = 'sent'`);
  await heard;
  letGo();
  await pressed;
  await expect
    .poll(() => slow.locator('.said[role=status]:not(.news)').first().textContent(), patient)
    .toBe('L’état du numéro ne le permet plus.');
  // What renews itself there tells of it no more.
  await expect.poll(() => new URL(slow.url()).search, patient).toBe('');
  await slow.context().close();
}, 120_000);

it('no form leaves a page that renews itself at an address that nobody can ask for', async () => {
  const chief = await room.signedIn('Zelie', ['chief']);
  const token = await chief.fieldsOf(await chief.get('/studio'));
  const ours = routes.filter(({ path }) => path.startsWith('/issue/'));
  const asked = new Set(ours.filter(({ method }) => method === 'GET').map(({ path }) => path));
  const forms = ours.filter(({ method }) => method === 'POST');
  expect(forms.length).toBeGreaterThan(10);
  for (const { path } of forms) {
    const address = `/studio${path.replace(':newsletter', 'lhebdo').replace(':period', issue.slice(-8))}`;
    const fields = { ...token, sure: 'yes', missing: 'unknown', hash: '0', readers: 'everybody', to: 'me' };
    const html = await (await chief.post(address, fields)).text();
    if (/data-(news|progress|leaves)=/.test(html)) expect([...asked]).toContain(path);
  }
});
