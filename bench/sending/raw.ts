/** The limit: prebuilt bytes over plain sockets, MAIL, RCPT and DATA in one group, then body and dot. Nothing is recorded. */
import { connect, type Socket } from 'node:net';
import { messageOf } from './bytes.ts';
import type { Task } from './plan.ts';

const dot = Buffer.from('.\r\n');

export async function sendRaw({ kb, connections, letters }: Task, port: number): Promise<void> {
  const message = messageOf(kb);
  let next = 0;
  const lane = async () => {
    const line = await open(port);
    while (next < letters) {
      const at = next++;
      line.socket.write(
        `MAIL FROM:<bounces+${at}@lacalanque.example>\r\nRCPT TO:<reader${at}@example.org>\r\nDATA\r\n`,
      );
      await line.replies(3);
      line.socket.cork();
      line.socket.write(message);
      line.socket.write(dot);
      line.socket.uncork();
      await line.replies(1);
    }
    line.socket.end('QUIT\r\n');
  };
  await Promise.all(Array.from({ length: connections }, lane));
}

type Line = { readonly socket: Socket; readonly replies: (count: number) => Promise<void> };

async function open(port: number): Promise<Line> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  let seen = 0;
  let wanted = 0;
  let wake = () => {};
  socket.on('data', (chunk: Buffer) => {
    // A reply's last line has a space after its code; every line ends with LF.
    for (const reply of chunk.toString('latin1').split('\n')) {
      if (reply[3] === ' ' && reply[0] !== '2' && reply[0] !== '3') throw new Error(`the sink says ${reply}`);
      if (reply[3] === ' ') seen++;
    }
    if (seen >= wanted) wake();
  });
  const replies = (count: number) =>
    new Promise<void>((resolve) => {
      wanted += count;
      wake = resolve;
      if (seen >= wanted) resolve();
    });
  await replies(1);
  socket.write('EHLO bench.example\r\n');
  await replies(1);
  return { socket, replies };
}
