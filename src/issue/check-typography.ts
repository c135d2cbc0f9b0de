/** Checks what French typography forbids and setting the text cannot mend, because only a person knows what was meant. Pure. */
import type { Say } from '../config/say.ts';
import type { Finding } from './finding.ts';
import type { LetterText } from './letter-words.ts';

type Rule = {
  /** The first group is what is shown; the whole match without one. */
  readonly find: RegExp;
  readonly french: string;
  readonly english: string;
  /** Only in titles. */
  readonly titles?: true;
};

/** Source: Lexique des règles typographiques en usage à l'Imprimerie nationale. */
const rules: readonly Rule[] = [
  { find: /[!?]{2,}/u, french: 'un seul signe suffit', english: 'one mark is enough' },
  { find: /(?<!\.)\.{2}(?!\.)/u, french: 'un point ou trois', english: 'one full stop or three' },
  { find: /\p{L}+\s+[,.](?=\s|$)/u, french: 'pas d’espace avant', english: 'no space before' },
  {
    find: /\p{L}+,(?=\p{L})\p{L}*/u,
    french: 'une espace après la virgule',
    english: 'a space after the comma',
  },
  {
    find: /\p{Ll}{2,}\.(?=\p{Lu}\p{Ll})\p{L}+/u,
    french: 'une espace après le point',
    english: 'a space after the full stop',
  },
  {
    find: /(?:^|[.!?…]\s+|«\s*)(A)(?=\s\p{L})/u,
    french: 'la capitale garde son accent : À',
    english: 'a capital keeps its accent: À',
  },
  {
    find: /(?<![\p{L}])(E(?:tat|cole|glise|tudiant|lection|lu|tang|quipe|nergie|conomi|tats|v[éè]nement|ducation|lys[ée]e)\p{L}*)/u,
    french: 'la capitale garde son accent : É',
    english: 'a capital keeps its accent: É',
  },
  { find: /\d+(?:[eè]me|i[eè]me|[eè]mes)(?!\p{L})/u, french: 's’abrège 2e', english: 'is written 2e' },
  { find: /(?<!\p{L})1\s?[eè]re(?!\p{L})/u, french: 's’abrège 1re', english: 'is written 1re' },
  { find: /(?<!\p{L})Mr\.?(?=\s\p{Lu})/u, french: 'monsieur s’abrège M.', english: 'monsieur is written M.' },
  { find: /(?<!\p{L})[ée]tc\.{3}|etc…/iu, french: 'etc. n’a qu’un point', english: 'etc. has one full stop' },
  { find: /“[^”]*”/u, french: 'les guillemets français sont « »', english: 'French quotation marks are « »' },
  {
    find: /^[^\p{Ll}]*\p{Lu}{2,}[^\p{Ll}]*\s[^\p{Ll}]{8,}$/u,
    french: 'un titre en capitales se lit mal',
    english: 'a title in capitals is hard to read',
    titles: true,
  },
  {
    find: /\p{L}+\.$/u,
    french: 'un titre ne finit pas par un point',
    english: 'a title does not end in a full stop',
    titles: true,
  },
];

/** Marks that come in pairs. */
const pairs: readonly (readonly [string, string])[] = [
  ['«', '»'],
  ['(', ')'],
  ['“', '”'],
];

/** One note for each text, however much there is to say of it. */
export function checkTypography(texts: readonly LetterText[], say: Say): Finding[] {
  return texts.flatMap(({ place, at, pieces }): Finding[] => {
    const faults = pieces.flatMap((piece, index) =>
      faultsOf(piece, index === 0 && at?.kind === 'article', say),
    );
    if (faults.length === 0) return [];
    return [
      {
        level: 'note',
        check: 'typography',
        place,
        ...(at && { at }),
        message: say(`Typographie : ${faults.join(' ; ')}.`, `Typography: ${faults.join('; ')}.`),
        fix: say('Corrigez-le sur le bureau ou dans l’article.', 'Correct it on the desk or in the article.'),
      },
    ];
  });
}

function faultsOf(piece: string, isTitle: boolean, say: Say): string[] {
  const text = piece.replace(/https?:\/\/\S+|\S+@\S+|www\.\S+|\S+\.\S+\/\S*/g, '');
  const broken = rules
    .filter(({ titles }) => titles === undefined || isTitle)
    .flatMap(({ find, french, english }) => {
      const found = find.exec(text);
      return found ? [`${quoted((found[1] ?? found[0]).trim(), say)}, ${say(french, english)}`] : [];
    });
  const unpaired = pairs.flatMap(([open, close]) =>
    count(text, open) === count(text, close)
      ? []
      : [say(`${open} ${close} qui ne vont pas par deux`, `${open} ${close} that are no pair`)],
  );
  const straight = count(text, '"') % 2 === 1 ? [say('un guillemet seul', 'a quotation mark alone')] : [];
  return [...broken, ...unpaired, ...straight];
}

function quoted(words: string, say: Say): string {
  const shown = words.length > 40 ? `${words.slice(0, 39)}…` : words;
  return say(`« ${shown} »`, `“${shown}”`);
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
