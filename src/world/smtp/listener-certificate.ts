/** The certificate that the listener for returns shows after STARTTLS: the operator's, read again as it is renewed, or one made here. */
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { createSecureContext } from 'node:tls';
import type { CertificateFiles } from '../../config/environment.ts';
import { type KeyAndCertificate, selfSigned } from './self-signed.ts';

/** Renewed certificates lie ready for weeks before the old one ends. */
const readAgainMs = 3_600_000;

/** Throws, with what to do, when the files cannot be used. */
export async function listenerCertificate(
  files: CertificateFiles | undefined,
  now: Date,
): Promise<KeyAndCertificate> {
  if (files === undefined) return selfSigned(hostname().replace(/[^\x20-\x7e]/g, '') || 'hebdo', now);
  try {
    const [key, cert] = await Promise.all([readFile(files.key), readFile(files.certificate)]);
    // Whether they can be read as PEM and belong together.
    createSecureContext({ key, cert });
    return { key, cert };
  } catch (error) {
    throw new Error(
      `The certificate for returned letters cannot be used (${String(error)}). Check BOUNCE_TLS_CERT and BOUNCE_TLS_KEY, or set neither: Hebdo then makes its own, which mail servers accept.`,
    );
  }
}

/** Hands over the files again each hour while they can be used; a certificate made here lasts. */
export function keepCertificate(
  files: CertificateFiles | undefined,
  use: (certificate: KeyAndCertificate) => void,
  onTrouble: (error: Error) => void,
): Disposable {
  if (files === undefined) return { [Symbol.dispose]: () => {} };
  const timer = setInterval(
    () => void listenerCertificate(files, new Date()).then(use, onTrouble),
    readAgainMs,
  ).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
