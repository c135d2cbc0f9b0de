import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Period } from '../../src/audience/ids.ts';
import { openRoom } from './room.ts';

const signal = AbortSignal.timeout(120_000);

it('the page of a departure says in both languages who has the letter already, and what the others wait for', async () => {
  await using room = await openRoom();
  const file = join(room.templates, 'lhebdo', 'newsletter.yaml');
  const settings = await readFile(file, 'utf8');
  const staged = 'release: { share_percent: 20, from_letters: 0, settle_minutes: 30 }';
  await writeFile(file, settings.replace(/^release: .*$/m, staged));
  const page = await room.prepare(40);
  const period = page.slice(page.lastIndexOf('/') + 1) as Period;
  expect(await room.app.approve('lhebdo', period, { by: 'zoe', signal })).toMatchObject({ kind: 'approved' });
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
