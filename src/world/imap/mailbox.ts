/** The bounce mailbox over IMAP: looked at without a trace, marked only where told. */
import type { ImapFlow } from 'imapflow';
import type { MailboxMessage } from '../../returns/poll.ts';
import type { ReadMark } from '../db/returns.ts';

export type Mailbox = AsyncDisposable & {
  /** Names the account and folder without its password; the key of the read mark. */
  readonly name: string;
  /** The server's number of this generation of message numbers. */
  readonly uidValidity: string;
  /** Messages after the mark, oldest first; all of them when the mark is of another generation. */
  readonly messages: (after: ReadMark | null, signal: AbortSignal) => AsyncIterable<MailboxMessage>;
  readonly markRead: (uid: number) => Promise<void>;
};

/** A return says what it has to say in its first megabyte, attachments of other mail are not read. */
const largestRead = 1024 * 1024;

/**
 * Opens `imaps://user:password@host/INBOX` (or imap:// with STARTTLS where the server offers it). Throws with what
 * was tried, never with the password.
 */
export async function openMailbox(address: string): Promise<Mailbox> {
  const url = new URL(address);
  const folder = decodeURIComponent(url.pathname.slice(1)) || 'INBOX';
  const name = `${decodeURIComponent(url.username)} at ${url.host}, folder ${folder}`;
  const client = await clientFor(url);
  try {
    await client.connect();
    const opened = await client.mailboxOpen(folder);
    return {
      name,
      uidValidity: String(opened.uidValidity),
      messages: (after, signal) => messagesAfter(client, String(opened.uidValidity), after, signal),
      markRead: async (uid) => {
        await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
      },
      [Symbol.asyncDispose]: () => closed(client),
    };
  } catch (error) {
    client.close();
    throw new Error(`The bounce mailbox of ${name} could not be opened. See IMAP_URL.`, {
      cause: saidBy(error),
    });
  }
}

async function clientFor(url: URL): Promise<ImapFlow> {
  // Loaded when a mailbox is polled: it weighs as much as the rest of a short command.
  const { ImapFlow } = await import('imapflow');
  const secure = url.protocol === 'imaps:';
  const client = new ImapFlow({
    host: url.hostname,
    port: Number(url.port) || (secure ? 993 : 143),
    secure,
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    logger: false,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
  });
  // Without a listener a lost connection would end the process; the command under way fails by itself.
  client.on('error', () => {});
  return client;
}

async function* messagesAfter(
  client: ImapFlow,
  uidValidity: string,
  after: ReadMark | null,
  signal: AbortSignal,
): AsyncIterable<MailboxMessage> {
  const last = after?.uidValidity === uidValidity ? after.lastUid : 0;
  const found = (await client.search({ uid: `${last + 1}:*` }, { uid: true })) || [];
  // «n:*» always names the last message, even below n (RFC 9051, 9, seq-range).
  for (const uid of found.filter((one) => one > last).sort((one, other) => one - other)) {
    if (signal.aborted) return;
    // imapflow fetches with BODY.PEEK: looking at a message does not mark it as seen.
    const message = await client.fetchOne(
      String(uid),
      { source: { maxLength: largestRead }, internalDate: true },
      { uid: true },
    );
    if (!message || message.source === undefined) continue;
    yield { uid, receivedAt: new Date(message.internalDate ?? 0), bytes: message.source };
  }
}

async function closed(client: ImapFlow): Promise<void> {
  await client.logout().catch(() => client.close());
}

/** imapflow keeps the server's words beside its own message. */
function saidBy(error: unknown): unknown {
  const { responseText, reason } = error as { responseText?: string; reason?: string };
  const said = responseText ?? reason;
  return said === undefined ? error : new Error(said);
}
