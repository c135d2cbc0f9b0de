/** Signed tokens in readers' links: they say who may do what without a password, and hold no address. */
import { timingSafeEqual } from 'node:crypto';
import type { IssueId, SubscriberId } from './ids.ts';
import { keyedHash } from './keyed-hash.ts';

/** What a token opens. A token made for one purpose opens nothing else. */
export type TokenPurpose = 'unsubscribe' | 'preferences' | 'tracking' | 'data' | 'take_back';

export type ReaderToken = {
  readonly purpose: TokenPurpose;
  readonly subscriberId: SubscriberId;
  readonly newsletter: string;
  /** The issue whose letter carries the link; null when it came from elsewhere. */
  readonly issueId: IssueId | null;
  /** null: for ever. An unsubscribe link must work as long as the letter is kept. */
  readonly expiresAt: Date | null;
};

export type OpenedToken =
  | { readonly kind: 'token'; readonly token: ReaderToken }
  /** Cut off, misspelt, forged, made with another secret or for another purpose: nothing in it can be trusted. */
  | { readonly kind: 'invalid' }
  | { readonly kind: 'expired'; readonly token: ReaderToken };

const version = '1';
/** 128 of HMAC-SHA-256's 256 bits (RFC 2104, section 5, allows half): no guess hits, and links stay short. */
const macLength = 16;
const codes = {
  unsubscribe: 'u',
  preferences: 'p',
  tracking: 't',
  data: 'd',
  take_back: 'b',
} as const satisfies Record<TokenPurpose, string>;

/** Makes a token of the url-safe alphabet A-Z a-z 0-9 - _; the same token for the same facts. */
export function makeToken(secret: string, token: ReaderToken): string {
  const { purpose, subscriberId, newsletter, issueId, expiresAt } = token;
  const issue = issueId?.toString(36) ?? '';
  const expires = expiresAt ? Math.floor(expiresAt.getTime() / 1000).toString(36) : '';
  const facts = `${codes[purpose]}.${subscriberId.toString(36)}.${issue}.${expires}.${newsletter}`;
  const bytes = Buffer.allocUnsafe(macLength + Buffer.byteLength(facts));
  bytes.write(mac(secret, facts), 'latin1');
  bytes.write(facts, macLength);
  return version + bytes.toString('base64url');
}

/** Opens a token that came back in an address. Never throws; compares in constant time. */
export function openToken(
  { secret, now }: { readonly secret: string; readonly now: Date },
  purpose: TokenPurpose,
  text: string,
): OpenedToken {
  const bytes = Buffer.from(text.slice(1), 'base64url');
  // base64url has several spellings of the same bytes; only the one we write is ours.
  if (version + bytes.toString('base64url') !== text || bytes.length <= macLength) return { kind: 'invalid' };
  const facts = bytes.toString('utf8', macLength);
  const expected = Buffer.from(mac(secret, facts), 'latin1');
  if (!timingSafeEqual(bytes.subarray(0, macLength), expected)) return { kind: 'invalid' };
  const token = readFacts(facts);
  if (token === null || token.purpose !== purpose) return { kind: 'invalid' };
  const expired = token.expiresAt !== null && token.expiresAt.getTime() <= now.getTime();
  return { kind: expired ? 'expired' : 'token', token };
}

/** The words before the facts keep this use of the secret apart from every other one. A character for each byte. */
function mac(secret: string, facts: string): string {
  return keyedHash(secret, `hebdo reader token ${version}\n${facts}`).slice(0, macLength);
}

const purposes = { u: 'unsubscribe', p: 'preferences', t: 'tracking', d: 'data', b: 'take_back' } as const;
const written = /^([uptdb])\.([0-9a-z]+)\.([0-9a-z]*)\.([0-9a-z]*)\.([a-z0-9][a-z0-9-]*)$/;

function readFacts(facts: string): ReaderToken | null {
  const [, code, subscriber = '', issue = '', expires = '', newsletter = ''] = written.exec(facts) ?? [];
  if (code === undefined) return null;
  return {
    purpose: purposes[code as keyof typeof purposes],
    subscriberId: Number.parseInt(subscriber, 36) as SubscriberId,
    newsletter,
    issueId: issue === '' ? null : (Number.parseInt(issue, 36) as IssueId),
    expiresAt: expires === '' ? null : new Date(Number.parseInt(expires, 36) * 1000),
  };
}
