/** Links of a letter are asked for gently, and what they answered is remembered for a while. */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reachWithin } from '../../src/app/reaching.ts';
import type { Database } from '../../src/world/db/database.ts';
import { type Http, openHttp } from '../../src/world/http/http.ts';
import { openTestDatabase } from '../support/database.ts';

let database: Database;
let open: Http;
let guarded: Http;
let server: Server;
let site: string;
let asked: string[] = [];
let status: (method: string) => number = () => 200;
let now = new Date('2026-11-23T17:00:00Z');

beforeAll(async () => {
  database = await openTestDatabase();
  open = openHttp({ allowPrivate: true, contact: undefined });
  guarded = openHttp({ allowPrivate: false, contact: undefined });
  server = createServer(({ method = '', url }, response) => {
    asked.push(`${method} ${url}`);
    response.writeHead(status(method)).end(method === 'HEAD' ? undefined : 'x'.repeat(200_000));
  }).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await open[Symbol.asyncDispose]();
  await guarded[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  asked = [];
  now = new Date('2026-11-23T17:00:00Z');
  await sql`truncate reached_addresses`.execute(database.db);
});

const reach = (url: string, http = open) =>
  reachWithin({ clock: { now: () => now }, database, http, publicUrl: 'https://lettres.example' })(
    url,
    AbortSignal.timeout(20_000),
  );
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

describe('an address', () => {
  it('that answers is asked for once in an hour, without its body', async () => {
    status = () => 200;
    expect(await reach(`${site}/a`)).toEqual({ kind: 'alive' });
    expect(await reach(`${site}/a`)).toEqual({ kind: 'alive' });
    expect(asked).toEqual(['HEAD /a']);
    later(61);
    await reach(`${site}/a`);
    expect(asked).toEqual(['HEAD /a', 'HEAD /a']);
  });

  it('that refuses HEAD is asked for as a reader would', async () => {
    status = (method) => (method === 'HEAD' ? 405 : 200);
    expect(await reach(`${site}/a`)).toEqual({ kind: 'alive' });
    expect(asked).toEqual(['HEAD /a', 'GET /a']);
  });

  it('that is dead is believed again soon after it was mended', async () => {
    status = () => 404;
    expect(await reach(`${site}/a`)).toEqual({ kind: 'dead', status: 404 });
    status = () => 200;
    later(1);
    expect(await reach(`${site}/a`)).toEqual({ kind: 'dead', status: 404 });
    later(2);
    expect(await reach(`${site}/a`)).toEqual({ kind: 'alive' });
  });

  it('that refuses programs is doubtful', async () => {
    status = () => 403;
    expect(await reach(`${site}/a`)).toEqual({
      kind: 'doubtful',
      doubt: { kind: 'answered', status: 403 },
    });
  });

  it('that a process of before kept in doubt, without the facts, is asked for anew', async () => {
    status = () => 200;
    await sql`insert into reached_addresses (url, answer, ask_again_at)
      values (${`${site}/a`}, '{"kind": "doubtful", "reason": "the answer is 403"}', ${new Date('2026-11-23T17:05:00Z')})`.execute(
      database.db,
    );
    expect(await reach(`${site}/a`)).toEqual({ kind: 'alive' });
    expect(asked).toEqual(['HEAD /a']);
  });

  it('of a private network is refused without a question', async () => {
    expect(await reach(`${site}/a`, guarded)).toEqual({ kind: 'private' });
    expect(asked).toEqual([]);
  });

  it('that there was no time to ask for says so, and is asked for the next time', async () => {
    const noTime = reachWithin(
      { clock: { now: () => now }, database, http: open, publicUrl: 'https://lettres.example' },
      0,
    );
    // Until the limit was reached: a timer of nothing takes a moment, too.
    await expect
      .poll(() => noTime(`${site}/${randomUUID()}`, AbortSignal.timeout(20_000)))
      .toEqual({ kind: 'doubtful', doubt: { kind: 'no_time' } });
    status = () => 200;
    expect(await reach(`${site}/a`)).toEqual({ kind: 'alive' });
  });

  it('of our own site needs no question', async () => {
    expect(await reach('https://lettres.example/i/a.jpg')).toEqual({ kind: 'alive' });
  });
});
