/** Every consent given on a page has its proof: the sentence that stood there, and never one that came after. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
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
  room = await openNewsroom({ templates: templates.folder });
});
afterEach(async () => {
  await callPaper('La Calanque');
  // Letters that are under way would change what the next test compares.
  await room.posted(room.relay.arrived.length);
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
  await templates[Symbol.asyncDispose]();
});

/** Gives the paper another name, which every sentence tells. */
async function callPaper(name: string): Promise<void> {
  for (const newsletter of ['lhebdo', 'lessentiel']) {
    const file = join(templates.folder, newsletter, 'newsletter.yaml');
    const settings = await readFile(file, 'utf8');
    await writeFile(file, settings.replace(/^publisher:\n {2}name: .*$/m, `publisher:\n  name: ${name}`));
  }
}

const reader = (...newsletters: readonly string[]) => addReader(room, newsletters);
const page = async (url: string) => (await fetch(url)).text();
const post = (url: string, body: URLSearchParams, headers = {}) =>
  fetch(url, { method: 'POST', body, headers });
const network = { 'X-Forwarded-For': '203.0.113.7' };
/** Of the consents that were given or taken back on pages. */
async function proofs(email: string) {
  const found = await room.steps.consentReceipts(email);
  if (found.kind === 'fault') throw new Error(found.fault);
  return found.records
    .filter(({ source }) => source !== 'added by the operator')
    .map(({ newsletter, action, network: from, wording }) => ({
      what: `${newsletter} ${action}`,
      network: from,
      text: wording?.text ?? null,
      version: wording?.version ?? null,
    }));
}
const sentenceOn = (html: string) => /<p class="wording">(.*?)<\/p>/.exec(html)?.[1] ?? '';
async function moveLink(links: { readonly preferences: string }, to: string): Promise<string> {
  const before = room.relay.arrived.length;
  await post(`${links.preferences}/address`, new URLSearchParams({ action: 'ask', email: to }));
  await room.posted(before + 1);
  const { text = '' } = await PostalMime.parse(room.relay.arrived.at(-1)?.raw ?? '');
  return `${room.base}${/\/a\/[\w-]+/.exec(text)?.[0]}`;
}

describe('the receipt holds the very sentence that stood on the page, and the network', () => {
  it('of letters chosen among the preferences', async () => {
    const { email, links } = await reader('lhebdo');
    const text = sentenceOn(await page(links.preferences));
    expect(text).toMatch(/^J’accepte que La Calanque m’envoie .*\(L’Essentiel, L’Hebdo\)/);
    await press(links.preferences, 'save', { 'rhythm-lhebdo': 'lessentiel' }, network);
    const kept = { network: '203.0.113.0/24', text, version: 'preferences 1' };
    expect(await proofs(email)).toEqual([
      { what: 'lessentiel granted', ...kept },
      { what: 'lhebdo withdrawn', ...kept },
    ]);
  });

  it('of «Me réabonner»', async () => {
    const { email, links } = await reader('lhebdo');
    await press(links.unsubscribe, 'unsubscribe');
    const text = sentenceOn(await page(links.unsubscribe));
    expect(text).toContain('m’envoie de nouveau L’Hebdo');
    await press(links.unsubscribe, 'resubscribe', {}, network);
    expect((await proofs(email)).at(-1)).toEqual({
      ...{ what: 'lhebdo granted', network: '203.0.113.0/24', text, version: 'subscribe again 1' },
    });
  });

  it('of fewer letters', async () => {
    const { email, links } = await reader('lessentiel');
    const text = sentenceOn(await page(links.unsubscribe));
    expect(text).toContain('m’envoie L’Hebdo par courriel, à la place de L’Essentiel');
    await press(links.unsubscribe, 'fewer', {}, network);
    const kept = { network: '203.0.113.0/24', text, version: 'fewer letters 1' };
    expect(await proofs(email)).toEqual([
      { what: 'lhebdo granted', ...kept },
      { what: 'lessentiel withdrawn', ...kept },
    ]);
  });

  it('of a move, for each letter that moves', async () => {
    const { links } = await reader('lhebdo', 'lessentiel');
    const link = await moveLink(links, 'moved@example.com');
    const text = sentenceOn(await page(link));
    expect(text).toContain('m’envoie à cette adresse');
    await press(link, 'move', {}, network);
    const kept = { network: '203.0.113.0/24', text, version: 'move 1' };
    expect((await proofs('moved@example.com')).toSorted((a, b) => (a.what < b.what ? -1 : 1))).toEqual([
      { what: 'lessentiel granted', ...kept },
      { what: 'lhebdo granted', ...kept },
    ]);
  });

  it('of a move that is taken back', async () => {
    const { email, links } = await reader('lhebdo');
    const moving = await moveLink(links, 'stranger@example.com');
    const arrived = room.relay.arrived.length;
    await press(moving, 'move');
    await room.posted(arrived + 1);
    const told = await PostalMime.parse(room.relay.arrived.at(-1)?.raw ?? '');
    const link = `${room.base}${/\/b\/[\w-]+/.exec(told.text ?? '')?.[0]}`;
    const text = sentenceOn(await page(link));
    expect(text).toContain('m’envoie à cette adresse');
    const body = formOn(await page(link), 'take_back');
    await callPaper('Le Calanquais');
    expect((await post(link, body)).status).toBe(422);
    await callPaper('La Calanque');
    expect((await post(link, body, network)).status).toBe(200);
    expect((await proofs(email)).at(-1)).toEqual({
      ...{ what: 'lhebdo granted', network: '203.0.113.0/24', text, version: 'move 1' },
    });
  });

  it('in the language of the page', async () => {
    const { email, links } = await reader('lhebdo');
    await press(links.preferences, 'save', { language: 'en' });
    await press(links.preferences, 'save', { 'rhythm-lhebdo': 'lhebdo lessentiel' });
    expect((await proofs(email)).at(-1)?.text).toMatch(/^I agree that La Calanque sends me/);
    await press(links.preferences, 'save', { language: 'fr' });
    const receipt = await page(`${links.preferences}/receipt`);
    expect(receipt).toMatch(/<html lang="fr">.*<blockquote lang="en"><p>I agree/s);
  });
});

describe('a page that stayed open while its sentence changed', () => {
  const changed = 'n’est plus celle que vous avez lue';
  /** The form of a page as it was, after the paper took another name. */
  async function overtaken(url: string, action: string | null, changes = {}): Promise<URLSearchParams> {
    const body = formOn(await page(url), action, changes);
    await callPaper('Le Calanquais');
    return body;
  }
  async function unchanged(act: () => Promise<Response>): Promise<string> {
    const before = await everything(room.database.db);
    const answer = await act();
    expect(answer.status).toBe(422);
    expect(await everything(room.database.db)).toBe(before);
    const html = await answer.text();
    expect(html).toContain(changed);
    return html;
  }

  it('signs nobody up: the form comes again with what was typed, and its answer works', async () => {
    const url = `${room.base}/s/lhebdo`;
    const body = await overtaken(url, null, { email: 'zoe@example.org' });
    const html = await unchanged(() => post(url, body));
    expect(html).toContain('value="zoe@example.org"');
    expect(sentenceOn(html)).toContain('Le Calanquais');
    expect((await post(url, formOn(html, null))).status).toBe(200);
  });

  it('asks about a spelling under the sentence that was read', async () => {
    const url = `${room.base}/s/lhebdo`;
    const asked = await (await press(url, null, { email: 'zoe@gmial.com' })).text();
    const body = formOn(asked, null);
    expect(body.get('email')).toBe('zoe@gmail.com');
    await callPaper('Le Calanquais');
    await unchanged(() => post(url, body));
  });

  it.each(['overtaken', 'without a word of what was shown'])('brings nobody back (%s)', async (how) => {
    const { links } = await reader('lhebdo');
    await press(links.unsubscribe, 'unsubscribe');
    const body =
      how === 'overtaken'
        ? await overtaken(links.unsubscribe, 'resubscribe')
        : new URLSearchParams({ action: 'resubscribe' });
    const html = await unchanged(() => post(links.unsubscribe, body));
    expect(await (await post(links.unsubscribe, formOn(html, 'resubscribe'))).text()).toContain(
      'Vous recevez de nouveau',
    );
  });

  it.each(['overtaken', 'without a word of what was shown'])('changes no rhythm (%s)', async (how) => {
    const { links } = await reader('lessentiel');
    const body =
      how === 'overtaken'
        ? await overtaken(links.unsubscribe, 'fewer')
        : new URLSearchParams({ action: 'fewer' });
    const html = await unchanged(() => post(links.unsubscribe, body));
    expect(await (await post(links.unsubscribe, formOn(html, 'fewer'))).text()).toContain('C’est fait');
  });

  it('moves nobody', async () => {
    const { links } = await reader('lhebdo');
    const link = await moveLink(links, 'elsewhere@example.com');
    const body = await overtaken(link, 'move');
    const html = await unchanged(() => post(link, body));
    expect((await post(link, formOn(html, 'move'))).status).toBe(200);
  });

  it('among the preferences joins nothing, keeps the tick, and saves the rest', async () => {
    const { email, links } = await reader('lhebdo');
    const body = await overtaken(links.preferences, 'save', {
      'rhythm-lhebdo': 'lhebdo lessentiel',
      commune: 'cassis',
    });
    const answer = await post(links.preferences, body);
    const html = await answer.text();
    expect([answer.status, html.includes(changed)]).toEqual([422, true]);
    expect(await proofs(email)).toEqual([]);
    const again = formOn(html, 'save');
    expect([again.get('rhythm-lhebdo'), again.get('commune')]).toEqual(['lhebdo lessentiel', 'cassis']);
    expect((await post(links.preferences, again)).status).toBe(200);
    expect((await proofs(email)).map(({ what, text }) => [what, text?.includes('Le Calanquais')])).toEqual([
      ['lessentiel granted', true],
    ]);
  });

  it('among the preferences changes no rhythm: the letter that comes goes on until the other one is joined', async () => {
    const { email, links } = await reader('lessentiel');
    const body = await overtaken(links.preferences, 'save', {
      'rhythm-lhebdo': 'lhebdo',
      commune: 'cassis',
    });
    const answer = await post(links.preferences, body);
    expect(answer.status).toBe(422);
    expect(await proofs(email)).toEqual([]);
    const again = formOn(await answer.text(), 'save');
    expect([again.get('rhythm-lhebdo'), again.get('commune')]).toEqual(['lhebdo', 'cassis']);
    expect((await post(links.preferences, again)).status).toBe(200);
    expect((await proofs(email)).map(({ what }) => what)).toEqual(['lhebdo granted', 'lessentiel withdrawn']);
  });

  it('among the preferences leaves one of two letters at once: none is joined instead', async () => {
    const { email, links } = await reader('lhebdo', 'lessentiel');
    const body = await overtaken(links.preferences, 'save', { 'rhythm-lhebdo': 'lhebdo' });
    expect((await post(links.preferences, body)).status).toBe(200);
    expect((await proofs(email)).map(({ what }) => what)).toEqual(['lessentiel withdrawn']);
  });

  it('tells nobody who came back in another tab that they receive nothing', async () => {
    const { links } = await reader('lhebdo');
    await press(links.unsubscribe, 'unsubscribe');
    const stale = await overtaken(links.unsubscribe, 'resubscribe');
    await press(links.unsubscribe, 'resubscribe');
    const before = await everything(room.database.db);
    const answer = await post(links.unsubscribe, stale);
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringContaining('Vous recevez de nouveau'),
    ]);
    expect(await everything(room.database.db)).toBe(before);
  });

  it('among the preferences is left by all the same, under no sentence', async () => {
    const { email, links } = await reader('lhebdo');
    const body = await overtaken(links.preferences, 'save', { 'rhythm-lhebdo': '' });
    expect((await post(links.preferences, body)).status).toBe(200);
    expect(await proofs(email)).toEqual([
      { what: 'lhebdo withdrawn', network: null, text: null, version: null },
    ]);
  });

  it('records no opening, keeps the tick, and takes back what was agreed to', async () => {
    const { email, links } = await reader('lhebdo');
    const tracking = `${links.preferences}/tracking`;
    await press(tracking, 'tracking', { opens: 'yes' }, network);
    const body = await overtaken(tracking, 'tracking', { opens: [], clicks: 'yes' });
    const answer = await post(tracking, body, network);
    const html = await answer.text();
    expect([answer.status, html.includes(changed)]).toEqual([422, true]);
    const again = formOn(html, 'tracking');
    expect([again.get('opens'), again.get('clicks')]).toEqual([null, 'yes']);
    expect((await proofs(email)).map(({ text, ...rest }) => ({ ...rest, said: text !== null }))).toEqual([
      { what: 'null granted', network: '203.0.113.0/24', version: 'open tracking 1', said: true },
      { what: 'null withdrawn', network: '203.0.113.0/24', version: null, said: false },
    ]);
    expect((await post(tracking, again)).status).toBe(200);
    expect((await proofs(email)).at(-1)).toMatchObject({ version: 'click tracking 1' });
  });
});

it('a form made by hand still signs up: the page behind the letter’s button shows the sentence of the receipt', async () => {
  const arrived = room.relay.arrived.length;
  const body = new URLSearchParams({ email: 'hand@example.org' });
  expect((await post(`${room.base}/s/lhebdo`, body)).status).toBe(200);
  await room.posted(arrived + 1);
  await callPaper('Le Calanquais');
  const link = await room.confirmationLink();
  const text = sentenceOn(await page(link));
  expect(text).toContain('J’accepte que La Calanque');
  await press(link, 'confirm');
  expect(await proofs('hand@example.org')).toMatchObject([{ what: 'lhebdo granted', text }]);
});
