/** Service letters between the step that writes one and the relay that takes it. */
import { sql } from 'kysely';
import type { ServiceLetterKind } from '../../audience/refused-letter.ts';
import type { Db } from './database.ts';

/** none: it is kept like any other, and never leaves. */
type KeptKind = ServiceLetterKind | 'none';

export type WaitingLetter = {
  readonly id: number;
  readonly kind: KeptKind;
  /** Of the address that it is for. */
  readonly toHash: Buffer;
  readonly sealed: Buffer;
  /** Those made, this one included. */
  readonly attempts: number;
  readonly askedAt: Date;
  readonly until: Date;
};

type NewLetter = {
  readonly kind: KeptKind;
  readonly toHash: Buffer;
  readonly sealed: Buffer;
  readonly at: Date;
  /** After this it is of no use to anybody. */
  readonly until: Date;
};

/** Keeps a letter, held by whoever asks for `heldMs`: it tries first, and the job only afterwards. */
export async function keepServiceLetter(db: Db, letter: NewLetter, heldMs: number): Promise<WaitingLetter> {
  const { kind, toHash, sealed, at, until } = letter;
  const nextAt = new Date(at.getTime() + heldMs);
  const { rows } = await sql<WaitingLetter>`
    insert into service_letters (kind, to_hash, sealed, attempts, asked_at, next_at, until)
    values (${kind}, ${toHash}, ${sealed}, 1, ${at}, ${nextAt}, ${until})
    returning id, kind, to_hash as "toHash", sealed, attempts, asked_at as "askedAt", until`.execute(db);
  const [kept] = rows;
  if (kept === undefined) throw new Error('a service letter was inserted and not returned');
  return kept;
}

/** Takes the letter whose time came first, and holds it so that no other process tries it meanwhile. null: none is due. */
export async function takeDueLetter(db: Db, at: Date, heldMs: number): Promise<WaitingLetter | null> {
  const { rows } = await sql<WaitingLetter>`
    update service_letters set attempts = attempts + 1, next_at = ${new Date(at.getTime() + heldMs)}
    where id = (select id from service_letters where next_at <= ${at} order by next_at, id limit 1
      for update skip locked)
    returning id, kind, to_hash as "toHash", sealed, attempts, asked_at as "askedAt", until`.execute(db);
  return rows[0] ?? null;
}

export async function postponeLetter(db: Db, id: number, nextAt: Date): Promise<void> {
  await sql`update service_letters set next_at = ${nextAt} where id = ${id}`.execute(db);
}

export async function dropServiceLetter(db: Db, id: number): Promise<void> {
  await sql`delete from service_letters where id = ${id}`.execute(db);
}

/** Forgets what waits for an address. */
export async function dropLettersTo(db: Db, toHash: Buffer): Promise<void> {
  await sql`delete from service_letters where to_hash = ${toHash}`.execute(db);
}
