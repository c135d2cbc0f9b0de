/** What a round of visits tells the person who asked for it. */
import type { FailureKind } from './feed-trouble.ts';

export type FeedReport = {
  readonly url: string;
  /** articles: a document was read; unchanged: nothing new; resting: it was not its time; all others: no success. */
  readonly outcome: 'articles' | 'unchanged' | 'resting' | FailureKind;
  /** HTTP status; null when there was no answer, or no question. */
  readonly status: number | null;
  /** Items of the document, the last one where none was read now. */
  readonly articles: number;
  readonly new: number;
  /** English sentences, the gravest first. */
  readonly problems: readonly string[];
  /** Whether its last visit failed: its last good articles stay. */
  readonly failing: boolean;
};

export type GatherReport = {
  readonly newsletter: string;
  readonly feeds: readonly FeedReport[];
  /** Items in all feeds. */
  readonly articles: number;
  readonly new: number;
  /** Articles whose text changed since they were seen. */
  readonly changed: number;
  readonly seconds: number;
};

export function reportOf(
  newsletter: string,
  feeds: readonly FeedReport[],
  changed: number,
  seconds: number,
): GatherReport {
  return {
    newsletter,
    feeds,
    articles: feeds.reduce((sum, feed) => sum + feed.articles, 0),
    new: feeds.reduce((sum, feed) => sum + feed.new, 0),
    changed,
    seconds: Math.round(seconds * 100) / 100,
  };
}
