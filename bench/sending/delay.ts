/** A line of a given length: a TCP proxy that holds every byte for half a round trip, in a process of its own. */
import { connect, createServer, type Socket } from 'node:net';

const [target, oneWayMs] = [Number(process.argv[2]), Number(process.argv[3])];

const server = createServer((near) => {
  const far = connect(target, '127.0.0.1');
  for (const socket of [near, far]) {
    socket.setNoDelay(true);
    socket.on('error', () => {});
  }
  carry(near, far);
  carry(far, near);
});

function carry(from: Socket, to: Socket): void {
  from.on('data', (chunk: Buffer) => setTimeout(() => to.write(chunk), oneWayMs));
  from.on('close', () => setTimeout(() => to.destroy(), oneWayMs));
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 });
});
process.on('disconnect', () => process.exit());
