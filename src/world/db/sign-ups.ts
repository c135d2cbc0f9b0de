/** Requests for a newsletter between the form and the confirmation. Tokens are known by their hashes only. */
import { sql } from 'kysely';
import type { EmailKey } from '../../audience/address.ts';
import { emailHash } from '../../audience/email-hash.ts';
import type { EmailAddress, SubscriberId } from '../../audience/ids.ts';
import { type AskedSignUp, attemptHours } from '../../audience/sign-up.ts';
import { comeBack } from '../../audience/subscription.ts';
import { keepWording } from './consent.ts';
import type { Db } from './database.ts';
import { changeWithin } from './subscribers.ts';
import { endByPerson, type SuppressionReason } from './suppressions.ts';
import { takeWelcomes } from './welcomes.ts';

/** Notes an attempt under each key and forgets those that nobody counts any more; counts since then in the order of the keys. */
export async function countSignUpAttempts(
  db: Db,
  keys: readonly Buffer[],
  {
    since,
    at,
    most = 1_000_000,
  }: { readonly since: Date; readonly at: Date; readonly most?: number | undefined },
): Promise<readonly number[]> {
  await dropOldAttempts(db, at);
  const counted = sql`(select count(*) from sign_up_attempts a where a.key = k.key and a.at >= ${since})`;
  // The same write for all: past the limit under a key that nobody asks about.
  const { rows: noted } = await sql<{ key: Buffer }>`
    insert into sign_up_attempts (key, at)
    select case when ${counted} < ${most} then k.key else sha256(k.key) end, ${at}
    from unnest(${[...keys]}::bytea[]) k(key) returning key`.execute(db);
  const { rows } = await sql<{ count: number }>`
    select ${counted} as count from unnest(${[...keys]}::bytea[]) with ordinality k(key, place) order by place`.execute(
    db,
  );
  const own = new Set(noted.map(({ key }) => key.toString('hex')));
  return rows.map(({ count }, place) => (own.has(keys[place]?.toString('hex') ?? '') ? count : count + 1));
}

export async function dropOldAttempts(db: Db, at: Date): Promise<number> {
  const before = new Date(at.getTime() - attemptHours * 3_600_000);
  const { numAffectedRows } = await sql`delete from sign_up_attempts where at < ${before}`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Without an address: of a request whose letter does not leave. */
type KeptSignUp = Omit<AskedSignUp, 'email' | 'key'> & {
  readonly email: EmailAddress | null;
  readonly key: EmailKey | null;
};

/** Keeps one request and its wording. */
export async function keepSignUp(db: Db, token: Buffer, asked: KeptSignUp): Promise<void> {
  const { wording, email, key, newsletters, source, network, at, until } = asked;
  await keepWording(db, wording, at);
  await sql`insert into sign_ups
      (token_hash, email, email_key, newsletters, wording_hash, source, network, asked_at, expires_at)
    values (${token}, ${email}, ${key}, ${[...newsletters]}, ${wording.hash}, ${source}, ${network}, ${at}, ${until})`.execute(
    db,
  );
}

/** Forgets requests that were not confirmed in time. Returns how many. */
export async function dropExpiredSignUps(db: Db, at: Date): Promise<number> {
  const { rows } = await sql`delete from sign_ups where expires_at <= ${at} returning 1`.execute(db);
  return rows.length;
}

/** Forgets what waits under an address. */
export async function dropSignUpsOf(db: Db, key: EmailKey): Promise<void> {
  await sql`delete from sign_ups where email_key = ${key}`.execute(db);
}

export type WaitingSignUp = {
  /** null: it is confirmed already. */
  readonly email: EmailAddress | null;
  readonly newsletters: readonly string[];
  /** Of the sentence that was agreed to. */
  readonly language: 'fr' | 'en';
  /** Whether whoever confirmed subscribes to the paper; false before. */
  readonly premium: boolean;
  /** Those confirmed that have ended since; none before. */
  readonly ended: readonly string[];
};

/** Looks, and changes nothing. wording: the sentence itself. null: unknown or over. */
export async function waitingSignUp(
  db: Db,
  token: Buffer,
  at: Date,
): Promise<(WaitingSignUp & { readonly wording: string }) | null> {
  const { rows } = await sql<WaitingSignUp & { wording: string }>`
    select u.email, newsletters, w.language, w.text as wording, coalesce(s.premium, false) as premium,
      array(select name from unnest(newsletters) with ordinality asked(name, place)
        where u.subscriber_id is not null and not exists (
          select from subscriptions b where b.subscriber_id = u.subscriber_id and newsletter = name and state = 'active')
        order by place) as ended
    from sign_ups u join wordings w on w.hash = wording_hash left join subscribers s on s.id = u.subscriber_id
    where token_hash = ${token} and expires_at > ${at}`.execute(db);
  return rows[0] ?? null;
}

export type ConfirmedSignUp =
  | {
      readonly kind: 'confirmed';
      readonly newsletters: readonly string[];
      /** Asked for as well, and no longer to be had. */
      readonly closed: readonly string[];
      readonly language: 'fr' | 'en';
      readonly reader: SubscriberId;
      readonly email: EmailAddress;
      readonly premium: boolean;
      /** Theirs, else that of the page on which they signed up. */
      readonly speaks: 'fr' | 'en';
      /** Newsletters that are new to this reader: they are welcomed to each once. */
      readonly welcome: readonly string[];
    }
  | ({ readonly kind: 'already' } & Omit<WaitingSignUp, 'email'>)
  /** Nobody joins any of them any more: nothing was changed. */
  | { readonly kind: 'closed'; readonly closed: readonly string[]; readonly language: 'fr' | 'en' }
  | { readonly kind: 'suppressed' | 'over' };

type Request = Pick<WaitingSignUp, 'email' | 'newsletters' | 'language'> & {
  readonly key: EmailKey;
  readonly source: string;
  readonly network: string | null;
  readonly askedAt: Date;
  readonly wordingHash: string;
  readonly wordingVersion: string;
};

/**
 * Makes the reader, the subscriptions and their receipts in one transaction; twice is the same as once. closed: those of
 * the newsletters asked for that nobody joins any more.
 */
export function confirmSignUp(
  db: Db,
  secret: string,
  { token, closed: over }: { readonly token: Buffer; readonly closed: readonly string[] },
  at: Date,
): Promise<ConfirmedSignUp> {
  return db
    .transaction()
    .execute(async (transaction): Promise<ConfirmedSignUp> => {
      const { rows } = await sql<Request>`
      select u.email, u.email_key as key, newsletters, source, network, asked_at as "askedAt",
        wording_hash as "wordingHash", w.version as "wordingVersion", w.language
      from sign_ups u join wordings w on w.hash = wording_hash
      where token_hash = ${token} and expires_at > ${at} for update of u`.execute(transaction);
      const request = rows[0];
      if (request === undefined) return { kind: 'over' };
      const { email, language } = request;
      if (email === null) return alreadyConfirmed(transaction, token, at);
      const newsletters = request.newsletters.filter((name) => !over.includes(name));
      const closed = request.newsletters.filter((name) => over.includes(name));
      if (newsletters.length === 0) return { kind: 'closed', closed, language };
      const ended = await endByPerson(transaction, emailHash(secret, request.key));
      const { id: subscriberId, premium, speaks } = await readerOf(transaction, request, at);
      const joined: string[] = [];
      for (const newsletter of newsletters) {
        const chosen = await changeWithin(
          transaction,
          secret,
          { ...grantOf(request, ended, at), subscriberId, newsletter },
          comeBack,
        );
        if (chosen.kind !== 'chosen') throw new Suppressed();
        if (chosen.choice.change !== null) joined.push(newsletter);
      }
      await sql`update sign_ups set confirmed_at = ${at}, subscriber_id = ${subscriberId}, email = null, email_key = null,
        newsletters = ${newsletters}
      where token_hash = ${token}`.execute(transaction);
      const welcome = await takeWelcomes(transaction, subscriberId, joined, at);
      return {
        kind: 'confirmed',
        newsletters,
        closed,
        language,
        reader: subscriberId,
        email,
        premium,
        speaks,
        welcome,
      };
    })
    .catch((error: unknown) => {
      if (error instanceof Suppressed) return { kind: 'suppressed' as const };
      throw error;
    });
}

/** Asked anew: whoever waited here for the press that confirmed looked before it was through. */
async function alreadyConfirmed(db: Db, token: Buffer, at: Date): Promise<ConfirmedSignUp> {
  const confirmed = await waitingSignUp(db, token, at);
  return confirmed === null ? { kind: 'over' } : { kind: 'already', ...confirmed };
}

/** Ends the transaction: no reader is made of an address that complained while its letter was under way. */
class Suppressed extends Error {}

/** ended: why nobody wrote to this address before; its receipt is the proof that the person themselves ended it. */
function grantOf(request: Request, ended: SuppressionReason | null, at: Date) {
  const { network, wordingHash, wordingVersion, askedAt } = request;
  const back = ended === null ? '' : `, which ended the suppression «${ended}»`;
  const source = `${request.source}, asked ${askedAt.toISOString()}, confirmed by letter${back}`;
  return { at, source, proof: { network, wordingHash, wordingVersion } };
}

async function readerOf(
  db: Db,
  { email, key, language }: Request,
  at: Date,
): Promise<
  Pick<Extract<ConfirmedSignUp, { kind: 'confirmed' }>, 'premium' | 'speaks'> & { id: SubscriberId }
> {
  await sql`insert into subscribers (email, email_key, language, created_at) values (${email}, ${key}, ${language}, ${at})
    on conflict (email_key) do nothing`.execute(db);
  const { rows } = await sql<{
    id: SubscriberId;
    premium: boolean;
    speaks: 'fr' | 'en';
  }>`select id, premium, case when language in ('fr', 'en') then language else ${language} end as speaks from subscribers where email_key = ${key}`.execute(
    db,
  );
  const [reader] = rows;
  if (reader === undefined)
    throw new Error('a reader was erased while their sign-up was confirmed; try again');
  return reader;
}
