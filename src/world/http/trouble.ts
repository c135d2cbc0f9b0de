/** Says in one sentence why a request brought nothing, from the errors of node's network. */
import type { NotFetched } from '../../gather/fetched.ts';
import { refusedAddressCode } from './public-address.ts';

const sentences: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name does not exist',
  EAI_AGAIN: 'the name could not be resolved now',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'no way leads to the host',
  ENETUNREACH: 'no way leads to its network',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_HEADERS_OVERFLOW: 'its headers are too long',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate chain is incomplete',
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
