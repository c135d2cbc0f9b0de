/** The desk over real HTTP: who comes first, what is folded, and the draft that is asked for by hand. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { nextRun } from '../../src/app/welcome.ts';
import { launchChrome } from '../support/chrome.ts';
import { enterStudio, keepPicture, violations } from './chrome.ts';
import { type Browser, openRoom, type Room } from './room.ts';

let room: Room;
let editor: Browser;
beforeAll(async () => {
  const refuse = (to: string) =>
    to === 'zoe@example.org' ? { code: 550, text: `5.7.1 go away, ${to}` } : null;
  room = await openRoom({}, { onReader: refuse });
  editor = await room.signedIn('Odile', ['editor']);
});
afterAll(() => room[Symbol.asyncDispose]());

const desk = async () => (await editor.get('/studio')).text();
const order = (html: string) =>
  [...html.matchAll(/<section class="stack" [^>]*id="([^"]+)"/g)].map(([, name]) => name);
const prepare = async (newsletter: string) =>
  editor.post(`/studio/draft/${newsletter}`, await editor.fieldsOf(await editor.get('/studio')));

/** Feeds of the sample newsroom, which is where lhebdo's feeds are. */
async function giveFeeds(newsletter: string, ...paths: readonly string[]): Promise<void> {
  const file = (name: string) => join(room.templates, name, 'newsletter.yaml');
  const known = parseDocument(await readFile(file('lhebdo'), 'utf8')).toJS();
  const settings = parseDocument(await readFile(file(newsletter), 'utf8'));
  const feeds = paths.map((path) => ({ url: new URL(path, known.feeds[0].url).href, name: path }));
  settings.set('feeds', settings.createNode(feeds));
  await writeFile(file(newsletter), settings.toString());
}

it('with nothing made yet every newsletter is one card, its feeds folded, the nearest slot first', async () => {
  const html = await desk();
  const slots = await Promise.all(
    order(html).map(async (name = '') => {
      const { schedule, time_zone } = await room.app.world.templates.newsletter(name);
      return nextRun(schedule.send, time_zone, new Date()).getTime();
    }),
  );
  expect(slots).toHaveLength(3);
  expect(slots).toEqual(slots.toSorted((one, other) => one - other));
  expect(html).not.toContain('Les derniers numéros');
  expect(html).toContain('11 flux jamais lus encore');
});

it('where the feeds bring nothing the draft is not refused as misunderstood: each trouble has its French', async () => {
  await giveFeeds('sante', '/culture/feed/', '/ancien-site/feed', '/video/feed/');
  const answer = await prepare('sante');
  const page = await answer.text();
  expect(answer.status).toBe(409);
  expect(page).toContain('<h1>Il n’y a encore rien à raconter</h1>');
  expect(page).not.toContain('n’a pas été comprise');
  expect(page).toContain('Il n’y a rien à cette adresse (404) : corrigez-la dans newsletter.yaml.');
  expect(page).toContain('À cette adresse il y a autre chose qu’un flux');
  expect(page).toContain('Le site est injoignable : la connexion a été coupée.');
  expect(page).not.toMatch(/could not|status 404|HTML page/);
  expect(page).toContain('Essayer encore');
}, 60_000);

it('idle cards and the page without a draft have no axe-core violation, opened or not, at both widths', async () => {
  const chrome = await launchChrome();
  const page = await enterStudio(chrome, room, 'Olympe', ['editor'], { bypassCSP: true });
  const isAccessible = async (name: string) => {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await keepPicture(page, `${name}-${width}`);
      expect([name, width, await violations(page)]).toEqual([name, width, []]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
  };
  expect(await page.locator('.idle').count()).toBe(3);
  await isAccessible('desk-idle');
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
  await isAccessible('desk-idle-open');
  await page.locator('#sante button').press('Enter');
  await page.getByRole('heading', { name: 'Il n’y a encore rien à raconter' }).waitFor();
  await isAccessible('no-draft');
  await page.goto(`${room.base}/studio/issue/lhebdo/1999-W01`);
  await isAccessible('not-found');
  await page.context().clearCookies();
  await page.goto(`${room.base}/studio/sign-in`);
  await isAccessible('sign-in');
  await chrome.close();
}, 120_000);

it('a newsletter whose feeds were never read is drafted by the button alone, and comes first', async () => {
  const answer = await prepare('essentiel');
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toMatch(/^\/studio\/issue\/essentiel\/\d{4}-\d{2}-\d{2}$/);
  const html = await desk();
  expect(order(html)).toEqual(['essentiel', 'sante', 'lhebdo']);
  expect(html).toContain('<summary>8 flux lus sans souci</summary>');
  expect(html).toContain('3 flux ne se lisent plus');
  // As the letter prints it, whatever was typed.
  await room.app.world.database.pool.query(`update issues set subject = 'L''heure d''été : "on" avance'`);
  const heading = /id="essentiel">.*?<h1>([^<]*)/s.exec(await desk())?.[1];
  expect(heading).toBe('L’heure d’été\u00a0: «\u202fon\u202f» avance');
}, 60_000);

it('healthy feeds that the newsletter above lists already are not listed again', async () => {
  await room.app.gather('lhebdo', AbortSignal.timeout(60_000));
  const html = await desk();
  expect(html.match(/<summary>8 flux lus sans souci<\/summary>/g)).toHaveLength(1);
  expect(html).toContain('8 flux lus sans souci, ceux de L’Essentiel.');
}, 60_000);

it('a confirmation that the relay refused is told to the desk, in the relay’s words but for the address', async () => {
  expect(await desk()).not.toContain('lettre de service');
  const body = new URLSearchParams({ email: 'zoe@example.org' });
  expect((await fetch(`${room.base}/s/lhebdo`, { method: 'POST', body })).status).toBe(200);
  await expect.poll(desk).toContain('Une lettre de service n’est pas partie.');
  const html = await desk();
  expect(html).toMatch(/1 × confirmation d’inscription.*<span lang="en">550 5\.7\.1 go away, …@…<\/span>/s);
  expect(html).not.toContain('zoe@');
});

it('one of a kind that only a newer version knows is told by its name', async () => {
  const { pool } = room.app.world.database;
  await pool.query(`insert into refused_service_letters (kind, to_hash, reason, at)
    values ('of_later', '\\x00', '550 no', now())`);
  expect(await desk()).toMatch(/1 × of later.*550 no/s);
  await pool.query(`delete from refused_service_letters where kind = 'of_later'`);
});

it('an editor who chose English reads the troubles in English', async () => {
  const { form_token } = await editor.fieldsOf(await editor.get('/studio'));
  await editor.post('/studio/language', { form_token, language: 'en' });
  const html = await desk();
  expect(html).toContain('There is nothing at this address (404): correct it in newsletter.yaml.');
  expect(html).toContain('8 feeds read without trouble');
});

it('a newsletter.yaml that cannot be read is told line by line in French, and hides no other newsletter', async () => {
  const file = join(room.templates, 'sante', 'newsletter.yaml');
  const sound = await readFile(file, 'utf8');
  await writeFile(file, `bogus: 1\n${sound.replace(/^title:.*$/m, 'title: 3')}`);
  const reader = await room.signedIn('Odette', ['editor']);
  const html = await (await reader.get('/studio')).text();
  expect(html).toContain('newsletter.yaml ne se lit pas');
  expect(html).toContain('<li>Ligne 1, bogus : Hebdo ne connaît pas ce réglage.</li>');
  expect(html).toMatch(/<li>Ligne \d+, title : il faut un texte, et il y a un nombre.<\/li>/);
  expect(order(html)).toEqual(['essentiel', 'lhebdo']);
  const page = await reader.get('/studio/issue/sante/2026-W48/leaving');
  expect([page.status, await page.text()]).toEqual([
    500,
    expect.stringContaining('newsletter.yaml est à corriger'),
  ]);
  await writeFile(file, sound);
  expect(order(await (await reader.get('/studio')).text())).toContain('sante');
});
