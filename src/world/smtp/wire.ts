/** An authenticated SMTP connection as a line of replies: bytes in, whole replies out, every wait with a limit. */
import type { Socket } from 'node:net';
import { type Reply, replyOf } from '../../outbox/reply.ts';

/** The connection is gone or cannot be trusted any more. */
export class WireLost extends Error {
  /** No reply came within its limit. */
  readonly silent: boolean;
  constructor(message: string, silent = false) {
    super(message);
    this.silent = silent;
  }
}

/** A line longer than this is no reply (RFC 5321, 4.5.3.1.5 says 512 octets; real relays write longer ones). */
const longestLine = 16_384;
const mostLines = 200;
const replyLine = /^[2-5][0-9]{2}(?:[ -].*)?$/;

export class Wire {
  readonly #socket: Socket;
  #rest = '';
  #code = 0;
  #lines: string[] = [];
  #replies: Reply[] = [];
  #waiting: { resolve: (reply: Reply) => void; reject: (error: WireLost) => void } | undefined;
  #lost: WireLost | undefined;

  /** Takes the socket over: it must be past its greeting, TLS and login, with no reply outstanding. */
  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error) => this.#lose(`the connection broke (${error.message})`));
    socket.on('end', () => this.#lose('the relay ended the connection'));
    socket.on('close', () => this.#lose('the relay ended the connection'));
    socket.resume();
  }

  get open(): boolean {
    return this.#lost === undefined;
  }

  /** Whether a reply is here that nobody waited for. */
  get unread(): boolean {
    return this.#replies.length > 0 || this.#lines.length > 0 || this.#rest !== '';
  }

  /** Writes the chunks in one system call where the platform can. */
  write(chunks: readonly (Buffer | string)[]): void {
    if (this.#lost) return;
    this.#socket.cork();
    for (const chunk of chunks) this.#socket.write(chunk);
    this.#socket.uncork();
  }

  /** The next reply, in order. Throws WireLost when the connection ends, talks nonsense or is silent for limitMs. */
  reply(limitMs: number): Promise<Reply> {
    const ready = this.#replies.shift();
    if (ready) return Promise.resolve(ready);
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      // A process that was busy rings before it reads: what is here already comes first.
      let last: NodeJS.Immediate | undefined;
      const timer = setTimeout(() => {
        last = setImmediate(() => this.drop(`no reply within ${limitMs} ms`, true));
      }, limitMs);
      const settle = () => {
        clearTimeout(timer);
        if (last) clearImmediate(last);
      };
      this.#waiting = {
        resolve: (reply) => {
          settle();
          resolve(reply);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
    });
  }

  /** Ends the connection at once, without a word. */
  drop(reason: string, silent = false): void {
    this.#lose(reason, silent);
    this.#socket.destroy();
  }

  /** Says goodbye and does not wait for the answer longer than the given time. */
  async quit(limitMs: number): Promise<void> {
    if (this.#lost) return;
    this.write(['QUIT\r\n']);
    await this.reply(limitMs).catch(() => undefined);
    this.drop('we said goodbye');
  }

  #read(chunk: Buffer): void {
    if (this.#lost) return;
    this.#rest += chunk.toString('latin1');
    for (let end = this.#rest.indexOf('\n'); end !== -1 && !this.#lost; end = this.#rest.indexOf('\n')) {
      const line = this.#rest.slice(0, this.#rest[end - 1] === '\r' ? end - 1 : end);
      this.#rest = this.#rest.slice(end + 1);
      this.#take(line);
    }
    if (this.#rest.length > longestLine) this.drop('the relay writes a line without end');
  }

  #take(line: string): void {
    const code = replyLine.test(line) ? Number(line.slice(0, 3)) : 0;
    if (code === 0 || (this.#lines.length > 0 && code !== this.#code) || this.#lines.length > mostLines) {
      this.drop('the relay wrote something that is not a reply');
      return;
    }
    this.#code = code;
    this.#lines.push(asText(line.slice(4)));
    if (line[3] === '-') return;
    const reply = replyOf(code, this.#lines);
    this.#lines = [];
    this.#answer(reply);
  }

  #answer(reply: Reply): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting.resolve(reply);
    else this.#replies.push(reply);
    // RFC 5321, 3.8 and 4.2.3: after 421 the relay closes the channel, whatever was asked.
    if (reply.code === 421) this.drop('the relay closed the session (421)');
  }

  #lose(reason: string, silent = false): void {
    if (this.#lost) return;
    this.#lost = new WireLost(reason, silent);
    this.#waiting?.reject(this.#lost);
    this.#waiting = undefined;
  }
}

/** Replies have no declared charset: UTF-8 where the bytes are, else as Latin-1. */
function asText(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  const utf8 = Buffer.from(bytes, 'latin1').toString('utf8');
  return utf8.includes('\uFFFD') ? bytes : utf8;
}
