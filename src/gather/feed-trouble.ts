/** Why a visit to a feed failed, with its facts, as it is remembered; and how commands tell it. */
import { inEnglish } from '../config/say.ts';
import type { NotFetched } from './fetched.ts';
import { troubleInWords } from './trouble-words.ts';

export type FeedTrouble = NotFetched | FeedRefusal | (DocumentTrouble & DocumentPlace);
export type FailureKind = FeedTrouble['kind'];

/** The server answered, and gave no feed. */
type FeedRefusal = {
  readonly kind: 'http_error' | 'gone' | 'busy';
  readonly url: string;
  readonly status: number;
};

/** What came is no feed, or none that can be read. */
export type DocumentTrouble =
  | { readonly kind: 'not_a_feed'; readonly found: 'nothing' | 'no_xml' | 'other_json' }
  | { readonly kind: 'not_a_feed'; readonly found: 'other_root'; readonly root: string }
  /** A page for people; `feed`: where it says that its feed is, as it writes it. */
  | { readonly kind: 'not_a_feed'; readonly found: 'page'; readonly feed: string | null }
  | { readonly kind: 'unreadable'; readonly format: 'json' }
  /** `said`: in the parser's words. */
  | { readonly kind: 'unreadable'; readonly format: 'xml'; readonly said: string };

/** Where redirects led, if they did. */
type DocumentPlace = { readonly movedTo: string | null };

export function feedTroubleInEnglish(trouble: FeedTrouble): string {
  switch (trouble.kind) {
    case 'http_error':
      return `${trouble.url} answers with status ${trouble.status}`;
    case 'gone':
      return `${trouble.url} says that the feed is gone for good (${trouble.status})`;
    case 'busy':
      return `${trouble.url} asks to come back later (${trouble.status})`;
    case 'not_a_feed':
    case 'unreadable': {
      const what = documentTroubleInEnglish(trouble);
      return trouble.movedTo === null ? what : `${trouble.movedTo}: ${what}`;
    }
    default:
      return troubleInWords(trouble, inEnglish);
  }
}

export function documentTroubleInEnglish(trouble: DocumentTrouble): string {
  if (trouble.kind === 'unreadable')
    return trouble.format === 'json' ? 'its JSON is broken' : `its XML is broken: ${trouble.said}`;
  switch (trouble.found) {
    case 'nothing':
      return 'the document is empty';
    case 'no_xml':
      return 'it is not XML';
    case 'other_json':
      return 'it is JSON, but not JSON Feed';
    case 'other_root':
      return `its root element is <${trouble.root}>, not a feed's`;
    case 'page':
      return trouble.feed === null
        ? 'it is an HTML page, not a feed'
        : `it is an HTML page, which names its feed: ${trouble.feed}`;
    default:
      return trouble satisfies never;
  }
}
