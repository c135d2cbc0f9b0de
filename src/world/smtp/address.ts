/** SMTP_URL, parsed once: where the relay is, how the line is protected, who we are. */
import { isIP } from 'node:net';

/** required: TLS or nothing; optional: TLS where offered; unverified: TLS with any certificate; none: plain. */
type LineProtection = 'required' | 'optional' | 'unverified' | 'none';

export type RelayAddress = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte instead of STARTTLS. */
  readonly implicit: boolean;
  readonly tls: LineProtection;
  readonly login: { readonly user: string; readonly pass: string } | undefined;
};

/**
 * smtps:// speaks TLS from the start, smtp:// insists on STARTTLS except towards this machine itself. `?tls=none`,
 * `optional`, `required` or `unverified` says otherwise. User and password are percent-decoded. Throws on anything else.
 */
export function parseRelayAddress(text: string): RelayAddress {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const implicit = url.protocol === 'smtps:';
  return {
    host,
    port: url.port === '' ? (implicit ? 465 : 587) : Number(url.port),
    implicit,
    tls: protection(url.searchParams.get('tls'), implicit, host),
    login:
      url.username === ''
        ? undefined
        : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
  };
}

function protection(asked: string | null, implicit: boolean, host: string): LineProtection {
  if (asked === null) return isLoopback(host) && !implicit ? 'optional' : 'required';
  if (implicit && asked !== 'required' && asked !== 'unverified')
    throw new Error(`SMTP_URL: tls=${asked} contradicts smtps://; expected required or unverified`);
  if (asked === 'none' || asked === 'optional' || asked === 'required' || asked === 'unverified')
    return asked;
  throw new Error(`SMTP_URL: tls=${asked} is not known; expected none, optional, required or unverified`);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
