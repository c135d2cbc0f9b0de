/** Scripts that installed packages bring for browsers, read once: no other host is asked for them. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const altcha = dirname(dirname(require.resolve('altcha')));
const files = {
  htmx: require.resolve('htmx.org/dist/htmx.min.js'),
  sortable: require.resolve('sortablejs/Sortable.min.js'),
  // The package's main entry is all that require may resolve; its other builds stand beside it.
  widget: join(altcha, 'external/altcha.min.js'),
  widgetStyle: join(altcha, 'external/altcha.css'),
  worker: join(altcha, 'workers/pbkdf2.js'),
  french: join(altcha, 'i18n/fr-fr.js'),
} as const;
const read = new Map<string, Promise<string>>();

export function packageFile(name: keyof typeof files): Promise<string> {
  const text = read.get(name) ?? readFile(files[name], 'utf8');
  read.set(name, text);
  return text;
}
