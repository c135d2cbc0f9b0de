/** Reads the templates folder: one folder per newsletter, its settings parsed, its files as text. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Newsletter, parseNewsletter } from '../config/newsletter.ts';
import type { SettingsFault } from '../config/settings-fault.ts';
import { faultAsLine } from '../config/settings-words.ts';
import { WrongUse } from '../config/wrong-use.ts';

/** newsletter.yaml is wrong: the message names every file, line and key. */
export class NewsletterFault extends Error {
  readonly faults: readonly SettingsFault[];
  constructor(faults: readonly SettingsFault[]) {
    super(faults.map(faultAsLine).join('\n'));
    this.faults = faults;
    this.name = 'NewsletterFault';
  }
}

export type Templates = {
  /** Names of the newsletters, in alphabetical order. */
  readonly names: () => Promise<readonly string[]>;
  /** Throws NewsletterFault, or WrongUse when there is no such newsletter. */
  readonly newsletter: (name: string) => Promise<Newsletter>;
  /** Text of a file in the newsletter's folder. Throws when it is not there. */
  readonly file: (name: string, path: string) => Promise<string>;
  /**
   * Every layout (.mjml, .liquid, .html) by its path: of the newsletter's folder, and under shared/ those that serve every
   * newsletter. Of two with one path the newsletter's own stands before the folder's, and this before the program's.
   */
  readonly layouts: (name: string) => Promise<Readonly<Record<string, string>>>;
};

/** Opens the folder; files are read anew each time, so an edit needs no restart. */
export function openTemplates(folder: string): Templates {
  return {
    names: () => newsletterNames(folder),
    newsletter: (name) => readNewsletter(folder, name),
    file: (name, path) => readFile(join(folder, name, path), 'utf8'),
    layouts: async (name) => ({
      ...(await readLayouts(programTemplates, 'shared')),
      ...(await readLayouts(folder, 'shared')),
      ...(await readLayouts(join(folder, name), '')),
    }),
  };
}

async function newsletterNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const found = await Promise.all(
    folders.map(async (name) => ((await settingsText(folder, name)) === null ? [] : [name])),
  );
  return found.flat().sort();
}

/** By file: parsing costs some 10 ms, and every page and letter of a newsletter asks for its settings. */
const parsedTexts = new Map<string, { readonly text: string; readonly newsletter: Newsletter }>();

const namable = /^[a-z0-9][a-z0-9-]*$/;

/** «Ma Lettre» → ma-lettre. */
function proposed(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'weekly';
}

async function readNewsletter(folder: string, name: string): Promise<Newsletter> {
  const file = join(folder, name, 'newsletter.yaml');
  const text = namable.test(name) ? await settingsText(folder, name) : null;
  if (text === null) {
    const names = await newsletterNames(folder);
    if (names.includes(name))
      throw new WrongUse(
        `The newsletter in ${join(folder, name)} cannot be called so: its name stands in addresses. Rename the folder with lower-case letters, digits and hyphens, such as «${proposed(name)}».`,
      );
    const known = names.join(', ') || 'none';
    throw new WrongUse(`There is no newsletter "${name}" in ${folder}; known are: ${known}.`);
  }
  const known = parsedTexts.get(file);
  if (known?.text === text) return known.newsletter;
  const parsed = parseNewsletter(name, file, text);
  if (parsed.kind === 'faults') throw new NewsletterFault(parsed.faults);
  parsedTexts.set(file, { text, newsletter: parsed.newsletter });
  return parsed.newsletter;
}

/** A folder that copies one newsletter alone still finds what it shares with the others. */
const programTemplates = fileURLToPath(
  new URL(import.meta.url.includes('/dist/') ? '../../../templates/' : '../../templates/', import.meta.url),
);

async function readLayouts(folder: string, within: string): Promise<Readonly<Record<string, string>>> {
  const paths = await readdir(join(folder, within), { recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' && within !== '') return [];
      throw error;
    },
  );
  const layouts = paths.filter((path) => /\.(mjml|liquid|html)$/.test(path)).sort();
  const read = async (path: string) =>
    [join(within, path).replaceAll('\\', '/'), await readFile(join(folder, within, path), 'utf8')] as const;
  return Object.fromEntries(await Promise.all(layouts.map(read)));
}

async function settingsText(folder: string, name: string): Promise<string | null> {
  try {
    return await readFile(join(folder, name, 'newsletter.yaml'), 'utf8');
  } catch (error) {
    // What is there and cannot be read is not gone: a newsletter that is gone is closed to its readers.
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
