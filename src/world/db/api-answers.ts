/** What was answered to requests that carry an Idempotency-Key, for a day: a repeated request is answered, not done. */
import { sql } from 'kysely';
import type { SubscriberId } from '../../audience/ids.ts';
import type { ApiTokenId } from '../../desk/api-token.ts';
import type { Db } from './database.ts';

export type AskedOnce = {
  readonly token: ApiTokenId;
  readonly key: string;
  readonly hash: Buffer;
  readonly at: Date;
};

/** Hours an answer is kept, and seconds after which a request that never ended may be made again. */
const kept = { hours: 24, seconds: 120 };

export type Begun =
  | { readonly kind: 'begun' }
  /** sealed null: the first request is still at work. */
  | { readonly kind: 'known'; readonly hash: Buffer; readonly sealed: Buffer | null };

/** Claims the key for this request; of two at once, one begins. */
export async function beginAnswer(db: Db, { token, key, hash, at }: AskedOnce): Promise<Begun> {
  await dropOldAnswers(db, at);
  const begun = await sql`
    insert into api_answers (token_id, key, request_hash, begun_at) values (${token}, ${key}, ${hash}, ${at})
    on conflict do nothing returning 1`.execute(db);
  if (begun.rows.length > 0) return { kind: 'begun' };
  const { rows } = await sql<{ hash: Buffer; sealed: Buffer | null }>`
    select request_hash as hash, sealed from api_answers where token_id = ${token} and key = ${key}`.execute(
    db,
  );
  const [known] = rows;
  // Gone between the two statements: the first request failed, and this one may be sent again.
  return known ? { kind: 'known', ...known } : { kind: 'known', hash, sealed: null };
}

/** Forgets what is over, and requests that never ended. Returns how many. */
export async function dropOldAnswers(db: Db, at: Date): Promise<number> {
  const old = new Date(at.getTime() - kept.hours * 3_600_000);
  const dead = new Date(at.getTime() - kept.seconds * 1_000);
  const { numAffectedRows } =
    await sql`delete from api_answers where begun_at <= ${old} or (sealed is null and begun_at <= ${dead})`.execute(
      db,
    );
  return Number(numAffectedRows ?? 0);
}

/** about: the reader it is about, with whom the answer goes. */
export async function keepAnswer(
  db: Db,
  { token, key }: Pick<AskedOnce, 'token' | 'key'>,
  sealed: Buffer,
  about: SubscriberId | null,
): Promise<void> {
  await sql`update api_answers set sealed = ${sealed},
      subscriber_id = (select id from subscribers where id = ${about})
    where token_id = ${token} and key = ${key}`.execute(db);
}

/** Nothing was done: the key is free again. */
export async function dropAnswer(db: Db, { token, key }: Pick<AskedOnce, 'token' | 'key'>): Promise<void> {
  await sql`delete from api_answers where token_id = ${token} and key = ${key}`.execute(db);
}
