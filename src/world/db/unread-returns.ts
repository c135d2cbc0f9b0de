/** Returns that nobody could read: kept for a person, few of each letter and not for long. */
import type { LetterId, Period } from '../../audience/ids.ts';
import type { UnreadReturn } from '../../returns/receive.ts';
import type { Asking } from './database.ts';

/** Of one letter: whoever has it knows its return path, and could fill the disk otherwise. */
const mostOfALetter = 5;

/** False where that many of the letter are kept already, and where its reader is erased: it may name them. The same one again is kept once. */
export async function keepUnread(pool: Asking, mail: UnreadReturn): Promise<boolean> {
  const { digest, letterId, at, bytes, beginning } = mail;
  const { rows } = await pool.query<{ kept: boolean }>(
    `with letter as (select id from letters where id = $2 and subscriber_id is not null),
     kept as (
       insert into unread_returns (digest, letter_id, at, bytes, mail)
       select $1, letter.id, $3, $4, $5 from letter
       where (select count(*) from unread_returns u where u.letter_id = letter.id) < $6
       on conflict (digest) do nothing returning 1)
     select exists (select from kept) or exists (select from unread_returns where digest = $1) as kept`,
    [digest, letterId, at, bytes, beginning.toString('latin1').replaceAll('\0', ''), mostOfALetter],
  );
  return rows[0]?.kept ?? false;
}

export type KeptUnread = {
  /** The beginning of its digest, by which a file is named. */
  readonly name: string;
  readonly letter: { readonly id: LetterId; readonly newsletter: string; readonly period: Period };
  readonly at: Date;
  /** Of the whole mail. */
  readonly bytes: number;
  readonly beginning: Buffer;
};

/** The latest first. */
export async function unreadReturns(pool: Asking, limit: number): Promise<readonly KeptUnread[]> {
  const { rows } = await pool.query(
    `select encode(substr(u.digest, 1, 6), 'hex') as name, u.letter_id as letter, i.newsletter, i.period, u.at, u.bytes, u.mail
     from unread_returns u join letters l on l.id = u.letter_id join issues i on i.id = l.issue_id
     order by u.at desc, u.digest limit $1`,
    [limit],
  );
  return rows.map(({ name, letter, newsletter, period, at, bytes, mail }) => ({
    ...{ name, at, bytes },
    letter: { id: letter, newsletter, period },
    beginning: Buffer.from(mail, 'latin1'),
  }));
}

/** Returns how many. */
export async function dropOldUnread(pool: Asking, before: Date): Promise<number> {
  const { rowCount } = await pool.query('delete from unread_returns where at < $1', [before]);
  return rowCount ?? 0;
}
