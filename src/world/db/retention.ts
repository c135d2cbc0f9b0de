/** Readers of whom nothing was heard for years: whom to ask, and whom to erase. */
import { CompiledQuery, sql } from 'kysely';
import type pg from 'pg';
import type { EmailAddress, SubscriberId } from '../../audience/ids.ts';
import type { RetentionDates } from '../../audience/retention.ts';
import type { Db } from './database.ts';
import { type HashPads, hashedInSql } from './suppression-hash.ts';

export type Silent = {
  readonly id: SubscriberId;
  readonly email: EmailAddress;
  readonly language: 'fr' | 'en' | null;
  /** A letter that they receive. */
  readonly newsletter: string;
};

/**
 * The last contact is what the person did: on our pages, or a link followed by somebody who agreed that it be recorded.
 * A paying reader is in contact by their subscription.
 */
const silent = `s.contact_at < $1 and not s.premium
  and not exists (select from reader_visits v where v.subscriber_id = s.id and v.link <> 0 and v.people > 0 and v.first_at >= $1)`;
const wasAsked = `coalesce(s.asked_to_stay_at >= s.contact_at, false)`;
/** There is a letter that may still reach them; who left, or must not be written to, cannot be asked. */
const reachable = `exists (select from subscriptions b where b.subscriber_id = s.id and b.state = 'active')
  and not exists (select from suppressions x where x.email_hash = ${hashedInSql('s.email_key', '$2', '$3')})`;
const toErase = `(${wasAsked} and s.asked_to_stay_at < $4) or (not ${wasAsked} and not (${reachable}))`;

export type Asked = { readonly pads: HashPads; readonly dates: RetentionDates };

/** How many a run would ask and erase. */
export async function countSilent(
  pool: pg.Pool,
  asked: Asked,
): Promise<{ readonly ask: number; readonly erase: number }> {
  const { rows } = await pool.query<{ ask: number; erase: number }>(
    `select count(*) filter (where not ${wasAsked} and ${reachable}) as ask, count(*) filter (where ${toErase}) as erase
     from subscribers s where ${silent}`,
    valuesOf(asked),
  );
  return rows[0] ?? { ask: 0, erase: 0 };
}

/** Those who are to be asked, the longest silent first. */
export async function silentReaders(pool: pg.Pool, asked: Asked, limit: number): Promise<readonly Silent[]> {
  const { rows } = await pool.query<Silent>(
    `select s.id, s.email, case when s.language in ('fr', 'en') then s.language end as language,
       (select min(newsletter) from subscriptions b where b.subscriber_id = s.id and b.state = 'active') as newsletter
     from subscribers s where ${silent} and not ${wasAsked} and ${reachable} order by s.contact_at, s.id limit $4`,
    [...valuesOf(asked).slice(0, 3), limit],
  );
  return rows;
}

/** Those whose time is over. */
export async function overdueReaders(
  pool: pg.Pool,
  asked: Asked,
  limit: number,
): Promise<readonly Pick<Silent, 'id' | 'email'>[]> {
  const { rows } = await pool.query<Pick<Silent, 'id' | 'email'>>(
    `select s.id, s.email from subscribers s where ${silent} and (${toErase}) order by s.id limit $5`,
    [...valuesOf(asked), limit],
  );
  return rows;
}

/**
 * Looks again at one of them in the transaction that erases, and holds them for its length: whatever they do on our pages
 * waits for this row or was waited for. Two statements, because the second one sees what was committed before the lock.
 */
export async function isStillOverdue(transaction: Db, asked: Asked, id: SubscriberId): Promise<boolean> {
  await sql`select from subscribers where id = ${id} for update`.execute(transaction);
  const { rows } = await transaction.executeQuery(
    CompiledQuery.raw(`select from subscribers s where s.id = $5 and ${silent} and (${toErase})`, [
      ...valuesOf(asked),
      id,
    ]),
  );
  return rows.length > 0;
}

/** Not of who spoke meanwhile: three years later they would be erased without having been asked. */
export async function noteAsked(
  pool: pg.Pool,
  { id, silentSince, at }: { readonly id: SubscriberId; readonly silentSince: Date; readonly at: Date },
): Promise<void> {
  await pool.query('update subscribers set asked_to_stay_at = $2 where id = $1 and contact_at < $3', [
    id,
    at,
    silentSince,
  ]);
}

/** Who was asked by a letter that never left was not asked. */
export async function forgetAsked(pool: pg.Pool, pads: HashPads, emailHash: Buffer): Promise<void> {
  await pool.query(
    `update subscribers s set asked_to_stay_at = null
     where s.asked_to_stay_at is not null and ${hashedInSql('s.email_key', '$1', '$2')} = $3`,
    [pads.inner, pads.outer, emailHash],
  );
}

/** $1 silent since, $2 and $3 the pads, $4 asked before. */
function valuesOf({ pads, dates }: Asked) {
  return [dates.silentSince, pads.inner, pads.outer, dates.askedBefore];
}
