/** Enhanced status codes (RFC 3463, its IANA registry, and what large providers add) by what they mean for us. */
import type { BounceReason } from './verdict.ts';

/** Codes that mean one thing, whatever words stand beside them. */
const exact: Readonly<Record<string, BounceReason>> = {
  '1.2': 'unknown_domain',
  // RFC 7505: the domain says that it takes no mail; Microsoft uses the same code for unknown mailboxes. Both are hard.
  '1.10': 'unknown_mailbox',
  '1.351': 'unknown_mailbox',
  '1.6': 'moved',
  '2.2': 'mailbox_full',
  '2.3': 'too_big',
  '3.4': 'too_big',
  '4.6': 'not_reached',
  '7.13': 'mailbox_disabled',
  '7.20': 'authentication',
  '7.21': 'authentication',
  '7.22': 'authentication',
  '7.23': 'authentication',
  '7.24': 'authentication',
  '7.25': 'reputation',
  '7.26': 'authentication',
  // Gmail: no DKIM or SPF, no TLS.
  '7.27': 'authentication',
  '7.28': 'rate',
  '7.29': 'authentication',
  '7.30': 'authentication',
  // Microsoft: our domain is not authenticated. The send pauses; the reader is innocent.
  '7.515': 'authentication',
  // Microsoft: the mailbox or group takes mail from some senders only.
  '7.124': 'filtered',
  '7.129': 'filtered',
  '7.133': 'filtered',
  '7.606': 'reputation',
  '7.650': 'reputation',
};

/** What a code means when the words say nothing. */
const usual: Readonly<Record<string, BounceReason>> = {
  '1.1': 'unknown_mailbox',
  '1.3': 'unknown_mailbox',
  '1.4': 'unknown_mailbox',
  '1.7': 'policy',
  '1.8': 'policy',
  '2.0': 'filtered',
  '2.1': 'mailbox_disabled',
  '2.4': 'server_fault',
  '4.4': 'unknown_domain',
  // Microsoft: the domain does not exist in DNS.
  '4.310': 'unknown_domain',
  '4.0': 'not_reached',
  '5.3': 'rate',
  '7.9': 'policy',
};

/** The reason of a code by its meaning in the registries, or null. */
export function exactReason(enhanced: string | null): BounceReason | null {
  return enhanced === null ? null : (exact[enhanced.slice(2)] ?? null);
}

/** The reason that a code usually has, or null. */
export function usualReason(enhanced: string | null): BounceReason | null {
  if (enhanced === null) return null;
  return enhanced === '4.4.4' ? 'not_reached' : (usual[enhanced.slice(2)] ?? null);
}

/** The reason that a code's subject suggests (RFC 3463, 3.1), or null. */
export function subjectReason(enhanced: string | null): BounceReason | null {
  if (enhanced === null) return null;
  const [kind, subject = '', detail] = enhanced.split('.');
  // Microsoft numbers its lists from 5.7.500 on; in 4.7.x they are about pace.
  if (subject === '7' && Number(detail) >= 500) return kind === '4' ? 'rate' : 'reputation';
  return bySubject[subject] ?? null;
}

const bySubject: Readonly<Record<string, BounceReason>> = {
  '3': 'server_fault',
  '4': 'not_reached',
  '6': 'content',
  '7': 'policy',
};
