/** Says who signed an article, or nobody: accounts and addresses are not names. */
import { fold } from './fold.ts';
import { plainLine } from './html-text.ts';

/** notNames: the site's and the paper's own names. RSS 2.0 writes «address (Name)», Dublin Core the name. */
export function authorOf(written: readonly string[], notNames: readonly string[]): string | null {
  const refused = new Set([...accounts, ...notNames.map(fold)]);
  const names = written
    .map((one) => plainLine(one))
    .map((one) => /\(([^()]+)\)\s*$/.exec(one)?.[1]?.trim() ?? one)
    .map((one) => one.replace(/^(?:par|by)\s+/i, ''))
    .filter((one) => one !== '' && one.length <= 120 && !one.includes('@') && !/^https?:/.test(one))
    .filter((one) => !refused.has(fold(one)));
  return [...new Set(names)].join(', ') || null;
}

const accounts = [
  'admin',
  'administrator',
  'administrateur',
  'webmaster',
  'root',
  'wordpress',
  'noreply',
  'editor',
];
