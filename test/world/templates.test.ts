/** Settings are read anew at each question: an editor who saves the file need not restart anything. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NewsletterFault, openTemplates } from '../../src/world/templates.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hebdo-templates-'));
  await cp('templates/lhebdo', join(folder, 'lhebdo'), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

it('shows a saved change at once, a broken one as a fault, and the former settings again when they are back', async () => {
  const file = join(folder, 'lhebdo', 'newsletter.yaml');
  const text = await readFile(file, 'utf8');
  const { newsletter } = openTemplates(folder);
  const before = await newsletter('lhebdo');
  expect(await newsletter('lhebdo')).toBe(before);
  await writeFile(file, text.replace("title: L'Hebdo", 'title: La Semaine'));
  expect((await newsletter('lhebdo')).title).toBe('La Semaine');
  await writeFile(file, text.replace("title: L'Hebdo", 'titel: La Semaine'));
  await expect(newsletter('lhebdo')).rejects.toBeInstanceOf(NewsletterFault);
  await writeFile(file, text);
  expect(await newsletter('lhebdo')).toEqual(before);
});
