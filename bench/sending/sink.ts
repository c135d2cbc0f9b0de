/** A relay that takes everything as fast as it can, in a process of its own: tells its port, and its count when asked. */
import { createServer, type Socket } from 'node:net';

const end = '\r\n.\r\n';
let taken = 0;

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => {});
  let session: Session = { inData: false, tail: Buffer.alloc(0) };
  socket.write('220 sink ESMTP\r\n');
  socket.on('data', (chunk: Buffer) => {
    session = converse(socket, session, chunk);
  });
});

type Session = { readonly inData: boolean; readonly tail: Buffer };

/** Answers everything that is complete in the bytes so far, in one write. */
function converse(socket: Socket, { inData, tail }: Session, chunk: Buffer): Session {
  let rest = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk;
  let within = inData;
  let answer = '';
  for (;;) {
    const mark = within ? end : '\r\n';
    const at = rest.indexOf(mark);
    if (at === -1) break;
    const reply = within ? '250 2.0.0 Ok\r\n' : replyTo(rest.subarray(0, 4).toString('latin1').toUpperCase());
    if (within) taken++;
    within = reply.startsWith('354');
    answer += reply;
    rest = rest.subarray(at + mark.length);
  }
  if (answer !== '' && !socket.destroyed) socket.write(answer);
  // Of a letter only what may be the beginning of its end is kept.
  return { inData: within, tail: within ? rest.subarray(Math.max(0, rest.length - 4)) : rest };
}

function replyTo(verb: string): string {
  if (verb === 'DATA') return '354 Go\r\n';
  if (verb === 'EHLO') return '250-sink\r\n250-PIPELINING\r\n250 SIZE 100000000\r\n';
  return verb === 'QUIT' ? '221 Bye\r\n' : '250 Ok\r\n';
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 });
});
process.on('message', () => process.send?.({ taken, cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit());
