import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { composing } from '../../src/app/composing.ts';
import type { ArticleId, IssueId } from '../../src/audience/ids.ts';
import type { Newsletter } from '../../src/config/newsletter.ts';
import { inEnglish } from '../../src/config/say.ts';
import type { ArticleImage } from '../../src/gather/article.ts';
import type { Issue, IssueItem } from '../../src/issue/issue.ts';
import { pictureTroubleInWords } from '../../src/issue/picture-trouble.ts';
import type { Database } from '../../src/world/db/database.ts';
import { editionByHash, storeEdition } from '../../src/world/db/editions.ts';
import { imageByHash } from '../../src/world/db/images.ts';
import { type Http, openHttp } from '../../src/world/http/http.ts';
import { openTemplates } from '../../src/world/templates.ts';
import { openTestDatabase } from '../support/database.ts';
import { sampleIssue, sampleNewsletter } from '../support/sample-issue.ts';

const now = new Date('2026-11-23T17:00:00Z');
let database: Database;
let http: Http;
let server: Server;
let site: string;
let asked: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  http = openHttp({ allowPrivate: true, contact: undefined });
  server = createServer(async (request, response) => {
    asked.push(request.url ?? '');
    const answer = await answers[request.url ?? '']?.();
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  }).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await http[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  asked = [];
  await sql`truncate articles, images, image_sources, page_pictures, issues, editions cascade`.execute(
    database.db,
  );
});

const photograph = (width = 1400, height = 900) =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .jpeg()
    .toBuffer();
const answers: Record<string, () => Promise<Buffer | string>> = {
  '/photo.jpg': () => photograph(),
  '/broken.jpg': async () => (await photograph()).subarray(0, 200),
  '/drawing.svg': async () => '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"/>',
  '/text.jpg': async () => '<!doctype html><p>non',
  '/heavy.jpg': async () => Buffer.alloc(21_000_000),
  '/page': async () => `<meta property="og:image" content="/shared.jpg">`,
  '/plain': async () => '<title>Sans image</title>',
  '/shared.jpg': () => photograph(900, 600),
  '/section.jpg': () => photograph(800, 700),
};

function image(path: string): ArticleImage {
  return {
    url: site + path,
    width: null,
    height: null,
    alt: '',
    caption: 'Une légende',
    credit: '',
    from: 'media',
  };
}

/** An issue of one lead article at `${site}${page}` whose feed names these pictures. */
async function issueOf(
  page: string,
  paths: readonly string[],
  section: string | null = null,
): Promise<Issue> {
  const images = paths.map(image);
  const { rows } = await sql<{ id: ArticleId }>`
    insert into articles (newsletter, url, title, published_at, date_from, excerpt, section, image, images,
      content_hash, first_seen_at, last_seen_at)
    values ('lhebdo', ${site + page}, 'Le titre', ${now}, 'feed', 'Un mot.', ${section},
      ${JSON.stringify(images[0] ?? null)}::jsonb, ${JSON.stringify(images)}::jsonb, 'x', ${now}, ${now})
    returning id`.execute(database.db);
  const item: IssueItem = {
    articleId: rows[0]?.id ?? (0 as ArticleId),
    block: { kind: 'lead' },
    position: 0,
    reason: '',
    pinned: false,
    pickedHash: 'x',
    edited: {},
  };
  return { ...sampleIssue(), items: [item] };
}

function aProcess() {
  return composing({
    clock: { now: () => now },
    database,
    http,
    publicUrl: 'https://lettres.lacalanque.example',
    templates: openTemplates('templates'),
  });
}

async function composed(issue: Issue, newsletter: Newsletter = sampleNewsletter()) {
  const { composeEdition } = aProcess();
  const outcome = await composeEdition({ ...newsletter, sponsors: [] }, issue);
  if (outcome.kind === 'faults') throw new Error(JSON.stringify(outcome.faults));
  const tag = /<img(?! src="\[\[ opens_url)[^>]*>/.exec(outcome.edition.content.html)?.[0] ?? null;
  const hash = /\/i\/([0-9a-f]{64})\.jpg/.exec(tag ?? '')?.[1] ?? null;
  return { ...outcome, tag, hash };
}

it('keeps the picture once, at twice its width, and serves it by its hash', async () => {
  const issue = await issueOf('/article', ['/photo.jpg']);
  const { hash, tag, pictureProblems } = await composed(issue);
  expect(pictureProblems).toEqual([]);
  expect(tag).toContain(`src="https://lettres.lacalanque.example/i/${hash}.jpg"`);
  expect(tag).toContain('width="592" height="333" alt="Une légende"');
  expect(await imageByHash(database.db, hash ?? '')).toMatchObject({
    width: 1184,
    height: 666,
    type: 'image/jpeg',
  });
  const again = await composed(issue);
  expect(again.edition).toEqual((await composed(issue)).edition);
  expect(asked).toEqual(['/photo.jpg']);
});

it.each([
  ['broken', '/broken.jpg', /not a picture that can be read/],
  ['too heavy', '/heavy.jpg', /more than 20000000 bytes/],
  ['not there', '/none.jpg', /answers 404/],
  ['an SVG', '/drawing.svg', /is svg/],
  ['a page', '/text.jpg', /not a picture/],
])('takes the next picture when one is %s, and reports it', async (_, path, reason) => {
  const issue = await issueOf('/article', [path, '/photo.jpg']);
  const { hash, pictureProblems } = await composed(issue);
  expect(hash).not.toBeNull();
  expect(pictureProblems).toEqual([
    { articleId: issue.items[0]?.articleId, trouble: expect.objectContaining({ kind: expect.any(String) }) },
  ]);
  expect(pictureProblems.map(({ trouble }) => pictureTroubleInWords(trouble, inEnglish)).join()).toMatch(
    reason,
  );
});

it('asks the page for the picture it is shared with when the feed has none', async () => {
  const { hash } = await composed(await issueOf('/page', []));
  expect(await imageByHash(database.db, hash ?? '')).toMatchObject({ width: 900, height: 506 });
  expect(asked).toEqual(['/page', '/shared.jpg']);
});

it('asks a page once for the compositions that follow, whether it names a picture or not', async () => {
  const issue = await issueOf('/page', []);
  const without = await issueOf('/plain', []);
  for (const one of [issue, issue, without, without]) await composed(one);
  expect(asked).toEqual(['/page', '/shared.jpg', '/plain']);
});

describe('compositions at the same moment', () => {
  const newsletter = { ...sampleNewsletter(), sponsors: [] };

  it('ask once for each page and each picture, though each is another letter', async () => {
    const issue = await issueOf('/page', []);
    const { composeEdition } = aProcess();
    const subjects = ['un', 'deux', 'trois', 'quatre'];
    const letters = await Promise.all(
      subjects.map((subject) => composeEdition(newsletter, { ...issue, subject })),
    );
    expect(letters.map(({ kind }) => kind)).toEqual(subjects.map(() => 'composed'));
    expect(asked).toEqual(['/page', '/shared.jpg']);
  });

  it('do not depend on each other: where one is given up, the other goes on for itself', async () => {
    const issue = await issueOf('/article', ['/late.jpg']);
    const held = Promise.withResolvers<void>();
    answers['/late.jpg'] = () => held.promise.then(() => photograph());
    const { composeEdition } = aProcess();
    const impatient = new AbortController();
    const one = composeEdition(newsletter, issue, impatient.signal);
    await expect.poll(() => asked).toEqual(['/late.jpg']);
    const other = composeEdition(newsletter, { ...issue, subject: 'Un autre' });
    impatient.abort();
    await expect(one).rejects.toThrow();
    held.resolve();
    expect(await other).toMatchObject({ kind: 'composed', pictureProblems: [] });
    expect(new Set(asked)).toEqual(new Set(['/late.jpg']));
  });
});

it('falls back to the section’s own picture', async () => {
  const newsletter = sampleNewsletter();
  const sections = newsletter.sections.map((one) => ({ ...one, image: `${site}/section.jpg` }));
  const { hash } = await composed(await issueOf('/none', ['/none.jpg'], 'societe'), {
    ...newsletter,
    sections,
  });
  expect(await imageByHash(database.db, hash ?? '')).toMatchObject({ width: 800, height: 450 });
});

it('prints an article without a picture when nothing can be had', async () => {
  const { tag, edition } = await composed(await issueOf('/none', []));
  expect(tag).toBeNull();
  expect(edition.content.html).toContain('Le titre');
});

it('prints no picture where an editor took it away', async () => {
  const issue = await issueOf('/page', ['/photo.jpg']);
  const items = issue.items.map((item) => ({ ...item, edited: { image: null } }));
  const { tag } = await composed({ ...issue, items });
  expect(tag).toBeNull();
  expect(asked).toEqual([]);
});

it('links pictures at their source in their own shape where newsletter.yaml says so', async () => {
  const { tag } = await composed(await issueOf('/article', ['/photo.jpg']), {
    ...sampleNewsletter(),
    images: 'link',
  });
  expect(tag).toContain(`src="${site}/photo.jpg" width="592" height="381"`);
});

it('stores an edition under its hash and loads exactly that', async () => {
  const issue = await issueOf('/article', []);
  const { rows } = await sql<{ id: IssueId }>`
    insert into issues (newsletter, period, number, date, subject, drafted_at, articles_until)
    values ('lhebdo', '2026-W48', 447, '2026-11-24', 's', ${now}, ${now}) returning id`.execute(database.db);
  const { edition } = await composed({ ...issue, id: rows[0]?.id ?? (0 as IssueId) });
  await storeEdition(database.db, edition, now);
  await storeEdition(database.db, edition, now);
  expect(await editionByHash(database.db, edition.hash)).toEqual(edition);
});

it('remembers nothing that changes a byte: what leaves is what a process that just started would compose', async () => {
  const { composeEdition } = aProcess();
  const issue = await issueOf('/article', ['/photo.jpg', '/none.jpg']);
  const newsletter = { ...sampleNewsletter(), sponsors: [] };
  const articleChanges = () => sql`update articles set title = 'Un autre titre'`.execute(database.db);
  const steps: readonly [() => unknown, Issue, Newsletter][] = [
    [() => {}, issue, newsletter],
    [() => {}, { ...issue, preheader: 'Une autre accroche' }, newsletter],
    [() => {}, issue, { ...newsletter, tagline: 'Une autre devise' }],
    [articleChanges, issue, newsletter],
    [() => {}, { ...issue, number: 448 }, newsletter],
    [
      () => {},
      { ...issue, items: issue.items.map((item) => ({ ...item, edited: { image: null } })) },
      newsletter,
    ],
    [() => {}, issue, newsletter],
  ];
  const hashes: string[] = [];
  for (const [before, one, paper] of steps) {
    await before();
    const [kept, again, fresh] = [
      await composeEdition(paper, one),
      await composeEdition(paper, one),
      await aProcess().composeEdition(paper, one),
    ];
    expect(kept).toEqual(fresh);
    expect(again).toEqual(fresh);
    if (kept.kind === 'composed') hashes.push(kept.edition.hash);
  }
  expect(new Set(hashes).size).toBe(6);
  expect(hashes[6]).toBe(hashes[3]);
});

it('asks once in a while, not at each look, for a picture that cannot be had', async () => {
  const { composeEdition } = aProcess();
  const issue = await issueOf('/article', ['/none.jpg']);
  const looks = [];
  for (let at = 0; at < 3; at++) looks.push(await composeEdition(sampleNewsletter(), issue));
  expect(asked.filter((path) => path === '/none.jpg')).toHaveLength(1);
  for (const look of looks) expect(look).toEqual(looks[0]);
  expect(looks[0]).toMatchObject({ pictureProblems: [{ trouble: { kind: 'answered', status: 404 } }] });
});
