/** Which mailbox a letter lands in, as far as its address tells: limits count letters to a mailbox, whatever it is called. */
import type { EmailKey } from './address.ts';

/** A key folded for limits. Never an identity: whoever signs up as marie+hebdo@ is written to there. */
export type MailboxKey = string & { readonly __brand: 'MailboxKey' };

const gmail = new Set(['gmail.com', 'googlemail.com']);

/**
 * marie+a@ and marie+b@ are most often one mailbox (RFC 5233), at Gmail m.arie@ too, under both of its names: without
 * this, a dozen spellings would bring a dozen letters to whom somebody wants to harm.
 */
export function mailboxOf(key: EmailKey): MailboxKey {
  const at = key.lastIndexOf('@');
  const [local, domain] = [key.slice(0, at), key.slice(at + 1)];
  const untagged = local.replace(/(?<=.)\+.*$/, '');
  const folded = gmail.has(domain) ? `${untagged.replaceAll('.', '')}@gmail.com` : `${untagged}@${domain}`;
  return folded as MailboxKey;
}
