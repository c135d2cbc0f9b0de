/** A relay that follows a script: it records every accepted letter, and fails where a test tells it to. */
import { createServer, type Server, type Socket } from 'node:net';

/** Where in the conversation something may go wrong. */
export type Moment = 'greeting' | 'ehlo' | 'mail' | 'rcpt' | 'data' | 'body' | 'dot' | 'rset';

/** What the relay does at a moment instead of its usual answer; undefined: the usual answer. */
export type Reaction =
  | { readonly say: string }
  /** Ends the connection: FIN, or RST. */
  | { readonly drop: 'fin' | 'rst' }
  /** Takes the letter and loses the answer: only for the dot. */
  | { readonly takeThenDrop: 'fin' | 'rst' }
  /** Never answers. */
  | { readonly silence: true }
  | { readonly after: number; readonly say: string };
export type Script = (moment: Moment, facts: Facts) => Reaction | undefined | Promise<Reaction | undefined>;
export type Facts = {
  /** Of the transaction under way. */
  readonly to: string | undefined;
  readonly connection: number;
  /** How often this recipient was named before, on any connection. */
  readonly earlier: number;
  /** Bytes that are here by now beyond what is answered: commands that did not wait for this answer, or the body as it comes. */
  readonly beyond: number;
};

export type TakenLetter = { readonly from: string; readonly to: string; readonly bytes: Buffer };
export type ScriptedRelay = AsyncDisposable & {
  readonly url: string;
  readonly port: number;
  /** Every letter that was answered 2xx, or taken before a drop, in order. */
  readonly letters: readonly TakenLetter[];
  /** What came of letters whose dot never did. */
  readonly cut: readonly Buffer[];
  readonly commands: readonly string[];
  readonly connections: () => number;
  script: Script;
};

const usual: Record<Exclude<Moment, 'body'>, string> = {
  greeting: '220 relay.example ESMTP',
  ehlo: '250-relay.example\r\n250-PIPELINING\r\n250-SIZE 10000000\r\n250 ENHANCEDSTATUSCODES',
  mail: '250 2.1.0 Ok',
  rcpt: '250 2.1.5 Ok',
  data: '354 Go ahead',
  dot: '250 2.0.0 Ok: queued',
  rset: '250 2.0.0 Ok',
};

export async function openScriptedRelay(script: Script = () => undefined): Promise<ScriptedRelay> {
  const state = {
    letters: [] as TakenLetter[],
    cut: [] as Buffer[],
    commands: [] as string[],
    seen: new Map<string, number>(),
    opened: 0,
  };
  const sockets = new Set<Socket>();
  const relay = { script };
  const server: Server = createServer((socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    const conversation = new Conversation(socket, ++state.opened, relay, state);
    void conversation.run();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return Object.assign(relay, {
    url: `smtp://127.0.0.1:${port}`,
    port,
    letters: state.letters,
    cut: state.cut,
    commands: state.commands,
    connections: () => state.opened,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  });
}

type State = {
  letters: TakenLetter[];
  cut: Buffer[];
  commands: string[];
  seen: Map<string, number>;
  opened: number;
};

/** Whether the relay has the letter after this reaction to its dot, whatever the sender hears of it. */
function isTaken(dot: Reaction | undefined): boolean {
  return dot === undefined || 'takeThenDrop' in dot || ('say' in dot && dot.say.startsWith('2'));
}

class Conversation {
  #pending = Buffer.alloc(0);
  #wake: (() => void) | undefined;
  #ended = false;
  #from = '';
  #to: string | undefined;
  #refused = false;
  readonly socket: Socket;
  readonly connection: number;
  readonly relay: { script: Script };
  readonly state: State;

  constructor(socket: Socket, connection: number, relay: { script: Script }, state: State) {
    this.socket = socket;
    this.connection = connection;
    this.relay = relay;
    this.state = state;
    socket.on('data', (chunk: Buffer) => {
      this.#pending = Buffer.concat([this.#pending, chunk]);
      this.#wake?.();
    });
    socket.on('close', () => {
      this.#ended = true;
      this.#wake?.();
    });
  }

  async run(): Promise<void> {
    if (!(await this.#answer('greeting'))) return;
    for (let line = await this.#until('\r\n'); line !== undefined; line = await this.#until('\r\n')) {
      const command = line.toString();
      this.state.commands.push(command);
      if (!(await this.#obey(command))) return;
    }
  }

  async #obey(command: string): Promise<boolean> {
    const verb = command.slice(0, 4).toUpperCase();
    if (verb === 'EHLO' || verb === 'HELO') return this.#answer('ehlo');
    if (verb === 'MAIL') {
      this.#from = /<(.*?)>/.exec(command)?.[1] ?? '';
      this.#to = undefined;
      this.#refused = false;
      return this.#answer('mail');
    }
    if (verb === 'RCPT') {
      if (this.#refused) return this.#say('503 5.5.1 No sender');
      this.#to = /<(.*?)>/.exec(command)?.[1] ?? '';
      const going = await this.#answer('rcpt');
      this.state.seen.set(this.#to, (this.state.seen.get(this.#to) ?? 0) + 1);
      return going;
    }
    if (verb === 'DATA') return this.#data();
    if (verb === 'RSET') return this.#answer('rset');
    if (verb === 'QUIT') {
      this.socket.end('221 2.0.0 Bye\r\n');
      return false;
    }
    return this.#say('502 5.5.2 What?');
  }

  async #data(): Promise<boolean> {
    const refused = this.#refused;
    const said = await this.#reaction('data');
    if (said === undefined && refused) return this.#say('554 5.5.1 No valid recipients');
    if (!(await this.#react(said, 'data'))) return false;
    if (said && 'say' in said && !said.say.startsWith('354')) return true;
    const body = await this.#reaction('body');
    if (body === undefined) return this.#body(refused);
    while (this.#pending.length === 0 && !this.#ended) await this.#more();
    return this.#react(body, 'body');
  }

  async #body(refused: boolean): Promise<boolean> {
    const bytes = await this.#letter();
    if (bytes === undefined) return false;
    const dot = await this.#reaction('dot');
    if (refused && dot === undefined) return this.#say('554 5.5.1 No valid recipients');
    if (isTaken(dot)) this.state.letters.push({ from: this.#from, to: this.#to ?? '', bytes });
    return this.#react(dot && 'takeThenDrop' in dot ? { drop: dot.takeThenDrop } : dot, 'dot');
  }

  /** Everything up to the final dot; an empty letter is a single dot. */
  async #letter(): Promise<Buffer | undefined> {
    for (;;) {
      if (this.#pending.subarray(0, 3).toString() === '.\r\n') {
        this.#pending = this.#pending.subarray(3);
        return Buffer.alloc(0);
      }
      const end = this.#pending.indexOf('\r\n.\r\n');
      if (end !== -1) {
        const bytes = this.#pending.subarray(0, end + 2);
        this.#pending = this.#pending.subarray(end + 5);
        return bytes;
      }
      if (this.#ended) {
        this.state.cut.push(this.#pending);
        return undefined;
      }
      await this.#more();
    }
  }

  async #answer(moment: Exclude<Moment, 'body'>): Promise<boolean> {
    const reaction = await this.#reaction(moment);
    if (
      (moment === 'mail' || moment === 'rcpt') &&
      reaction &&
      'say' in reaction &&
      !reaction.say.startsWith('2')
    )
      this.#refused = true;
    return this.#react(reaction, moment);
  }

  async #reaction(moment: Moment): Promise<Reaction | undefined> {
    const earlier = this.state.seen.get(this.#to ?? '') ?? 0;
    const beyond = () => this.#pending.length;
    const { connection } = this;
    return this.relay.script(moment, {
      ...{ to: this.#to, connection, earlier },
      get beyond() {
        return beyond();
      },
    });
  }

  async #react(reaction: Reaction | undefined, moment: Moment): Promise<boolean> {
    if (reaction === undefined) return moment === 'body' ? true : this.#say(usual[moment]);
    if ('drop' in reaction) {
      if (reaction.drop === 'rst') this.socket.resetAndDestroy();
      else this.socket.end();
      return false;
    }
    if ('takeThenDrop' in reaction) return false;
    if ('silence' in reaction) return new Promise(() => {});
    if ('after' in reaction) await new Promise((done) => setTimeout(done, reaction.after));
    return this.#say(reaction.say);
  }

  #say(reply: string): boolean {
    if (this.socket.destroyed) return false;
    this.socket.write(Buffer.from(`${reply}\r\n`, 'latin1'));
    return !reply.startsWith('421');
  }

  async #until(end: string): Promise<Buffer | undefined> {
    for (;;) {
      const at = this.#pending.indexOf(end);
      if (at !== -1) {
        const line = this.#pending.subarray(0, at);
        this.#pending = this.#pending.subarray(at + end.length);
        return line;
      }
      if (this.#ended) return undefined;
      await this.#more();
    }
  }

  #more(): Promise<void> {
    return new Promise((done) => {
      this.#wake = done;
      if (this.#ended) done();
    });
  }
}
