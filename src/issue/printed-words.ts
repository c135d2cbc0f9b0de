/** Finds words in a letter's source as a person reads them: whatever spaces, quotes and references they are spelt with. */
import { type Language, typeset } from './typography.ts';

/**
 * Never a part of a word, and never inside a reference: «160» is not found in `&#160;`. Words that begin small are found at
 * the beginning of a sentence, too.
 */
export function printedWords(words: string, language: Language): RegExp {
  const [first = '', ...rest] = typeset(words.trim(), language).replace(/\s+/gu, ' ');
  const begun = [...new Set([first, capital(first)])].map(spellings).join('|');
  const inside = `(?:${begun})${rest.map(spellings).join('')}`;
  return new RegExp(`(?<![\\p{L}\\p{N}]|&#?\\w*)${inside}(?![\\p{L}\\p{N}])`, 'gu');
}

/** The words in the place of others, as these began. */
export function begunLike(found: string, sought: string, words: string): string {
  const [first = ''] = sought.trim();
  return capital(first) !== first && found.startsWith(capital(first)) ? capital(words) : words;
}

function capital(words: string): string {
  return words.replace(/^\p{Ll}/u, (first) => first.toLocaleUpperCase('fr'));
}

const anySpace = '(?:\\s|&nbsp;|&#(?:160|8201|8239|x[aA]0|x202[fF]);)+';
const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function spellings(mark: string): string {
  if (mark === ' ') return anySpace;
  if (mark === '’' || mark === "'") return "(?:['’]|&#(?:39|8217|x27);|&rsquo;)";
  if (/[A-Za-z0-9]/.test(mark)) return mark;
  const code = mark.codePointAt(0) ?? 0;
  const itself = mark.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
  // References first: an ampersand alone would leave the rest of its own behind.
  const ways = [`&#${code};`, `&#x${code.toString(16)};`, named[mark], itself];
  return `(?:${ways.filter((way) => way !== undefined).join('|')})`;
}
