/** Of which newsletters a confirmation page speaks, by their titles: those that come, those for subscribers, those that closed. */
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import type { Language } from './page.tsx';

export type Requested = {
  readonly newsletters: readonly string[];
  /** That of the form, which these pages go on in. */
  readonly language: Language;
  /** Whoever confirmed subscribes to the paper. */
  readonly premium: boolean;
};

/** closed: asked for as well, and joined by nobody any more. */
export type WithClosed = { readonly closed: readonly string[]; readonly language: Language };

/** ended: confirmed, and left or stopped since. */
export type WithEnded = { readonly ended: readonly string[] };

export type Asked = Awaited<ReturnType<typeof askedFor>>;

export async function askedFor(
  { newsletters: readable }: { readonly newsletters: () => Promise<readonly Newsletter[]> },
  asked: Requested & Partial<WithClosed & WithEnded>,
) {
  const { newsletters: names, language, premium, closed = [], ended = [] } = asked;
  const newsletters = await readable();
  const own = names.map((name) => newsletters.find((one) => one.name === name) ?? null);
  const found = own.find((one) => one !== null) ?? null;
  const lasting = names.filter((name) => !ended.includes(name));
  const comes = (name: string) =>
    premium || own.find((one) => one?.name === name)?.audience.premium_only !== true;
  return {
    newsletter: found && { ...found, language },
    language,
    /** The page is about the paper then, and leads to what all of them published. */
    several: names.length > 1,
    titles: titlesOf(newsletters, names, language) ?? '',
    come: titlesOf(newsletters, lasting.filter(comes), language),
    /** Channels for subscribers, of which this reader gets nothing yet. */
    closed: titlesOf(
      newsletters,
      lasting.filter((name) => !comes(name)),
      language,
    ),
    ended: titlesOf(newsletters, ended, language),
    /** Nothing is left of what was confirmed. */
    allEnded: lasting.length === 0,
    /** Where to sign up for what ended. */
    again: ended.length === 1 ? `/s/${ended[0]}` : '/s',
    without: titlesOf(newsletters, closed, language),
  };
}

/** Where settings are broken or gone the name stands in. null: of none. */
export function titlesOf(
  newsletters: readonly Newsletter[],
  names: readonly string[],
  language: Language,
): string | null {
  if (names.length === 0) return null;
  const titles = names.map((name) =>
    typeset(newsletters.find((one) => one.name === name)?.title ?? name, language),
  );
  return new Intl.ListFormat(language).format(titles);
}
