/** What mail programs understand, as the installed data of caniemail.com say; read once, kept for the programs that matter in France. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Client, ClientSupport, Support } from '../issue/check-clients.ts';

const require = createRequire(import.meta.url);
const dataFile = require.resolve('caniemail/caniemail.json');

const dataSchema = z.object({
  data: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      // Family → platform → version → «y», «n #1», «a #2 #3», «u».
      stats: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.string()))),
    }),
  ),
});
type Feature = z.infer<typeof dataSchema>['data'][number];

type Program = {
  readonly name: string;
  readonly family: string;
  readonly platforms: readonly string[];
  readonly look: string | null;
};

/** Free's and La Poste's webmails are tested for less than the others: only what was tested is told of them. */
const programs: readonly Program[] = [
  { name: 'Gmail', family: 'gmail', platforms: ['desktop-webmail', 'ios', 'android'], look: null },
  { name: 'Outlook (Windows)', family: 'outlook', platforms: ['windows'], look: 'Outlook' },
  { name: 'Outlook.com, Outlook (2023)', family: 'outlook', platforms: ['outlook-com'], look: null },
  { name: 'Outlook (iOS, Android)', family: 'outlook', platforms: ['ios', 'android'], look: null },
  { name: 'Apple Mail', family: 'apple-mail', platforms: ['ios', 'macos'], look: null },
  { name: 'Yahoo', family: 'yahoo', platforms: ['desktop-webmail', 'ios', 'android'], look: null },
  { name: 'Orange', family: 'orange', platforms: ['desktop-webmail', 'ios', 'android'], look: null },
  { name: 'Free', family: 'free-fr', platforms: ['desktop-webmail'], look: null },
  { name: 'SFR', family: 'sfr', platforms: ['desktop-webmail', 'ios', 'android'], look: null },
  { name: 'La Poste', family: 'laposte', platforms: ['desktop-webmail', 'ios', 'android'], look: null },
];

/** Selectors as they are written, which every language understands. */
const notations: Readonly<Record<string, string>> = {
  'css-selector-descendant': '.a .b',
  'css-selector-child': '.a > .b',
  'css-selector-class': '.a',
  'css-selector-id': '#a',
  'css-selector-attribute': '[a]',
  'css-selector-chaining': '.a.b',
  'css-selector-adjacent-sibling': '.a + .b',
  'css-selector-general-sibling': '.a ~ .b',
  'html-mailto-links': 'mailto:',
};

function shortTitle(title: string): string {
  return title.replaceAll('`', '').replace(/ (property|element|attribute)$/, '');
}

let read: Promise<ClientSupport> | undefined;

export function clientSupport(): Promise<ClientSupport> {
  read ??= readSupport();
  return read;
}

async function readSupport(): Promise<ClientSupport> {
  const { data } = dataSchema.parse(JSON.parse(await readFile(dataFile, 'utf8')));
  return {
    clients: programs.map((program) => clientOf(program, data)),
    titles: new Map(data.map(({ slug, title }) => [slug, notations[slug] ?? shortTitle(title)])),
  };
}

function clientOf({ name, family, platforms, look }: Program, features: readonly Feature[]): Client {
  const support = new Map<string, Support>();
  for (const { slug, stats } of features) {
    const known = platforms.flatMap((platform) => latest(stats[family]?.[platform]) ?? []);
    const least = known.includes('n') ? 'n' : known.includes('a') ? 'a' : known[0];
    if (least !== undefined) support.set(slug, least);
  }
  return { name, look, support };
}

/** The last version that was tested; «u» is nobody's verdict. */
function latest(versions: Readonly<Record<string, string>> | undefined): Support | null {
  const mark = Object.values(versions ?? {}).at(-1)?.[0];
  return mark === 'y' || mark === 'a' || mark === 'n' ? mark : null;
}
