/** The addresses that a letter carries for one reader: leave, choose, read on the web. */
import type { IssueId, Period, SubscriberId } from './ids.ts';
import { makeToken, type TokenPurpose } from './token.ts';

export type ReaderLinks = {
  /** GET shows a page, POST acts. */
  readonly unsubscribe: string;
  /** The POST target of RFC 8058; the same address, told apart by the body. */
  readonly oneClick: string;
  readonly preferences: string;
  /** The issue on the web, the same for everybody: it may be passed on. */
  readonly web: string;
};

export type LetterOfReader = {
  readonly newsletter: string;
  readonly subscriberId: SubscriberId;
  readonly issueId: IssueId;
  readonly period: Period;
};

/** Makes a reader's links. publicUrl has no trailing slash. Pure: the same letter always carries the same links. */
export function readerLinks(
  { publicUrl, secret }: { readonly publicUrl: string; readonly secret: string },
  { newsletter, subscriberId, issueId, period }: LetterOfReader,
): ReaderLinks {
  const token = (purpose: TokenPurpose) =>
    makeToken(secret, { purpose, subscriberId, newsletter, issueId, expiresAt: null });
  const unsubscribe = `${publicUrl}/u/${token('unsubscribe')}`;
  return {
    unsubscribe,
    oneClick: unsubscribe,
    preferences: `${publicUrl}/p/${token('preferences')}`,
    web: webVersionUrl(publicUrl, newsletter, period),
  };
}

/** Where an issue is read on the web. */
export function webVersionUrl(publicUrl: string, newsletter: string, period: Period): string {
  return `${publicUrl}/l/${newsletter}/${period}`;
}
