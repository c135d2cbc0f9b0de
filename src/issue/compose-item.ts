/** One article as the letter prints it. */
import type { ArticleId } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { safeAddress } from './compose-address.ts';
import type { Picture } from './image-choice.ts';
import type { Block, ChosenArticle } from './issue.ts';
import { typeset } from './typography.ts';

export type LetterItem = {
  readonly id: ArticleId;
  readonly title: string;
  readonly excerpt: string;
  /** What readers without a subscription see of a Premium article; of any other the excerpt itself. */
  readonly teaser: string;
  readonly url: string;
  readonly author: string;
  readonly series: string;
  /** Name of its rubrique; empty when nothing tells. */
  readonly section: string;
  readonly premium: boolean;
  readonly picture: Picture | null;
};

/** Longest excerpts, in characters. What an editor wrote is never clipped. */
const longest = {
  lead: 420,
  front_page: 220,
  section: 220,
  commune: 220,
  agenda: 150,
  most_read: 0,
} as const satisfies Record<Block['kind'], number>;
/** Subscribers read all that the feed tells of a Premium article, the others its beginning. */
const longestPremium = 420;
const longestTeaser = 110;

/** What the editor changed stands before what the feed said. */
export function letterItem(newsletter: Newsletter, item: ChosenArticle, picture: Picture | null): LetterItem {
  const { article, edited } = item;
  const set = (text: string) => typeset(oneLine(text), newsletter.language);
  return {
    id: article.id,
    title: set(edited.title ?? article.title),
    ...excerpts(item, set),
    url: safeAddress(article.url) ?? '',
    author: set(article.author ?? ''),
    series: set(article.series ?? ''),
    section: set(newsletter.sections.find(({ id }) => id === article.section)?.name ?? ''),
    premium: article.premium,
    picture: picture && { ...picture, alt: set(picture.alt), credit: set(picture.credit) },
  };
}

/** Title and excerpt in full, as they were written: what spelling is looked up in. */
export function wordsOfItem(item: ChosenArticle): { readonly title: string; readonly excerpt: string } {
  return {
    title: oneLine(item.edited.title ?? item.article.title),
    excerpt: excerpts(item, oneLine).excerpt,
  };
}

function excerpts({ article, edited, block }: ChosenArticle, set: (text: string) => string) {
  const most = longest[block.kind];
  const [whole, teaser] = article.premium && most > 0 ? [longestPremium, longestTeaser] : [most, most];
  return {
    excerpt: set(edited.excerpt ?? clip(article.excerpt, whole)),
    teaser: set(edited.excerpt ?? clip(article.excerpt, teaser)),
  };
}

/** Ends on a sentence where one ends in the second half, else on a word with an ellipsis. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most);
  const sentence = /^.*[.!?…](?=\s|$)/su.exec(start)?.[0] ?? '';
  if (sentence.length >= most / 2) return sentence.trimEnd();
  const word = start.slice(0, Math.max(0, start.search(/\s\S*$/))).replace(/[\s,;:–-]+$/u, '');
  return word === '' ? '' : `${word}…`;
}

/** A value never breaks a line of the text part. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
