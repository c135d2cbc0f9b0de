/** Where a reader moved from, for the days in which that address may take the move back. */
import { sql } from 'kysely';
import type { EmailKey } from '../../audience/address.ts';
import type { EmailAddress, SubscriberId } from '../../audience/ids.ts';
import type { Lately } from '../../audience/mover.ts';
import type { Db } from './database.ts';

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

export type LastMove = Place &
  Lately & {
    /** Where they moved from; null: it was taken back, or forgotten. */
    readonly email: EmailAddress | null;
  };

/** null: nobody moved within the last days. */
export async function lastMove(db: Db, id: SubscriberId, at: Date): Promise<LastMove | null> {
  const { rows } = await sql<LastMove>`
    select newsletter, language, until, email,
      case when taken_back_at is not null then 'taken' when email is null then 'forgotten' else 'open' end as "wayBack"
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
