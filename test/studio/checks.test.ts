/** The checks beside the desk: they follow the issue, lead to the place, and say the same as command and gate. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser as Chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import type { Period } from '../../src/audience/ids.ts';
import { launchChrome } from '../support/chrome.ts';
import { openRoom, type Room } from './room.ts';

const patient = { timeout: 30_000 };

let room: Room;
let issue: string;
/** Of the issue, whatever week it is by now. */
const period = () => issue.slice(-8) as Period;
let browser: Chromium;
beforeAll(async () => {
  room = await openRoom();
  issue = await room.prepare(40);
  await room.fetchOnce();
  browser = await launchChrome();
}, 240_000);
afterAll(async () => {
  await browser.close();
  await room[Symbol.asyncDispose]();
});

describe('over HTTP', () => {
  it('are what hebdo check finds, and what the gate of approval shows', async () => {
    const editor = await room.signedIn('Agathe', ['editor']);
    const command = await room.app.check('lhebdo', period(), AbortSignal.timeout(60_000));
    if (command.kind !== 'checked') throw new Error(command.kind);
    const texts = command.findings.map(({ message }) => escaped(message));
    expect(texts.length).toBeGreaterThan(3);
    for (const page of ['/checks', '/check']) {
      const html = await (await editor.get(`${issue}${page}`)).text();
      for (const text of texts) expect(html).toContain(text);
    }
  });

  it('speak the language of the editor who looks, while the command keeps to the newsletter’s', async () => {
    const editor = await room.signedIn('Edith', ['editor']);
    const { form_token } = await editor.fieldsOf(await editor.get('/studio'));
    await editor.post('/studio/language', { form_token, language: 'en' });
    const command = await room.app.check('lhebdo', period(), AbortSignal.timeout(60_000));
    if (command.kind !== 'checked') throw new Error(command.kind);
    const french = new Set(command.findings.map(({ message }) => escaped(message)));
    for (const page of ['/checks', '/check']) {
      const html = await (await editor.get(`${issue}${page}`)).text();
      expect([...french].filter((text) => html.includes(text))).toEqual([]);
      expect(html.match(/<li class="(note|warn|block)"/g)).toHaveLength(command.findings.length);
    }
  });

  it('lead to the row of the article on the desk', async () => {
    const editor = await room.signedIn('Basile', ['editor']);
    const [panel, gate, desk] = await Promise.all(
      ['/checks', '/check', ''].map(async (page) => (await editor.get(`${issue}${page}`)).text()),
    );
    const [, anchor = ''] = /href="#(item-[^"]+)"/.exec(panel ?? '') ?? [];
    expect(anchor).not.toBe('');
    expect(gate).toContain(`href="${issue}#${anchor}"`);
    expect(desk).toContain(`id="${anchor}"`);
  });

  it('are a part that htmx asks for, and a link without script', async () => {
    const editor = await room.signedIn('Celeste', ['editor']);
    const html = await (await editor.get(issue)).text();
    expect(html).toContain(`hx-get="${issue}/checks"`);
    expect(html).toContain(`<a href="${issue}/check">Vérifier la lettre</a>`);
  });

  it('are asked once for all tabs of one version', async () => {
    const editor = await room.signedIn('Diane', ['editor']);
    const parts = await Promise.all(
      Array.from({ length: 8 }, async () => (await editor.get(`${issue}/checks`)).text()),
    );
    expect(new Set(parts).size).toBe(1);
  });
});

it('in a browser follow each change, and lead to the article', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(await room.link(await room.add('Elise', ['editor', 'chief'])));
  await page.locator('main button').press('Enter');
  await page.waitForURL('**/studio', { waitUntil: 'domcontentloaded' });
  await page.goto(`${room.base}${issue}`, { waitUntil: 'domcontentloaded' });
  const short = page.locator('#checks-all > summary');
  await expect.poll(() => short.textContent(), patient).toContain('remarques');
  expect(await short.textContent()).not.toContain('bloque');

  await page
    .locator('#subject')
    .fill('Un objet bien trop long pour qu’un téléphone le montre en entier à qui que ce soit');
  await page.locator('#subject').press('Tab');
  await expect.poll(() => short.textContent(), patient).toContain('1 à regarder');
  await short.press('Enter');
  const link = page.locator('#checks-found a[href="#subject"]');
  await expect.poll(() => link.count(), patient).toBe(1);

  await page.locator('#subject').fill('Un objet court');
  await page.locator('#subject').press('Tab');
  await expect.poll(() => short.textContent(), patient).not.toContain('à regarder');
  // What was open stays open: the script opens it again when the new panel has settled.
  await expect.poll(() => page.locator('#checks-all').getAttribute('open'), patient).not.toBeNull();
  await page.locator('#notes > summary').press('Enter');
  await page.locator('#checks-found a[href^="#item-"]').first().press('Enter');
  await expect.poll(() => new URL(page.url()).hash, patient).toMatch(/^#item-/);
  await context.close();
}, 120_000);

it('lead to an article whose rubrique left newsletter.yaml: it stands last on the desk, and is moved or dropped there', async () => {
  const editor = await room.signedIn('Fanny', ['editor']);
  const seen = async (page = '') => (await editor.get(`${issue}${page}`)).text();
  const value = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const edit = async (fields: Record<string, string>) => {
    const html = await seen();
    const form = { form_token: value(html, 'form_token'), version: value(html, 'version') };
    return (await editor.post(`${issue}/edit`, { ...form, ...fields })).status;
  };
  const items = (html: string) => [...html.matchAll(/data-item="([^"]+)"/g)].map(([, name]) => name ?? '');
  const inImmobilier = (html: string) =>
    items(/<ol [^>]*data-block="section immobilier".*?<\/ol>/s.exec(html)?.[0] ?? '');
  for (const name of items(await seen())
    .filter((one) => !one.includes(' '))
    .slice(1, 3))
    expect(await edit({ what: 'move', item: name, block: 'section immobilier', position: '0' })).toBe(303);
  const [first = '', second = '', ...others] = inImmobilier(await seen());

  const file = join(room.templates, 'lhebdo', 'newsletter.yaml');
  const before = await readFile(file, 'utf8');
  const settings = parseDocument(before);
  const kept = settings.toJS().sections.filter(({ id }: { id: string }) => id !== 'immobilier');
  settings.set('sections', settings.createNode(kept));
  await writeFile(file, settings.toString());
  const gate = await seen('/check');
  expect(gate).toContain('newsletter.yaml n’a plus sa rubrique «\u00a0immobilier\u00a0»');
  expect(gate).toContain(`href="${issue}#item-${first}"`);
  expect(gate).not.toContain('Corrigez le modèle');
  const desk = await seen();
  expect(desk.indexOf('id="leftover"')).toBeGreaterThan(desk.indexOf('id="communes"'));
  expect(items(desk.slice(desk.indexOf('id="leftover"'))).slice(0, 2)).toEqual([first, second]);
  expect(desk).toMatch(new RegExp(`id="down-${first}" aria-disabled="true"`));
  expect(await seen(`/item/${first}`)).not.toMatch(/<option value="lead" selected/);
  expect(await seen('/letter')).toContain(
    '» : newsletter.yaml n’a plus sa rubrique «\u00a0immobilier\u00a0». Déplacez-le',
  );
  const { form_token } = await editor.fieldsOf(await editor.get(`${issue}/leaving`));
  const test = await editor.post(`${issue}/test`, { form_token });
  expect(await editor.follow(test)).toContain('rien n’est parti : «\u00a0');
  expect(await edit({ what: 'drop', item: first })).toBe(303);
  expect(await edit({ what: 'move', item: second, block: 'agenda', position: '0' })).toBe(303);
  for (const name of others) expect(await edit({ what: 'drop', item: name })).toBe(303);
  expect(await seen('/check')).not.toContain('n’a plus sa rubrique');
  expect((await seen()).includes('id="leftover"')).toBe(false);
  await writeFile(file, before);
}, 120_000);

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');
}
