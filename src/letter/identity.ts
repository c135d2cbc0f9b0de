/** The names a letter goes by: its Message-ID and its own return path, both signed, both the same at every attempt. */
import { timingSafeEqual } from 'node:crypto';
import type { LetterId } from '../audience/ids.ts';
import { keyedHash } from '../audience/keyed-hash.ts';

/** 80 bits: nobody guesses one, and 16 letters are left to read in a log. */
const signatureLength = 16;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const verpPattern = /^bounces\+([0-9a-z]{1,11})-([a-z2-7]{16})@/;

/**
 * A letter's Message-ID without angle brackets (RFC 5322, 3.6.4): following from the letter alone, a second attempt
 * has the same one and mailboxes that look show one letter.
 */
export function messageIdFor(secret: string, letterId: LetterId, domain: string): string {
  return `${letterId.toString(36)}.${signature(secret, 'message-id', letterId)}@${domain}`;
}

/**
 * The return path of one letter (VERP): what comes back to it says by itself which letter came back. Lower case and
 * at most 36 octets before the @ (64 are allowed: RFC 5321, 4.5.3.1.1), since relays may change case and cut.
 * The part before the + is the mailbox where relays know sub-addresses; elsewhere the domain takes everything.
 */
export function verpAddress(secret: string, letterId: LetterId, domain: string): string {
  return `bounces+${letterId.toString(36)}-${signature(secret, 'verp', letterId)}@${domain}`;
}

/** The letter of a return path that verpAddress signed with this secret, else null. */
export function parseVerp(secret: string, address: string): LetterId | null {
  const [, id, signed] = verpPattern.exec(address.trim().toLowerCase()) ?? [];
  if (id === undefined || signed === undefined) return null;
  const letterId = Number.parseInt(id, 36) as LetterId;
  const expected = signature(secret, 'verp', letterId);
  return timingSafeEqual(Buffer.from(signed), Buffer.from(expected)) ? letterId : null;
}

/** Base 32 in lower case (RFC 4648, 6), which survives any change of case. */
function signature(secret: string, purpose: string, letterId: LetterId): string {
  const digest = keyedHash(secret, `${purpose}:${letterId}`);
  let signed = '';
  for (let at = 0; at < signatureLength; at++) signed += alphabet[digest.charCodeAt(at) & 31];
  return signed;
}
