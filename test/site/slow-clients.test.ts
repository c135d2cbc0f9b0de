/** The whole site, its API and its studio before clients that dribble their body: hung up on, and nobody else waits. */
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pagesApp } from '../../src/app/studio.ts';
import { serveHttp, type WebServer } from '../../src/world/web-server.ts';
import { openRoom, type Room } from '../studio/room.ts';
import { everything } from './tables.ts';

/** Those of the program are 10 and 60 seconds. */
const limits = { header: 3_000, request: 4_000, checkEvery: 50 };
let room: Room;
let server: WebServer;
const stopping = new AbortController();
beforeAll(async () => {
  room = await openRoom();
  const pages = pagesApp(room.app.world, room.app, stopping.signal);
  server = await serveHttp(pages.fetch, '127.0.0.1', 0, 'HEBDO_PORT', limits);
});
afterAll(async () => {
  stopping.abort();
  await server[Symbol.asyncDispose]();
  await room[Symbol.asyncDispose]();
});

/** Writes a request's head and then a byte now and then, as long as the server listens; all that it answered. */
function dribble({ path, type, byte }: Door): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1');
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 5000\r\n\r\n`;
    let answer = '';
    const drip = setInterval(() => socket.write(byte), 20);
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(drip);
      resolve(answer);
    });
    socket.write(head);
  });
}

type Door = { readonly path: string; readonly type: string; readonly byte: string; readonly answer: number };
const forms = [
  '/s/lhebdo',
  '/s',
  '/u/a-token',
  '/p/a-token',
  '/p/a-token/address',
  '/c/a-token',
  '/b/a-token',
];
const urlencoded = { type: 'application/x-www-form-urlencoded', byte: 'a' };
const doors: readonly Door[] = [
  ...forms.map((path): Door => ({ path, ...urlencoded, answer: 408 })),
  { path: '/u/a-token', type: 'multipart/form-data; boundary=x', byte: '-', answer: 408 },
  { path: '/api/v1/subscribers', type: 'application/json', byte: ' ', answer: 408 },
  // Refused by its head alone.
  { path: '/studio/sign-in', ...urlencoded, answer: 403 },
  { path: '/r/a-token/1', ...urlencoded, answer: 405 },
];

it('each is answered with a refusal and hung up on, while others are served', async () => {
  const before = await everything(room.app.world.database.db);
  const all = Array.from({ length: 5 }, () => doors).flat();
  const slow = all.map(dribble);
  const served = new Set<number>();
  for (let at = 0; at < 20; at++)
    served.add((await fetch(`http://127.0.0.1:${server.port}/s/lhebdo`)).status);
  expect([...served]).toEqual([200]);
  for (const [at, answer] of (await Promise.all(slow)).entries())
    expect(answer, all[at]?.path).toMatch(new RegExp(`^HTTP/1.1 ${all[at]?.answer} `));
  expect(await everything(room.app.world.database.db)).toBe(before);
}, 60_000);
