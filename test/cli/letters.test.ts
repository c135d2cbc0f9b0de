import { expect, test } from 'vitest';
import { newsletterName, openPaper, period } from '../support/outbox.ts';
import { runProgram } from '../support/program.ts';
import { secret } from '../support/sender.ts';

test('who got what is listed when asked for, and letters in doubt lead to it and to the way on', async () => {
  await using paper = await openPaper(4);
  await paper.process().send(newsletterName, period, { signal: AbortSignal.timeout(60_000) });
  const { pool } = paper.database;
  const of = (email: string) => `(select id from subscribers where email = '${email}')`;
  await pool.query(`update letters set state = 'unknown' where subscriber_id = ${of('reader1@example.org')}`);
  await pool.query("delete from subscribers where email = 'reader2@example.org'");
  const hebdo = (...args: readonly string[]) =>
    runProgram([...args, '--week', period], { DATABASE_URL: paper.url, HEBDO_SECRET: secret });

  const listed = await hebdo('status', 'lhebdo', '--letters');
  const [head, ...rows] = listed.stdout.trim().split('\r\n');
  expect([listed.code, head?.split(',').slice(0, 5)]).toEqual([
    0,
    ['email', 'state', 'provider', 'attempts', 'reply_code'],
  ]);
  expect(rows.map((row) => row.split(',').slice(0, 2))).toEqual([
    ['reader0@example.org', 'accepted'],
    ['reader1@example.org', 'unknown'],
    ['reader3@example.org', 'accepted'],
    ['', 'accepted'],
  ]);
  expect(listed.stderr).toBe('4 letters written to stdout\n');

  const inDoubt = await hebdo('status', 'lhebdo', '--letters', '--state', 'unknown');
  expect(inDoubt.stdout).toMatch(/^email,.*\r\nreader1@example\.org,unknown,[^\n]*\r\n$/);
  for (const command of ['status', 'send']) {
    const said = (await hebdo(command, 'lhebdo')).stdout;
    expect(said, command).toContain(`hebdo status lhebdo --week ${period} --letters --state unknown`);
    expect(said, command).toContain(`hebdo send lhebdo --week ${period} --unknown`);
    expect(said, command).not.toContain('@');
  }
  expect((await hebdo('status', 'lhebdo', '--state', 'unknown')).code).toBe(2);
}, 120_000);
