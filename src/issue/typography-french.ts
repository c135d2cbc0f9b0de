/** The rules of French typography, one line of the table each, in the order they apply. */

const narrow = '\u202f';
const fixed = '\u00a0';
/** Any space on one line, breaking or not. */
const space = '[ \\u00a0\\u2009\\u202f]';

const months = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';
const measures = `${months}|euros?|millions?|milliards?|ans|mois|km|m²|kg|h`;
const titles = 'M|MM|Mme|Mmes|Mlle|Dr|Me';

type Rule = { readonly find: RegExp; readonly set: string };

const rules: readonly Rule[] = [
  // l'eau → l’eau; aujourd'hui; but not 'mot' between quotes.
  { find: /(?<=\p{L})'(?=[\p{L}\p{N}«"“])/gu, set: '’' },
  // "mot" → « mot »: pairs that open after a space or a bracket and close on a word.
  { find: /(?<=^|[\s([’«])"([^"\n]*[^\s"])"(?![\p{L}\p{N}])/gu, set: '«$1»' },
  { find: new RegExp(`«${space}*(?=\\S)`, 'gu'), set: `«${narrow}` },
  { find: new RegExp(`(?<=\\S)${space}*»`, 'gu'), set: `${narrow}»` },
  // Before ; ! ? a narrow space that does not break. A mark inside a word (a?b) is not punctuation.
  { find: new RegExp(`${space}+([;!?]+)(?![\\p{L}\\p{N}])`, 'gu'), set: `${narrow}$1` },
  { find: /(?<=[\p{L}\p{N}»)\]…%€’”])([;!?]+)(?![\p{L}\p{N}])/gu, set: `${narrow}$1` },
  // Before : a full space that does not break; 15:30 and a:b stay.
  { find: new RegExp(`${space}+:(?=\\s|$)`, 'gu'), set: `${fixed}:` },
  { find: /(?<=[\p{L}\p{N}»)\]…%€’”]):(?=\s|$)/gu, set: `${fixed}:` },
  { find: new RegExp(`(?<![\\p{L}])([Nn])°(s?)${space}*(?=\\d)`, 'gu'), set: `$1°$2${fixed}` },
  // A number keeps its unit and what it counts.
  { find: new RegExp(`(?<=\\d)${space}*%`, 'gu'), set: `${narrow}%` },
  { find: new RegExp(`(?<=\\d)${space}*€`, 'gu'), set: `${fixed}€` },
  { find: new RegExp(`(?<=\\d|1er)${space}(?=(?:${measures})(?![\\p{L}\\p{N}]))`, 'gu'), set: fixed },
  { find: new RegExp(`(?<![\\p{L}\\p{N}])((?:${titles})\\.?)${space}(?=\\p{Lu})`, 'gu'), set: `$1${fixed}` },
  // An incise is set with dashes; a hyphen that stands alone is one.
  { find: /(?<=\S) - (?=\S)/g, set: ' – ' },
];

/** Plain text without addresses or slots in it: typeset cuts those out first. */
export function typesetFrench(text: string): string {
  return rules.reduce(
    (set, rule) => set.replace(rule.find, rule.set),
    groupThousands(text.replace(/\.{3}/g, '…')),
  );
}

/** «12 000»: a narrow space between groups of three. Written with any space before; 13002 is a place, not a number. */
function groupThousands(text: string): string {
  const group = new RegExp(`(?<![\\d,.])\\d{1,3}(?:${space}\\d{3})+(?!\\d)`, 'gu');
  return text.replace(group, (number) => number.replace(new RegExp(space, 'gu'), narrow));
}
