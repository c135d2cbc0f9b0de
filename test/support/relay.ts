/** A relay for journeys: takes every letter it is told to take and keeps what arrived. */
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

export type Arrived = { readonly from: string; readonly to: string; readonly raw: Buffer };

/** What the relay answers to RCPT: null takes the reader, else code and text. */
export type RelayAnswer = { readonly code: number; readonly text: string } | null;

export type Relay = AsyncDisposable & {
  /** For SMTP_URL. */
  readonly url: string;
  /** Letters whose dot was answered with 250, in order. */
  readonly arrived: readonly Arrived[];
  /** Resolves when that many have arrived. */
  readonly has: (count: number) => Promise<void>;
};

export type RelayBehaviour = {
  readonly onReader?: (address: string, attempt: number) => RelayAnswer;
  /** How long each letter's dot waits for its answer, in milliseconds; read for each letter, so that a test may change it. */
  readonly slowness?: number;
  /** What each letter's dot waits for; taken: how many were answered before. */
  readonly until?: (taken: number) => Promise<void> | undefined;
};

export async function openRelay(behaviour: RelayBehaviour = {}): Promise<Relay> {
  const arrived: Arrived[] = [];
  const attempts = new Map<string, number>();
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) => {
      const attempt = (attempts.get(address) ?? 0) + 1;
      attempts.set(address, attempt);
      const answer = behaviour.onReader?.(address, attempt) ?? null;
      done(answer && Object.assign(new Error(answer.text), { responseCode: answer.code }));
    },
    onData: async (stream, session, done) => {
      const raw = await bytesOf(stream).catch(() => null);
      // Cut before its dot: not a letter.
      if (raw === null) return;
      if (behaviour.slowness) await new Promise((resolve) => setTimeout(resolve, behaviour.slowness));
      await behaviour.until?.(arrived.length);
      const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
      for (const { address } of session.envelope.rcptTo) arrived.push({ from, to: address, raw });
      for (const wake of waiting) wake();
      done();
    },
  });
  // A program that is killed breaks its connections: that is the journey, not a fault of the relay.
  server.on('error', () => {});
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    has: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (arrived.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
