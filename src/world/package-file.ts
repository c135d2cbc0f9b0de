/** Files that installed packages bring for browsers, read once. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const read = new Map<string, Promise<string>>();

/** path: the package's name and the file inside it, «htmx.org/dist/htmx.min.js». */
export function packageFile(path: string): Promise<string> {
  const known = read.get(path);
  if (known) return known;
  const [name = '', ...inside] = path.split('/');
  // A package may not export the file: its folder is found by what every package has.
  const folder = require.resolve.paths(name)?.map((place) => join(place, name, ...inside)) ?? [];
  const text = firstReadable(folder);
  read.set(path, text);
  return text;
}

async function firstReadable(files: readonly string[]): Promise<string> {
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  throw new Error(`${files[0]} is not installed: run npm ci.`);
}
