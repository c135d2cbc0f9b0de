/**
 * The drill's relay, a process of its own: takes letters, writes each down before its answer, breaks off where it is
 * told to. It listens on several ports, one per sending process, so that it can tell whose connections are open.
 */
import { openSync, writeSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import type { DropMoment } from './faults.ts';
import type { SinkOrder, SinkState } from './sink.ts';

const record = openSync(process.argv[2] ?? '', 'a');
const portCount = Number(process.argv[3]);

/** How long an answer waits on average, in milliseconds. */
let delayMs = 0;
let armed: { moment: DropMoment; left: number; reset: boolean } | undefined;
const state = {
  accepted: 0,
  drops: 0,
  doubts: 0,
  open: Array.from({ length: portCount }, () => 0),
};

/** In mid-body too: a sender that was allowed to has written the rest and the dot before it hears of the break. */
const mayFollowDot: ReadonlySet<DropMoment> = new Set(['body', 'dot_taken', 'dot_lost']);

function reaches(moment: DropMoment): boolean {
  return armed?.moment === moment && armed.left > 0;
}

/** Breaks the connection off, as the armed fault says. */
function drop(socket: Socket): void {
  if (armed === undefined) return;
  armed.left--;
  state.drops++;
  if (mayFollowDot.has(armed.moment)) state.doubts++;
  if (armed.reset) socket.resetAndDestroy();
  else socket.destroy();
}

/** One connection: bytes in, answers out, each after its wait and in order. */
class Conversation {
  readonly #socket: Socket;
  #pending = Buffer.alloc(0);
  #inBody = false;
  #from = '';
  #working = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#pending = Buffer.concat([this.#pending, chunk]);
      void this.#work();
    });
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    while (!this.#socket.destroyed && (this.#inBody ? await this.#body() : await this.#command()));
    this.#working = false;
  }

  /** False when no whole command is here. */
  async #command(): Promise<boolean> {
    const end = this.#pending.indexOf('\r\n');
    if (end === -1) return false;
    const line = this.#pending.toString('latin1', 0, end);
    this.#pending = this.#pending.subarray(end + 2);
    const verb = line.slice(0, 4).toUpperCase();
    const moment = ({ MAIL: 'mail', RCPT: 'rcpt', DATA: 'data' } as const)[verb];
    // A fault at the greeting needs somebody who greets: sessions end politely until enough have come again.
    if (verb === 'MAIL' && reaches('greeting')) return this.#say('421 4.3.2 Closing', true);
    if (moment !== undefined && reaches(moment)) return this.#drop();
    if (verb === 'MAIL') this.#from = /<(.*?)>/.exec(line)?.[1] ?? '';
    if (verb === 'DATA') {
      // Half of the bodies come before the commit of their dot, half with the dot at once.
      if (Math.random() < 0.5) await this.#wait();
      this.#inBody = true;
    }
    return this.#say(answers[verb] ?? '250 2.0.0 Ok', verb === 'QUIT');
  }

  /** False when the letter is not whole. */
  async #body(): Promise<boolean> {
    if (this.#pending.length > 0 && reaches('body')) return this.#drop();
    const end = this.#pending.indexOf('\r\n.\r\n');
    if (end === -1) return false;
    this.#pending = this.#pending.subarray(end + 5);
    this.#inBody = false;
    if (reaches('dot_lost')) return this.#drop();
    // A relay that takes a letter owns it from here on, whether or not its answer arrives.
    writeSync(record, `${this.#from}\n`);
    state.accepted++;
    await this.#wait();
    if (reaches('dot_taken')) return this.#drop();
    return this.#say('250 2.0.0 Ok', false);
  }

  #say(reply: string, last: boolean): boolean {
    if (this.#socket.destroyed) return false;
    if (last) this.#socket.end(`${reply}\r\n`);
    else this.#socket.write(`${reply}\r\n`);
    return !last;
  }

  #drop(): boolean {
    drop(this.#socket);
    return false;
  }

  #wait(): Promise<unknown> | undefined {
    if (delayMs === 0) return undefined;
    return new Promise((done) => setTimeout(done, 2 * delayMs * Math.random()));
  }
}

const answers: Readonly<Record<string, string>> = {
  EHLO: '250-drill\r\n250-PIPELINING\r\n250-SIZE 100000000\r\n250 ENHANCEDSTATUSCODES',
  DATA: '354 Go',
  QUIT: '221 2.0.0 Bye',
};

function listen(at: number): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (reaches('greeting')) return drop(socket);
    const count = (by: number) => {
      state.open[at] = (state.open[at] ?? 0) + by;
    };
    count(1);
    socket.on('close', () => count(-1));
    socket.setNoDelay(true);
    new Conversation(socket);
    socket.write('220 drill ESMTP\r\n');
  });
  return new Promise((listening) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      listening(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

process.on('message', (order: SinkOrder) => {
  if (order.kind === 'pace') delayMs = order.delayMs;
  else if (order.kind === 'calm') armed = undefined;
  else armed = { moment: order.moment, left: order.connections, reset: order.reset };
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group: the drill itself says when the relay ends.
process.on('SIGINT', () => {});

const ports = await Promise.all(state.open.map((_, at) => listen(at)));
const tell = () => process.send?.({ ports, ...state } satisfies SinkState);
tell();
setInterval(tell, 20);
