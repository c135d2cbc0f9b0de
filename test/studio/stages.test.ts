import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Period } from '../../src/audience/ids.ts';
import { openRoom } from './room.ts';

const { signal } = new AbortController();

/** A newsroom whose issue is approved and leaves in two stages, half an hour apart. */
async function openStagedRoom() {
  const room = await openRoom();
  const file = join(room.templates, 'lhebdo', 'newsletter.yaml');
  const settings = await readFile(file, 'utf8');
  const staged = 'release: { share_percent: 20, from_letters: 0, settle_minutes: 30 }';
  await writeFile(file, settings.replace(/^release: .*$/m, staged));
  const page = await room.prepare(40);
  const period = page.slice(page.lastIndexOf('/') + 1) as Period;
  expect(await room.app.approve('lhebdo', period, { by: 'zoe', signal })).toMatchObject({ kind: 'approved' });
  return { room, page, period };
}

it('the page of a departure says in both languages who has the letter already, and what the others wait for', async () => {
  const { room: opened, page, period } = await openStagedRoom();
  await using room = opened;
  expect(await room.app.send('lhebdo', period, { signal, waitMs: 0 })).toMatchObject({
    kind: 'partly',
    because: { kind: 'staged' },
  });
  const editor = await room.signedIn('Zoe', ['chief', 'operator']);
  const textOf = async () => {
    const html = await (await editor.get(`${page}/leaving`)).text();
    return html.replaceAll(/<!--.*?-->/gs, '').replaceAll(/\s+/g, ' ');
  };
  const french = await textOf();
  expect(french).toMatch(
    /Étape 1 sur 2, une petite part des lecteurs \(\d+ lettres\)\. \d+ attendent encore 30 min/,
  );
  const fields = await editor.fieldsOf(await editor.get('/studio'));
  await editor.post('/studio/language', { ...fields, language: 'en' });
  expect(await textOf()).toMatch(
    /Stage 1 of 2, a small share of the readers \(\d+ letters\)\. \d+ more wait another 30 min/,
  );
}, 180_000);

it('the wait between two stages is skipped by whoever may send, and by nobody else', async () => {
  const { room: opened, page, period } = await openStagedRoom();
  await using room = opened;
  const [editor, operator] = [
    await room.signedIn('Zoe', ['editor']),
    await room.signedIn('Omar', ['operator']),
  ];
  const post = async (browser: typeof editor, more: Record<string, string>) =>
    browser.post(`${page}/release`, {
      ...(await browser.fieldsOf(await browser.get(`${page}/leaving`))),
      ...more,
    });
  // Before it was sent, this sends nothing.
  expect(await editor.follow(await post(editor, { sure: 'yes' }))).toContain('Rien n’attendait');
  expect(await room.app.status('lhebdo', period)).toMatchObject({ kind: 'not_started' });

  await room.app.send('lhebdo', period, { signal, waitMs: 0 });
  const first = room.relay.arrived.length;
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(20);
  const leaving = async (browser: typeof editor) => (await browser.get(`${page}/leaving`)).text();
  // Tabs share a look at the ledger for half a second.
  await expect.poll(() => leaving(editor)).toContain('Libérer la suite maintenant');
  expect(await leaving(editor)).toMatch(/\d+ lettres partent sans attendre/);
  expect(await leaving(operator)).not.toContain('Libérer la suite');
  expect((await post(operator, { sure: 'yes' })).status).toBe(403);
  expect((await post(editor, {})).status).toBe(400);
  expect(await room.app.status('lhebdo', period)).toMatchObject({ stage: { stage: { number: 1 } } });
  expect(room.relay.arrived.length).toBe(first);

  const released = await editor.follow(await post(editor, { sure: 'yes' }));
  expect(released).toContain('Toutes les lettres partent');
  expect(released).not.toContain('Libérer la suite');
  await expect
    .poll(() => room.app.status('lhebdo', period), { timeout: 60_000, interval: 200 })
    .toMatchObject({ kind: 'started', issue: { state: 'sent' }, stage: null });
  const to = room.relay.arrived.map((letter) => letter.to);
  expect(new Set(to).size).toBe(to.length);
  expect(to.length).toBeGreaterThan(first);
  expect(await editor.follow(await post(editor, { sure: 'yes' }))).toContain('Rien n’attendait');
}, 180_000);
