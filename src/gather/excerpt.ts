/** Makes the few lines that stand under a title: plain text that ends on a sentence. */
import { fold } from './fold.ts';
import { stripShortcodes } from './shortcodes.ts';
import { withoutReadOn, withoutTrailer } from './trailers.ts';

const excerptLength = { shortest: 60, longest: 320 } as const;

export type ExcerptSource = {
  readonly title: string;
  /** Paragraphs of the feed's description. */
  readonly description: readonly string[];
  /** Paragraphs of the whole text, where the feed carries it. */
  readonly content: readonly string[];
  /** Paragraphs that all items of the feed repeat. */
  readonly recurring: ReadonlySet<string>;
};

/** The description, or the first paragraph of the text when the description says less than 60 characters. */
export function excerptOf(source: ExcerptSource): string {
  const description = onSentence(flowing(cleaned(source.description, source)).join(' '));
  if (description.length >= excerptLength.shortest) return description;
  const paragraphs = cleaned(source.content, source);
  const first = paragraphs.find((one) => one.length >= excerptLength.shortest) ?? paragraphs[0] ?? '';
  const fromText = onSentence(first);
  return fromText.length > description.length ? fromText : description;
}

/** A standfirst ends where its paragraph ends; a heading, which is shorter, does not run into the text below it. */
function flowing(paragraphs: readonly string[]): readonly string[] {
  const closed = /[.!?…:»”"’)\]]$/;
  const standfirst = paragraphs.findIndex((one) => !closed.test(one) && one.length >= excerptLength.shortest);
  const kept = standfirst === -1 ? paragraphs : paragraphs.slice(0, standfirst + 1);
  return kept.filter((one, at) => at === kept.length - 1 || closed.test(one));
}

function cleaned(paragraphs: readonly string[], { title, recurring }: ExcerptSource): string[] {
  // Shortcodes span paragraphs: a quotation opens in one and closes in another.
  return stripShortcodes(paragraphs.join('\n\n'))
    .split('\n\n')
    .filter((one) => !recurring.has(one))
    .map((one) => withoutTrailer(one.trim(), title))
    .filter((one) => one !== '' && !isTitle(one, title));
}

function isTitle(paragraph: string, title: string): boolean {
  return paragraph.length <= title.length + 3 && fold(paragraph) === fold(title);
}

/** Cuts where the feed's own cut or our limit left half a sentence. */
function onSentence(text: string): string {
  const { text: rest, cut } = withoutReadOn(text);
  const long = rest.length > excerptLength.longest;
  if (!long && (!cut || endsSentence.test(rest))) return rest;
  const head = rest.slice(0, excerptLength.longest + 1);
  const end = lastSentenceEnd(head);
  if (end >= excerptLength.shortest) return head.slice(0, end).trim();
  const words = long ? head.slice(0, head.lastIndexOf(' ')) : rest;
  return words === '' ? '' : `${words.replace(/[\s,;:.–—-]+$/, '')}…`;
}

const endsSentence = /[.!?…][\s\u00a0\u202f]*[»”"’)\]]*$/;

/** Index after the last full stop that ends a sentence; 0 when there is none. */
function lastSentenceEnd(text: string): number {
  let end = 0;
  for (const found of text.matchAll(/[.!?…]+(?:[\u00a0\u202f ]?»|[”"’)\]])*(?=\s|$)/g)) {
    const before = text.slice(0, found.index);
    if (found[0] === '.' && abbreviation.test(before)) continue;
    end = found.index + found[0].length;
  }
  // A dot at the very end of a cut text may be the middle of «2.5» or «M.».
  return end;
}

const abbreviation =
  /(?:^|[\s('’«])(?:\p{Lu}|\p{Lu}\.-?\p{Lu}|MM|Mme|Mmes|Mlle|Dr|Pr|Me|St|Ste|av|bd|cf|ex|art|env|vol|p|Mr|Mrs|Ms|Jr|Sr|vs|i\.e|e\.g|\d{1,2})$/u;
