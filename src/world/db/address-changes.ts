/** Moves to another address, between the request and the answer from there. Tokens are known by their hashes only. */
import { sql } from 'kysely';
import type { EmailKey } from '../../audience/address.ts';
import { emailHash } from '../../audience/email-hash.ts';
import type { EmailAddress, SubscriberId } from '../../audience/ids.ts';
import { type AskedMove, takeBackDays } from '../../audience/move.ts';
import type { Agreed } from '../../audience/wording.ts';
import { consentsThere } from './consent-moves.ts';
import type { Db } from './database.ts';
import { keepMovedAddress, lastMove } from './moved-addresses.ts';
import { barredFromSignUp, endByPerson } from './suppressions.ts';

/** A later request takes the place of an earlier one: only the last letter's button works. Without a letter it is over at once. */
export async function keepMove(db: Db, token: Buffer, asked: AskedMove, leaves: boolean): Promise<void> {
  const { subscriberId, newsletter, language, at } = asked;
  const { email, key, until } = leaves ? asked : { email: '', key: '', until: at };
  await sql`delete from address_changes where subscriber_id = ${subscriberId}`.execute(db);
  await sql`insert into address_changes
      (token_hash, subscriber_id, newsletter, language, email, email_key, asked_at, expires_at)
    values (${token}, ${subscriberId}, ${newsletter}, ${language}, ${email}, ${key}, ${at}, ${until})`.execute(
    db,
  );
}

/** Requests that were not answered, and the ways back that are over. Returns how many. */
export async function dropExpiredMoves(db: Db, at: Date): Promise<number> {
  const { rows } = await sql`
    with back as (delete from moved_addresses where until <= ${at} returning 1),
      asked as (delete from address_changes where expires_at <= ${at} returning 1)
    select from back union all select from asked`.execute(db);
  return rows.length;
}

/** Forgets an address in moves: those to it, and the way back to it. */
export async function dropMovesTo(db: Db, key: EmailKey): Promise<void> {
  await sql`delete from address_changes where email_key = ${key}`.execute(db);
  await sql`update moved_addresses set email = null, email_key = null where email_key = ${key}`.execute(db);
}

export type WaitingMove = {
  readonly email: EmailAddress;
  readonly newsletter: string;
  readonly language: 'fr' | 'en';
};

/** Looks, and changes nothing. fromKey: of the address that they have until then. null: unknown, done or over. */
export async function waitingMove(
  db: Db,
  token: Buffer,
  at: Date,
): Promise<(WaitingMove & { readonly fromKey: EmailKey }) | null> {
  const { rows } = await sql<WaitingMove & { readonly fromKey: EmailKey }>`
    select c.email, newsletter, c.language, s.email_key as "fromKey"
    from address_changes c join subscribers s on s.id = c.subscriber_id
    where token_hash = ${token} and expires_at > ${at}`.execute(db);
  return rows[0] ?? null;
}

export type MoveDone =
  /** from: who must be told, and may take it back until then. */
  | ({
      readonly kind: 'moved';
      readonly id: SubscriberId;
      readonly from: EmailAddress;
      readonly until: Date;
    } & WaitingMove)
  /**
   * taken: somebody receives letters at the new address already, or it must not be written to. barred: they complained since
   * they asked, or an operator barred the address that they have.
   */
  | { readonly kind: 'taken' | 'barred' | 'over' };

type Request = WaitingMove & {
  readonly id: SubscriberId;
  readonly key: EmailKey;
  readonly from: EmailAddress;
  readonly fromKey: EmailKey;
};

/** Moves the reader in one transaction. Letters that bounced at the old address come again at the new one. */
export function moveReader(
  db: Db,
  secret: string,
  { token, agreed }: { readonly token: Buffer; readonly agreed: Agreed },
  at: Date,
): Promise<MoveDone> {
  return db.transaction().execute(async (transaction): Promise<MoveDone> => {
    const request = await lockedRequest(transaction, token, at);
    if (request === null) return { kind: 'over' };
    const { id, email, key, from, fromKey, newsletter, language } = request;
    if (await barredFromSignUp(transaction, emailHash(secret, fromKey))) return { kind: 'barred' };
    await sql`delete from address_changes where subscriber_id = ${id}`.execute(transaction);
    if ((await lastMove(transaction, id, at)) !== null) return { kind: 'over' };
    const hash = emailHash(secret, key);
    if (await barredFromSignUp(transaction, hash)) return { kind: 'taken' };
    const moved = await sql`
      update subscribers set email = ${email}, email_key = ${key}, contact_at = ${at}
      where id = ${id} and not exists (select from subscribers where email_key = ${key} and id <> ${id})
      returning 1`.execute(transaction);
    if (moved.rows.length === 0) return { kind: 'taken' };
    const until = new Date(at.getTime() + takeBackDays * 86_400_000);
    await keepMovedAddress(transaction, { id, newsletter, language, email: from, key: fromKey, until });
    const ended = await endByPerson(transaction, hash);
    const back = ended === null ? '' : `, which ended the suppression «${ended}»`;
    const source = `moved to another address, confirmed by letter${back}`;
    await consentsThere(transaction, { id, hash, at, source, agreed });
    return { kind: 'moved', id, from, until, email, newsletter, language };
  });
}

/** The reader is locked before the request, as going back does it (src/world/db/way-back.ts): else each waits for the other. */
async function lockedRequest(transaction: Db, token: Buffer, at: Date): Promise<Request | null> {
  await sql`
    select from subscribers s
    where s.id = (select subscriber_id from address_changes where token_hash = ${token}) for update`.execute(
    transaction,
  );
  const { rows } = await sql<Request>`
    select c.email, c.email_key as key, c.newsletter, c.language, s.id, s.email as from, s.email_key as "fromKey"
    from address_changes c join subscribers s on s.id = c.subscriber_id
    where c.token_hash = ${token} and c.expires_at > ${at} for update of c`.execute(transaction);
  return rows[0] ?? null;
}
