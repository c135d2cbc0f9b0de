/** Proof of work (ALTCHA): a visitor's browser computes for a second, which thousands of sign-ups cannot afford. */
import { createHmac } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';

const algorithm = 'PBKDF2/SHA-256';
/** Rounds of one try; with a prefix of one byte there are 256 tries on average: about a second on a telephone. */
const cost = 4_000;
const minutes = 20;

/** What the widget fetches. Nothing of it is stored: it is signed. */
export function makeChallenge(secret: string, now: Date): Promise<object> {
  const expiresAt = new Date(now.getTime() + minutes * 60_000);
  return createChallenge({ algorithm, cost, deriveKey, expiresAt, hmacSignatureSecret: keyOf(secret) });
}

const solved = z.object({
  challenge: z.object({
    parameters: z.object({
      algorithm: z.literal(algorithm),
      nonce: z.string().regex(/^[0-9a-f]{32}$/),
      salt: z.string().regex(/^[0-9a-f]{32}$/),
      cost: z.literal(cost),
      keyLength: z.literal(32),
      keyPrefix: z.literal('00'),
      expiresAt: z.int(),
    }),
    signature: z.string().max(200),
  }),
  solution: z.object({
    counter: z.int().min(0).max(0xffffffff),
    derivedKey: z.string().regex(/^[0-9a-f]{64}$/),
  }),
});

/** nonce names the challenge, which serves once. null: no solution of a challenge of ours, or one that is over. */
export async function checkProof(
  secret: string,
  payload: string,
  now: Date,
): Promise<{ readonly nonce: string; readonly expiresAt: Date } | null> {
  const parsed = solved.safeParse(decoded(payload));
  if (!parsed.success) return null;
  const { challenge, solution } = parsed.data;
  const { nonce, expiresAt } = challenge.parameters;
  if (expiresAt * 1000 <= now.getTime()) return null;
  const { verified } = await verifySolution({
    ...{ challenge, solution, deriveKey },
    hmacSignatureSecret: keyOf(secret),
  });
  return verified ? { nonce, expiresAt: new Date(expiresAt * 1000) } : null;
}

function decoded(payload: string): unknown {
  if (payload.length > 4_000) return null;
  try {
    return JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
  } catch {
    return null;
  }
}

function keyOf(secret: string): string {
  return createHmac('sha256', secret).update('hebdo proof of work 1').digest('hex');
}
