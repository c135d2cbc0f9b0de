/** A templates folder in which L'Hebdo has a daily sister, «L'Essentiel», and whatever settings a test adds. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function openTwoRhythms(more = ''): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'hebdo-rhythms-'));
  const [weekly, daily] = ['lhebdo', 'lessentiel'].map((name) => join(folder, name));
  for (const one of [weekly, daily]) await cp('templates/lhebdo', one ?? '', { recursive: true });
  const settings = await readFile('templates/lhebdo/newsletter.yaml', 'utf8');
  await writeFile(join(weekly ?? '', 'newsletter.yaml'), `${settings}\nother_rhythm: lessentiel\n${more}`);
  await writeFile(
    join(daily ?? '', 'newsletter.yaml'),
    settings
      .replace(/^title: .*$/m, "title: L'Essentiel")
      .replace(/^tagline: .*$/m, 'tagline: Le matin, en deux minutes')
      .replace(/^frequency: .*$/m, 'frequency: daily'),
  );
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
