/** Who may enter the studio, and which programs the API: what a person who types half of it is told. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestNewsroom, type TestNewsroom } from '../support/newsroom.ts';

let newsroom: TestNewsroom;
beforeAll(async () => {
  newsroom = await openTestNewsroom();
});
afterAll(() => newsroom?.[Symbol.asyncDispose]());

const add = (...more: string[]) => newsroom.hebdo('editors', 'add', 'zoe@example.org', ...more);
const people = async () =>
  JSON.parse((await newsroom.hebdo('editors', 'list', '--json')).stdout).editors as unknown[];

test('who is new needs a name, and is told the way in', async () => {
  const nameless = await add();
  expect(nameless).toMatchObject({ code: 2, stdout: expect.stringContaining('--name') });
  const added = await add('--name', 'Zoé', '--role', 'chief', '--language', 'en');
  expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining('/studio') });
});

test('what is not given again stays: a corrected name demotes nobody', async () => {
  expect((await add('--name', 'Zoé Martin')).code).toBe(0);
  expect(await people()).toEqual([
    { name: 'Zoé Martin', email: 'zoe@example.org', roles: ['chief'], language: 'en' },
  ]);
  expect((await add('--role', 'operator')).code).toBe(0);
  expect(await people()).toMatchObject([{ name: 'Zoé Martin', roles: ['operator'] }]);
});

test('a token for nothing is wrong use, and the scopes are named', async () => {
  const ended = await newsroom.hebdo('tokens', 'add', 'crm');
  expect(ended.code).toBe(2);
  expect(ended.stdout).toMatch(/--scope.*subscribers:read/);
});
