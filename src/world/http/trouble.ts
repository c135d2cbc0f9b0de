/** Names why a request brought nothing, from the errors of node's network. */
import type { AllowPrivate, NoAnswer, RefusedAddress, WhyUnreachable } from '../../gather/fetched.ts';
import { refusedAddressCode } from './public-address.ts';

const reasons: Readonly<Record<string, WhyUnreachable>> = {
  ENOTFOUND: 'unknown_name',
  EAI_AGAIN: 'unresolved',
  ECONNREFUSED: 'nobody_listens',
  ECONNRESET: 'cut',
  EHOSTUNREACH: 'no_way',
  ENETUNREACH: 'no_network',
  UND_ERR_SOCKET: 'cut',
  UND_ERR_HEADERS_OVERFLOW: 'long_headers',
  CERT_HAS_EXPIRED: 'expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other_name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self_signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'self_signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'broken_chain',
};
const timeoutCodes = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

/** outOfTime: whether our own limit ended the request. */
export function troubleOf(
  error: unknown,
  url: URL,
  { outOfTime, allowedBy }: { readonly outOfTime: boolean; readonly allowedBy: AllowPrivate },
): RefusedAddress | NoAnswer {
  const codes = codesOf(error);
  if (codes.includes(refusedAddressCode))
    return { kind: 'refused_address', why: 'leads_to_private', host: url.hostname, allowedBy };
  if (outOfTime || codes.some((code) => timeoutCodes.has(code))) return { kind: 'timed_out', host: url.host };
  const why = codes.flatMap((code) => reasons[code] ?? [])[0];
  return why === undefined
    ? { kind: 'unreachable', host: url.host, why: 'other', said: messageOf(error) }
    : { kind: 'unreachable', host: url.host, why };
}

/** An error may hold others: one per address that was tried (AggregateError), or its cause. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  const code = (error as NodeJS.ErrnoException).code;
  return [...(code ? [code] : []), ...inner.flatMap(codesOf)];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
