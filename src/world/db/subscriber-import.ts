/** Stores a batch of an import: reads who is known, decides, writes the difference. */
import { sql } from 'kysely';
import type { EmailKey } from '../../audience/address.ts';
import { emailHash } from '../../audience/email-hash.ts';
import type { SubscriberId } from '../../audience/ids.ts';
import { lastContact } from '../../audience/import/contact.ts';
import {
  decideImport,
  type ImportDecision,
  type ImportOutcome,
  type Known,
} from '../../audience/import/decide.ts';
import type { Person } from '../../audience/import/person.ts';
import type { Decided } from '../../audience/preferences.ts';
import { type ConsentReceipt, writeReceipts } from './consent.ts';
import type { Db } from './database.ts';
import { suppressedAmong, suppressMany } from './suppressions.ts';

export type ImportInto = {
  readonly newsletter: string;
  /** Of the import, for the receipts: «import lecteurs.csv». */
  readonly source: string;
  readonly at: Date;
  /** Nothing is written, the outcomes are what they would be. */
  readonly dryRun: boolean;
};

/**
 * Stores one batch of people in one transaction; the outcomes are in their order. Doing it again changes nothing. settle:
 * what is to be written together with it.
 */
export async function storePeople(
  db: Db,
  secret: string,
  into: ImportInto,
  people: readonly Person[],
  settle: (transaction: Db, outcomes: readonly ImportOutcome[]) => Promise<void> = async () => {},
): Promise<readonly ImportOutcome[]> {
  return db.transaction().execute(async (transaction) => {
    const outcomes = await storePeopleWithin(transaction, secret, into, people);
    if (!into.dryRun) await settle(transaction, outcomes);
    return outcomes;
  });
}

/** The same within a transaction that is under way. */
export async function storePeopleWithin(
  transaction: Db,
  secret: string,
  into: ImportInto,
  people: readonly Person[],
): Promise<readonly ImportOutcome[]> {
  const hashes = people.map(({ key }) => emailHash(secret, key));
  const suppressed = await suppressedAmong(transaction, hashes);
  const known = await knownPeople(transaction, into.newsletter, people);
  const rows = people.map((person, at) => {
    const hash = hashes[at] ?? Buffer.alloc(0);
    const found = known.get(person.key) ?? null;
    return { person, hash, ...decideImport(person, found, suppressed.has(hash.toString('hex'))) };
  });
  if (into.dryRun) return rows.map(({ outcome }) => outcome);
  await suppressMany(transaction, rows.flatMap(suppressionOf), into.at);
  await fillDetails(transaction, rows);
  // Before the subscriptions: whoever holds one and waits for its reader could be waited for.
  await noteContacts(
    transaction,
    rows.filter(({ person }) => known.has(person.key)),
  );
  const ids = new Map([...known].map(([key, { id }]) => [key, id]));
  for (const [key, id] of await addPeople(transaction, into.at, rows)) ids.set(key, id);
  const joining = rows.flatMap((row) => {
    const id = ids.get(row.person.key);
    return id !== undefined && (row.outcome === 'added' || row.outcome === 'left') ? [{ ...row, id }] : [];
  });
  const joined = await join(transaction, into, joining);
  await writeReceipts(
    transaction,
    joining.filter(({ id }) => joined.has(id)).flatMap((row) => receiptsOf(row, into)),
  );
  return rows.map(({ outcome, person }) =>
    outcome === 'added' && !joined.has(ids.get(person.key) as SubscriberId) ? 'unchanged' : outcome,
  );
}

type Row = ImportDecision & { readonly person: Person; readonly hash: Buffer };
type Joining = Row & { readonly id: SubscriberId };

async function knownPeople(
  db: Db,
  newsletter: string,
  people: readonly Person[],
): Promise<ReadonlyMap<EmailKey, Known & { readonly id: SubscriberId }>> {
  const { rows } = await sql<Known & { id: SubscriberId; key: EmailKey }>`
    select id, email_key as key, state, coalesce(source like 'import %', false) as "fromFile", first_name as "firstName", last_name as "lastName", commune, premium, language,
      nullif(more_communes, '{}') as "moreCommunes", nullif(sections, '{}') as sections, nullif(attributes, '{}') as attributes, decided
    from subscribers left join subscriptions on subscriber_id = id and newsletter = ${newsletter}
    where email_key = any(${people.map(({ key }) => key)}::text[])`.execute(db);
  return new Map(rows.map(({ key, ...known }) => [key, known]));
}

/** The people to write, as rows. In one order everywhere: two imports at once would otherwise wait for each other. */
function rowsOf(rows: readonly Row[], write: Row['write']) {
  const people = rows
    .filter((row) => row.write === write)
    .map(({ person }) => ({ ...person, ...person.chosen, contactAt: lastContact(person) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  return sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as given(email text, key text,
    "firstName" text, "lastName" text, commune text, premium boolean, language text,
    "moreCommunes" text[], sections text[], attributes jsonb, decided text[], "createdAt" timestamptz, "contactAt" timestamptz)`;
}

/** Their ids; also of those whom somebody else added in the same moment. */
async function addPeople(
  db: Db,
  at: Date,
  rows: readonly Row[],
): Promise<readonly (readonly [EmailKey, SubscriberId])[]> {
  const added = await sql<{ id: SubscriberId; key: EmailKey }>`
    insert into subscribers (email, email_key, first_name, last_name, commune, premium, language, more_communes, sections,
      attributes, decided, created_at, contact_at)
    select email, key, "firstName", "lastName", commune, coalesce(premium, false), language,
      coalesce("moreCommunes", '{}'), coalesce(sections, '{}'), coalesce(attributes, '{}'), coalesce(decided, '{}'), coalesce("createdAt", ${at}), coalesce("contactAt", ${at})
    from ${rowsOf(rows, 'person')} on conflict (email_key) do nothing
    returning id, email_key as key`.execute(db);
  const wanted = rows.filter(({ write }) => write === 'person').map(({ person }) => person.key);
  if (added.rows.length < wanted.length) return idsByKey(db, wanted);
  return added.rows.map(({ id, key }) => [key, id] as const);
}

async function idsByKey(
  db: Db,
  keys: readonly EmailKey[],
): Promise<readonly (readonly [EmailKey, SubscriberId])[]> {
  const { rows } = await sql<{ id: SubscriberId; key: EmailKey }>`
    select id, email_key as key from subscribers where email_key = any(${keys}::text[])`.execute(db);
  return rows.map(({ id, key }) => [key, id] as const);
}

async function fillDetails(db: Db, rows: readonly Row[]): Promise<void> {
  if (!rows.some(({ write }) => write === 'details')) return;
  const unlessDecided = (column: Decided, given: string) =>
    sql`case when not ${column}::text = any(s.decided) then ${sql.ref(`given.${given}`)} end`;
  await sql`
    update subscribers s set
      first_name = coalesce(s.first_name, ${unlessDecided('first_name', 'firstName')}),
      last_name = coalesce(s.last_name, given."lastName"),
      commune = coalesce(s.commune, ${unlessDecided('commune', 'commune')}),
      language = coalesce(s.language, ${unlessDecided('language', 'language')}),
      premium = coalesce(given.premium, s.premium),
      more_communes = coalesce(nullif(s.more_communes, '{}'), ${unlessDecided('more_communes', 'moreCommunes')}, '{}'),
      sections = coalesce(nullif(s.sections, '{}'), ${unlessDecided('sections', 'sections')}, '{}'),
      attributes = coalesce(nullif(s.attributes, '{}'), given.attributes, '{}')
    from ${rowsOf(rows, 'details')} where s.email_key = given.key`.execute(db);
}

/** What a file knows of people who are here already may be younger than what is stored. */
async function noteContacts(db: Db, rows: readonly Row[]): Promise<void> {
  const heard = rows
    .filter(({ outcome }) => ['added', 'updated', 'unchanged', 'left'].includes(outcome))
    .map(({ person }) => ({ key: person.key, at: lastContact(person) }))
    .filter(({ at }) => at !== null)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  if (heard.length === 0) return;
  await sql`
    update subscribers s set contact_at = given.at
    from jsonb_to_recordset(${JSON.stringify(heard)}::jsonb) as given(key text, at timestamptz)
    where s.email_key = given.key and s.contact_at < given.at`.execute(db);
}

/**
 * Writes the subscriptions; those that changed nothing are not among the returned. Who joins keeps a subscription that
 * is there in any state; who left ends one that came from a file.
 */
async function join(
  db: Db,
  { newsletter, at, source }: ImportInto,
  joining: readonly Joining[],
): Promise<ReadonlySet<SubscriberId>> {
  const ids = joining.map(({ id }) => id);
  const states = joining.map(({ outcome }) => (outcome === 'left' ? 'unsubscribed' : 'active'));
  const since = joining.map(({ person }) => person.chosen?.since ?? at);
  const paused = joining.map(({ person, outcome }) =>
    outcome === 'left' ? null : person.chosen?.pausedUntil,
  );
  const { rows } = await sql<{ id: SubscriberId }>`
    insert into subscriptions (subscriber_id, newsletter, state, since, source, paused_until)
    select id, ${newsletter}, state, since, ${source}, paused_until
    from unnest(${ids}::bigint[], ${states}::text[], ${since}::timestamptz[], ${paused}::timestamptz[])
      as given(id, state, since, paused_until) order by id
    on conflict (subscriber_id, newsletter) do update set state = excluded.state, since = excluded.since, source = excluded.source
      where excluded.state = 'unsubscribed' and subscriptions.state = 'active' and subscriptions.source like 'import %'
    returning subscriber_id as id`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

function receiptsOf(
  { person, hash, id, outcome, write }: Joining,
  { newsletter, source, at }: ImportInto,
): readonly ConsentReceipt[] {
  const from = person.consentSource === null ? source : `${source} (${person.consentSource})`;
  const receipt = { subscriberId: id, emailHash: hash, newsletter, source: from };
  const granted = { ...receipt, action: 'granted' as const, at: person.consentAt ?? at };
  if (outcome !== 'left') return [granted];
  const withdrawn = { ...receipt, action: 'withdrawn' as const, at: person.leftAt ?? at };
  // Who left had agreed before, where the file still says when.
  return write === 'person' && person.consentAt !== null ? [granted, withdrawn] : [withdrawn];
}

/** Who is suppressed already may have complained as well, which outweighs a mailbox that was gone. */
function suppressionOf({ outcome, person, hash }: Row) {
  const complained = person.standing === 'complained';
  if (outcome !== 'unreachable' && !(outcome === 'suppressed' && complained)) return [];
  return [{ emailHash: hash, reason: complained ? ('complaint' as const) : ('hard_bounce' as const) }];
}
