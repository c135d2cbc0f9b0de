import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gathering } from '../../src/app/gathering.ts';
import type { Newsletter } from '../../src/config/newsletter.ts';
import type { Article } from '../../src/gather/article.ts';
import type { GatherReport } from '../../src/gather/report.ts';
import type { Database } from '../../src/world/db/database.ts';
import { type Http, openHttp } from '../../src/world/http/http.ts';
import type { World } from '../../src/world/world.ts';
import { openTestDatabase } from '../support/database.ts';
import { item, paper, rss } from './paper.ts';

let database: Database;
let http: Http;
let server: Server;
let base: string;
let served: Record<string, string | RequestListener>;
let now: Date;
let asked: string[];
const signal = new AbortController().signal;

beforeAll(async () => {
  database = await openTestDatabase();
  http = openHttp({ allowPrivate: true, contact: undefined });
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = served[path];
    if (answer === undefined) response.writeHead(404).end('nothing here');
    else if (typeof answer === 'string') response.end(answer);
    else answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await http[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});
beforeEach(() => {
  served = {};
  asked = [];
  now = new Date('2026-11-22T12:00:00Z');
});
afterEach(() => sql`truncate feeds, articles cascade`.execute(database.db));

const silence = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function gather(newsletter: Newsletter, insist = false): Promise<GatherReport> {
  return steps(newsletter).gatherFor(newsletter, signal, { insist });
}
function articlesOf(newsletter: Newsletter): Promise<readonly Article[]> {
  return steps(newsletter).articles(newsletter.name);
}
function steps(newsletter: Newsletter) {
  const templates = { newsletter: async () => newsletter };
  const clock = { now: () => now };
  return gathering({ database, http, clock, templates, log: silence } as unknown as World);
}
function feeds(...some: Partial<Newsletter['feeds'][number]>[]): Newsletter {
  return paper(some.map((feed) => ({ ...feed, url: base + feed.url })));
}
function later(minutes: number): void {
  now = new Date(now.getTime() + minutes * 60_000);
}

describe('a round', () => {
  it('gives an article whose page was gone another chance half a day later', async () => {
    const newsletter = feeds({ url: '/one' });
    const gone = async () =>
      (await sql<{ gone: boolean }>`select gone_at is not null as gone from articles`.execute(database.db))
        .rows;
    served['/one'] = rss(item(1));
    await gather(newsletter);
    await sql`update articles set gone_at = ${now}`.execute(database.db);
    for (const [hours, title, still] of [
      [1, 'Le journal', true],
      [12, 'Le quotidien', false],
    ] as const) {
      later(hours * 60);
      served['/one'] = rss(item(1)).replace('Un journal', title);
      await gather(newsletter);
      expect(await gone()).toEqual([{ gone: still }]);
    }
  });

  it('ends in the time that a person gives it: a feed that hangs is out of time, what stands behind it rests', async () => {
    const newsletter = feeds({ url: '/one' }, { url: '/hangs' }, { url: '/behind' });
    served['/one'] = rss(item(1));
    served['/hangs'] = () => {};
    served['/behind'] = rss(item(2));
    const within = 2_000;
    const { feeds: read, new: added } = await steps(newsletter).gatherFor(newsletter, signal, { within });
    expect(read.map(({ outcome }) => outcome)).toEqual(['articles', 'timed_out', 'resting']);
    expect(added).toBe(1);
    expect(asked).toEqual(['/one', '/hangs']);
    expect((await gather(newsletter)).feeds.map(({ outcome }) => outcome)).toEqual([
      'unchanged',
      'resting',
      'articles',
    ]);
  }, 30_000);

  it('remembers the articles of every feed and reports them', async () => {
    const newsletter = feeds({ url: '/one' }, { url: '/two' });
    served['/one'] = rss(item(1), item(2));
    served['/two'] = rss(item(3, { link: 'https://autre.example/3' }));
    expect(await gather(newsletter)).toMatchObject({
      newsletter: 'lhebdo',
      articles: 3,
      new: 3,
      feeds: [
        { url: `${base}/one`, outcome: 'articles', status: 200, articles: 2, new: 2, problems: [] },
        { url: `${base}/two`, outcome: 'articles', status: 200, articles: 1, new: 1, problems: [] },
      ],
    });
    expect((await articlesOf(newsletter)).map(({ title }) => title).sort()).toEqual([
      'Titre du sujet 1',
      'Titre du sujet 2',
      'Titre du sujet 3',
    ]);
  });

  it('that finds the same again changes nothing', async () => {
    const newsletter = feeds({ url: '/one' });
    served['/one'] = rss(
      item(1),
      item(2, { date: '' }),
      item(3, { date: 'Tue, 01 Dec 2026 08:00:00 +0100' }),
    );
    await gather(newsletter);
    const before = await articlesOf(newsletter);
    later(60);
    expect(await gather(newsletter)).toMatchObject({ new: 0, changed: 0, feeds: [{ outcome: 'unchanged' }] });
    // Another channel title is another document with the same articles.
    served['/one'] = (served['/one'] as string).replace('Un journal', 'Le journal');
    later(60);
    expect(await gather(newsletter)).toMatchObject({ new: 0, changed: 0, feeds: [{ outcome: 'articles' }] });
    const after = await articlesOf(newsletter);
    expect(after.map((one) => ({ ...one, lastSeenAt: null }))).toEqual(
      before.map((one) => ({ ...one, lastSeenAt: null })),
    );
  });

  it('asks only for what changed', async () => {
    const newsletter = feeds({ url: '/one' });
    const conditions: unknown[] = [];
    served['/one'] = (request, response) => {
      conditions.push(request.headers['if-none-match'], request.headers['if-modified-since']);
      if (request.headers['if-none-match']) response.writeHead(304).end();
      else
        response
          .writeHead(200, { etag: '"a"', 'last-modified': 'Sun, 22 Nov 2026 10:00:00 GMT' })
          .end(rss(item(1)));
    };
    await gather(newsletter);
    expect(await gather(newsletter)).toMatchObject({
      articles: 1,
      feeds: [{ outcome: 'unchanged', status: 304 }],
    });
    expect(conditions).toEqual([undefined, undefined, '"a"', 'Sun, 22 Nov 2026 10:00:00 GMT']);
  });

  it('reads an unchanged feed again when the editor changed how it is read', async () => {
    const newsletter = feeds({ url: '/one' });
    served['/one'] = rss(item(1, { category: 'Vie locale' }));
    expect(await gather(newsletter)).toMatchObject({
      feeds: [{ problems: ['categories that name no section: Vie locale'] }],
    });
    const mapped = feeds({ url: '/one', categories: { 'vie locale': 'societe' } });
    await gather(mapped);
    expect(await articlesOf(mapped)).toMatchObject([{ section: 'societe', flags: [] }]);
  });

  it('tells articles that are one story under two titles, and merges nothing', async () => {
    const newsletter = feeds({ url: '/one' }, { url: '/two' });
    served['/one'] = rss(item(1, { title: 'Le tramway de Marseille arrive aux Catalans en 2027' }));
    served['/two'] = rss(
      item(2, {
        title: 'En 2027, le tramway de Marseille arrive aux Catalans',
        link: 'https://autre.example/2',
      }),
      item(3, {
        title: 'Le tramway de Marseille arrive aux Catalans en 2029',
        link: 'https://autre.example/3',
      }),
    );
    await gather(newsletter);
    const flagged = (await articlesOf(newsletter)).flatMap(({ flags }) => flags);
    expect(flagged).toMatchObject([{ kind: 'near_duplicate', title: expect.stringContaining('2027') }]);
    expect(flagged).toHaveLength(1);
    later(60);
    const other = 'Les Catalans attendent leur tramway depuis des années';
    served['/one'] = rss(item(1, { title: other }));
    served['/two'] = rss(item(2, { title: `${other}, et la plage aussi`, link: 'https://autre.example/2' }));
    await gather(newsletter);
    const kinds = (await articlesOf(newsletter)).map(({ flags }) => flags.map(({ kind }) => kind));
    expect(kinds.flat().sort()).toEqual(['modified', 'modified', 'near_duplicate']);
    served['/two'] = rss(item(2, { title: 'Tout autre chose', link: 'https://autre.example/2' }));
    await gather(newsletter);
    expect((await articlesOf(newsletter)).flatMap(({ flags }) => flags.map(({ kind }) => kind))).toEqual([
      'modified',
      'modified',
    ]);
  });
});

describe('an article', () => {
  it('that changed after it was seen is marked, and keeps its date and its identity', async () => {
    const newsletter = feeds({ url: '/one' });
    served['/one'] = rss(item(1));
    await gather(newsletter);
    const [before] = await articlesOf(newsletter);
    later(60);
    served['/one'] = rss(
      item(1, { title: 'Un autre titre du sujet 1', date: 'Sun, 22 Nov 2026 12:30:00 +0000' }),
    );
    expect(await gather(newsletter)).toMatchObject({ new: 0, changed: 1 });
    const [after] = await articlesOf(newsletter);
    expect(after).toMatchObject({
      id: before?.id,
      title: 'Un autre titre du sujet 1',
      publishedAt: before?.publishedAt,
      updatedAt: new Date('2026-11-22T12:30:00Z'),
      flags: [{ kind: 'modified', at: '2026-11-22T13:00:00.000Z' }],
    });
    expect(after?.contentHash).not.toBe(before?.contentHash);
  });

  it('is one article in the feed of the site and in the feed of its section', async () => {
    const newsletter = feeds({ url: '/site' }, { url: '/eco', section: 'economie' });
    const link = 'https://journal.example/2026/11/sujet';
    served['/site'] = rss(item(1, { link: `${link}?utm_source=rss`, guid: 'https://journal.example/?p=1' }));
    served['/eco'] = rss(item(1, { link: `${link}#xtor=RSS-3`, guid: 'autre' }));
    const report = await gather(newsletter);
    expect(report).toMatchObject({ articles: 2, new: 1 });
    expect(await articlesOf(newsletter)).toMatchObject([{ url: link, section: 'economie' }]);
    // Whichever came first speaks for it; another visit of both leaves it as it is.
    served['/site'] = `${served['/site']}<!-- again -->`;
    served['/eco'] = `${served['/eco']}<!-- again -->`;
    expect(await gather(newsletter)).toMatchObject({ new: 0, changed: 0 });
  });

  it('whose address was edited is known by its guid', async () => {
    const newsletter = feeds({ url: '/one' });
    const guid = 'https://journal.example/?p=1';
    served['/one'] = rss(item(1, { link: 'https://journal.example/titre-provisoire', guid }));
    await gather(newsletter);
    served['/one'] = rss(item(1, { link: 'https://journal.example/titre-definitif', guid }));
    expect(await gather(newsletter)).toMatchObject({ new: 0, changed: 1 });
    expect(await articlesOf(newsletter)).toMatchObject([{ url: 'https://journal.example/titre-definitif' }]);
  });

  it('is not another one because two feeds count their items from 1', async () => {
    const newsletter = feeds({ url: '/one' }, { url: '/two' });
    served['/one'] = rss(item(1, { guid: '1' }));
    served['/two'] = rss(item(2, { guid: '1', link: 'https://autre.example/2' }));
    expect(await gather(newsletter)).toMatchObject({ new: 2 });
  });

  it('of two newsletters is remembered for each', async () => {
    served['/one'] = rss(item(1));
    const newsletter = feeds({ url: '/one' });
    await gather(newsletter);
    expect(await gather({ ...newsletter, name: 'autre' })).toMatchObject({ new: 1 });
  });

  it('has the rank of the most read feed, which adds no articles', async () => {
    const newsletter = feeds({ url: '/tendances', most_read: true }, { url: '/one' });
    served['/one'] = rss(item(1), item(2), item(3));
    served['/tendances'] = rss(item(3), item(9), item(1));
    expect(await gather(newsletter)).toMatchObject({ new: 3 });
    const ranks = async () =>
      Object.fromEntries(
        (await articlesOf(newsletter)).map(({ title, readRank }) => [title.at(-1), readRank]),
      );
    expect(await ranks()).toEqual({ 1: 3, 2: null, 3: 1 });
    served['/tendances'] = rss(item(2));
    await gather(newsletter);
    expect(await ranks()).toEqual({ 1: null, 2: 1, 3: null });
  });
});

describe('a feed in trouble', () => {
  const page = '<!doctype html><html><head><title>Accueil</title></head><body>Bonjour</body></html>';

  it('keeps its last good articles, is named with its reason, and costs the others nothing', async () => {
    const newsletter = feeds({ url: '/one' }, { url: '/two' });
    served['/one'] = rss(item(1));
    served['/two'] = rss(item(2));
    await gather(newsletter);
    later(60);
    served['/one'] = page;
    served['/two'] = rss(item(2), item(3));
    expect(await gather(newsletter)).toMatchObject({
      new: 1,
      feeds: [
        {
          outcome: 'not_a_feed',
          articles: 1,
          failing: true,
          problems: [expect.stringContaining('HTML page'), 'not visited again before 2026-11-22 13:10 UTC'],
        },
        { outcome: 'articles', failing: false },
      ],
    });
    expect(await articlesOf(newsletter)).toHaveLength(3);
  });

  it.each([
    ['a status of 404', undefined, 'http_error', 404],
    ['a page', page, 'not_a_feed', 200],
    ['nothing', '', 'not_a_feed', 200],
    ['JSON of another kind', '{"hello": 1}', 'not_a_feed', 200],
    ['broken JSON', '{"version": ', 'unreadable', 200],
  ] as const)('that answers with %s is told so', async (_, body, outcome, status) => {
    if (body !== undefined) served['/one'] = body;
    expect(await gather(feeds({ url: '/one' }))).toMatchObject({
      feeds: [{ outcome, status, failing: true }],
    });
  });

  it('is left alone for longer and longer, and visited at once when someone insists', async () => {
    const newsletter = feeds({ url: '/one' });
    const outcome = async (insist = false) => (await gather(newsletter, insist)).feeds[0]?.outcome;
    expect(await outcome()).toBe('http_error');
    later(9);
    expect(await outcome()).toBe('resting');
    later(2);
    expect(await outcome()).toBe('http_error');
    later(15);
    expect(await outcome()).toBe('resting');
    served['/one'] = rss(item(1));
    expect(await outcome(true)).toBe('articles');
    expect(await gather(newsletter)).toMatchObject({ feeds: [{ failing: false, problems: [] }] });
  });

  it('is still failing while it rests', async () => {
    const newsletter = feeds({ url: '/one' });
    await gather(newsletter);
    asked = [];
    expect(await gather(newsletter)).toMatchObject({
      feeds: [
        { outcome: 'resting', failing: true, problems: [expect.stringContaining('404'), expect.anything()] },
      ],
    });
    expect(asked).toEqual([]);
  });

  it.each([
    ['seconds', '3600'],
    ['a date', 'Sun, 22 Nov 2026 13:00:00 GMT'],
  ])('that is busy is asked again when it said, in %s', async (_, retryAfter) => {
    const newsletter = feeds({ url: '/one' });
    served['/one'] = (_request, response) => response.writeHead(429, { 'retry-after': retryAfter }).end();
    expect(await gather(newsletter)).toMatchObject({ feeds: [{ outcome: 'busy', status: 429 }] });
    served['/one'] = rss(item(1));
    later(59);
    expect(await gather(newsletter)).toMatchObject({ feeds: [{ outcome: 'resting' }] });
    later(2);
    expect(await gather(newsletter)).toMatchObject({ feeds: [{ outcome: 'articles' }] });
  });

  it('that is busy speaks for its host: its other feeds rest too, in this round and until then', async () => {
    const newsletter = feeds({ url: '/one' }, { url: '/two' });
    served['/one'] = (_request, response) => response.writeHead(429, { 'retry-after': '3600' }).end();
    served['/two'] = rss(item(2));
    expect(await gather(newsletter)).toMatchObject({ feeds: [{ outcome: 'busy' }, { outcome: 'resting' }] });
    served['/one'] = rss(item(1));
    later(59);
    expect(await gather(newsletter)).toMatchObject({
      feeds: [{ outcome: 'resting' }, { outcome: 'resting' }],
    });
    expect(asked).toEqual(['/one']);
    expect(await gather(newsletter, true)).toMatchObject({
      feeds: [{ outcome: 'articles' }, { outcome: 'articles' }],
    });
    later(2);
    await gather(newsletter);
    expect(asked.slice(-2).sort()).toEqual(['/one', '/two']);
  });

  it('that drops an article among newer and older ones marks it; it may come back', async () => {
    const newsletter = feeds({ url: '/one' });
    const items = [8, 7, 6, 5, 4, 3, 2, 1].map((number) => item(number));
    const marked = async () =>
      (await articlesOf(newsletter))
        .filter(({ flags }) => flags.some(({ kind }) => kind === 'vanished'))
        .map(({ title }) => title);
    const serveWithout = async (...numbers: number[]) => {
      served['/one'] = rss(...items.filter((_, at) => !numbers.includes(8 - at)));
      later(60);
      await gather(newsletter);
    };
    await serveWithout();
    expect(await marked()).toEqual([]);
    // The eldest leave as newer ones come: that is age, not a withdrawal.
    await serveWithout(1, 2);
    expect(await marked()).toEqual([]);
    await serveWithout(1, 2, 6);
    expect(await marked()).toEqual(['Titre du sujet 6']);
    await serveWithout(1, 2);
    expect(await marked()).toEqual([]);
  });

  it('that is gone for good is said to be gone', async () => {
    served['/one'] = (_request, response) => response.writeHead(410).end();
    expect(await gather(feeds({ url: '/one' }))).toMatchObject({
      feeds: [
        {
          outcome: 'gone',
          status: 410,
          problems: [expect.stringContaining('gone for good')],
        },
      ],
    });
  });

  it('that has been silent is pointed out', async () => {
    served['/one'] = rss(item(1, { date: 'Sun, 01 Nov 2026 10:00:00 +0000' }));
    expect(await gather(feeds({ url: '/one', silent_days: 14 }))).toMatchObject({
      feeds: [{ problems: ['nothing new for 21 days'], failing: false }],
    });
  });
});

describe('a feed that moved', () => {
  it('is visited at its new address after a week of permanent redirects, and not before', async () => {
    const newsletter = feeds({ url: '/old' });
    served['/old'] = (_request, response) => response.writeHead(301, { location: '/new' }).end();
    served['/new'] = rss(item(1));
    await gather(newsletter);
    later(6 * 24 * 60);
    asked = [];
    await gather(newsletter);
    expect(asked).toEqual(['/old', '/new']);
    later(24 * 60);
    asked = [];
    expect(await gather(newsletter)).toMatchObject({
      feeds: [
        {
          url: `${base}/old`,
          problems: [`moved for good to ${base}/new: write that address in newsletter.yaml`],
        },
      ],
    });
    expect(asked).toEqual(['/new']);
  });

  it('goes back to its old address when the new one fails', async () => {
    const newsletter = feeds({ url: '/old' });
    served['/old'] = (_request, response) => response.writeHead(308, { location: '/new' }).end();
    served['/new'] = rss(item(1));
    await gather(newsletter);
    later(8 * 24 * 60);
    delete served['/new'];
    served['/old'] = rss(item(1), item(2));
    expect(await gather(newsletter)).toMatchObject({ feeds: [{ outcome: 'http_error' }] });
    later(60);
    expect(await gather(newsletter)).toMatchObject({ new: 1, feeds: [{ outcome: 'articles' }] });
  });
});
