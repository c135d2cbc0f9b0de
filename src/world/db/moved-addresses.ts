/** A move that the old address may still take back: who was where, and the way back in one transaction. */
import { sql } from 'kysely';
import type { EmailKey } from '../../audience/address.ts';
import { emailHash } from '../../audience/email-hash.ts';
import type { EmailAddress, SubscriberId } from '../../audience/ids.ts';
import type { Agreed } from '../../audience/wording.ts';
import { consentsThere } from './consent-moves.ts';
import type { Db } from './database.ts';
import { eraseWithin } from './subscribers.ts';
import { endByPerson } from './suppressions.ts';

type Place = { readonly newsletter: string; readonly language: 'fr' | 'en' };

/** Notes where somebody moved from. A part of the move's transaction. */
export async function keepMovedAddress(
  transaction: Db,
  moved: Place & {
    readonly id: SubscriberId;
    readonly email: EmailAddress;
    readonly key: EmailKey;
    readonly until: Date;
  },
): Promise<void> {
  const { id, newsletter, language, email, key, until } = moved;
  await sql`insert into moved_addresses (subscriber_id, newsletter, language, email, email_key, until)
    values (${id}, ${newsletter}, ${language}, ${email}, ${key}, ${until})
    on conflict (subscriber_id) do update set newsletter = ${newsletter}, language = ${language}, email = ${email},
      email_key = ${key}, until = ${until}, taken_back_at = null`.execute(transaction);
}

export type LastMove = Place & {
  readonly until: Date;
  /** Where they moved from; null: it was taken back, or whoever has that address was erased. */
  readonly email: EmailAddress | null;
  readonly takenBack: boolean;
};

/** null: nobody moved within the last days. */
export async function lastMove(db: Db, id: SubscriberId, at: Date): Promise<LastMove | null> {
  const { rows } = await sql<LastMove>`
    select newsletter, language, until, email, taken_back_at is not null as "takenBack"
    from moved_addresses where subscriber_id = ${id} and until > ${at}`.execute(db);
  return rows[0] ?? null;
}

/** The addresses under which a letter about a move may still wait. */
export async function formerKeys(db: Db, id: SubscriberId): Promise<readonly EmailKey[]> {
  const { rows } = await sql<{ key: EmailKey }>`
    select email_key as key from moved_addresses where subscriber_id = ${id} and email_key is not null`.execute(
    db,
  );
  return rows.map(({ key }) => key);
}

export type TakenBack =
  /** from: where they are no longer, and who must be told. */
  | (Place & { readonly kind: 'back'; readonly email: EmailAddress; readonly from: EmailAddress })
  | (Place & { readonly kind: 'already' })
  /** over: the days are, or whoever has the old address was erased. gone: the reader was. */
  | { readonly kind: 'over' | 'gone' };

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
    const { rows } = await sql<Moved>`
      select s.email as from, m.email, m.email_key as key, m.newsletter, m.language, m.taken_back_at is not null as "takenBack"
      from subscribers s left join moved_addresses m on m.subscriber_id = s.id and m.until > ${at}
      where s.id = ${id} for update of s`.execute(transaction);
    const [moved] = rows;
    if (moved === undefined) return { kind: 'gone' };
    const { newsletter, language, email, key, from, takenBack } = moved;
    if (newsletter === null) return { kind: 'over' };
    if (takenBack) return { kind: 'already', newsletter, language };
    if (email === null) return { kind: 'over' };
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
 * Whoever signed up at the old address since the move is the same person: their choices there, the later ones, go over to
 * the reader who comes back. Their receipts stand under that address already.
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
      source = excluded.source, paused_until = excluded.paused_until, reason_told = false`.execute(
    transaction,
  );
  await sql`update subscribers s set premium = s.premium or o.premium, first_name = coalesce(s.first_name, o.first_name)
    from subscribers o where s.id = ${id} and o.id = ${other.id}`.execute(transaction);
  await eraseWithin(transaction, other.id, at);
}
