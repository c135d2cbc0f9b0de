/** Finds words in a letter's source as a person reads them: whatever spaces, quotes and references they are spelt with. */
import { type Language, typeset } from './typography.ts';

/** Never a part of a word, and never inside a reference: «160» is not found in `&#160;`. */
export function printedWords(words: string, language: Language): RegExp {
  const inside = [...typeset(words.trim(), language).replace(/\s+/gu, ' ')].map(spellings).join('');
  return new RegExp(`(?<![\\p{L}\\p{N}]|&#?\\w*)${inside}(?![\\p{L}\\p{N}])`, 'gu');
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
