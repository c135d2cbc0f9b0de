import { Kysely, PostgresDialect, sql } from 'kysely';
import { expect, it } from 'vitest';
import { connectDatabase, type Database } from '../../../src/world/db/database.ts';
import { migrate } from '../../../src/world/db/migrate.ts';
import * as feedTroubles from '../../../src/world/db/migrations/0195_feed_troubles.ts';
import * as webhookTroubles from '../../../src/world/db/migrations/0197_webhook_troubles.ts';
import * as importedContact from '../../../src/world/db/migrations/0205_imported_contact.ts';
import { createDatabase, openTestDatabase } from '../../support/database.ts';

it('runs each migration once, also when several processes start together', async () => {
  const url = await createDatabase();
  const open = () => connectDatabase(url, { connections: 2, onError: () => {} });
  await using first = open();
  await using second = open();
  await using third = open();
  const ran = (await Promise.all([migrate(first.db), migrate(second.db), migrate(third.db)])).flat();
  expect(ran).toEqual([...new Set(ran)]);
  expect(ran).toContain('0001_truth');
  const { rows } = await sql<{ count: number }>`select count(*) from letters`.execute(first.db);
  expect(rows[0]?.count).toBe(0);
});

it('keeps the facts of a feed’s trouble that columns know, and asks anew for what only a sentence knew', async () => {
  await using database = await openTestDatabase();
  const { pool } = database;
  await pool.query('alter table feeds drop column last_trouble, add column last_reason text');
  await pool.query(`insert into feeds (newsletter, url, failing_since, next_visit_at, last_outcome, last_status, last_reason)
    values ('a', 'https://a.example/', now(), now(), 'http_error', 404, 'https://a.example/ answers with status 404'),
      ('a', 'https://b.example/', now(), now(), 'unreachable', null, 'b.example could not be asked: nothing listens there'),
      ('a', 'https://c.example/', null, now(), 'articles', 200, null)`);
  await feedTroubles.up(untyped(database));
  const { rows } = await pool.query(
    `select last_trouble as trouble, next_visit_at is null as now from feeds order by url`,
  );
  expect(rows).toEqual([
    { trouble: { kind: 'http_error', url: 'https://a.example/', status: 404 }, now: false },
    { trouble: null, now: true },
    { trouble: null, now: false },
  ]);
});

it('reads why a webhook was turned off out of the sentence that said it', async () => {
  await using database = await openTestDatabase();
  const { pool } = database;
  await pool.query('alter table webhooks drop column disabled, add column disabled_reason text');
  await pool.query('alter table webhook_attempts alter column fault type text using null');
  const why = [
    'the receiver answered 410 Gone',
    'nothing was delivered for 3 days; the last attempt: the answer was 503',
    'nothing was delivered for 12 days; the last attempt: crm.example could not be asked: nothing listens there',
    null,
  ];
  await pool.query(
    `insert into webhooks (url, events, with_address, salt, created_at, disabled_reason)
     select 'https://crm.example/', '{issue.sent}', false, '\\x00', now(), why from unnest($1::text[]) why`,
    [why],
  );
  await webhookTroubles.up(untyped(database));
  const { rows } = await pool.query('select disabled from webhooks order by id');
  expect(rows.map(({ disabled }) => disabled)).toEqual([
    { kind: 'gone' },
    { kind: 'nothing_delivered', days: 3, last: { kind: 'answered', status: 503 } },
    { kind: 'nothing_delivered', days: 12, last: null },
    null,
  ]);
});

it('counts who came from a file from what they did, where the day of the import stood for it', async () => {
  await using database = await openTestDatabase();
  const { pool } = database;
  await pool.query(`insert into subscribers (email, email_key, created_at, contact_at) values
    ('file', 'file', '2026-05-05', '2026-05-05T00:00:09Z'), ('api', 'api', '2026-05-05', '2026-05-05T00:00:09Z'),
    ('undated', 'undated', '2026-05-05', '2026-05-05T00:00:09Z'), ('there', 'there', '2026-05-05', '2026-06-06'),
    ('chose', 'chose', '2026-05-05', '2026-05-05T00:00:09Z'), ('restored', 'restored', '2013-01-01', '2026-05-05')`);
  await pool.query(`insert into consent_receipts (subscriber_id, email_hash, purpose, newsletter, action, at, source) values
    (1, '', 'newsletter', 'lhebdo', 'granted', '2012-03-28', 'import lecteurs.csv'), (1, '', 'newsletter', 'lhebdo', 'withdrawn', '2015-01-01', 'import lecteurs.csv'),
    (2, '', 'newsletter', 'lhebdo', 'granted', '2012-03-28', 'API, token «crm» (paper)'),
    (3, '', 'newsletter', 'lhebdo', 'granted', '2026-05-05', 'import lecteurs.csv'), (4, '', 'newsletter', 'lhebdo', 'granted', '2012-03-28', 'import lecteurs.csv'),
    (5, '', 'newsletter', 'lhebdo', 'granted', '2012-03-28', 'import lecteurs.csv'), (5, '', 'newsletter', 'sante', 'granted', '2026-05-05T00:00:05Z', 'preferences page'),
    (6, '', 'newsletter', 'lhebdo', 'granted', '2012-03-28', 'import lecteurs.csv')`);
  await importedContact.up(untyped(database));
  const { rows } = await pool.query(
    'select email, contact_at::date::text as contact from subscribers order by id',
  );
  expect(Object.fromEntries(rows.map(({ email, contact }) => [email, contact]))).toEqual({
    file: '2015-01-01',
    api: '2012-03-28',
    undated: '2026-05-05',
    there: '2026-06-06',
    chose: '2026-05-05',
    restored: '2026-05-05',
  });
});

/** As the migrator hands it over. */
function untyped({ pool }: Database): Kysely<unknown> {
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}
