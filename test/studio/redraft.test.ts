/** A draft made anew from the studio: what stays is said before, what changes can be taken back, and nobody's page is misled. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Period } from '../../src/audience/ids.ts';
import { momentInWords } from '../../src/studio/words.ts';
import { findIssue } from '../../src/world/db/issues.ts';
import { launchChrome } from '../support/chrome.ts';
import { enterStudio, keepPicture, violations } from './chrome.ts';
import { type Browser, openRoom, type Room } from './room.ts';

let room: Room;
let issue: string;
/** Of the issue, whatever week it is by now. */
const period = () => issue.slice(-8) as Period;
let rose: Browser;
beforeAll(async () => {
  room = await openRoom();
  issue = await room.prepare(5);
  await room.fetchOnce();
  rose = await room.signedIn('Rose', ['editor']);
}, 240_000);
afterAll(() => room[Symbol.asyncDispose]());

async function seen(path = issue, who = rose) {
  const html = await (await who.get(path)).text();
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  return { html, form: { form_token: value('form_token'), version: value('version') }, value };
}
const edit = async (fields: Record<string, string>, who = rose) =>
  (await who.post(`${issue}/edit`, { ...(await seen(issue, who)).form, ...fields })).status;
const redraft = async (who = rose) =>
  who.post(`${issue}/redraft`, (await seen(`${issue}/redraft`, who)).form);
const undo = async () => {
  const { form, value } = await seen();
  return (await rose.post(`${issue}/undo`, { ...form, change: value('change') })).status;
};
const stored = async () => {
  const found = await findIssue(room.app.world.database.pool, 'lhebdo', period());
  if (!found) throw new Error('the issue is gone');
  return found;
};
const looked = async () => {
  const { rows } = await sql`select number, date, send_at, drafted_at, articles_until from issues`.execute(
    room.app.world.database.db,
  );
  return rows;
};
const asBefore = ({ version: _, ...rest }: Awaited<ReturnType<typeof stored>>) => rest;

it('says what stays, makes the rest anew, and an undo brings back what was there, dates included', async () => {
  const [lead, second, third] = (await stored()).items.map(({ articleId }) => String(articleId));
  if (!lead || !second || !third) throw new Error('too few articles');
  expect(await edit({ what: 'title', item: second, text: 'Un titre de Rose' })).toBe(303);
  expect(await edit({ what: 'pin', item: third })).toBe(303);
  expect(await edit({ what: 'edito', text: 'Un mot de Rose.' })).toBe(303);
  expect(await edit({ what: 'drop', item: lead })).toBe(303);
  await sql`update issues set date = date - 30`.execute(room.app.world.database.db);
  const [before, dates] = [await stored(), await looked()];
  const leads = async () => (await seen(`${issue}/checks`)).html.includes('href="#redraft"');
  const button = async () => (await seen()).html.includes('id="redraft"');
  expect([await leads(), await button()]).toEqual([true, true]);

  const { html } = await seen(`${issue}/redraft`);
  expect(html).toMatch(/Ce que la rédaction a écrit : l’édito\./);
  expect(html).toMatch(/Un titre de Rose <span class="small soft">retouché<\/span>/);
  expect(html).toContain('La lettre sera datée du');
  expect((await redraft()).headers.get('location')).toBe(issue);
  const made = await stored();
  expect(made.date > before.date).toBe(true);
  const ids = made.items.map(({ articleId }) => String(articleId));
  expect(ids).toEqual(expect.arrayContaining([lead, second, third]));
  expect(made.items.find(({ articleId }) => String(articleId) === second)?.edited).toEqual({
    title: 'Un titre de Rose',
  });
  expect(made.edito).toEqual(before.edito);
  expect(await leads()).toBe(false);
  const history = /id="history">.*?<\/details>/s.exec((await seen()).html)?.[0];
  expect(history).toMatch(/<strong>Rose<\/strong>[^<]*<br\/>brouillon refait/);

  expect(await edit({ what: 'preheader', text: 'Après' })).toBe(303);
  expect([await undo(), await undo()]).toEqual([303, 303]);
  expect(asBefore(await stored())).toEqual(asBefore(before));
  expect(await looked()).toEqual(dates);
  // The dropped lead is dropped again, and its undo is the next one.
  expect(/id="undo">[^<]*<\/button><span[^>]*>([^«]*)/.exec((await seen()).html)?.[1]).toBe(
    'Rose : retiré : ',
  );
}, 60_000);

it('a page of before the new draft saves an editorial, and tells whoever presses a button of it', async () => {
  const old = await seen();
  const { items } = await stored();
  expect((await redraft()).status).toBe(303);
  const other = await room.signedIn('Basile', ['editor']);
  const { form_token } = (await seen(issue, other)).form;
  const stale = { form_token, version: old.form.version };
  const drop = { ...stale, what: 'drop', item: String(items.at(-1)?.articleId) };
  const answer = await other.post(`${issue}/edit`, drop);
  const page = await answer.text();
  expect([answer.status, page.includes('<h1>Le brouillon a été refait</h1>')]).toEqual([409, true]);
  expect(page).not.toContain('les deux versions');
  const typed = { ...stale, what: 'edito', text: 'Tapé pendant ce temps.' };
  expect((await other.post(`${issue}/edit`, typed)).status).toBe(303);
  expect((await stored()).edito?.text).toBe('Tapé pendant ce temps.');
}, 30_000);

it('is not made over what another editor has just changed, nor twice, nor once approved', async () => {
  const other = await room.signedIn('Anouk', ['editor']);
  const { form } = await seen(`${issue}/redraft`, other);
  await edit({ what: 'subject', text: 'Un objet de Rose' });
  const before = await stored();
  const late = await other.post(`${issue}/redraft`, form);
  expect([late.status, await late.text()]).toEqual([409, expect.stringContaining('Un objet de Rose')]);
  expect(await stored()).toEqual(before);

  await redraft();
  const again = await redraft();
  expect([again.status, await again.text()]).toEqual([
    422,
    expect.stringContaining('Le choix serait le même'),
  ]);
  const ready = await seen(`${issue}/redraft`);
  const signal = AbortSignal.timeout(60_000);
  expect((await room.app.approve('lhebdo', period(), { by: 'Rose', signal })).kind).toBe('approved');
  for (const answer of [await rose.get(`${issue}/redraft`), await rose.post(`${issue}/redraft`, ready.form)])
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining('retirez d’abord l’approbation'),
    ]);
  expect((await seen()).html.includes('id="redraft"')).toBe(false);
  expect((await rose.post(`${issue}/redraft`, { ...ready.form, version: 'x' })).status).toBe(400);
  await edit({ what: 'preheader', text: 'Un mot de plus' });
}, 60_000);

it('pressed twice it is made once, and whoever comes late is told what changed in words that fit', async () => {
  const other = await room.signedIn('Basma', ['editor']);
  await sql`update issues set date = date - 30`.execute(room.app.world.database.db);
  const [{ form }, late] = [await seen(`${issue}/redraft`), await seen(`${issue}/redraft`, other)];
  const presses = await Promise.all([
    rose.post(`${issue}/redraft`, form),
    rose.post(`${issue}/redraft`, form),
  ]);
  expect(presses.map(({ status }) => status)).toEqual([303, 303]);
  expect((await stored()).version).toBe(Number(form.version) + 1);
  expect((await rose.post(`${issue}/redraft`, form)).status).toBe(303);
  const answer = await other.post(`${issue}/redraft`, late.form);
  const page = await answer.text();
  expect(answer.status).toBe(409);
  expect(page).toMatch(
    /Le numéro a changé depuis que vous avez ouvert la page.*<strong>Rose<\/strong>.*brouillon refait/s,
  );
  expect(page).not.toMatch(/la même chose|les deux versions/);
  await undo();
  // Made and taken back: another press would make it once more.
  expect((await rose.post(`${issue}/redraft`, form)).status).toBe(409);
}, 60_000);

describe('when the issue leaves', () => {
  const moments = async () => (await stored()).sendAt?.toISOString() ?? null;
  const set = (hour: string | null, slot: string) =>
    sql`update issues set send_at = ${hour}, drafted_for = ${slot}, date = date - 1`.execute(
      room.app.world.database.db,
    );
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  const wished = inDays(3);
  const [slot, gone] = [inDays(5).toISOString(), inDays(-400).toISOString()];

  it.each([
    [
      'an hour that somebody set',
      wished.toISOString(),
      `L’heure du départ, une fois approuvée : ${momentInWords(wished, 'Europe/Paris', 'fr')}.`,
    ],
    ['an issue that somebody held back', null, 'La lettre ne part pas toute seule.'],
  ])('%s stays, and is said to stay', async (_, hour, words) => {
    await set(hour, slot);
    expect((await seen(`${issue}/redraft`)).html).toContain(words);
    expect((await redraft()).status).toBe(303);
    expect(await moments()).toBe(hour);
    expect(await undo()).toBe(303);
    expect(await moments()).toBe(hour);
  });

  it('its slot gives way to the one of now, which is said before, and comes back with an undo', async () => {
    await set(gone, gone);
    expect((await seen(`${issue}/redraft`)).html).toMatch(
      new RegExp(`(au lieu du|toute seule le) ${momentInWords(new Date(gone), 'Europe/Paris', 'fr')}`),
    );
    expect((await redraft()).status).toBe(303);
    expect(await moments()).toBe((await stored()).draftedFor?.toISOString() ?? null);
    expect(await undo()).toBe(303);
    expect(await moments()).toBe(gone);
  });

  it.each([wished.toISOString(), null])(
    'an undo leaves alone what somebody decided since: %s',
    async (hour) => {
      await set(gone, gone);
      expect((await redraft()).status).toBe(303);
      await sql`update issues set send_at = ${hour}, drafted_for = ${slot}`.execute(
        room.app.world.database.db,
      );
      expect(await undo()).toBe(303);
      expect(await moments()).toBe(hour);
    },
  );
});

it('is reached and made by keys, without an axe-core violation at either width', async () => {
  await using chrome = await launchChrome();
  const page = await enterStudio(chrome, room, 'Olympe', ['editor'], { bypassCSP: true });
  await page.goto(`${room.base}${issue}`, { waitUntil: 'domcontentloaded' });
  await page.locator('#redraft').press('Enter');
  await page.locator('#redraft-now').waitFor();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await keepPicture(page, `redraft-${width}`);
    expect([width, await violations(page)]).toEqual([width, []]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  }
}, 60_000);
