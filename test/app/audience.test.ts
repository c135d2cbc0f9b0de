/** The list's whole life: import, export, leave, be forgotten; nothing of a forgotten person stays but a keyed hash. */
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Audience, audience } from '../../src/app/audience.ts';
import { retaining } from '../../src/app/retaining.ts';
import type { EmailKey } from '../../src/audience/address.ts';
import type { ReportedRow } from '../../src/audience/import/tally.ts';
import type { Database } from '../../src/world/db/database.ts';
import { openTemplates } from '../../src/world/templates.ts';
import type { World } from '../../src/world/world.ts';
import { openTestDatabase } from '../support/database.ts';

const signal = new AbortController().signal;
let database: Database;
let logged: unknown[];
let steps: Audience;
let world: World;
beforeEach(openHouse);
async function openHouse(): Promise<void> {
  database = await openTestDatabase();
  logged = [];
  const say = (facts: object, event: string) => void logged.push(facts, event);
  world = {
    database,
    secret: 'a secret of at least thirty-two characters',
    clock: { now: () => new Date('2026-11-24T07:00:00Z') },
    log: { debug: say, info: say, warn: say, error: say },
    templates: openTemplates('templates'),
  } as unknown as World;
  steps = audience(world);
}
afterEach(() => database[Symbol.asyncDispose]());

async function importText(text: string, options: { dryRun?: boolean; fileName?: string } = {}) {
  const reported: ReportedRow[] = [];
  async function* file() {
    yield Buffer.from(text);
  }
  const result = await steps.importSubscribers(
    {
      newsletter: 'lhebdo',
      fileName: options.fileName ?? 'lecteurs.csv',
      dryRun: options.dryRun ?? false,
      file: file(),
      report: (row) => void reported.push(row),
      progress: () => {},
      layout: () => {},
    },
    signal,
  );
  if (result.kind !== 'imported') throw new Error(result.reason);
  return result.counts;
}

const everybody = { newsletter: null, segment: null, person: null };
const exported = async (wanted: Partial<Parameters<Audience['exportSubscribers']>[0]> = {}) =>
  (await Array.fromAsync(steps.exportSubscribers({ ...everybody, ...wanted }, signal))).join('');
const add = (email: string, again = false) =>
  steps.addSubscriber({
    email,
    newsletter: 'lhebdo',
    firstName: null,
    lastName: null,
    commune: null,
    premium: null,
    language: null,
    again,
  });

/** Every row of every table, as text. */
async function everything(): Promise<string> {
  const tables = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`.execute(database.db);
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql<{
      text: string;
    }>`select t::text as text from ${sql.raw(name)} t order by 1`.execute(database.db);
    texts.push(name, ...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}

describe('import and export', () => {
  it('exports everybody, the people of a segment, or one person', async () => {
    await importText(
      'email,commune,premium\nmarie@example.org,Arles,oui\njean@example.org,Cassis,non\nzoe@example.org,Arles,non',
    );
    const emails = async (wanted: Parameters<typeof exported>[0]) =>
      (await exported(wanted)).match(/^\w+@example\.org/gm);
    expect(await emails({})).toEqual(['jean@example.org', 'marie@example.org', 'zoe@example.org']);
    expect(await emails({ segment: { kind: 'commune', commune: 'arles' } })).toEqual([
      'marie@example.org',
      'zoe@example.org',
    ]);
    expect(await emails({ person: 'jean@example.org' as EmailKey })).toEqual(['jean@example.org']);
    expect(await emails({ person: 'nobody@example.org' as EmailKey })).toBeNull();
    expect(await emails({ newsletter: 'sante' })).toBeNull();
  });

  it('an export imported again changes nothing, and is the same export', async () => {
    await importText(
      `email,prenom,ville,premium\nmarie@example.org,"=Marie, dite ""M""",Arles,oui\njean@example.org,,,\n`,
    );
    const list = await exported();
    expect(await importText(list)).toMatchObject({ rows: 2, unchanged: 2, added: 0, updated: 0, refused: 0 });
    expect(await exported()).toBe(list);
  });

  it('an export holds what a reader chose, and what the paper noted of them', async () => {
    await importText('email,ville\nmarie@example.org,Arles\n');
    await sql`update subscribers set more_communes = '{cassis,istres}', sections = '{sante}',
      attributes = '{"job": "maire, adjointe"}'`.execute(database.db);
    await sql`update subscriptions set paused_until = '2100-01-01T00:00:00Z'`.execute(database.db);
    const [header = '', row = ''] = (await exported()).split('\r\n');
    expect(header).toBe(
      'email,first_name,last_name,commune,more_communes,sections,premium,language,attributes,newsletter,state,since,paused_until,consent_at,consent_source,created_at,contact_at,decided',
    );
    expect(row).toContain(
      'marie@example.org,,,arles,cassis istres,sante,false,,"{""job"": ""maire, adjointe""}",lhebdo,active,',
    );
    expect(row).toContain(',2100-01-01T00:00:00.000Z,');
  });

  it('an export moved to a fresh house comes out of it as it went in', async () => {
    await importText('email,prenom,nom,ville,premium,langue\nmarie@example.org,Marie,Durand,Arles,oui,fr\n');
    await importText(
      'email,consent date,source\njean@example.org,2023-03-28,bulletin papier\nluc@example.org,,\n',
    );
    await importText('email\nzoe@example.org\n');
    await sql`update subscribers set more_communes = '{cassis,istres}', sections = '{sante,sports}',
      attributes = '{"job": "maire, adjointe", "enfants": 2, "velo": true}', decided = '{commune,language}', created_at = '2024-02-29T10:11:12.345Z'
      where email = 'marie@example.org'`.execute(database.db);
    await sql`update subscriptions set paused_until = '2027-01-31T23:00:00Z', since = '2025-05-05T05:05:05Z'
      from subscribers where id = subscriber_id and email = 'marie@example.org'`.execute(database.db);
    await sql`update subscriptions set state = 'unsubscribed', since = '2026-01-02T03:04:05Z'
      from subscribers where id = subscriber_id and email in ('jean@example.org', 'zoe@example.org')`.execute(
      database.db,
    );
    await sql`update subscribers set contact_at = '2026-03-03T03:03:03Z' where email = 'luc@example.org'`.execute(
      database.db,
    );
    const list = await exported({ newsletter: 'lhebdo' });
    expect(list).toContain('2026-03-03T03:03:03.000Z');
    await database[Symbol.asyncDispose]();
    await openHouse();
    expect(await importText(list, { fileName: 'hebdo.csv' })).toMatchObject({
      ...{ rows: 4, added: 2, left: 2, noted: 0, refused: 0 },
    });
    const through = /"import hebdo\.csv, exported by Hebdo \((.*?)\)"(?=,)/g;
    const rows = (text: string) => text.split('\r\n').sort();
    const again = await exported({ newsletter: 'lhebdo' });
    expect(again.match(through)).toHaveLength(4);
    expect(rows(again.replace(through, '$1'))).toEqual(rows(list));
    expect(await importText(again, { fileName: 'hebdo.csv' })).toMatchObject({
      unchanged: 2,
      unsubscribed: 2,
    });
    expect(await exported({ newsletter: 'lhebdo' })).toBe(again);
  });

  it('an export fills what somebody known has not chosen, and leaves what they have', async () => {
    await importText('email\nmarie@example.org\njean@example.org\n');
    const list = (await exported()).replace(
      /(@example\.org,,,),,,(.*?),,lhebdo/g,
      '$1,cassis,sante,$2,"{""velo"": true}",lhebdo',
    );
    await sql`update subscribers set sections = '{sports}' where email = 'jean@example.org'`.execute(
      database.db,
    );
    expect(await importText(list)).toMatchObject({ updated: 2, noted: 0 });
    const { rows } =
      await sql`select email, more_communes, sections, attributes from subscribers order by email`.execute(
        database.db,
      );
    const filled = { more_communes: ['cassis'], attributes: { velo: true } };
    expect(rows).toEqual([
      { email: 'jean@example.org', ...filled, sections: ['sports'] },
      { email: 'marie@example.org', ...filled, sections: ['sante'] },
    ]);
    expect(await importText(list)).toMatchObject({ unchanged: 2 });
  });

  it('an export is safe to open in a spreadsheet', async () => {
    await importText(`email,prenom,nom\n+33@example.org,=1+1,@sum\n`);
    expect(await exported()).toMatch(/\r\n'\+33@example\.org,'=1\+1,'@sum,/);
  });

  it('an export of thousands has each reader once', async () => {
    await importText(
      `email\n${Array.from({ length: 2_500 }, (_, at) => `lecteur${at}@example.org`).join('\n')}`,
    );
    const lines = (await exported()).trimEnd().split('\r\n').slice(1);
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(2_500);
    expect(lines).toHaveLength(2_500);
    expect(await steps.audienceSize('lhebdo')).toBe(2_500);
  });

  it('a consent date that no calendar of PostgreSQL has is noted, and stops nobody', async () => {
    const list = 'email,consent date\nmarie@example.org,0000-01-01\njean@example.org,0000-00-00 00:00:00\n';
    expect(await importText(list)).toMatchObject({ added: 2, noted: 2 });
  });

  it('a dry run counts and changes nothing', async () => {
    const before = await everything();
    expect(await importText('email\nmarie@example.org\n', { dryRun: true })).toMatchObject({ added: 1 });
    expect(await everything()).toBe(before);
  });

  it('an old list is not taken for one of today: it says who will be asked whether they stay', async () => {
    const list =
      'email,consent date,premium\nold@example.org,2012-03-28,\npays@example.org,2012-03-28,oui\n' +
      'recent@example.org,2025-03-28,\nundated@example.org,,\n';
    for (const dryRun of [true, false])
      expect(await importText(list, { dryRun })).toMatchObject({ added: 4, silent: 1 });
    expect(await retaining(world).retain(true, signal)).toMatchObject({ asked: 1, erased: 0 });
    expect(await importText(list)).toMatchObject({ added: 0, silent: 0 });
  });

  it('figures by state and provider', async () => {
    await importText('email\na@gmail.com\nb@orange.fr\nc@wanadoo.fr\nd@example.org');
    await sql`update subscriptions set state = 'bounced' where subscriber_id = 4`.execute(database.db);
    expect(await steps.subscriberStats(null)).toEqual({
      newsletters: [
        {
          newsletter: 'lhebdo',
          states: { active: 3, pending: 0, unsubscribed: 0, bounced: 1 },
          providers: { orange: 2, gmail: 1 },
        },
      ],
      suppressions: {},
      reasons: [],
    });
  });
});

describe('a forgotten person', () => {
  const trace = /marie/i;

  it('leaves no trace of the address in any table, in the log, in the receipts; their waiting letters are cancelled', async () => {
    await importText(
      'email,prenom,nom,source\nMarie.D@example.org,Marie,Mariel,form of marie.d@example.org\njean@example.org,Jean,,\n',
      { fileName: 'marie.d@example.org.csv' },
    );
    // Stored in the order of their keys: Jean is 1, Marie 2.
    await sql`insert into issues (newsletter, period, number, date, subject, drafted_at, articles_until) values ('lhebdo', '2026-W48', 447, '2026-11-24', 's', now(), now()), ('lhebdo', '2026-W47', 446, '2026-11-17', 's', now(), now()), ('lhebdo', '2026-W46', 445, '2026-11-10', 's', now(), now())`.execute(
      database.db,
    );
    await sql`insert into letters (issue_id, subscriber_id, batch, state, reply, settled_at) values
      (1, 2, 0, 'pending', null, null), (1, 1, 0, 'pending', null, null), (2, 2, 0, 'refused', '550 no <marie.d@example.org> here', now()), (3, 2, 0, 'deferred', 'marie.d@example.org is busy', null)`.execute(
      database.db,
    );
    expect(await everything()).toMatch(trace);
    expect(await steps.forgetSubscriber('MARIE.D@example.org')).toEqual({ kind: 'forgotten', cancelled: 2 });
    expect(await everything()).not.toMatch(trace);
    expect(JSON.stringify(logged)).not.toMatch(trace);
    const { rows } = await sql`select state, subscriber_id from letters order by id`.execute(database.db);
    expect(rows).toEqual([
      { state: 'cancelled', subscriber_id: null },
      { state: 'pending', subscriber_id: 1 },
      { state: 'refused', subscriber_id: null },
      { state: 'cancelled', subscriber_id: null },
    ]);
  });

  it('is not brought back by a file, nor by hand without their asking', async () => {
    await add('marie@example.org');
    await steps.forgetSubscriber('marie@example.org');
    expect(await importText('email\nmarie@example.org\n')).toMatchObject({ suppressed: 1, added: 0 });
    expect(await add('marie@example.org')).toEqual({ kind: 'stored', outcome: 'suppressed' });
    expect(await add('marie@example.org', true)).toEqual({ kind: 'stored', outcome: 'added' });
  });

  it('who was never known is kept out from now on', async () => {
    expect(await steps.forgetSubscriber('marie@example.org')).toEqual({ kind: 'unknown' });
    expect(await importText('email\nmarie@example.org\n')).toMatchObject({ suppressed: 1 });
  });
});

describe('adding by hand', () => {
  it('refuses what is no address, and who left', async () => {
    expect(await add('marie')).toEqual({ kind: 'fault', fault: 'no_at' });
    await add('marie@example.org');
    await sql`update subscriptions set state = 'unsubscribed'`.execute(database.db);
    expect(await add('marie@example.org')).toEqual({ kind: 'stored', outcome: 'unsubscribed' });
    expect(await add('marie@example.org', true)).toEqual({ kind: 'stored', outcome: 'unchanged' });
    expect(await steps.audienceSize('lhebdo')).toBe(1);
  });

  it('refuses a newsletter that does not exist', async () => {
    const request = {
      email: 'a@example.org',
      newsletter: 'lhebdp',
      firstName: null,
      lastName: null,
      commune: null,
      premium: null,
      language: null,
      again: false,
    };
    await expect(steps.addSubscriber(request)).rejects.toThrow('lhebdp');
  });
});
