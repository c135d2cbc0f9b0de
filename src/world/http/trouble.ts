/** Says in one sentence why a request brought nothing, from the errors of node's network. */
import type { NotFetched } from '../../gather/fetched.ts';
import { whyUnreachable as why } from '../../gather/unreachable.ts';
import { refusedAddressCode } from './public-address.ts';

const sentences: Readonly<Record<string, string>> = {
  ENOTFOUND: why.unknownName.en,
  EAI_AGAIN: why.unresolved.en,
  ECONNREFUSED: why.refused.en,
  ECONNRESET: why.cut.en,
  EHOSTUNREACH: why.noWay.en,
  ENETUNREACH: why.noNetwork.en,
  UND_ERR_SOCKET: why.cut.en,
  UND_ERR_HEADERS_OVERFLOW: why.longHeaders.en,
  CERT_HAS_EXPIRED: why.expired.en,
  ERR_TLS_CERT_ALTNAME_INVALID: why.otherName.en,
  DEPTH_ZERO_SELF_SIGNED_CERT: why.selfSigned.en,
  SELF_SIGNED_CERT_IN_CHAIN: why.selfSigned.en,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: why.brokenChain.en,
};
const timeoutCodes = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

/** outOfTime: whether our own limit ended the request. */
export function troubleOf(error: unknown, url: URL, outOfTime: boolean): NotFetched {
  const codes = codesOf(error);
  if (codes.includes(refusedAddressCode))
    return {
      kind: 'refused_address',
      reason: `${url.hostname} leads to a private address; set HEBDO_ALLOW_PRIVATE_FEEDS=1 where feeds live on your own network`,
    };
  if (outOfTime || codes.some((code) => timeoutCodes.has(code)))
    return { kind: 'timed_out', reason: `${url.host} did not finish its answer in time` };
  const known = codes.find((code) => sentences[code] !== undefined);
  const said = known === undefined ? messageOf(error) : sentences[known];
  return { kind: 'unreachable', reason: `${url.host} could not be asked: ${said}` };
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
