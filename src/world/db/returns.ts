/** Returns in the database: remembered once, weighed against the letters before, acted on in one transaction. */
import type pg from 'pg';
import type { IssueId, LetterId, SubscriberId } from '../../audience/ids.ts';
import type { BlockedFigures, Effect, LetterHistory } from '../../returns/counting.ts';
import type { LetterKnown, RefusedLetter, ReturnFact } from '../../returns/take.ts';
import { type HashPads, hashedInSql } from './suppression-hash.ts';
import { graverReason } from './suppressions.ts';

/** False when this return was weighed before; true again when a crash came between the two. */
export async function rememberReturn(pool: pg.Pool, fact: ReturnFact): Promise<boolean> {
  const bounce = fact.weighed.kind === 'bounce' ? fact.weighed : null;
  const { rows } = await pool.query<{ open: boolean }>(
    `insert into returns (digest, letter_id, issue_id, source, kind, class, reason, reply_code, reply_enhanced, final, at)
     select $1, l.id, l.issue_id, $3, $4, $5, $6, $7, $8, $9, $10 from (select) one left join letters l on l.id = $2
     on conflict (digest) do update set digest = excluded.digest
     returning effect is null as open`,
    [
      fact.digest,
      fact.letterId,
      fact.source,
      fact.weighed.kind,
      bounce?.class ?? null,
      fact.reason,
      fact.code,
      fact.enhanced,
      bounce?.final ?? true,
      fact.at,
    ],
  );
  return rows[0]?.open ?? false;
}

/** The letter, its reader and the letters before it; null when either is gone. */
export async function letterBehind(pool: pg.Pool, id: LetterId): Promise<LetterKnown | null> {
  const { rows } = await pool.query<{ subscriber: SubscriberId; newsletter: string; issue: IssueId }>(
    `select l.subscriber_id as subscriber, i.newsletter, i.id as issue
     from letters l join issues i on i.id = l.issue_id where l.id = $1 and l.subscriber_id is not null`,
    [id],
  );
  const [letter] = rows;
  if (letter === undefined) return null;
  const { subscriber: subscriberId, newsletter, issue: issueId } = letter;
  return {
    subscriberId,
    newsletter,
    issueId,
    history: await historyUpTo(pool, id, subscriberId, newsletter),
  };
}

/** Letters that led to a verdict are not held against who came back since. */
async function historyUpTo(
  pool: pg.Pool,
  id: LetterId,
  subscriberId: SubscriberId,
  newsletter: string,
): Promise<LetterHistory> {
  const { rows } = await pool.query<{ at: Date; soft: boolean }>(
    `select coalesce(l.settled_at, l.tried_at, now()) as at,
       exists (select from returns r where r.letter_id = l.id and r.class = 'soft' and r.final) as soft
     from letters l join issues i on i.id = l.issue_id
     where l.subscriber_id = $2 and i.newsletter = $3 and l.id <= $1
       and l.id > coalesce((select max(r.letter_id) from returns r join letters b on b.id = r.letter_id
         where b.subscriber_id = $2 and r.effect in ('hard_bounce', 'soft_bounces')), 0)
       and l.state not in ('pending', 'claimed', 'suppressed', 'cancelled')
     order by l.id desc limit 20`,
    [id, subscriberId, newsletter],
  );
  return rows.map(({ at, soft }) => ({ at, softBounce: soft }));
}

/** Suppresses and ends subscriptions where the effect says so, and notes it with the return: all or nothing. */
export async function actOnReturn(
  pool: pg.Pool,
  pads: HashPads,
  fact: Pick<ReturnFact, 'digest' | 'at'>,
  effect: Effect,
  letter: Pick<LetterKnown, 'subscriberId'> | null,
): Promise<void> {
  const suppresses = effect !== 'none' && effect !== 'left' && letter !== null;
  await pool.query(
    `with noted as (update returns set effect = $4 where digest = $3 returning 1),
     suppressed as (
       insert into suppressions (email_hash, reason, at)
       select ${hashedInSql('s.email_key', '$1', '$2')}, $4, $5 from subscribers s where s.id = $6 and $7
       on conflict ${graverReason})
     update subscriptions set state = 'bounced', since = $5, source = $4
     where subscriber_id = $6 and state = 'active' and $7`,
    [pads.inner, pads.outer, fact.digest, effect, fact.at, letter?.subscriberId ?? null, suppresses],
  );
}

/** Letters that the relay refused or that were given up, and that were not weighed yet. */
export async function refusedLetters(pool: pg.Pool, limit: number): Promise<readonly RefusedLetter[]> {
  const { rows } = await pool.query(
    `select l.id, l.reply_code as code, l.reply_enhanced as enhanced, coalesce(l.reply, '') as text, l.reply_step as step,
       coalesce(l.settled_at, now()) as at
     from letters l
     where l.settled_at is not null and l.reply_code >= 400 and l.state in ('refused', 'given_up') and l.subscriber_id is not null
       and not exists (select from returns r where r.letter_id = l.id and r.source = 'smtp' and r.effect is not null)
     order by l.id limit $1`,
    [limit],
  );
  return rows.map(({ id, code, enhanced, text, step, at }) => ({
    letterId: id,
    ...{ code, enhanced, text, step, at },
  }));
}

/**
 * Of the letters that came to an outcome since a person last let the send go on: what providers have against those before was
 * looked at then, however late it is told.
 */
export async function blockedFigures(pool: pg.Pool, issue: IssueId): Promise<BlockedFigures> {
  const { rows } = await pool.query<{ blocked: number; sent: number }>(
    `with judged as (
       select coalesce((select judged_from from sends where issue_id = $1), '-infinity') as since)
     select
       (select count(distinct r.letter_id) from returns r join letters l on l.id = r.letter_id
        where l.issue_id = $1 and r.class = 'blocked' and l.settled_at > judged.since) as blocked,
       (select count(*) from letters where issue_id = $1 and settled_at > judged.since
        and state in ('accepted', 'refused', 'given_up', 'unknown')) as sent
     from judged`,
    [issue],
  );
  return rows[0] ?? { blocked: 0, sent: 0 };
}

/** How far a mailbox was read; uidValidity is the server's word for «the same numbers as before» (RFC 9051, 2.3.1.1). */
export type ReadMark = { readonly uidValidity: string; readonly lastUid: number };

export async function readMark(pool: pg.Pool, mailbox: string): Promise<ReadMark | null> {
  const { rows } = await pool.query<{ uid_validity: string; last_uid: number }>(
    'select uid_validity, last_uid from return_mailboxes where mailbox = $1',
    [mailbox],
  );
  const [row] = rows;
  return row === undefined ? null : { uidValidity: row.uid_validity, lastUid: row.last_uid };
}

export async function keepReadMark(pool: pg.Pool, mailbox: string, mark: ReadMark): Promise<void> {
  await pool.query(
    `insert into return_mailboxes (mailbox, uid_validity, last_uid) values ($1, $2, $3)
     on conflict (mailbox) do update set uid_validity = $2, last_uid = $3`,
    [mailbox, mark.uidValidity, mark.lastUid],
  );
}
