/** An issue that was cancelled while its letters left: those who got one can read it on the web, and it can be corrected. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Period } from '../../src/audience/ids.ts';
import { type Browser, openRoom, type Room } from './room.ts';

const readers = 12;
const rest = Promise.withResolvers<void>();
let room: Room;
let issue: string;
let web: string;
let chief: Browser;
beforeAll(async () => {
  room = await openRoom(
    { SMTP_CONNECTIONS: '1' },
    { until: (taken) => (taken >= 3 ? rest.promise : undefined) },
  );
  issue = await room.prepare(readers);
  const period = issue.slice(-8) as Period;
  web = `/l/lhebdo/${period}`;
  chief = await room.signedIn('Rose', ['chief']);
  const signal = AbortSignal.timeout(120_000);
  await room.app.approve('lhebdo', period, { by: 'Rose', signal });
  const sending = room.app.send('lhebdo', period, { signal });
  await room.relay.has(3);
  expect((await room.app.cancel('lhebdo', period)).kind).toBe('done');
  rest.resolve();
  await sending;
}, 240_000);
afterAll(() => room[Symbol.asyncDispose]());

const page = async (path: string) => {
  const answer = await chief.get(path);
  return `${answer.status} ${await answer.text()}`;
};

it('has its web version, to which the letters that left lead, and stays out of the archive', async () => {
  expect(room.relay.arrived.length).toBeLessThan(readers);
  expect(await page(web)).toMatch(/^200 .*halles du port/s);
  expect(await page('/kiosque/lhebdo')).not.toContain(web);
});

it('is corrected like any other, and its page leads there', async () => {
  expect(await page(`${issue}/leaving`)).toContain(`${issue}/errata`);
  const form = await chief.fieldsOf(await chief.get(`${issue}/errata`));
  expect((await chief.post(`${issue}/errata`, { ...form, text: 'Il fallait lire douze.' })).status).toBe(303);
  expect(await page(web)).toContain('Il fallait lire douze.');
});

it('is told as cancelled, with the letters that left', async () => {
  const report = await page(`${issue}/report`);
  expect(report).toContain('Annulé en cours de départ');
  expect(report).not.toContain('les chiffres bougent');
  const [, left, of] = />(\d+) lettres sur (\d+)</.exec(await page(`${issue}/leaving`)) ?? [];
  expect(Number(left)).toBe(room.relay.arrived.length);
  expect(Number(of)).toBeGreaterThan(room.relay.arrived.length);
});

it('of which nobody got a letter is not on the web', async () => {
  await sql`update letters set state = 'cancelled'`.execute(room.app.world.database.db);
  expect(await page(web)).toMatch(/^404 /);
  expect(await page(`${issue}/errata`)).toMatch(/^404 /);
});
