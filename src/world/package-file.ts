/** Scripts that installed packages bring for browsers, read once: no other host is asked for them. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const files = {
  htmx: require.resolve('htmx.org/dist/htmx.min.js'),
  sortable: require.resolve('sortablejs/Sortable.min.js'),
} as const;
const read = new Map<string, Promise<string>>();

export function packageFile(name: keyof typeof files): Promise<string> {
  const text = read.get(name) ?? readFile(files[name], 'utf8');
  read.set(name, text);
  return text;
}
