/** Readers and their subscriptions, asked one by one: pages, commands and tokens. */
import { sql } from 'kysely';
import type { EmailKey } from '../../audience/address.ts';
import { emailHash } from '../../audience/email-hash.ts';
import type { EmailAddress, IssueId, SubscriberId } from '../../audience/ids.ts';
import { decidedBy, type Wishes } from '../../audience/preferences.ts';
import type { Choice, SubscriptionState } from '../../audience/subscription.ts';
import type { Tracking } from '../../audience/tracking.ts';
import type { Agreed } from '../../audience/wording.ts';
import { type ConsentProof, proofOf, writeReceipts } from './consent.ts';
import type { Db } from './database.ts';
import { suppressedAmong } from './suppressions.ts';

export type Subscriber = {
  readonly id: SubscriberId;
  readonly email: EmailAddress;
  readonly commune: string | null;
  readonly moreCommunes: readonly string[];
  readonly sections: readonly string[];
  readonly language: string | null;
  readonly tracking: Tracking;
  readonly subscriptions: Readonly<Record<string, SubscriptionState>>;
  /** Until which day letters rest, by newsletter, while they do; in UTC. */
  readonly paused: Readonly<Record<string, string>>;
};

/** null: there is no such reader, or no longer. A pause ends at midnight somewhere: twelve hours on, it is that day in UTC. */
export async function subscriberById(db: Db, id: SubscriberId): Promise<Subscriber | null> {
  const { rows } = await sql<Subscriber>`
    select id, email, commune, more_communes as "moreCommunes", sections, language,
      jsonb_build_object('opens', track_opens, 'clicks', track_clicks) as tracking,
      coalesce((select jsonb_object_agg(newsletter, state) from subscriptions where subscriber_id = id), '{}')
        as subscriptions,
      coalesce((select jsonb_object_agg(newsletter, to_char((paused_until + interval '12 hours') at time zone 'UTC', 'YYYY-MM-DD'))
        from subscriptions where subscriber_id = id and paused_until > now()), '{}') as paused
    from subscribers where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function subscriberIdByKey(db: Db, key: EmailKey): Promise<SubscriberId | null> {
  const { rows } = await sql<{
    id: SubscriberId;
  }>`select id from subscribers where email_key = ${key}`.execute(db);
  return rows[0]?.id ?? null;
}

/** What a reader may change about themselves; of communes and rubriques, those that they were offered. */
export async function changeDetails(
  db: Db,
  id: SubscriberId,
  details: Omit<Wishes, 'newsletters' | 'rhythms'>,
  at: Date,
): Promise<void> {
  const { firstName, commune, moreCommunes, sections, language, offered } = details;
  const communes = [...offered.communes];
  await sql`
    update subscribers set
      first_name = case when ${firstName === undefined} then first_name else ${firstName ?? null} end,
      commune = coalesce(${commune}, case when commune <> all(${communes}::text[]) then commune end),
      more_communes = array(select id from unnest(more_communes) id where id <> all(${communes}::text[])) || ${[...moreCommunes]}::text[],
      sections = array(select id from unnest(sections) id where id <> all(${[...offered.sections]}::text[])) || ${[...sections]}::text[],
      language = coalesce(${language}, language), contact_at = greatest(contact_at, ${at}),
      decided = array(select distinct unnest(decided || ${[...decidedBy(details)]}::text[]) order by 1)
    where id = ${id}`.execute(db);
}

/** They did something themselves: they are there. False: there is no such reader. */
export async function noteContact(db: Db, id: SubscriberId, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update subscribers set contact_at = greatest(contact_at, ${at}) where id = ${id} returning 1`.execute(db);
  return rows.length > 0;
}

export type Chosen =
  | { readonly kind: 'chosen'; readonly choice: Choice }
  | { readonly kind: 'gone' | 'suppressed' };

type WhatToChange = {
  readonly subscriberId: SubscriberId;
  readonly newsletter: string;
  readonly at: Date;
  readonly source: string;
  /** Whose letter led to it. */
  readonly issueId?: IssueId | null;
  /** What was agreed to just now; or the proof of what was agreed to before, whose sentence is kept. */
  readonly agreed?: Agreed;
  readonly proof?: ConsentProof;
};
type Decide = (state: SubscriptionState | null) => Choice;

/**
 * Applies a choice to one subscription: reads it under a lock, asks `decide`, writes state and receipt together.
 * A suppressed address may leave, never join.
 */
export function changeSubscription(
  db: Db,
  secret: string,
  what: WhatToChange,
  decide: Decide,
): Promise<Chosen> {
  return db.transaction().execute((transaction) => changeWithin(transaction, secret, what, decide));
}

/** The same, as a part of the caller's transaction. */
export async function changeWithin(
  transaction: Db,
  secret: string,
  what: WhatToChange,
  decide: Decide,
): Promise<Chosen> {
  const { subscriberId, newsletter, at, source, agreed, issueId = null } = what;
  // Whoever chooses is there; and the row that is written is locked.
  const { rows: here } = await sql<{ key: EmailKey }>`
    update subscribers set contact_at = greatest(contact_at, ${at}) where id = ${subscriberId}
    returning email_key as key`.execute(transaction);
  const known = here[0];
  if (known === undefined) return { kind: 'gone' };
  // A statement of its own: it sees what was committed while this one waited for the lock.
  const { rows } = await sql<{ state: SubscriptionState }>`
    select state from subscriptions where subscriber_id = ${subscriberId} and newsletter = ${newsletter}`.execute(
    transaction,
  );
  const choice = decide(rows[0]?.state ?? null);
  if (choice.change === null) return { kind: 'chosen', choice };
  const hash = emailHash(secret, known.key);
  const { action, to } = choice.change;
  if (action === 'granted' && (await suppressedAmong(transaction, [hash])).size > 0)
    return { kind: 'suppressed' };
  await sql`
    insert into subscriptions (subscriber_id, newsletter, state, since, source)
    values (${subscriberId}, ${newsletter}, ${to}, ${at}, ${source})
    on conflict (subscriber_id, newsletter) do update
      set state = ${to}, since = ${at}, source = ${source}, paused_until = null,
        reason_told = false`.execute(transaction);
  const proof = agreed ? await proofOf(transaction, agreed, at) : what.proof;
  const receipt = { subscriberId, emailHash: hash, newsletter, action, at, source, issueId };
  await writeReceipts(transaction, [proof ? { ...receipt, proof } : receipt]);
  return { kind: 'chosen', choice };
}

/**
 * Erases a reader from every table. Letters that have not left are cancelled; of those that have, the relay's
 * words go too, because they quote the address. Receipts and figures stay, without the person.
 */
export function eraseSubscriber(db: Db, id: SubscriberId, at: Date): Promise<{ readonly cancelled: number }> {
  return db.transaction().execute((transaction) => eraseWithin(transaction, id, at));
}

/** The same, as a part of the caller's transaction. */
export async function eraseWithin(
  transaction: Db,
  id: SubscriberId,
  at: Date,
): Promise<{ readonly cancelled: number }> {
  // A freeze that is writing their letter holds this row: wait for it, so that its letter is cancelled too.
  await sql`select from subscribers where id = ${id} for update`.execute(transaction);
  const { rows } = await sql`
    update letters set state = 'cancelled', settled_at = ${at}, run_id = null
    where subscriber_id = ${id} and state in ('pending', 'claimed', 'deferred') returning 1`.execute(
    transaction,
  );
  await sql`update letters set reply = null where subscriber_id = ${id}`.execute(transaction);
  await sql`delete from subscribers where id = ${id}`.execute(transaction);
  return { cancelled: rows.length };
}
