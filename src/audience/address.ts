/** An e-mail address as a newsletter may use one: text from a file or a form in, address or reason out. */
import { domainToASCII } from 'node:url';
import type { EmailAddress } from './ids.ts';

/** Why a text is not an address that letters can be sent to; each with the sentence an operator reads. */
export const addressFaults = {
  empty: 'no address',
  control_character: 'a line break or another control character',
  no_at: 'no @',
  several_at: 'more than one @',
  no_local_part: 'nothing before the @',
  local_part_too_long: 'more than 64 characters before the @ (RFC 5321, 4.5.3.1.1)',
  local_part_not_ascii: 'an accent, emoji or other non-ASCII character before the @ (relays refuse it)',
  local_part_quoted: 'a quoted name before the @ that plain characters cannot write (RFC 5321, 4.1.2)',
  local_part_malformed: 'a space, a misplaced dot or a special character before the @',
  domain_literal: 'a network address in place of a domain',
  domain_without_dot: 'a domain without a dot',
  domain_malformed: 'a domain that cannot exist',
  too_long: 'more than 254 characters (RFC 5321, 4.5.3.1.3)',
} as const;
export type AddressFault = keyof typeof addressFaults;

export type ParsedAddress =
  | { readonly kind: 'address'; readonly address: EmailAddress; readonly key: EmailKey }
  | { readonly kind: 'fault'; readonly fault: AddressFault };

/** Two spellings of one mailbox have the same key: lower case, domain in ASCII. */
export type EmailKey = string & { readonly __brand: 'EmailKey' };

const atom = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** What copying from a page or a spreadsheet leaves around an address without being seen. */
const invisibleEdges = /^[\p{Zs}\u200B-\u200D\u2060\uFEFF]+|[\p{Zs}\u200B-\u200D\u2060\uFEFF]+$/gu;

/**
 * Parses one bare address («marie+hebdo@example.org», no display name). The result is ASCII without any
 * character that could end a header or an SMTP command: an international domain becomes its xn-- form,
 * a needlessly quoted name loses its quotes. Plus signs and dots are kept: they may be another mailbox.
 */
export function parseEmailAddress(text: string): ParsedAddress {
  const bare = text.replace(invisibleEdges, '').normalize('NFC');
  if (bare === '') return fault('empty');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/.test(bare)) return fault('control_character');
  const at = bare.lastIndexOf('@');
  if (at === -1) return fault('no_at');
  const local = parseLocalPart(bare.slice(0, at));
  if (local.kind === 'fault') return local;
  const domain = parseDomain(bare.slice(at + 1));
  if (domain.kind === 'fault') return domain;
  const address = `${local.text}@${domain.text}`;
  if (address.length > 254) return fault('too_long');
  return { kind: 'address', address: address as EmailAddress, key: address.toLowerCase() as EmailKey };
}

/** «m•••@e•••.org»: lets its owner recognise an address on a page that others may see. */
export function maskAddress(address: EmailAddress): string {
  const [local = '', domain = ''] = address.split('@');
  const ending = domain.slice(domain.lastIndexOf('.'));
  return `${local.slice(0, 1)}•••@${domain.slice(0, 1)}•••${ending}`;
}

/** Free text without what looks like an address, for files and columns that end up in receipts. */
export function withoutAddresses(text: string): string {
  if (!text.includes('@')) return text;
  return text.replace(/[^\s@,;:<>()]+@[^\s@,;:<>()]+/g, '…@…');
}

type Part =
  | { readonly kind: 'part'; readonly text: string }
  | { readonly kind: 'fault'; readonly fault: AddressFault };

function parseLocalPart(text: string): Part {
  const quoted = /^"(.*)"$/.exec(text);
  const local = quoted ? (quoted[1] ?? '').replace(/\\(.)/g, '$1') : text;
  if (local === '') return fault('no_local_part');
  if (!quoted && local.includes('@')) return fault('several_at');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself.
  if (/[^\u0000-\u007F]/.test(local)) return fault('local_part_not_ascii');
  if (local.length > 64) return fault('local_part_too_long');
  if (!atom.test(local)) return fault(quoted ? 'local_part_quoted' : 'local_part_malformed');
  return { kind: 'part', text: local };
}

function parseDomain(text: string): Part {
  if (/^\[.*\]$|^[\d.]+$/.test(text)) return fault('domain_literal');
  // domainToASCII reads like a browser: it would stop at a slash and decode per cent signs.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself.
  if (/[\u0000-,/:-@[-`{-\u007F]/.test(text)) return fault('domain_malformed');
  const domain = domainToASCII(text).toLowerCase();
  const labels = domain.split('.');
  if (domain === '' || !labels.every((one) => label.test(one))) return fault('domain_malformed');
  if (labels.length < 2) return fault('domain_without_dot');
  // Resolvers read a last label of digits as the end of a network address (RFC 3696, 2).
  if (!/[a-z]/.test(labels.at(-1) ?? '')) return fault('domain_literal');
  return { kind: 'part', text: domain };
}

function fault(reason: AddressFault): { readonly kind: 'fault'; readonly fault: AddressFault } {
  return { kind: 'fault', fault: reason };
}
