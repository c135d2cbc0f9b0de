/** The way back from a move: the old address takes it back in one transaction. */
import { sql } from 'kysely';
import type { EmailKey } from '../../audience/address.ts';
import { emailHash } from '../../audience/email-hash.ts';
import type { EmailAddress, SubscriberId } from '../../audience/ids.ts';
import type { Lately } from '../../audience/mover.ts';
import type { Agreed } from '../../audience/wording.ts';
import { consentsThere } from './consent-moves.ts';
import type { Db } from './database.ts';
import { lastMove } from './moved-addresses.ts';
import { eraseWithin } from './subscribers.ts';
import { barredFromSignUp, endByPerson } from './suppressions.ts';

type Place = { readonly newsletter: string; readonly language: 'fr' | 'en' };

export type TakenBack =
  /** from: where they are no longer, and who must be told. */
  | (Place & { readonly kind: 'back'; readonly email: EmailAddress; readonly from: EmailAddress })
  | (Place & { readonly kind: 'already' })
  /** over: the days are, or whoever has the old address was erased. gone: the reader was. barred: see wayBackBarred. */
  | { readonly kind: 'over' | 'gone' | 'barred' };

type Moved = {
  readonly from: EmailAddress;
  readonly email: EmailAddress | null;
  readonly key: EmailKey;
  readonly takenBack: boolean;
  readonly newsletter: string | null;
  readonly language: 'fr' | 'en';
};

/** Brings a reader back to the address before. The days of the move go on, so that nobody moves them to and fro. */
export function takeMoveBack(
  db: Db,
  secret: string,
  { id, agreed }: { readonly id: SubscriberId; readonly agreed: Agreed },
  at: Date,
): Promise<TakenBack> {
  return db.transaction().execute(async (transaction): Promise<TakenBack> => {
    // The lock first: the second statement sees what was committed while this one waited for it.
    await sql`select from subscribers where id = ${id} for update`.execute(transaction);
    const { rows } = await sql<Moved>`
      select s.email as from, m.email, m.email_key as key, m.newsletter, m.language, m.taken_back_at is not null as "takenBack"
      from subscribers s left join moved_addresses m on m.subscriber_id = s.id and m.until > ${at}
      where s.id = ${id}`.execute(transaction);
    const [moved] = rows;
    if (moved === undefined) return { kind: 'gone' };
    const { newsletter, language, email, key, from, takenBack } = moved;
    if (newsletter === null) return { kind: 'over' };
    if (takenBack) return { kind: 'already', newsletter, language };
    if (email === null) return { kind: 'over' };
    if (await wayBackBarred(transaction, secret, id)) return { kind: 'barred' };
    await takeIn(transaction, { id, key, at });
    await sql`delete from address_changes where subscriber_id = ${id}`.execute(transaction);
    await sql`update moved_addresses set email = null, email_key = null, taken_back_at = ${at}
      where subscriber_id = ${id}`.execute(transaction);
    await sql`update subscribers set email = ${email}, email_key = ${key}, contact_at = ${at} where id = ${id}`.execute(
      transaction,
    );
    const hash = emailHash(secret, key);
    await endByPerson(transaction, hash);
    await consentsThere(transaction, {
      id,
      hash,
      at,
      source: 'moved back to the former address, by its letter',
      agreed,
    });
    return { kind: 'back', newsletter, language, email, from };
  });
}

/**
 * Whether somebody complained at one of the two addresses, or an operator barred it. A complaint about a letter to the former
 * one that comes after the move is held against the present one: going back must not bring that complainer letters again.
 */
export async function wayBackBarred(db: Db, secret: string, id: SubscriberId): Promise<boolean> {
  const { rows } = await sql<{ key: EmailKey }>`
    select email_key as key from subscribers where id = ${id}
    union all select email_key from moved_addresses where subscriber_id = ${id} and email_key is not null`.execute(
    db,
  );
  for (const { key } of rows) if (await barredFromSignUp(db, emailHash(secret, key))) return true;
  return false;
}

/** The last move as pages tell of it, while its days go on: its way back is open only where nothing bars it. */
export async function movedLately(
  db: Db,
  secret: string,
  id: SubscriberId,
  at: Date,
): Promise<Lately | null> {
  const moved = await lastMove(db, id, at);
  if (moved?.wayBack !== 'open' || !(await wayBackBarred(db, secret, id))) return moved;
  return { ...moved, wayBack: 'barred' };
}

/**
 * Whoever signed up at the old address since the move is the same person: their choices there go over to the reader who
 * comes back, where they are the later ones; what a file brought or a bounce ended was chosen by nobody. Their receipts
 * stand under that address already.
 */
async function takeIn(
  transaction: Db,
  { id, key, at }: { readonly id: SubscriberId; readonly key: EmailKey; readonly at: Date },
): Promise<void> {
  const { rows } = await sql<{ id: SubscriberId }>`
    select id from subscribers where email_key = ${key} and id <> ${id} for update`.execute(transaction);
  const [other] = rows;
  if (other === undefined) return;
  await sql`
    insert into subscriptions (subscriber_id, newsletter, state, since, source, paused_until, welcomed_at)
    select ${id}, newsletter, state, since, source, paused_until, welcomed_at
    from subscriptions where subscriber_id = ${other.id}
    on conflict (subscriber_id, newsletter) do update set state = excluded.state, since = excluded.since,
      source = excluded.source, paused_until = excluded.paused_until, reason_told = false
      where excluded.since > subscriptions.since and excluded.source not like 'import %' and excluded.state <> 'bounced'`.execute(
    transaction,
  );
  await sql`update subscribers s set premium = s.premium or o.premium,
      first_name = coalesce(s.first_name, case when not 'first_name' = any(s.decided) then o.first_name end)
    from subscribers o where s.id = ${id} and o.id = ${other.id}`.execute(transaction);
  await eraseWithin(transaction, other.id, at);
}
