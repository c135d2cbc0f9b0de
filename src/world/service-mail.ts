/** Service mail: one letter to one person of the house, through nodemailer and the first relay of SMTP_URL that lets us in. */
import { createTransport } from 'nodemailer';
import { parseRelayAddress, type RelayAddress } from '../config/relay-address.ts';
import { signMessage } from '../letter/sign-message.ts';
import { type ConfiguredKey, keysFor } from '../letter/signing.ts';

export type ServiceLetter = {
  readonly from: { readonly name: string; readonly address: string };
  /** Who reads the answers, where that is somebody else. */
  readonly replyTo?: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Beside those of every letter. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** Milliseconds for each of connecting, greeting and waiting. */
const patience = 15_000;
/** Milliseconds for the whole of it: a relay that is slow at every step, or drips its answers, uses up no single patience. */
export const postingMs = 90_000;

/**
 * Rejects when the relay does not take the letter; the error has the relay's responseCode where it answered. Keys that
 * fit the sender's domain sign it: nodemailer's own DKIM would leave an Ed25519 key out without a word.
 */
export async function postServiceLetter(
  relays: readonly string[],
  letter: ServiceLetter,
  keys: readonly ConfiguredKey[],
): Promise<void> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  // RFC 3834, 5: nobody's holiday notice answers it.
  const { message } = await composer.sendMail({
    ...letter,
    headers: { ...letter.headers, 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const raw = signMessage(message as Buffer, keysFor(keys, letter.from.address), new Date());
  await postReadyLetter(relays, { from: letter.from.address, to: letter.to }, raw);
}

type Envelope = { readonly from: string; readonly to: string };

/** A message that is made already, as a test letter is: its bytes go out as they are. The relays are asked in their order. */
export async function postReadyLetter(
  [relay, ...others]: readonly string[],
  envelope: Envelope,
  raw: Buffer,
  limitMs = postingMs,
  limit = AbortSignal.timeout(limitMs),
): Promise<void> {
  if (relay === undefined) throw new Error('SMTP_URL names no relay');
  try {
    await postOver(relay, envelope, raw, limit);
  } catch (error) {
    if (limit.aborted) throw new Error(`the relay had not taken the letter after ${limitMs / 1000} s`);
    if (others.length === 0 || !letsNobodyIn(error)) throw error;
    await postReadyLetter(others, envelope, raw, limitMs, limit);
  }
}

/**
 * Only where no letter can have been taken, and none was judged: nobody there, or a refusal before MAIL (greeting, EHLO,
 * STARTTLS, AUTH). A line that broke later says nothing of that.
 */
export function letsNobodyIn(error: unknown): boolean {
  const { code = '', originalCode, message, command = '', responseCode } = error as Error & SmtpFacts;
  const said = /^(Connection timeout|Greeting never received)/.test(message);
  const refused = responseCode !== undefined && /^(CONN|EHLO|HELO|STARTTLS|AUTH)/.test(command);
  return said || refused || ['EDNS', 'EAUTH', 'ETLS'].includes(code) || away.has(originalCode ?? code);
}

/** What nodemailer adds to its errors. */
type SmtpFacts = {
  readonly code?: string;
  readonly originalCode?: string;
  readonly command?: string;
  readonly responseCode?: number;
};

/** What Node.js calls a place where nobody listens, or that cannot be reached. */
const away = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND']);

async function postOver(relay: string, envelope: Envelope, raw: Buffer, signal: AbortSignal): Promise<void> {
  const transport = createTransport({
    ...line(parseRelayAddress(relay)),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  });
  try {
    await transport.sendMail({ envelope, raw, signal });
  } finally {
    transport.close();
  }
}

function line({ host, port, implicit, tls, login }: RelayAddress) {
  return {
    host,
    port,
    secure: implicit,
    requireTLS: tls === 'required' || tls === 'unverified',
    ignoreTLS: tls === 'none',
    opportunisticTLS: tls === 'optional',
    tls: { rejectUnauthorized: tls === 'required' },
    ...(login ? { auth: login } : {}),
  };
}
