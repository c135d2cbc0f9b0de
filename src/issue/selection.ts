/** The words of the choice: what selection looks at and what it decides. */
import type { ArticleId } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Article } from '../gather/article.ts';
import type { Block, IssueItem } from './issue.ts';
import type { Reasons } from './reasons.ts';
import type { ScoreFrame } from './score.ts';

/** An article that an issue carries already: of this newsletter, or one that another held back for has sent. */
export type Carried = {
  /** Title of the newsletter whose issue it is. */
  readonly in: string;
  readonly articleId: ArticleId;
  readonly url: string;
  readonly guid: string | null;
  readonly feed: string;
  readonly title: string;
  readonly publishedAt: Date;
  /** Number of the issue that carries it. */
  readonly number: number;
};

export type SelectionInput = {
  readonly newsletter: Newsletter;
  /** The issue's date, YYYY-MM-DD. */
  readonly date: string;
  /** Until when the previous issue looked; null before the first. */
  readonly since: Date | null;
  /** Until when this one looks: the time of drafting. */
  readonly until: Date;
  readonly candidates: readonly Article[];
  readonly carried: readonly Carried[];
  /** What an editor pinned or edited: it keeps its place, the rest is chosen around it. */
  readonly kept: readonly IssueItem[];
};

export type LeftOut = {
  readonly articleId: ArticleId;
  readonly title: string;
  readonly url: string;
  /** One sentence in the newsletter's language. */
  readonly reason: string;
};

export type Selection = { readonly items: readonly IssueItem[]; readonly leftOut: readonly LeftOut[] };

/** One choice before it has its position. */
export type Choice = { readonly article: Article; readonly block: Block; readonly reason: string };

/** What every part of the choice stands on. */
export type Desk = {
  readonly newsletter: Newsletter;
  readonly frame: ScoreFrame;
  readonly reasons: Reasons;
  readonly kept: readonly IssueItem[];
};

/** How many kept items a block holds already. */
export function keptIn(desk: Desk, block: Block): number {
  return desk.kept.filter((item) => sameBlock(item.block, block)).length;
}

/** Whether two blocks are one place in the letter. */
function sameBlock(one: Block, other: Block): boolean {
  return blockKey(one) === blockKey(other);
}

export function blockKey(block: Block): string {
  if (block.kind === 'section') return `section ${block.section}`;
  return block.kind === 'commune' ? `commune ${block.commune}` : block.kind;
}

/** What an editor reads of an article that was not taken. */
export function leftOut(article: Article, reason: string): LeftOut {
  return { articleId: article.id, title: article.title, url: article.url, reason };
}
