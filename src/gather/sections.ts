/** Finds the paper's section of an article: by the feed's own categories, else by its address, else the feed's. */
import type { FeedSettings, Newsletter } from '../config/newsletter.ts';
import { fold, slug } from './fold.ts';

export type SectionChoice = {
  /** Section id, or null when nothing tells. */
  readonly section: string | null;
  /** Categories that name neither a section nor a commune: the editor maps them or leaves them. */
  readonly unknown: readonly string[];
};

/** url is the article's address. The feed's map stands before the sections' names; a series counts as a category. */
export function findSection(
  article: { readonly categories: readonly string[]; readonly series: string | null; readonly url: string },
  feed: FeedSettings,
  names: SectionNames,
): SectionChoice {
  const categories = article.categories.filter((category) => !meaningless.has(fold(category)));
  const mapped = new Map(Object.entries(feed.categories).map(([category, id]) => [fold(category), id]));
  const sectionOf = (category: string) =>
    parts(category)
      .map((part) => mapped.get(part) ?? names.sections.get(part))
      .find((id) => id !== undefined);
  const named = [...categories, article.series ?? ''].map(sectionOf).find((id) => id !== undefined);
  const unknown = categories.filter((one) => sectionOf(one) === undefined && !names.other.has(fold(one)));
  return { section: named ?? sectionOfPath(article.url, names) ?? feed.section ?? null, unknown };
}

/** What WordPress and editors write when they mean no section. */
const meaningless = new Set(
  [
    'Non classé',
    'Non catégorisé',
    'Uncategorized',
    'À la une',
    'Une',
    'Actualités',
    'Actualité',
    'Article',
  ].map(fold),
);

/** «Actualités > Économie» is also «Économie». */
function parts(category: string): string[] {
  return [category, ...category.split(/\s*[>/|]\s*/).reverse()].map(fold).filter((part) => part !== '');
}

function sectionOfPath(url: string, names: SectionNames): string | undefined {
  const folders = URL.parse(url)?.pathname.split('/').slice(1, -1) ?? [];
  return folders.map((folder) => names.slugs.get(slug(safeDecode(folder)))).find((id) => id !== undefined);
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export type SectionNames = {
  /** Folded name, alias or id → section id. */
  readonly sections: ReadonlyMap<string, string>;
  /** The same as an address would write them. */
  readonly slugs: ReadonlyMap<string, string>;
  /** Folded names that are known for something else: communes, premium categories. */
  readonly other: ReadonlySet<string>;
};

/** Once per feed, for all its items. */
export function sectionNames(newsletter: Newsletter, feed: FeedSettings): SectionNames {
  const spelled = newsletter.sections.flatMap((section) =>
    [section.id, section.name, ...section.aliases].map((name) => [name, section.id] as const),
  );
  const communes = newsletter.communes.flatMap((commune) => [commune.name, ...commune.aliases]);
  return {
    sections: new Map(spelled.map(([name, id]) => [fold(name), id])),
    slugs: new Map(spelled.map(([name, id]) => [slug(name), id])),
    other: new Set([...communes, ...(feed.premium?.categories ?? []), ...newsletter.agenda.series].map(fold)),
  };
}
