/** The bounce mailbox read once: what is about our letters is taken in, everything else is left as it was. */
import { createHash } from 'node:crypto';
import { type Return, readReturn } from './read.ts';
import type { Taken } from './take.ts';

export type MailboxMessage = { readonly uid: number; readonly receivedAt: Date; readonly bytes: Uint8Array };
export type PollNeeds = {
  /** Messages that no earlier poll has looked at, oldest first; looking changes nothing in the mailbox. */
  readonly messages: (signal: AbortSignal) => AsyncIterable<MailboxMessage>;
  readonly take: (mail: Return, known: { digest: Buffer; at: Date }) => Promise<Taken>;
  /** The message was understood: it may be marked as read. */
  readonly understood: (uid: number) => Promise<void>;
  /** Everything up to this message has been looked at. */
  readonly reached: (uid: number) => Promise<void>;
  /** The one that signs return paths. */
  readonly secret: string;
};

export type PollReport = Record<Return['kind'] | 'suppressed', number> & { readonly messages: number };

/** Stops between two messages when the signal aborts; the next poll goes on there. */
export async function pollReturns(needs: PollNeeds, signal: AbortSignal): Promise<PollReport> {
  const report = { messages: 0, bounce: 0, complaint: 0, auto_reply: 0, unrelated: 0, suppressed: 0 };
  for await (const { uid, receivedAt, bytes } of needs.messages(signal)) {
    const mail = await readReturn(bytes, needs.secret);
    const digest = createHash('sha256').update(bytes).digest();
    const taken = await needs.take(mail, { digest, at: receivedAt });
    if (taken !== 'unrelated') await needs.understood(uid);
    await needs.reached(uid);
    report.messages++;
    report[taken === 'unrelated' ? 'unrelated' : mail.kind]++;
    if (['hard_bounce', 'soft_bounces', 'complaint', 'left'].includes(taken)) report.suppressed++;
    if (signal.aborted) break;
  }
  return report;
}
