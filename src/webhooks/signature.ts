/** Signs a message as Standard Webhooks does (standardwebhooks.com, v1): whoever has the secret knows that we said it. */
import { createHmac } from 'node:crypto';

/** What a secret is derived from; it is stored nowhere. */
export type SecretSeed = { readonly id: number; readonly salt: Buffer; readonly number: number };

/** For how long after a rotation both secrets sign, in hours. */
export const rotationHours = 24;

/** «whsec_» and 32 bytes in base64, as libraries of the standard take it. */
export function webhookSecret(secret: string, { id, salt, number }: SecretSeed): string {
  const bytes = createHmac('sha256', secret)
    .update(`hebdo webhook secret 1\n${id}.${number}.`)
    .update(salt)
    .digest();
  return `whsec_${bytes.toString('base64')}`;
}

export type SignedHeaders = {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
};

/** secrets: the one in use, then the one before while a rotation lasts; receivers accept either. */
export function signedHeaders(
  secrets: readonly string[],
  { message, at, body }: { readonly message: string; readonly at: Date; readonly body: string },
): SignedHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${message}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': message,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
