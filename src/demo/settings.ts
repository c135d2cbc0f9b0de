/** The demo's own templates folder: the project's, with the sample newsroom's feeds in its newsletter.yaml. */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { channelFeeds, sampleFeeds } from './feeds.ts';

/** What a demo plays unless another newsletter is named. */
export const demoNewsletter = 'lhebdo';

/** What waits in the studio as a draft while another one has left. */
export function draftedBeside(played: string): string {
  return played === 'essentiel' ? demoNewsletter : 'essentiel';
}

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
  for (const name of await newslettersIn(target)) {
    const file = join(target, name, 'newsletter.yaml');
    const feeds = ownFeeds.length > 0 ? asSettings(ownFeeds) : sampleSettings(site, name);
    await writeFile(
      file,
      demoSettings(await readFile(file, 'utf8'), { site, feeds, own: ownFeeds.length > 0, now }),
    );
  }
}

/** Every newsletter of the folder gets the newsroom's feeds: none may ask a site that does not exist. */
async function newslettersIn(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((path) => basename(path) === 'newsletter.yaml').map((path) => dirname(path));
}

/** The text of newsletter.yaml for a demo; everything but feeds, links, sponsor and hold_back stays as the file has it. */
export function demoSettings(
  yaml: string,
  demo: {
    readonly site: string;
    readonly feeds: readonly object[];
    /** The feeds are the user's own. */
    readonly own: boolean;
    readonly now: Date;
  },
): string {
  const settings = parseDocument(yaml);
  settings.setIn(['publisher', 'url'], `${demo.site}/`);
  settings.setIn(['publisher', 'legal_url'], `${demo.site}/mentions-legales`);
  settings.setIn(['publisher', 'privacy_url'], `${demo.site}/mentions-legales#vos-donnees`);
  settings.set('feeds', settings.createNode(demo.feeds));
  if (demo.own) settings.setIn(['limits', 'window_days'], ownFeedsWindowDays);
  // Here the weekly leaves minutes before the daily is drafted, so the daily would find all of its news told.
  settings.delete('hold_back');
  settings.set('sponsors', settings.createNode([sampleSponsor(demo.site, demo.now)]));
  return settings.toString();
}

export function asSettings(addresses: readonly string[]): { url: string }[] {
  return addresses.map((url) => ({ url }));
}

export function sampleSettings(site: string, name: string): object[] {
  return (channelFeeds[name] ?? sampleFeeds).map((feed) => ({
    url: `${site}${feed.path}`,
    name: feed.title,
    ...feed.settings,
  }));
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
