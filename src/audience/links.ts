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
  /** The pixel, of a letter whose reader agreed to have openings or clicks recorded. */
  readonly opens?: string;
  /** Of the same letters: a link's address but for its number. */
  readonly clicks?: string;
};

export type LetterOfReader = {
  readonly newsletter: string;
  readonly subscriberId: SubscriberId;
  readonly issueId: IssueId;
  readonly period: Period;
  /** The reader agreed to one or the other: one signature serves both. */
  readonly tracked?: boolean;
};

/** Makes a reader's links. publicUrl has no trailing slash. Pure: the same letter always carries the same links. */
export function readerLinks(
  { publicUrl, secret }: { readonly publicUrl: string; readonly secret: string },
  { newsletter, subscriberId, issueId, period, tracked = false }: LetterOfReader,
): ReaderLinks {
  const token = (purpose: TokenPurpose) =>
    makeToken(secret, { purpose, subscriberId, newsletter, issueId, expiresAt: null });
  const unsubscribe = `${publicUrl}/u/${token('unsubscribe')}`;
  return {
    unsubscribe,
    oneClick: unsubscribe,
    preferences: `${publicUrl}/p/${token('preferences')}`,
    web: webVersionUrl(publicUrl, newsletter, period),
    ...(tracked && trackingAddresses(publicUrl, token('tracking'))),
  };
}

/** Where an issue is read on the web. */
export function webVersionUrl(publicUrl: string, newsletter: string, period: Period): string {
  return `${publicUrl}/l/${newsletter}/${period}`;
}

/** Where the links of an issue are counted without anything of the reader in them; a link's number follows. */
export function countedLinksUrl(publicUrl: string, newsletter: string, period: Period): string {
  return `${publicUrl}/r/${newsletter}/${period}`;
}

/** One token says which letter it was; each consent is asked for when something is to be recorded. */
function trackingAddresses(publicUrl: string, token: string): { opens: string; clicks: string } {
  return { opens: `${publicUrl}/o/${token}`, clicks: `${publicUrl}/r/${token}` };
}
