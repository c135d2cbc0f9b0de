/** Tokens of programs: known by their hashes only, counted with each use. */
import { sql } from 'kysely';
import type { ApiToken, ApiTokenId, Scope } from '../../desk/api-token.ts';
import type { Db } from './database.ts';

export type NewApiToken = {
  readonly name: string;
  readonly hash: Buffer;
  /** Its last characters, so that a person recognises it. */
  readonly hint: string;
  readonly scopes: readonly Scope[];
  readonly newsletters: readonly string[] | null;
  readonly expiresAt: Date | null;
  readonly at: Date;
};

/** null: a token of this name is in use. */
export async function storeApiToken(db: Db, token: NewApiToken): Promise<ApiTokenId | null> {
  const newsletters = token.newsletters && [...token.newsletters];
  const { rows } = await sql<{ id: ApiTokenId }>`
    insert into api_tokens (name, token_hash, hint, scopes, newsletters, created_at, expires_at)
    values (${token.name}, ${token.hash}, ${token.hint}, ${[...token.scopes]}, ${newsletters}::text[], ${token.at},
      ${token.expiresAt})
    on conflict do nothing returning id`.execute(db);
  return rows[0]?.id ?? null;
}

export type ListedApiToken = ApiToken & {
  readonly hint: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
};

/** Those that were not revoked, by name. */
export async function listApiTokens(db: Db): Promise<readonly ListedApiToken[]> {
  const { rows } = await sql<ListedApiToken>`
    select id, name, hint, scopes, newsletters, created_at as "createdAt", expires_at as "expiresAt",
      used_at as "usedAt"
    from api_tokens left join api_token_uses on token_id = id
    where revoked_at is null order by lower(name)`.execute(db);
  return rows;
}

/** Whether there was such a token. What it stored for repeated requests goes with it. */
export async function revokeApiToken(db: Db, name: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    with revoked as (
      update api_tokens set revoked_at = ${at}
      where lower(name) = lower(${name}) and revoked_at is null returning id),
    forgotten as (delete from api_answers using revoked where token_id = id)
    select id from revoked`.execute(db);
  return rows.length > 0;
}

export type UsedApiToken = {
  readonly token: ApiToken;
  /** Requests in the minute that began then, this one included. */
  readonly requests: number;
  readonly since: Date;
};

/** Finds a token by its hash, and counts the use; null: unknown or revoked. One statement per request. */
export async function useApiToken(db: Db, hash: Buffer, at: Date): Promise<UsedApiToken | null> {
  const { rows } = await sql<ApiToken & { requests: number; since: Date }>`
    with found as (
      select id, name, scopes, newsletters, expires_at from api_tokens
      where token_hash = ${hash} and revoked_at is null),
    used as (
      insert into api_token_uses as u (token_id, used_at, window_at, requests)
      select id, ${at}, ${at}, 1 from found
      on conflict (token_id) do update set used_at = excluded.used_at,
        window_at = case when u.window_at > excluded.used_at - interval '1 minute' then u.window_at
          else excluded.used_at end,
        requests = case when u.window_at > excluded.used_at - interval '1 minute' then u.requests + 1 else 1 end
      returning requests, window_at)
    select id, name, scopes, newsletters, expires_at as "expiresAt", requests, window_at as since
    from found, used`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  const { requests, since, ...token } = row;
  return { token, requests, since };
}
