/** SMTP_URL, parsed once: where the relay is, how the line is protected, who we are. */
import { isLoopback } from './reached.ts';

/** required: TLS or nothing; optional: TLS where offered; unverified: TLS with any certificate; none: plain. */
type LineProtection = 'required' | 'optional' | 'unverified' | 'none';

type WarmUp = {
  /** Its first day, a date such as 2026-11-20. */
  readonly since: string;
  /** Letters of that day. */
  readonly firstDay: number;
};
const usualFirstDay = 500;

export type RelayAddress = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte instead of STARTTLS. */
  readonly implicit: boolean;
  readonly tls: LineProtection;
  readonly login: { readonly user: string; readonly pass: string } | undefined;
  /** Its share of the sessions beside other relays. */
  readonly weight: number;
  readonly warmUp: WarmUp | undefined;
  /** What it takes may reach readers: not that of a relay on this machine's loopback, nor of one that keeps all letters to itself. */
  readonly delivers: boolean;
};

/**
 * smtps:// speaks TLS from the start, smtp:// insists on STARTTLS except towards this machine itself. `?tls=none`,
 * `optional`, `required` or `unverified` says otherwise. User and password are percent-decoded. `?weight=3` gives a relay
 * three times the sessions of one with 1; `?warmup=2026-11-20` (its first day) and `?warmup_first=500` (letters of that
 * day) make it start slowly. `?keeps=1` says that it keeps what it takes, as Mailpit does. Throws on anything else.
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
    weight: wholeNumber(url.searchParams.get('weight'), 'weight', 100) ?? 1,
    warmUp: warmUpOf(url.searchParams),
    delivers: !isLoopback(host) && !keeps(url.searchParams.get('keeps')),
  };
}

/** SMTP_URL may name several relays, with spaces or commas between them. */
export function relayUrls(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((url) => url !== '');
}

function warmUpOf(parameters: URLSearchParams): WarmUp | undefined {
  const since = parameters.get('warmup');
  if (since === null) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(since) || Number.isNaN(Date.parse(since)))
    throw new Error(`SMTP_URL: warmup=${since} is no date; expected the first day, such as 2026-11-20`);
  const first = wholeNumber(parameters.get('warmup_first'), 'warmup_first', 1_000_000);
  return { since, firstDay: first ?? usualFirstDay };
}

function keeps(text: string | null): boolean {
  if (text === null || text === '0' || text === '1') return text === '1';
  throw new Error(`SMTP_URL: keeps=${text} is not known; expected 1 for a relay that keeps what it takes`);
}

function wholeNumber(text: string | null, name: string, most: number): number | undefined {
  if (text === null) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new Error(`SMTP_URL: ${name}=${text} is not known; expected a whole number from 1 to ${most}`);
}

function protection(asked: string | null, implicit: boolean, host: string): LineProtection {
  if (asked === null) return isLoopback(host) && !implicit ? 'optional' : 'required';
  if (implicit && asked !== 'required' && asked !== 'unverified')
    throw new Error(`SMTP_URL: tls=${asked} contradicts smtps://; expected required or unverified`);
  if (asked === 'none' || asked === 'optional' || asked === 'required' || asked === 'unverified')
    return asked;
  throw new Error(`SMTP_URL: tls=${asked} is not known; expected none, optional, required or unverified`);
}
