import { sql } from 'kysely';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composing } from '../../src/app/composing.ts';
import { previewing } from '../../src/app/preview.ts';
import type { Period } from '../../src/audience/ids.ts';
import type { Database } from '../../src/world/db/database.ts';
import { openTemplates } from '../../src/world/templates.ts';
import { openTestDatabase } from '../support/database.ts';

const now = new Date('2026-11-23T17:00:00Z');
let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

function steps() {
  const world = {
    clock: { now: () => now },
    database,
    http: {
      fetch: async () => ({ kind: 'timed_out' as const, host: 'no web in this test' }),
      [Symbol.asyncDispose]: async () => {},
    },
    publicUrl: 'https://lettres.lacalanque.example',
    secret: 'a-secret-of-thirty-two-characters-or-more',
    templates: openTemplates('templates'),
  };
  return previewing(world, composing(world));
}
const preview = () => steps().preview('lhebdo', '2026-W48' as Period, new AbortController().signal);

/** An issue with a lead and one article for Martigues. */
async function draftIssue(): Promise<void> {
  await sql`insert into articles (newsletter, url, title, published_at, date_from, excerpt, premium, content_hash, first_seen_at, last_seen_at)
    select 'lhebdo', 'https://lacalanque.example/' || title, title, ${now}, 'feed', 'Un mot.', true, 'x', ${now}, ${now}
    from unnest(array['Une', 'Pont']) as title`.execute(database.db);
  await sql`insert into issues (newsletter, period, number, date, subject, drafted_at, articles_until)
    values ('lhebdo', '2026-W48', 447, '2026-11-24', 'L''Hebdo n° 447 : Une', ${now}, ${now})`.execute(
    database.db,
  );
  await sql`insert into issue_items (issue_id, article_id, block, position, reason, picked_hash)
    select i.id, a.id, case a.title when 'Une' then '{"kind":"lead"}'::jsonb
      else '{"kind":"commune","commune":"martigues"}'::jsonb end, 0, '', 'x'
    from issues i, articles a`.execute(database.db);
}

it('says so when there is no issue yet', async () => {
  expect(await preview()).toEqual({ kind: 'no_issue', period: '2026-W48' });
});

it('shows each variant, the same in HTML, text and the message itself', async () => {
  await draftIssue();
  const outcome = await preview();
  if (outcome.kind !== 'previewed') throw new Error(JSON.stringify(outcome));
  expect(outcome.variants.map(({ name }) => name)).toEqual([
    'free',
    'premium',
    'free-martigues',
    'premium-martigues',
  ]);
  for (const { name, html, text, subject, eml } of outcome.variants) {
    expect(html.includes('Pont'), name).toBe(name.endsWith('martigues'));
    expect(text.includes('(réservé aux abonnés)'), name).toBe(name.startsWith('free'));
    expect(html, name).not.toMatch(/\[\[|\]\]/);
    const message = await PostalMime.parse(eml);
    expect(message.subject).toBe(subject);
    expect(message.html?.trim()).toBe(html.trim());
    expect(message.text?.trim()).toBe(text.trim());
  }
});

it('shows how the letter looks to a reader who put the last rubrique first', async () => {
  await sql`insert into articles (newsletter, url, title, published_at, date_from, excerpt, section, content_hash, first_seen_at, last_seen_at)
    select 'lhebdo', 'https://lacalanque.example/' || id, initcap(id), ${now}, 'feed', 'Un mot.', id, 'x', ${now}, ${now}
    from unnest(array['societe', 'sports']) as id`.execute(database.db);
  await sql`insert into issue_items (issue_id, article_id, block, position, reason, picked_hash)
    select i.id, a.id, jsonb_build_object('kind', 'section', 'section', section), 0, '', 'x'
    from issues i, articles a where section is not null`.execute(database.db);
  const outcome = await preview();
  if (outcome.kind !== 'previewed') throw new Error(JSON.stringify(outcome));
  const last = outcome.variants.at(-1);
  const [first] = outcome.variants;
  expect([first?.name, last?.name]).toEqual(['free', 'free-first-sports']);
  const places = (html = '') => ['/societe', '/sports'].map((link) => html.indexOf(`example${link}`));
  const [before, after] = [places(first?.html), places(last?.html)];
  expect(before[0]).toBeLessThan(before[1] ?? 0);
  expect(after[1]).toBeLessThan(after[0] ?? 0);
});
