/** Service mail: one letter to one person of the house, through nodemailer and the relay of SMTP_URL. */
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
  smtpUrl: string,
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
  await postReadyLetter(smtpUrl, { from: letter.from.address, to: letter.to }, raw);
}

/** A message that is made already, as a test letter is: its bytes go out as they are. */
export async function postReadyLetter(
  smtpUrl: string,
  envelope: { readonly from: string; readonly to: string },
  raw: Buffer,
  limitMs = postingMs,
): Promise<void> {
  const limit = AbortSignal.timeout(limitMs);
  const transport = createTransport({
    ...line(parseRelayAddress(smtpUrl)),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  });
  try {
    await transport.sendMail({ envelope, raw, signal: limit });
  } catch (error) {
    throw limit.aborted ? new Error(`the relay had not taken the letter after ${limitMs / 1000} s`) : error;
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
