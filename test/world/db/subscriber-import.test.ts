/** People of a file in a real database: once, twice, at once, and never against their will. */
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmailKey, parseEmailAddress } from '../../../src/audience/address.ts';
import { emailHash } from '../../../src/audience/email-hash.ts';
import type { Person } from '../../../src/audience/import/person.ts';
import type { Database } from '../../../src/world/db/database.ts';
import { storePeople } from '../../../src/world/db/subscriber-import.ts';
import { suppress } from '../../../src/world/db/suppressions.ts';
import { openTestDatabase } from '../../support/database.ts';

const secret = 'a secret of at least thirty-two characters';
const into = {
  newsletter: 'lhebdo',
  source: 'import lecteurs.csv',
  at: new Date('2026-11-24T06:00:00Z'),
  dryRun: false,
};
let database: Database;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

function person(email: string, details: Partial<Person> = {}): Person {
  const parsed = parseEmailAddress(email);
  if (parsed.kind === 'fault') throw new Error(parsed.fault);
  const nothing = { firstName: null, lastName: null, commune: null, premium: null, language: null };
  const silent = {
    ...nothing,
    consentAt: null,
    consentSource: null,
    standing: 'subscribed',
    leftAt: null,
    chosen: null,
  } as const;
  return { email: parsed.address, key: parsed.key, ...silent, ...details };
}
const store = (people: readonly Person[], options: Partial<typeof into> = {}) =>
  storePeople(database.db, secret, { ...into, ...options }, people);
const setState = (state: string) => sql`update subscriptions set state = ${state}`.execute(database.db);

/** Every row of the tables that an import writes. */
async function everything(): Promise<unknown> {
  const { rows } = await sql`
    select (select jsonb_agg(s order by id) from subscribers s) as subscribers,
      (select jsonb_agg(s order by subscriber_id, newsletter) from subscriptions s) as subscriptions,
      (select jsonb_agg(r order by id) from consent_receipts r) as receipts`.execute(database.db);
  return rows[0];
}

it('adds people with a receipt each, dated and sourced by the file where it says so', async () => {
  const consentAt = new Date('2023-03-28T06:00:00Z');
  const outcomes = await store([
    person('marie@example.org', { firstName: 'Marie', consentAt, consentSource: 'kiosque' }),
    person('jean@example.org'),
  ]);
  expect(outcomes).toEqual(['added', 'added']);
  const { rows } = await sql`
    select email, action, at, r.source from consent_receipts r join subscribers s on s.id = subscriber_id
    where email_hash = ${emailHash(secret, 'marie@example.org' as EmailKey)} or email = 'jean@example.org'
    order by email desc`.execute(database.db);
  expect(rows).toEqual([
    { email: 'marie@example.org', action: 'granted', at: consentAt, source: 'import lecteurs.csv (kiosque)' },
    { email: 'jean@example.org', action: 'granted', at: into.at, source: 'import lecteurs.csv' },
  ]);
});

describe('the last contact', () => {
  const contacts = async () =>
    (
      await sql<{ name: string; contact: Date }>`
        select split_part(email, '@', 1) as name, contact_at as contact from subscribers`.execute(database.db)
    ).rows.map(({ name, contact }) => [name, contact.toISOString().slice(0, 10)]);
  const on = (day: string) => new Date(`${day}T12:00:00Z`);
  const chosen = {
    ...{ moreCommunes: null, sections: null, attributes: null, decided: [], pausedUntil: null, since: null },
    ...{ createdAt: on('2011-01-01'), contactAt: null },
  };

  it('is what the person did, as far as the file says, and only else the day of the import', async () => {
    await store([
      person('consent@example.org', { consentAt: on('2012-03-28') }),
      person('left@example.org', {
        ...{ standing: 'unsubscribed', consentAt: on('2012-03-28'), leftAt: on('2019-02-03') },
      }),
      person('undated@example.org'),
      person('created@example.org', { chosen }),
      person('exported@example.org', {
        consentAt: on('2012-03-28'),
        chosen: { ...chosen, contactAt: on('2025-06-06') },
      }),
    ]);
    expect(Object.fromEntries(await contacts())).toEqual({
      consent: '2012-03-28',
      left: '2019-02-03',
      undated: '2026-11-24',
      created: '2011-01-01',
      exported: '2025-06-06',
    });
  });

  it('of somebody known is never moved back, and is brought forward by a younger consent alone', async () => {
    const told = async (details: Partial<Person>, options: Partial<typeof into> = {}) => {
      await store([person('marie@example.org', details)], options);
      return (await contacts())[0]?.[1];
    };
    expect(await told({ consentAt: on('2012-03-28') })).toBe('2012-03-28');
    expect(await told({})).toBe('2012-03-28');
    expect(await told({}, { newsletter: 'sante' })).toBe('2012-03-28');
    expect(await told({ consentAt: on('2019-05-05') }, { newsletter: 'essentiel' })).toBe('2019-05-05');
    expect(await told({ consentAt: on('2014-05-05') })).toBe('2019-05-05');
    expect(await told({ consentAt: on('2021-05-05') })).toBe('2021-05-05');
    await setState('unsubscribed');
    expect(await told({ consentAt: on('2024-05-05') })).toBe('2021-05-05');
  });
});

it('done twice leaves the same as done once', async () => {
  const people = [
    person('marie@example.org', { firstName: 'Marie', premium: true }),
    person('jean@example.org'),
  ];
  await store(people);
  const once = await everything();
  expect(await store(people, { at: new Date('2026-12-01T06:00:00Z') })).toEqual(['unchanged', 'unchanged']);
  expect(await everything()).toEqual(once);
});

it('a dry run says the same outcomes and writes nothing', async () => {
  await store([person('marie@example.org')]);
  const before = await everything();
  const people = [person('marie@example.org', { firstName: 'Marie' }), person('jean@example.org')];
  const foreseen = await store(people, { dryRun: true });
  expect(await everything()).toEqual(before);
  expect(foreseen).toEqual(['updated', 'added']);
  expect(await store(people)).toEqual(foreseen);
});

it.each(['unsubscribed', 'bounced', 'pending'])('who is %s stays so, details and all', async (state) => {
  await store([person('marie@example.org')]);
  await setState(state);
  const before = await everything();
  expect(await store([person('marie@example.org', { firstName: 'Marie', premium: true })])).toEqual([state]);
  expect(await everything()).toEqual(before);
});

it('who is suppressed is not stored at all', async () => {
  await suppress(database.db, emailHash(secret, 'marie@example.org' as EmailKey), 'forgotten', into.at);
  expect(await store([person('Marie@Example.org'), person('jean@example.org')])).toEqual([
    'suppressed',
    'added',
  ]);
  const { rows } = await sql`select email from subscribers`.execute(database.db);
  expect(rows).toEqual([{ email: 'jean@example.org' }]);
});

it('fills in what is missing, keeps what the reader chose, and takes the premium mark from the paper', async () => {
  await store([person('marie@example.org', { firstName: 'Marie', commune: 'arles', premium: true })]);
  const later = { firstName: 'M.', lastName: 'Durand', commune: 'cassis', premium: false } as const;
  expect(await store([person('marie@example.org', later)])).toEqual(['updated']);
  const { rows } = await sql`select first_name, last_name, commune, premium from subscribers`.execute(
    database.db,
  );
  expect(rows).toEqual([{ first_name: 'Marie', last_name: 'Durand', commune: 'arles', premium: false }]);
});

it('a reader of another newsletter gets a second subscription', async () => {
  await store([person('marie@example.org')], { newsletter: 'sante' });
  await setState('unsubscribed');
  expect(await store([person('marie@example.org')])).toEqual(['added']);
  const { rows } = await sql`select newsletter, state from subscriptions order by 1`.execute(database.db);
  expect(rows).toEqual([
    { newsletter: 'lhebdo', state: 'active' },
    { newsletter: 'sante', state: 'unsubscribed' },
  ]);
});

it('two imports at once in opposite orders make each person once', async () => {
  const people = Array.from({ length: 500 }, (_, at) => person(`lecteur${at}@example.org`));
  const both = await Promise.all([store(people), store(people.toReversed())]);
  expect(both.flat().filter((outcome) => outcome === 'added')).toHaveLength(500);
  const { rows } = await sql`
    select (select count(*) from subscriptions) as subscriptions, (select count(*) from consent_receipts) as receipts`.execute(
    database.db,
  );
  expect(rows).toEqual([{ subscriptions: 500, receipts: 500 }]);
});

describe('what a file says of those who left', () => {
  const gone = (email: string, details: Partial<Person> = {}) =>
    person(email, { standing: 'unsubscribed', leftAt: new Date('2023-02-14T07:12:44Z'), ...details });
  const states = async () =>
    (
      await sql<{ email: string; state: string }>`
        select email, state from subscriptions join subscribers on id = subscriber_id order by email`.execute(
        database.db,
      )
    ).rows.map(({ email, state }) => `${email} ${state}`);

  it('keeps them unsubscribed, with the day in the receipt, and an older file does not bring them back', async () => {
    expect(await store([gone('luc@example.org')])).toEqual(['left']);
    const { rows } = await sql`select action, at from consent_receipts`.execute(database.db);
    expect(rows).toEqual([{ action: 'withdrawn', at: new Date('2023-02-14T07:12:44Z') }]);
    expect(await store([person('luc@example.org')])).toEqual(['unsubscribed']);
    expect(await store([gone('luc@example.org')])).toEqual(['unsubscribed']);
    expect(await states()).toEqual(['luc@example.org unsubscribed']);
  });

  it('ends what an earlier file began', async () => {
    await store([person('luc@example.org')]);
    expect(await store([gone('luc@example.org')])).toEqual(['left']);
    expect(await states()).toEqual(['luc@example.org unsubscribed']);
  });

  it('does not end what a reader asked for here', async () => {
    await store([person('luc@example.org'), person('marie@example.org')]);
    await sql`update subscriptions set source = 'sign-up page'`.execute(database.db);
    const rows = [gone('luc@example.org'), gone('marie@example.org', { standing: 'bounced' })];
    expect(await store(rows)).toEqual(['unchanged', 'unchanged']);
    expect(await states()).toEqual(['luc@example.org active', 'marie@example.org active']);
  });

  it('suppresses a mailbox that is gone and who complained, by their hash alone', async () => {
    const rows = [
      gone('partie@example.org', { standing: 'bounced' }),
      gone('fachee@example.org', { standing: 'complained' }),
    ];
    expect(await store(rows)).toEqual(['unreachable', 'unreachable']);
    expect(await states()).toEqual([]);
    const { rows: kept } = await sql`select email_hash, reason from suppressions order by reason`.execute(
      database.db,
    );
    expect(kept).toEqual([
      { email_hash: emailHash(secret, 'fachee@example.org' as EmailKey), reason: 'complaint' },
      { email_hash: emailHash(secret, 'partie@example.org' as EmailKey), reason: 'hard_bounce' },
    ]);
    expect(await store(rows)).toEqual(['suppressed', 'suppressed']);
    expect(await store([person('partie@example.org')])).toEqual(['suppressed']);
  });

  it('remembers the complaint of who is suppressed for something lesser, and never the other way round', async () => {
    const reasons = async () =>
      (await sql<{ reason: string }>`select reason from suppressions`.execute(database.db)).rows;
    await suppress(database.db, emailHash(secret, 'fachee@example.org' as EmailKey), 'forgotten', into.at);
    for (const standing of ['complained', 'bounced'] as const) {
      expect(await store([gone('fachee@example.org', { standing })])).toEqual(['suppressed']);
      expect(await reasons()).toEqual([{ reason: 'complaint' }]);
    }
  });
});
