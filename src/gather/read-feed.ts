/** From a feed's bytes to its articles: decode, sanitise, repair, parse, normalise. */
import { decodeFeed } from './decode.ts';
import type { DocumentTrouble } from './feed-trouble.ts';
import { looksLikeJson, parseJsonFeed } from './json-feed.ts';
import { type FeedPlace, type NormalisedFeed, normaliseFeed } from './normalise.ts';
import { parseFeed } from './parse.ts';
import type { RawFeed } from './raw-item.ts';
import { repairFeed } from './repair.ts';
import { sanitiseXml } from './sanitise.ts';

export type ReadFeed =
  | ({ readonly kind: 'articles'; readonly ttl: number | null } & NormalisedFeed)
  | DocumentTrouble;

/** contentType is the HTTP header. Whatever a feed holds, the answer is a value. */
export async function readFeed(
  bytes: Uint8Array,
  contentType: string | null,
  place: Omit<FeedPlace, 'base'>,
): Promise<ReadFeed> {
  const { text } = decodeFeed(bytes, contentType);
  const raw = await readRaw(text, place.newsletter.time_zone);
  if (raw.kind !== 'feed') return raw;
  const normalised = normaliseFeed(raw.feed, { ...place, base: raw.base });
  return { kind: 'articles', ttl: raw.feed.ttl, ...normalised };
}

type Raw = { readonly kind: 'feed'; readonly feed: RawFeed; readonly base: string | null } | DocumentTrouble;

async function readRaw(text: string, timeZone: string): Promise<Raw> {
  if (looksLikeJson(text)) {
    const parsed = parseJsonFeed(text);
    return parsed.kind === 'feed' ? { ...parsed, base: null } : parsed;
  }
  const repaired = repairFeed(sanitiseXml(text), timeZone);
  if (repaired.kind !== 'xml') return repaired;
  try {
    return { kind: 'feed', feed: await parseFeed(repaired.xml), base: repaired.base };
  } catch (error) {
    const [words = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { kind: 'unreadable', format: 'xml', said: words };
  }
}
