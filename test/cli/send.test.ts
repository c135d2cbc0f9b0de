import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newsletterName, openPaper, period } from '../support/outbox.ts';
import { runProgram } from '../support/program.ts';

test('hebdo send blames no signature for a segment that is gone', async () => {
  await using paper = await openPaper(2);
  await paper.database.pool.query(
    `insert into issue_segments (issue_id, segment, by, at) select id, 'gone', 'Zoe', now() from issues`,
  );
  const home = await mkdtemp(join(tmpdir(), 'hebdo-send-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const environment = { HEBDO_HOME: home, DATABASE_URL: paper.url, SMTP_URL: paper.server.url };
  const { code, stdout } = await runProgram(['send', newsletterName, '--week', period], environment);
  expect(code).toBe(3);
  expect(stdout).toMatch(/does not leave.*\n.*there is no segment «gone»/);
  expect(stdout).not.toContain('DKIM_KEYS');
}, 60_000);
