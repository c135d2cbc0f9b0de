/** Programs that use the API: what a token may do. Read by every route, command and test. */
import { freshToken } from './sign-in.ts';

export const scopes = [
  'subscribers:read',
  'subscribers:write',
  'subscribers:consent',
  'segments',
  'issues',
  'statistics',
  'webhooks',
] as const;
export type Scope = (typeof scopes)[number];

export type ApiTokenId = number & { readonly __brand: 'ApiTokenId' };

export type ApiToken = {
  readonly id: ApiTokenId;
  /** What the operator calls it; receipts name it. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** The newsletters it reaches; null: all. */
  readonly newsletters: readonly string[] | null;
  readonly expiresAt: Date | null;
};

/** What each scope lets a program do, for the command's help. */
export const scopeWords: Readonly<Record<Scope, string>> = {
  'subscribers:read': 'read readers and their consent receipts',
  'subscribers:write': 'ask readers to confirm, change, unsubscribe, erase them; read nothing of them',
  'subscribers:consent': 'state a consent that was given elsewhere, with its proof; read nothing of them',
  segments: 'make and count segments',
  issues: 'read issues and their letters',
  statistics: 'read what became of an issue',
  webhooks: 'be told of what happens',
};

/** null: whoever asks has no token. */
export function hasScope(caller: ApiToken | null, scope: Scope): boolean {
  return caller?.scopes.includes(scope) === true;
}

/** 256 random bits behind a word that secret scanners can look for. Shown once; stored as a hash. */
export function freshApiToken(): string {
  return `hebdo_${freshToken()}`;
}

/** Whether a text can be a token at all; what cannot is not looked up. */
export function looksLikeApiToken(text: string): boolean {
  return /^hebdo_[\w-]{43}$/.test(text);
}

/** How many requests a token may make in a minute. */
export const requestsPerMinute = 600;
