import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../src/world/db/database.ts';
import { agreedSecret, OtherSecret } from '../../src/world/secret.ts';
import { openTestDatabase } from '../support/database.ts';
import { runProgram } from '../support/program.ts';

const first = 'the-first-secret-of-this-database-1';
const other = 'another-secret-of-another-machine-2';
let database: Database;
let home: string;
beforeEach(async () => {
  database = await openTestDatabase();
  home = await mkdtemp(join(tmpdir(), 'hebdo-secret-'));
});
afterEach(async () => {
  await database[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});
const withSecret = (secret: string | undefined, agreement?: 'kept' | 'taken') =>
  agreedSecret(database, { secret, home }, agreement);

test('the first secret that opens a database is its own from then on', async () => {
  expect(await withSecret(first)).toBe(first);
  expect(await withSecret(first)).toBe(first);
  await expect(withSecret(other)).rejects.toThrow(/HEBDO_SECRET is not the one of this database.*HEBDO_HOME/);
  expect(await withSecret(first)).toBe(first);
});

test('another folder makes no second secret for a database that has one', async () => {
  await withSecret(first);
  await expect(withSecret(undefined)).rejects.toThrow(OtherSecret);
  expect(await readdir(home)).toEqual([]);
});

test('of two first starts at once one secret wins, and both have it', async () => {
  const [one, two] = await Promise.all([withSecret(undefined), withSecret(undefined)]);
  expect([one, (await readdir(home)).length]).toEqual([two, 1]);
  expect(one).toMatch(/^[0-9a-f]{64}$/);
});

test('where the first one is lost, an operator takes another', async () => {
  await withSecret(first);
  expect(await withSecret(other, 'taken')).toBe(other);
  expect(await withSecret(other)).toBe(other);
  await expect(withSecret(first)).rejects.toThrow(OtherSecret);
});

test('the fingerprint does not give the secret away', async () => {
  await withSecret(first);
  const { rows } = await database.pool.query('select * from secret_fingerprint');
  expect(JSON.stringify(rows)).not.toContain(first);
});

test('commands refuse with exit code 3, doctor among them, and go on once it is taken', async () => {
  await withSecret(first);
  const hebdo = (...args: readonly string[]) =>
    runProgram(args, { DATABASE_URL: database.url, HEBDO_HOME: home, HEBDO_TEMPLATES: home });
  const refused = await hebdo('editors', 'list');
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringMatching(/HEBDO_SECRET/)]);
  const examined = await hebdo('doctor', '--json');
  expect(examined.code).toBe(3);
  expect(JSON.parse(examined.stdout).findings).toContainEqual(
    expect.objectContaining({ level: 'fault', about: 'secret', message: expect.stringMatching(/erased/) }),
  );
  expect((await hebdo('secret', '--take')).code).toBe(0);
  expect((await hebdo('editors', 'list')).code).toBe(0);
}, 60_000);
