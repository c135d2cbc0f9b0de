import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleFeeds } from '../../src/demo/feeds.ts';
import { type Newsroom, openNewsroom } from '../../src/demo/newsroom.ts';

let newsroom: Newsroom;
beforeAll(async () => {
  newsroom = await openNewsroom(new Date());
});
afterAll(() => newsroom[Symbol.asyncDispose]());

test('every article has a page whose og:image is a picture of the size it declares', async () => {
  for (const article of newsroom.articles) {
    const page = await (await fetch(article.url)).text();
    expect(page).toContain(`<meta property="og:image" content="${article.picture.url}">`);
  }
  const picture = await fetch(newsroom.articles[0]?.picture.url ?? '');
  expect(picture.headers.get('content-type')).toBe('image/png');
});

test('three feeds are broken on purpose and eight speak', async () => {
  const answers = await Promise.all(
    sampleFeeds.map(({ path }) =>
      fetch(`${newsroom.address}${path}`).then(
        (response) => response.status,
        () => 'no answer',
      ),
    ),
  );
  expect(answers.filter((answer) => answer === 200)).toHaveLength(9);
  expect(answers.filter((answer) => answer === 404)).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'no answer')).toHaveLength(1);
});

test('a feed that has not changed is answered with 304', async () => {
  const first = await fetch(`${newsroom.address}/feed/`);
  const etag = first.headers.get('etag') ?? '';
  const second = await fetch(`${newsroom.address}/feed/`, { headers: { 'if-none-match': etag } });
  expect(second.status).toBe(304);
});

test('addresses of the articles are all different', () => {
  expect(new Set(newsroom.articles.map((article) => article.url)).size).toBe(newsroom.articles.length);
});
