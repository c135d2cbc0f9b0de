/** The archive over real HTTP: pages, feeds, sitemap, and what search engines are told. */
import { sql } from 'kysely';
import RssParser from 'rss-parser';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withOpenGraph } from '../../src/site/open-graph.ts';
import { openNewsroom } from './newsroom.ts';
import { everything } from './tables.ts';

let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room[Symbol.asyncDispose]());

const get = (path: string) => fetch(`${room.base}${path}`);

it('shows what left by number and date, and nothing that has not', async () => {
  const html = await (await get('/kiosque/lhebdo')).text();
  expect(html).toContain('Le kiosque de L’Hebdo');
  expect(html).toMatch(/n°(&nbsp;|\u00A0)447 · mardi 24 novembre 2026/);
  expect(html).not.toContain('448');
  expect(Buffer.byteLength(html)).toBeLessThan(30_000);
  expect((await get('/kiosque/unknown')).status).toBe(404);
});

it('leafs through a hundred issues, fifty a page, whatever the page is called', async () => {
  await sql`insert into issues (newsletter, period, number, date, state, subject, approved_hash, drafted_at, articles_until)
    select 'lhebdo', '2024-D' || n, n, date '2024-01-01' + n::int, 'sent', 's', 'cafe', now(), now()
    from generate_series(1, 100) n`.execute(room.database.db);
  const links = async (path: string) => (await (await get(path)).text()).match(/href="\/l\//g)?.length ?? 0;
  const pages = ['', '?page=2', '?page=3', '?page=4', "?page=1'%20or%201=1", '?page=-1', '?page=99999999999'];
  expect(await Promise.all(pages.map((page) => links(`/kiosque/lhebdo${page}`)))).toEqual([
    50, 50, 1, 0, 50, 50, 50,
  ]);
});

it('is read by a feed reader, as RSS and as JSON', async () => {
  const rss = await get('/kiosque/lhebdo/rss.xml');
  const feed = await new RssParser().parseString(await rss.text());
  expect(rss.headers.get('content-type')).toContain('application/rss+xml');
  expect(feed).toMatchObject({
    title: 'L’Hebdo',
    language: 'fr',
    items: [{ title: "L'Hebdo n° 447\u00A0: le port respire", link: 'http://127.0.0.1/l/lhebdo/2026-W48' }],
  });
  const json = (await (await get('/kiosque/lhebdo/feed.json')).json()) as {
    version: string;
    items: object[];
  };
  expect(json.version).toBe('https://jsonfeed.org/version/1.1');
  expect(json.items).toEqual([expect.objectContaining({ url: 'http://127.0.0.1/l/lhebdo/2026-W48' })]);
});

function letRobotsIn(): void {
  const { newsletter } = room.world.templates;
  const listed = async (name: string) => ({
    ...(await newsletter(name)),
    kiosque: { robots: 'index' as const },
  });
  Object.assign(room.world.templates, { newsletter: listed });
}

it('keeps search engines out unless the newsletter lets them in', async () => {
  for (const path of ['/kiosque/lhebdo', '/l/lhebdo/2026-W48', '/'])
    expect((await get(path)).headers.get('x-robots-tag')).toBe('noindex');
  // A map without a page would be none (sitemaps.org): there is no map, and nothing leads to one.
  expect((await get('/sitemap.xml')).status).toBe(404);
  expect(await (await get('/robots.txt')).text()).toBe('User-agent: *\nDisallow:\n');
  letRobotsIn();
  for (const path of ['/kiosque/lhebdo', '/l/lhebdo/2026-W48', '/'])
    expect((await get(path)).headers.get('x-robots-tag')).toBe('all');
  const map = await (await get('/sitemap.xml')).text();
  expect(map.match(/<loc>[^<]+/g)).toEqual([
    '<loc>http://127.0.0.1/kiosque/essentiel',
    '<loc>http://127.0.0.1/kiosque/lhebdo',
    '<loc>http://127.0.0.1/l/lhebdo/2026-W48',
    '<loc>http://127.0.0.1/kiosque/sante',
  ]);
});

it('leads search engines to the sitemap, and hides no page from them that tells them to keep out', async () => {
  letRobotsIn();
  const robots = await get('/robots.txt');
  expect([robots.status, robots.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/plain'),
  ]);
  const lines = (await robots.text()).trim().split('\n');
  expect(lines).toEqual(['User-agent: *', 'Disallow:', '', 'Sitemap: http://127.0.0.1/sitemap.xml']);
});

it('tells where a link is shared what the issue is, without any reader’s token', async () => {
  const html = await (await get('/l/lhebdo/2026-W48')).text();
  expect(html).toContain(`<meta property="og:title" content="L'Hebdo n° 447\u00A0: le port respire">`);
  expect(html).toContain('<meta property="og:url" content="http://127.0.0.1/l/lhebdo/2026-W48">');
  expect(html).not.toMatch(/\/[up]\/1/);
  const nothing = { description: '', picture: null };
  const hostile = { ...nothing, title: '$& "><script>', url: 'https://a.example', paper: 'A & B' };
  expect(withOpenGraph('<head></head>', hostile)).toContain('content="$&amp; &quot;&gt;&lt;script&gt;"');
});

it('changes nothing', async () => {
  letRobotsIn();
  const before = await everything(room.database.db);
  for (const path of [
    '/kiosque/lhebdo',
    '/kiosque/lhebdo/rss.xml',
    '/kiosque/lhebdo/feed.json',
    '/sitemap.xml',
  ])
    for (let times = 0; times < 2; times++) expect((await get(path)).status).toBe(200);
  expect(await everything(room.database.db)).toBe(before);
});

describe('the picture of a shared link', () => {
  it('is 1200 × 630, from the lead’s picture, and in the paper’s colour without one', async () => {
    const blank = await get('/l/lhebdo/2026-W48/share.jpg');
    expect(blank.headers.get('content-type')).toBe('image/jpeg');
    const colour = await sharp(Buffer.from(await blank.arrayBuffer())).stats();
    expect(colour.dominant).toMatchObject({ b: expect.closeTo(0x78, -1) });

    const hash = 'a'.repeat(64);
    const red = await sharp({ create: { width: 1184, height: 666, channels: 3, background: '#ff0000' } })
      .jpeg()
      .toBuffer();
    await sql`insert into images (hash, width, height, type, bytes, fetched_at)
      values (${hash}, 1184, 666, 'image/jpeg', ${red}, now())`.execute(room.database.db);
    await sql`update editions set content = jsonb_set(content, '{html}', to_jsonb(replace(content->>'html', '<h1>',
      ${`<img src="http://127.0.0.1/i/${hash}.jpg" alt="Rouge"><h1>`})))`.execute(room.database.db);
    const page = await (await get('/l/lhebdo/2026-W48')).text();
    expect(page).toContain('property="og:image" content="http://127.0.0.1/l/lhebdo/2026-W48/share.jpg"');
    const answer = await get('/l/lhebdo/2026-W48/share.jpg');
    const picture = sharp(Buffer.from(await answer.arrayBuffer()));
    expect(await picture.metadata()).toMatchObject({ width: 1200, height: 630 });
    expect((await picture.stats()).dominant).toMatchObject({ r: 248, g: 8, b: 8 });
    const etag = answer.headers.get('etag') ?? '';
    const again = await fetch(`${room.base}/l/lhebdo/2026-W48/share.jpg`, {
      headers: { 'If-None-Match': etag },
    });
    expect(again.status).toBe(304);
  });

  it('is not there for what has not left', async () => {
    for (const path of ['2026-W49', '2026-W01', '..%2F..'])
      expect((await get(`/l/lhebdo/${path}/share.jpg`)).status).toBe(404);
  });
});
