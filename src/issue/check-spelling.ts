/** Checks the letter's French against a dictionary, and keeps to itself what a newsroom knows better than any dictionary. Pure. */
import type { Newsletter } from '../config/newsletter.ts';
import { type Say, sayCount } from '../config/say.ts';
import { fold } from '../gather/fold.ts';
import type { Finding } from './finding.ts';
import type { ChosenArticle } from './issue.ts';
import type { LetterText } from './letter-words.ts';

/** Asks the dictionary. Unknown words with what may have been meant; null when there is no dictionary to ask. */
export type Spell = (words: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]> | null>;

/** Texts that are told one by one. */
const mostTold = 8;

type Found = { readonly word: string; readonly text: LetterText };

/** One note for each text, never more: a dictionary is not always right. */
export async function checkSpelling(
  newsletter: Newsletter,
  texts: readonly LetterText[],
  chosen: readonly ChosenArticle[],
  spell: Spell,
  say: Say,
): Promise<Finding[]> {
  if (newsletter.language !== 'fr') return [];
  const known = lexicon(newsletter, chosen);
  const found = texts.flatMap((text) =>
    [...new Set(wordsToLookUp(text.pieces, known))].map((word): Found => ({ word, text })),
  );
  const asked = withoutRecurring(found);
  const unknown = await spell([...new Set(asked.map(({ word }) => word))]);
  if (unknown === null) return [];
  const byText = Map.groupBy(
    asked.filter(({ word }) => unknown.has(word)),
    ({ text }) => text,
  );
  const notes = [...byText].map(([text, words]) =>
    spellingFinding(
      text,
      words.map(({ word }) => ({ word, instead: unknown.get(word)?.[0] })),
      say,
    ),
  );
  return notes.length <= mostTold
    ? notes
    : [...notes.slice(0, mostTold), moreFinding(notes.length - mostTold, say)];
}

/** Names of the paper's world, folded: communes, rubriques, authors, tags, series, and its own list. */
function lexicon(newsletter: Newsletter, chosen: readonly ChosenArticle[]): ReadonlySet<string> {
  const { title, tagline, publisher, sections, communes, spelling, feeds, agenda, most_read } = newsletter;
  const names = [
    title,
    tagline,
    publisher.name,
    publisher.legal,
    agenda.title,
    most_read.title,
    ...feeds.map(({ name }) => name ?? ''),
    ...[...sections, ...communes].flatMap(({ name, aliases }) => [name, ...aliases]),
    ...spelling.words,
    ...chosen.flatMap(({ article }) => [article.author ?? '', article.series ?? '', ...article.categories]),
  ];
  return new Set(names.flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)]).map(fold));
}

const word = /\p{L}+(?:[’'-]\p{L}+)*/gu;
const elision = /^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|quoiqu|presqu)[’']/iu;

/** Words in lower case, and those at the beginning of a sentence. Names, acronyms and what holds a figure are left alone. */
export function wordsToLookUp(pieces: readonly string[], known: ReadonlySet<string>): string[] {
  const spoken = pieces.map((piece) =>
    piece.replace(/https?:\/\/\S+|\S+@\S+|www\.\S+|[\p{L}\d-]*\d[\p{L}\d-]*|[#@]\S+/gu, ' '),
  );
  const names = new Set(known);
  const candidates: string[] = [];
  for (const text of spoken)
    for (const match of text.matchAll(word)) {
      const [bare, elided] = withoutElision(match[0]);
      const begins = !elided && /(?:^|[.!?…:«“"(–—-])\s*$/u.test(text.slice(0, match.index));
      const isName = /\p{Lu}/u.test(bare);
      if (isName && !begins) names.add(fold(bare));
      else if (!isName || /^\p{Lu}\p{Ll}+$/u.test(bare)) candidates.push(bare);
    }
  return candidates.filter((one) => one.length > 2 && !names.has(fold(one)));
}

function withoutElision(written: string): [bare: string, elided: boolean] {
  const bare = written.replace(elision, '');
  return [bare, bare.length < written.length];
}

/** What several sources write alike is their word, not their slip. */
function withoutRecurring(found: readonly Found[]): Found[] {
  const sources = new Map<string, Set<string>>();
  for (const { word: one, text } of found)
    sources.set(fold(one), (sources.get(fold(one)) ?? new Set()).add(text.source ?? text.place));
  return found.filter(({ word: one }) => (sources.get(fold(one))?.size ?? 0) < 2);
}

function spellingFinding(
  { place, at }: LetterText,
  words: readonly { readonly word: string; readonly instead: string | undefined }[],
  say: Say,
): Finding {
  const list = words
    .map(({ word: one, instead }) => say(`« ${one} »`, `“${one}”`) + (instead ? ` (${instead} ?)` : ''))
    .join(', ');
  return {
    level: 'note',
    check: 'spelling',
    place,
    ...(at && { at }),
    message: say(`Le dictionnaire ne connaît pas ${list}.`, `The dictionary does not know ${list}.`),
    fix: say(
      'Corrigez, ou ajoutez ces mots à spelling.words de newsletter.yaml.',
      'Correct them, or add these words to spelling.words in newsletter.yaml.',
    ),
  };
}

function moreFinding(count: number, say: Say): Finding {
  return {
    level: 'note',
    check: 'spelling',
    place: say('D’autres textes', 'More texts'),
    message: sayCount(
      count,
      say,
      [
        'Le dictionnaire ne connaît pas des mots d’un autre texte.',
        `Le dictionnaire ne connaît pas des mots de ${count} autres textes.`,
      ],
      [
        'The dictionary does not know words of one more text.',
        `The dictionary does not know words of ${count} more texts.`,
      ],
    ),
    fix: say(
      'La suite paraîtra ici une fois les premiers corrigés.',
      'More appears here once the first are corrected.',
    ),
  };
}
