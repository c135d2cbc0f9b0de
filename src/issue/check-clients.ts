/** Checks the letter's HTML and CSS against what the mail programs of its readers understand (caniemail.com). Pure. */
import { type Say, sayCount } from '../config/say.ts';
import type { Finding } from './finding.ts';
import { featuresOf } from './letter-features.ts';
import type { LetterDocument } from './letter-style.ts';

/** y: understood, a: in part, n: not at all. */
export type Support = 'y' | 'a' | 'n';

/** A program, or several of one maker that agree. */
export type Client = {
  readonly name: string;
  /** Look of the preview that imitates it, as its tab is named. */
  readonly look: string | null;
  /** Feature's slug of caniemail.com → support; what nobody tested is not there. */
  readonly support: ReadonlyMap<string, Support>;
};
export type ClientSupport = {
  readonly clients: readonly Client[];
  /** Slug → the feature's name, as it is written in CSS or HTML. */
  readonly titles: ReadonlyMap<string, string>;
};

/** More than these are counted. */
const mostNamed = 9;

/**
 * What a letter does without unharmed: no note can come of it that an editor could use. Fallbacks that MJML itself
 * writes, and refinements whose absence changes no line.
 */
const harmless = new Set([
  'css-important',
  'css-comments',
  'css-outline',
  'css-word-break',
  'css-word-spacing',
  'css-letter-spacing',
  'css-color-scheme',
  'css-selector-universal',
  'css-text-align',
  'html-style',
  'html-doctype',
  'html-comments',
  'html-body',
  'html-meta-color-scheme',
  'html-aria-label',
  'html-role',
  'html-dir',
  'html-lang',
  'html-semantics',
]);

/** One note per program, never more; nothing here keeps a letter from leaving. */
export function checkClients(
  letter: LetterDocument,
  { clients, titles }: ClientSupport,
  say: Say,
): Finding[] {
  const used = [...featuresOf(letter)].filter((slug) => titles.has(slug) && !harmless.has(slug));
  return clients.flatMap(({ name, look, support }): Finding[] => {
    const named = (wanted: Support) =>
      used.filter((slug) => support.get(slug) === wanted).map((slug) => titles.get(slug) ?? slug);
    const [ignored, partly] = [named('n'), named('a')];
    if (ignored.length === 0) return [];
    return [
      {
        level: 'note',
        check: 'clients',
        place: name,
        message: say(
          `Ne comprend pas ${list(ignored, 'et', say)}${partly.length > 0 ? ` ; en partie ${list(partly, 'et', say)}` : ''}.`,
          `Does not understand ${list(ignored, 'and', say)}${partly.length > 0 ? `; in part ${list(partly, 'and', say)}` : ''}.`,
        ),
        fix:
          look === null
            ? say(
                'Rien n’est perdu si la lettre se lit sans : comparez avec « Sans <style> ».',
                'Nothing is lost if the letter reads without: compare with “No <style>”.',
              )
            : say(
                `Voyez la lettre ainsi : « ${look} » parmi ses vues.`,
                `See the letter so: “${look}” among its looks.`,
              ),
      },
    ];
  });
}

function list(names: readonly string[], and: string, say: Say): string {
  const shown = names.slice(0, mostNamed);
  const more = names.length - shown.length;
  const all =
    more > 0
      ? [...shown, sayCount(more, say, ['un autre', `${more} autres`], ['one other', `${more} others`])]
      : shown;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${and} ${all.at(-1)}`;
}
