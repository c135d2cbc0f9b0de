/** Searches the archive of 1,000 (or argv[2]) issues; prints milliseconds per search and PostgreSQL's plan of one. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { EditionHash } from '../src/audience/ids.ts';
import { publishedArticles } from '../src/demo/published.ts';
import { plainWords } from '../src/letter/plain.ts';
import { foundMarks, snippetOf } from '../src/site/snippet.ts';
import { connectDatabase } from '../src/world/db/database.ts';
import { keepWords, searchIssues } from '../src/world/db/kiosk-search.ts';
import { migrate } from '../src/world/db/migrate.ts';
import { openEmbeddedDatabase } from '../src/world/embedded/embedded.ts';

const issues = Number(process.argv[2] ?? 1_000);
const folder = await mkdtemp(join(tmpdir(), 'hebdo-bench-'));
const place = await openEmbeddedDatabase(join(folder, 'postgres'));
const database = connectDatabase(place.url, { connections: 2, onError: () => {} });
const { db } = database;
await migrate(db);
const stories = publishedArticles('https://lacalanque.example', new Date());
for (let at = 0; at < issues; at++) {
  const hash = `edition-${at}` as EditionHash;
  const { rows } = await sql<{ id: number }>`
    insert into issues (newsletter, period, number, date, state, subject, approved_hash, drafted_at, articles_until)
    values ('lhebdo', ${String(at)}, ${at + 1}, date '2005-01-04' + ${at * 7}::int, 'sent', 's', ${hash}, now(), now())
    returning id`.execute(db);
  const html = 'x'.repeat(60_000);
  await sql`insert into editions (hash, issue_id, content, created_at)
    values (${hash}, ${rows[0]?.id}, ${JSON.stringify({ subject: `L’Hebdo n° ${at + 1}`, html, text: '' })}::jsonb, now())`.execute(
    db,
  );
  // Twenty of the stories, others each week: six kilobytes of words, as in a letter.
  const own = Array.from(
    { length: 20 },
    (_, place) => stories[(at * 7 + place * (1 + (at % 5))) % stories.length],
  );
  const headlines = own.map((story) => story?.title).join(' · ');
  await keepWords(db, hash, {
    headlines,
    text: own.map((story) => `${story?.title} · ${story?.standfirst}`).join(' · '),
  });
}
await sql`analyze`.execute(db);
const searches = [
  'tramway littoral',
  'Marseille',
  'école',
  '"premières rames"',
  'n’existe pas',
  'mer -calanques',
  'de la',
  'producteurs',
];
const times: number[] = [];
for (let round = 0; round < 25; round++)
  for (const words of searches) {
    const started = performance.now();
    const found = await searchIssues(db, 'lhebdo', words, { limit: 10, skip: 0, marks: foundMarks });
    for (const { text, marked } of found.issues) snippetOf(text, marked);
    times.push(performance.now() - started);
  }
times.sort((one, other) => one - other);
const at = (share: number) => times[Math.floor(share * (times.length - 1))]?.toFixed(1);
console.log(
  `${issues} issues, ${times.length} searches: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, worst ${at(1)} ms`,
);
const { rows } = await sql<Record<string, string>>`explain (analyze, costs off)
  select w.edition_hash, ts_rank(w.words, query) as rank from websearch_to_tsquery('french', ${plainWords('tramway littoral')}) query, edition_words w
    join issues i on i.approved_hash = w.edition_hash
  where i.newsletter = 'lhebdo' and i.state in ('sending', 'paused', 'sent') and w.words @@ query
  order by rank desc limit 10`.execute(db);
for (const row of rows) console.log(Object.values(row)[0]);
await database[Symbol.asyncDispose]();
await place[Symbol.asyncDispose]();
await rm(folder, { recursive: true, force: true });
