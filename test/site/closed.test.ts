/** A newsletter that closed, or is gone: no page and no link of before leads into it, and each says so and what there is instead. */
import { cp, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { formOn, press } from '../support/form.ts';
import { openNewsroom } from './newsroom.ts';
import { addReader } from './reader.ts';
import { everything } from './tables.ts';
import { openTwoRhythms } from './two-rhythms.ts';

let templates: Awaited<ReturnType<typeof openTwoRhythms>>;
let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeAll(async () => {
  templates = await openTwoRhythms();
  const settings = await readFile(settingsOf('lhebdo'), 'utf8');
  await cp('templates/lhebdo', join(templates.folder, 'chantier'), { recursive: true });
  const own = settings.replace(/^other_rhythm: .*$/m, '').replace(/^title: .*$/m, 'title: Le Chantier');
  await writeFile(settingsOf('chantier'), own);
  room = await openNewsroom({ templates: templates.folder });
});
afterEach(async () => {
  for (const name of ['chantier', 'lhebdo']) await setOpen(name, true);
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
  await templates[Symbol.asyncDispose]();
});

const settingsOf = (newsletter: string) => join(templates.folder, newsletter, 'newsletter.yaml');
const closing = '\nsign_up: { open: false }\n';
async function setOpen(newsletter: string, open: boolean): Promise<void> {
  const settings = (await readFile(settingsOf(newsletter), 'utf8')).replaceAll(closing, '');
  await writeFile(settingsOf(newsletter), open ? settings : settings + closing);
}
const close = (newsletter: string) => setOpen(newsletter, false);
const page = async (url: string) => (await fetch(url)).text();
const post = (url: string, body: URLSearchParams) => fetch(url, { method: 'POST', body });
const reader = (...newsletters: readonly string[]) => addReader(room, newsletters);
const states = async (email: string) =>
  (
    await sql<{ newsletter: string; state: string }>`
      select newsletter, state from subscriptions join subscribers on id = subscriber_id where email = ${email} order by 1`.execute(
      room.database.db,
    )
  ).rows.map(({ newsletter, state }) => `${newsletter} ${state}`);

/** Each answer is the page that says so, and nothing is another than before. */
async function refused(title: string, ...asks: readonly (() => Promise<Response>)[]): Promise<string> {
  const before = await everything(room.database.db);
  let html = '';
  for (const ask of asks) {
    const answer = await ask();
    html = await answer.text();
    expect([answer.status, html]).toEqual([410, expect.stringContaining(`Nous ne proposons plus ${title}`)]);
    expect(html).toContain('We no longer offer');
    expect(html).toContain('Rien n’a été changé');
  }
  expect(await everything(room.database.db)).toBe(before);
  return html;
}

describe('«Me réabonner», in an old letter', () => {
  it('is not offered, and its button of before brings nobody back; the others are a tick away', async () => {
    const { links, email } = await reader('chantier');
    await press(links.unsubscribe, 'unsubscribe');
    const button = formOn(await page(links.unsubscribe), 'resubscribe');
    await close('chantier');
    const html = await page(links.unsubscribe);
    expect(html).toContain('Nous ne proposons plus Le Chantier\u00A0: on ne peut pas s’y réabonner.');
    expect(html).not.toContain('value="resubscribe"');
    const told = await refused('Le Chantier', () => post(links.unsubscribe, button));
    for (const one of [html, told]) {
      const ways = [...one.matchAll(/<a href="(\/p\/[^"]+)">([^<]+)/g)];
      expect(ways.map(([, , title]) => title)).toEqual(['L’Essentiel', 'L’Hebdo']);
      expect(await page(`${room.base}${ways[0]?.[1]}`)).toContain('Vos préférences');
    }
    expect(await states(email)).toEqual(['chantier unsubscribed']);
    await setOpen('chantier', true);
    expect(await (await post(links.unsubscribe, button)).text()).toContain('Vous recevez de nouveau');
  });

  it('nor where its settings are gone; where they are only broken it still leads back', async () => {
    const { links, email } = await reader('chantier', 'lhebdo');
    await press(links.unsubscribe, 'unsubscribe');
    const button = formOn(await page(links.unsubscribe), 'resubscribe');
    const aside = `${settingsOf('chantier')}.aside`;
    await rename(settingsOf('chantier'), aside);
    const html = await refused('chantier', () => post(links.unsubscribe, button)).finally(() =>
      rename(aside, settingsOf('chantier')),
    );
    // They receive the other one.
    expect(html.match(/href="\/p\//g)).toHaveLength(1);
    const settings = await readFile(settingsOf('chantier'), 'utf8');
    await writeFile(settingsOf('chantier'), 'sections: [\n');
    const answer = await press(links.unsubscribe, 'resubscribe').finally(() =>
      writeFile(settingsOf('chantier'), settings),
    );
    expect(answer.status).toBe(200);
    expect(await states(email)).toEqual(['chantier active', 'lhebdo active']);
  });
});

it('who leaves a newsletter that closed is told beforehand that there is no way back, and offered none afterwards', async () => {
  const { links, email } = await reader('chantier');
  await close('chantier');
  expect(await page(links.unsubscribe)).toContain('vous ne pourrez pas vous y réabonner ensuite');
  const left = await (await press(links.unsubscribe, 'unsubscribe')).text();
  expect(left).toContain('C’est fait');
  expect(left).not.toMatch(/value="resubscribe"|href="\/p\//);
  expect(await states(email)).toEqual(['chantier unsubscribed']);
});

it('the front page keeps what it published, and promises no first issue', async () => {
  for (const name of ['chantier', 'lhebdo']) await close(name);
  const html = await page(`${room.base}/`);
  expect(html).not.toMatch(/Le Chantier|Recevoir L’Hebdo/);
  expect(html).toContain('href="/l/lhebdo/2026-W48"');
});

it('fewer letters are not those of a weekly that closed while the page stood open', async () => {
  const { links, email } = await reader('lessentiel');
  const button = formOn(await page(links.unsubscribe), 'fewer');
  await close('lhebdo');
  const answer = await post(links.unsubscribe, button);
  expect([answer.status, await answer.text()]).toEqual([
    422,
    expect.stringContaining('Nous ne proposons plus L’Hebdo. Rien n’a été changé'),
  ]);
  expect(await states(email)).toEqual(['lessentiel active']);
});

describe('where one signs up', () => {
  it('the page and a form of before say so, in the language asked for', async () => {
    const url = `${room.base}/s/chantier`;
    const form = formOn(await page(url), null, { email: 'zoe@example.org' });
    await close('chantier');
    const html = await refused(
      'Le Chantier',
      () => fetch(url),
      () => post(url, form),
    );
    expect([...html.matchAll(/href="(\/s\/[^"]+)"/g)].map(([, href]) => href)).toEqual([
      '/s/lessentiel?lang=fr',
      '/s/lhebdo?lang=fr',
    ]);
    expect(await page(`${url}?lang=en`)).toContain('<h1>We no longer offer Le Chantier</h1>');
  });

  it('the frame in a page of the paper says so in its place', async () => {
    await close('chantier');
    const embedded = await fetch(`${room.base}/s/chantier/embed`);
    expect(embedded.headers.get('content-security-policy')).toContain(
      'frame-ancestors https://lacalanque.example',
    );
    expect(embedded.headers.get('x-frame-options')).toBeNull();
    const html = await refused('Le Chantier', () => fetch(`${room.base}/s/chantier/embed`));
    expect(html).toContain('href="/s/lhebdo?lang=fr" target="_blank"');
  });

  it('a tick of one that closed asks for no other one instead', async () => {
    for (const name of ['chantier', 'lessentiel']) await close(name);
    const before = await everything(room.database.db);
    const body = new URLSearchParams({ email: 'zoe@example.org', newsletter: 'chantier' });
    const answer = await post(`${room.base}/s`, body).finally(() => setOpen('lessentiel', true));
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining('au moins une lettre'),
    ]);
    expect(await everything(room.database.db)).toBe(before);
  });
});

describe('the button of a letter that left before', () => {
  async function askedFor(email: string, newsletters: readonly string[]): Promise<string> {
    const before = room.relay.arrived.length;
    const body = new URLSearchParams({ email });
    for (const name of newsletters) body.append('newsletter', name);
    await post(`${room.base}/s`, body);
    await room.posted(before + 1);
    return room.confirmationLink();
  }

  it('confirms nothing of it; it works again where the newsletter opens again', async () => {
    const link = await askedFor('luc@example.org', ['chantier']);
    const form = formOn(await page(link), 'confirm');
    await close('chantier');
    await refused(
      'Le Chantier',
      () => fetch(link),
      () => post(link, form),
    );
    await setOpen('chantier', true);
    expect(await (await post(link, form)).text()).toContain('c’est confirmé');
    expect(await states('luc@example.org')).toEqual(['chantier active']);
    await close('chantier');
    expect(await page(link)).toContain('c’est confirmé');
  });

  it('confirms the others, and says which one does not come', async () => {
    const link = await askedFor('zoe@example.org', ['chantier', 'lhebdo']);
    await close('chantier');
    const asks = await page(link);
    expect(asks).toContain('Confirmez que vous souhaitez recevoir L’Hebdo à cette adresse');
    const done = await (await press(link, 'confirm')).text();
    for (const html of [asks, done]) expect(html).toContain('nous avons cessé de proposer Le Chantier');
    expect(done).toContain('Vous recevrez L’Hebdo dès le prochain numéro');
    expect(await states('zoe@example.org')).toEqual(['lhebdo active']);
    expect(await page(link)).not.toContain('Chantier');
    const found = await room.steps.consentReceipts('zoe@example.org');
    expect(found.kind === 'records' && found.records.map(({ newsletter }) => newsletter)).toEqual(['lhebdo']);
  });
});
