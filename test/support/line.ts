/** A line to a server that can fall silent: connections stay open, new ones are taken, and nothing gets through either way. */
import { createConnection, createServer, type Socket } from 'node:net';

export type Line = AsyncDisposable & {
  readonly port: number;
  readonly fallSilent: () => void;
  /** What was held back arrives now, also from who has given up since. */
  readonly speakAgain: () => void;
  /** Connections that were given up at this end while the line was silent. */
  readonly givenUp: () => number;
};

export async function openLine(to: number): Promise<Line> {
  const sockets = new Set<Socket>();
  let silence: PromiseWithResolvers<void> | undefined;
  let givenUp = 0;
  /** Chunk after chunk, each when the line speaks. */
  const forward = (from: Socket, into: Socket) => {
    let last: Promise<void> = Promise.resolve();
    const next = (work: () => void) => {
      last = last.then(() => silence?.promise).then(work);
    };
    from.on('data', (chunk) => next(() => void into.write(chunk)));
    from.on('close', () => next(() => void into.end()));
  };
  const server = createServer((here) => {
    const there = createConnection(to, '127.0.0.1');
    for (const socket of [here, there]) sockets.add(socket.on('error', () => {}));
    forward(here, there);
    forward(there, here);
    here.on('close', () => {
      if (silence) givenUp++;
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    fallSilent: () => {
      silence ??= Promise.withResolvers();
    },
    speakAgain: () => {
      silence?.resolve();
      silence = undefined;
    },
    givenUp: () => givenUp,
    [Symbol.asyncDispose]: async () => {
      silence?.resolve();
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
