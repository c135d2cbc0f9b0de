/** The demo's own templates folder: the project's, with the sample newsroom's feeds in its newsletter.yaml. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { sampleFeeds } from './feeds.ts';

export const demoNewsletter = 'lhebdo';

/** A user's feed may be quieter than a newsroom: a month of it makes a letter where a week may make none. */
const ownFeedsWindowDays = 31;

/**
 * Copies `source` to `target` and writes the feeds in. With `ownFeeds` these replace the sample's.
 * `site` is the sample newsroom's address: links of the letter's foot lead there.
 */
export async function writeDemoTemplates(
  source: string,
  target: string,
  site: string,
  ownFeeds: readonly string[],
  now: Date,
): Promise<void> {
  await cp(source, target, { recursive: true }).catch((error: unknown) => {
    throw new Error(
      `The demo starts from the newsletter ${demoNewsletter} in ${resolve(source)}, which cannot be read. ` +
        "Start it in Hebdo's folder, or set HEBDO_TEMPLATES to its templates.",
      { cause: error },
    );
  });
  const file = join(target, demoNewsletter, 'newsletter.yaml');
  await writeFile(file, demoSettings(await readFile(file, 'utf8'), site, ownFeeds, now));
}

/** The text of newsletter.yaml for a demo at `now`; everything but feeds, links and sponsor stays as the file has it. */
export function demoSettings(yaml: string, site: string, ownFeeds: readonly string[], now: Date): string {
  const settings = parseDocument(yaml);
  settings.setIn(['publisher', 'url'], `${site}/`);
  settings.setIn(['publisher', 'legal_url'], `${site}/mentions-legales`);
  settings.set(
    'feeds',
    settings.createNode(ownFeeds.length > 0 ? asSettings(ownFeeds) : sampleSettings(site)),
  );
  if (ownFeeds.length > 0) settings.setIn(['limits', 'window_days'], ownFeedsWindowDays);
  settings.set('sponsors', settings.createNode([sampleSponsor(site, now)]));
  return settings.toString();
}

function asSettings(addresses: readonly string[]): { url: string }[] {
  return addresses.map((url) => ({ url }));
}

function sampleSettings(site: string): object[] {
  return sampleFeeds.map((feed) => ({ url: `${site}${feed.path}`, name: feed.title, ...feed.settings }));
}

function sampleSponsor(site: string, now: Date): object {
  const days = (count: number) => new Date(now.getTime() + count * 86_400_000).toISOString().slice(0, 10);
  return {
    id: 'exemple',
    title: 'Votre annonce, ici',
    text: 'Un emplacement par lettre, annoncé comme tel, sans traceur.',
    url: `${site}/`,
    from: days(-7),
    until: days(14),
  };
}
