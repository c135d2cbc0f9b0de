/** A mail that another server hands over for one of our return paths: taken in by the same step as the mailbox's. */
import { createHash } from 'node:crypto';
import type { LetterId } from '../audience/ids.ts';
import { parseVerp } from '../letter/identity.ts';
import { type Return, readReturn } from './read.ts';
import type { Taken } from './take.ts';

export type HandedOver = {
  /** RFC 5321 reverse-path; empty for the null sender, which returns are sent with. */
  readonly from: string;
  readonly to: readonly string[];
  readonly bytes: Buffer;
  readonly at: Date;
};
/** A return that says nothing we understand: about a letter of ours, by its envelope. */
export type UnreadReturn = {
  readonly digest: Buffer;
  readonly letterId: LetterId | null;
  readonly at: Date;
  /** Of the whole mail. */
  readonly bytes: number;
  readonly beginning: Buffer;
};
export type ReceiveNeeds = {
  readonly take: (mail: Return, known: { digest: Buffer; at: Date }) => Promise<Taken>;
  /** Keeps it for a person: nobody else has it any more. */
  readonly keep: (mail: UnreadReturn) => Promise<void>;
  /** The one that signs return paths. */
  readonly secret: string;
};
/** refused: a mail of a person, who must learn that nobody reads it here. unread: a machine's, kept for a person to look at. */
export type Received = { readonly kind: Return['kind'] | 'unread'; readonly answer: 'taken' | 'refused' };

/** Bytes that are kept of a return that nobody could read: its words, and the head of what it brings back. */
const mostKept = 64 * 1024;

/** Whether mail is taken for an address: only return paths that we signed exist here, so nobody can probe or fill it. */
export function isOurReturnPath(secret: string, address: string): boolean {
  return parseVerp(secret, address) !== null;
}

/** Takes the mail in for each of its recipients. Handed over twice leaves the same as once: the digest knows it. */
export async function receiveReturn(
  { take, keep, secret }: ReceiveNeeds,
  mail: HandedOver,
): Promise<Received> {
  let received: Received = { kind: 'unrelated', answer: 'taken' };
  for (const to of mail.to) {
    // The envelope is the truth and does not travel in the mail: it is noted where a mailbox would have it noted.
    const bytes = Buffer.concat([Buffer.from(`Delivered-To: ${to}\r\n`), mail.bytes]);
    const read = await readReturn(bytes, secret);
    const digest = createHash('sha256').update(bytes).digest();
    const taken = await take(read, { digest, at: mail.at });
    if (taken !== 'unrelated') received = { kind: read.kind, answer: 'taken' };
    else if (mail.from !== '') received = { kind: read.kind, answer: 'refused' };
    else {
      const beginning = mail.bytes.subarray(0, mostKept);
      const letterId = parseVerp(secret, to);
      await keep({ digest, letterId, at: mail.at, bytes: mail.bytes.length, beginning });
      received = { kind: 'unread', answer: 'taken' };
    }
  }
  return received;
}
