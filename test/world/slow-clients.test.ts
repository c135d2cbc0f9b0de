/** Clients that send too slowly or too much, on raw sockets: nobody may hold a connection or fill the memory. */
import { connect } from 'node:net';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveHttp, type WebServer } from '../../src/world/web-server.ts';

const hasty = { header: 150, request: 300, checkEvery: 20 };
let server: WebServer;
/** With the program's own limits: who sends too much is refused for that, also where reading it takes a while. */
let patient: WebServer;
beforeAll(async () => {
  const app = new Hono()
    .use(bodyLimit({ maxSize: 16_384, onError: (context) => context.text('too large', 413) }))
    .onError((_error, context) => context.text('', 400))
    .post('/', async (context) => context.text(String((await context.req.text()).length)));
  server = await serveHttp(app.fetch, '127.0.0.1', 0, 'HEBDO_PORT', hasty);
  patient = await serveHttp(app.fetch, '127.0.0.1', 0, 'HEBDO_PORT');
});
afterAll(() => Promise.all([server, patient].map((one) => one[Symbol.asyncDispose]())));

/** Writes, and keeps writing `drip` as fast as it is taken; everything that came back until the server hung up. */
function talk(
  { port }: WebServer,
  opening: string,
  drip?: string,
): Promise<{ answer: string; written: number }> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    let written = 0;
    const pour = () => {
      while (drip !== undefined && socket.writable && written < 100_000_000) {
        written += drip.length;
        if (!socket.write(drip)) return socket.once('drain', pour);
      }
      return socket;
    };
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve({ answer, written }));
    socket.write(opening);
    pour();
  });
}

it.each([
  ['a header that never ends', 'POST / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
  ['a body that never comes', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n'],
  ['half a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nemail=marie'],
])('%s is hung up on, with 408', async (_, opening) => {
  expect((await talk(server, opening)).answer).toMatch(/^HTTP\/1\.1 408/);
});

it.each([
  ['a length of 100 MB', 'Content-Length: 104857600', 'a'.repeat(16_384)],
  ['100 MB without a length', 'Transfer-Encoding: chunked', `4000\r\n${'a'.repeat(16_384)}\r\n`],
])('%s is refused before it has been read', async (_, header, drip) => {
  const { answer, written } = await talk(patient, `POST / HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n`, drip);
  expect(answer).toMatch(/^HTTP\/1\.1 413/);
  // What the sockets of both sides hold, and no more.
  expect(written).toBeLessThan(30_000_000);
});
