/** Makes a token for a program, and knows it again: the token is random, the database has its hash. */
import { type ApiToken, freshApiToken } from '../desk/api-token.ts';
import { tokenHash } from '../desk/sign-in.ts';
import { storeApiToken } from '../world/db/api-tokens.ts';
import type { World } from '../world/world.ts';

export type MadeToken =
  | { readonly kind: 'made'; readonly token: string }
  | { readonly kind: 'wrong_name' | 'name_taken' | 'past' };

export async function makeApiToken(
  { clock, database }: Pick<World, 'clock' | 'database'>,
  wanted: Omit<ApiToken, 'id'>,
): Promise<MadeToken> {
  const at = clock.now();
  if (wanted.name === '' || wanted.name.length > 60) return { kind: 'wrong_name' };
  if (wanted.expiresAt !== null && wanted.expiresAt <= at) return { kind: 'past' };
  const token = freshApiToken();
  const stored = { ...wanted, hash: tokenHash(token), hint: token.slice(-4), at };
  return (await storeApiToken(database.db, stored)) === null
    ? { kind: 'name_taken' }
    : { kind: 'made', token };
}
