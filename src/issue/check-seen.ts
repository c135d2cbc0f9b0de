/** Checks the letter as readers meet it: its colours, its order, their programs, and who stands beside whom. Pure. */
import type { ArticleId } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import { type ClientSupport, checkClients } from './check-clients.ts';
import { checkContrast } from './check-contrast.ts';
import { checkNeighbours, type Neighbour } from './check-neighbours.ts';
import { checkReading } from './check-reading.ts';
import { safeAddress } from './compose-address.ts';
import { wordsOfItem } from './compose-item.ts';
import type { Finding } from './finding.ts';
import type { ChosenArticle, Issue } from './issue.ts';
import { readLetter } from './letter-style.ts';
import { sponsorsOf } from './sponsors.ts';

export type SeenLetter = {
  readonly newsletter: Newsletter;
  readonly issue: Issue;
  readonly chosen: readonly ChosenArticle[];
  /** As readers have it: of no commune, then of each. */
  readonly readings: readonly string[];
};

export function checkSeen(
  { newsletter, issue, chosen, readings }: SeenLetter,
  clients: ClientSupport,
  say: Say,
): Finding[] {
  const [usual] = readings;
  if (usual === undefined) return [];
  const letter = readLetter(usual);
  const articles = new Map(
    chosen.map((item) => [
      addressOf(item.article.url),
      { id: item.articleId as ArticleId, ...wordsOfItem(item) },
    ]),
  );
  const partners = sponsorsOf(newsletter, issue).map(({ url, title }) => [
    addressOf(url),
    { kind: 'partner', title } as const,
  ]) satisfies [string, Neighbour][];
  const known = new Map<string, Neighbour>([
    ...partners,
    ...[...articles].map(([url, article]) => [url, { kind: 'article', ...article }] as const),
  ]);
  return [
    ...checkNeighbours(
      newsletter,
      readings.map((html) => inOrder(html, known)),
      say,
    ),
    ...checkContrast(letter, say),
    ...checkReading(letter, articles, say),
    ...checkClients(letter, clients, say),
  ];
}

/** Whatever leads to the same place, link after link, is one thing. */
function inOrder(html: string, known: ReadonlyMap<string, Neighbour>): readonly Neighbour[] {
  // Not parsed: there is a reading for each commune, and their links are all that matters here.
  const links = [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map(([, url = '']) => plainAddress(url));
  const met = links.flatMap((url) => known.get(url) ?? []);
  return met.filter((one, at) => one !== met[at - 1]);
}

/** Composition writes references to characters by their number, MJML the ampersand by its name. */
function plainAddress(written: string): string {
  return written
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');
}

/** As the letter writes it. */
function addressOf(url: string): string {
  return safeAddress(url) ?? url;
}
