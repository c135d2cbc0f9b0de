/** An address as it goes on the wire. */
import { domainToASCII } from 'node:url';

export type WireAddress =
  /** ASCII, any international domain in its xn-- form (RFC 5890). */
  | { readonly kind: 'ascii'; readonly address: string }
  /** The local part has other letters: only a relay that offers SMTPUTF8 (RFC 6531) takes it. */
  | { readonly kind: 'needs_smtputf8'; readonly address: string }
  | { readonly kind: 'unusable'; readonly reason: string };

/** What may not stand unquoted in a local part (RFC 5322, 3.2.3); with it also everything that could end a header. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be refused
const unsafe = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029"(),:;<>@[\\\]]/;

/** For RCPT TO and the To header alike. */
export function wireAddress(address: string): WireAddress {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  const domain = asciiDomain(address.slice(at + 1));
  if (local === '' || unsafe.test(local) || !local.isWellFormed()) {
    return { kind: 'unusable', reason: 'the part before the @ cannot be written in an envelope' };
  }
  if (domain === '') return { kind: 'unusable', reason: 'the domain is not one' };
  const octets = Buffer.byteLength(local);
  // RFC 5321, 4.5.3.1: 64 octets before the @, 254 in all.
  if (octets > 64 || octets + 1 + domain.length > 254) {
    return { kind: 'unusable', reason: 'the address is longer than mail servers take' };
  }
  const isAscii = octets === local.length;
  return { kind: isAscii ? 'ascii' : 'needs_smtputf8', address: `${local}@${domain}` };
}

/** A list has many readers and few domains, and each letter asks three times. */
const knownDomains = new Map<string, string>();

/** Empty where it is none. */
function asciiDomain(domain: string): string {
  const known = knownDomains.get(domain);
  if (known !== undefined) return known;
  if (knownDomains.size >= 1000) knownDomains.clear();
  const ascii = domainToASCII(domain);
  const wire = unsafe.test(ascii) ? '' : ascii;
  knownDomains.set(domain, wire);
  return wire;
}
