/** A mail of the bounce mailbox in, what it is and about which letter out: the arrow of this stage. */
import type { LetterId } from '../audience/ids.ts';
import { parseVerp } from '../letter/identity.ts';
import { isAutomaticReply } from './automatic.ts';
import { bouncedRecipients, type FailedRecipient } from './bounce.ts';
import { addressesIn } from './bounded.ts';
import { complaintIn, type FeedbackType } from './complaint.ts';
import { type ReturnedMail, readMail } from './mail.ts';

export type Return =
  /** At least one recipient; with our own letters exactly one, since each letter has one. */
  | {
      readonly kind: 'bounce';
      readonly letterId: LetterId | null;
      readonly recipients: readonly [FailedRecipient, ...FailedRecipient[]];
    }
  | { readonly kind: 'complaint'; readonly letterId: LetterId | null; readonly feedbackType: FeedbackType }
  | { readonly kind: 'auto_reply'; readonly letterId: LetterId | null }
  /** Nothing of ours to read: it is to be left as it was. */
  | { readonly kind: 'unrelated' };

/**
 * Reads any bytes; never throws on what a mail contains. The letter is known by the signed return path that the mail
 * was sent to (secret is the one that verpAddress signed with), never by words.
 */
export async function readReturn(bytes: Uint8Array, secret: string): Promise<Return> {
  const mail = await readMail(bytes);
  const letterId = letterOf(mail, secret);
  const feedbackType = complaintIn(mail);
  if (feedbackType !== null) return { kind: 'complaint', letterId, feedbackType };
  const recipients = bouncedRecipients(mail);
  const [first, ...others] = recipients;
  if (first !== undefined) return { kind: 'bounce', letterId, recipients: [first, ...others] };
  return isAutomaticReply(mail) ? { kind: 'auto_reply', letterId } : { kind: 'unrelated' };
}

/** Where relays note the address that a mail was delivered to; complaints know only the letter's own return path. */
const deliveredTo = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-rcpt-to', 'to'];
/** So many addresses are asked for our signature. */
const mostAddresses = 200;
const feedbackFields = ['original-mail-from', 'x-original-mail-from'];

function letterOf(mail: ReturnedMail, secret: string): LetterId | null {
  const written = [
    ...deliveredTo.flatMap((name) => mail.headers.get(name) ?? []),
    ...feedbackFields.flatMap((name) => mail.feedback?.get(name) ?? []),
    ...(mail.original.get('return-path') ?? []),
  ];
  for (const address of addressesIn(written.join(' ')).slice(0, mostAddresses)) {
    const letterId = parseVerp(secret, address);
    if (letterId !== null) return letterId;
  }
  return null;
}
