/** Stores a batch of an import: reads who is known, decides, writes the difference. */
import { sql } from 'kysely';
import type { EmailKey } from '../../audience/address.ts';
import { emailHash } from '../../audience/email-hash.ts';
import type { SubscriberId } from '../../audience/ids.ts';
import {
  decideImport,
  type ImportDecision,
  type ImportOutcome,
  type Known,
} from '../../audience/import/decide.ts';
import type { Person } from '../../audience/import/person.ts';
import { type ConsentReceipt, writeReceipts } from './consent.ts';
import type { Db } from './database.ts';
import { suppressedAmong } from './suppressions.ts';

export type ImportInto = {
  readonly newsletter: string;
  /** Of the import, for the receipts: «import lecteurs.csv». */
  readonly source: string;
  readonly at: Date;
  /** Nothing is written, the outcomes are what they would be. */
  readonly dryRun: boolean;
};

/** Stores one batch of people in one transaction; the outcomes are in their order. Doing it again changes nothing. */
export async function storePeople(
  db: Db,
  secret: string,
  into: ImportInto,
  people: readonly Person[],
): Promise<readonly ImportOutcome[]> {
  return db.transaction().execute(async (transaction) => {
    const hashes = people.map(({ key }) => emailHash(secret, key));
    const suppressed = await suppressedAmong(transaction, hashes);
    const known = await knownPeople(transaction, into.newsletter, people);
    const rows = people.map((person, at) => {
      const hash = hashes[at] ?? Buffer.alloc(0);
      const decision = decideImport(
        person,
        known.get(person.key) ?? null,
        suppressed.has(hash.toString('hex')),
      );
      return { person, hash, ...decision };
    });
    if (into.dryRun) return rows.map(({ outcome }) => outcome);
    await addPeople(transaction, into.at, rows);
    await fillDetails(transaction, rows);
    const added = rows.filter(({ outcome }) => outcome === 'added');
    const ids = await idsByKey(
      transaction,
      added.map(({ person }) => person.key),
    );
    const joined = await join(
      transaction,
      into,
      added.flatMap(({ person }) => ids.get(person.key) ?? []),
    );
    await writeReceipts(
      transaction,
      added.flatMap((row) => receiptOf(row, into, joined, ids)),
    );
    return rows.map(({ outcome, person }) =>
      outcome === 'added' && !joined.has(ids.get(person.key) as SubscriberId) ? 'unchanged' : outcome,
    );
  });
}

type Row = ImportDecision & { readonly person: Person; readonly hash: Buffer };

async function knownPeople(
  db: Db,
  newsletter: string,
  people: readonly Person[],
): Promise<ReadonlyMap<EmailKey, Known>> {
  const { rows } = await sql<Known & { key: EmailKey }>`
    select email_key as key, state, first_name as "firstName", last_name as "lastName", commune, premium, language
    from subscribers left join subscriptions on subscriber_id = id and newsletter = ${newsletter}
    where email_key = any(${people.map(({ key }) => key)}::text[])`.execute(db);
  return new Map(rows.map(({ key, ...known }) => [key, known]));
}

/** The people to write, as rows. In one order everywhere: two imports at once would otherwise wait for each other. */
function rowsOf(rows: readonly Row[], write: Row['write']) {
  const people = rows
    .filter((row) => row.write === write)
    .map(({ person }) => person)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  return sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as given(email text, key text,
    "firstName" text, "lastName" text, commune text, premium boolean, language text)`;
}

async function addPeople(db: Db, at: Date, rows: readonly Row[]): Promise<void> {
  await sql`
    insert into subscribers (email, email_key, first_name, last_name, commune, premium, language, created_at)
    select email, key, "firstName", "lastName", commune, coalesce(premium, false), language, ${at}
    from ${rowsOf(rows, 'person')} on conflict (email_key) do nothing`.execute(db);
}

async function fillDetails(db: Db, rows: readonly Row[]): Promise<void> {
  await sql`
    update subscribers s set
      first_name = coalesce(s.first_name, given."firstName"), last_name = coalesce(s.last_name, given."lastName"),
      commune = coalesce(s.commune, given.commune), language = coalesce(s.language, given.language),
      premium = coalesce(given.premium, s.premium)
    from ${rowsOf(rows, 'details')} where s.email_key = given.key`.execute(db);
}

async function idsByKey(db: Db, keys: readonly EmailKey[]): Promise<ReadonlyMap<EmailKey, SubscriberId>> {
  const { rows } = await sql<{ id: SubscriberId; key: EmailKey }>`
    select id, email_key as key from subscribers where email_key = any(${keys}::text[])`.execute(db);
  return new Map(rows.map(({ id, key }) => [key, id]));
}

/** Subscribes; whoever has a subscription in any state meanwhile is not among the returned. */
async function join(
  db: Db,
  { newsletter, at, source }: ImportInto,
  ids: readonly SubscriberId[],
): Promise<ReadonlySet<SubscriberId>> {
  const { rows } = await sql<{ id: SubscriberId }>`
    insert into subscriptions (subscriber_id, newsletter, state, since, source)
    select id, ${newsletter}, 'active', ${at}, ${source} from unnest(${ids}::bigint[]) as given(id) order by id
    on conflict do nothing returning subscriber_id as id`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

function receiptOf(
  { person, hash }: Row,
  { newsletter, source, at }: ImportInto,
  joined: ReadonlySet<SubscriberId>,
  ids: ReadonlyMap<EmailKey, SubscriberId>,
): readonly ConsentReceipt[] {
  const subscriberId = ids.get(person.key);
  if (subscriberId === undefined || !joined.has(subscriberId)) return [];
  const from = person.consentSource === null ? source : `${source} (${person.consentSource})`;
  return [
    {
      subscriberId,
      emailHash: hash,
      newsletter,
      action: 'granted',
      at: person.consentAt ?? at,
      source: from,
    },
  ];
}
