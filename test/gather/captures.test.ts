/** Real feeds, kept beside the checkout and never in it: press texts that must not be published again. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDate } from '../../src/gather/dates.ts';
import { documentTroubleInEnglish } from '../../src/gather/feed-trouble.ts';
import { readFeed } from '../../src/gather/read-feed.ts';
import { paper } from './paper.ts';

const folder = new URL('../../../shared/feeds/', import.meta.url);
const here = existsSync(new URL('MANIFEST.tsv', folder));

type Capture = { file: string; items: number; title: string; link: string; date: string };

function captures(): Capture[] {
  const [, ...rows] = readFileSync(new URL('MANIFEST.tsv', folder), 'utf8').trimEnd().split('\n');
  return rows.map((row) => {
    const [file = '', , , , , items, title = '', link = '', date = ''] = row.split('\t');
    return { file, items: Number(items), title, link, date };
  });
}

async function read(file: string) {
  const newsletter = paper();
  const [feed] = newsletter.feeds;
  if (!feed) throw new Error('no feed');
  const visitedAt = new Date('2026-11-22T12:00:00Z');
  return readFeed(readFileSync(new URL(file, folder)), null, {
    newsletter,
    feed,
    url: 'https://feeds.example/rss/feed.xml',
    visitedAt,
  });
}

describe.skipIf(!here)(
  `the captured feeds${here ? '' : ' (absent: ../shared/feeds is not beside this checkout)'}`,
  () => {
    const all = here ? captures() : [{ file: '-', items: 0, title: '', link: '', date: '' }];

    it.each(all.filter(({ items }) => items > 0))('$file yields its $items items', async (capture) => {
      const feed = await read(capture.file);
      if (feed.kind !== 'articles') throw new Error(documentTroubleInEnglish(feed));
      expect(feed.articles).toHaveLength(capture.items);
      const [first] = feed.articles;
      expect(first?.title).toBe(capture.title);
      expect(first?.publishedAt ?? null).toEqual(
        capture.date === '' ? null : readDate(capture.date, 'Europe/Paris'),
      );
      for (const article of feed.articles) {
        expect(article.url).toMatch(/^https?:\/\/[^/\s]+\//);
        expect(article.title).not.toBe('');
        expect(`${article.title} ${article.excerpt}`).not.toMatch(
          /<\/?(?:p|a|div|img|script|br)\b|&(?:amp|nbsp|#\d+);/,
        );
        expect(article.excerpt).not.toMatch(
          /est apparu en premier|appeared first on|\[(?:gallery|caption|…)/,
        );
      }
    });

    it.each(all.filter(({ link, items }) => items > 0 && !/feedproxy|feeds\.|xtor|^htpt/.test(link)))(
      '$file leads to the page that it names',
      async (capture) => {
        const feed = await read(capture.file);
        if (feed.kind !== 'articles') throw new Error(documentTroubleInEnglish(feed));
        const path = capture.link.replace(/^https?:\/\/[^/]+/, '');
        expect(feed.articles[0]?.url.endsWith(path)).toBe(true);
      },
    );

    it('a page is refused', async () => {
      expect(await read('html-not-feed-nixos.html')).toMatchObject({ kind: 'not_a_feed' });
    });
  },
);
