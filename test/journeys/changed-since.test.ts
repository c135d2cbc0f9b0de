import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeReadyToSend, openTestNewsroom } from '../support/newsroom.ts';

test('a setting that changed since the approval is told by status and send, and the approved edition leaves', async () => {
  await using newsroom = await openTestNewsroom();
  await makeReadyToSend(newsroom, 5);
  const said = /changed since the approval: the approved edition.*hebdo approve lhebdo/;
  expect((await newsroom.hebdo('status', 'lhebdo')).stderr).toBe('');
  const file = join(newsroom.templates, 'lhebdo', 'newsletter.yaml');
  const settings = await readFile(file, 'utf8');
  await writeFile(file, settings.replace(/^tagline: .*$/m, 'tagline: Une tout autre devise'));
  expect(await readFile(file, 'utf8')).not.toBe(settings);

  for (const args of [['status'], ['send', '--dry-run'], ['send']]) {
    const [command = '', ...options] = args;
    const ended = await newsroom.hebdo(command, 'lhebdo', ...options);
    expect(ended, args.join(' ')).toMatchObject({ code: 0, stderr: expect.stringMatching(said) });
  }
  expect(newsroom.relay.arrived).toHaveLength(5);
  for (const { raw } of newsroom.relay.arrived) expect(raw.toString()).not.toContain('tout autre devise');
  expect((await newsroom.hebdo('status', 'lhebdo')).stderr).toBe('');
}, 300_000);
