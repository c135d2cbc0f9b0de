/** What a log line holds, as the program writes it: facts, and no address, whoever quoted it. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

function logged(facts: string): Record<string, unknown> {
  const program = `import { openLog } from './src/world/log.ts'; openLog('info').warn(${facts}, 'trouble');`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  return JSON.parse(stderr.trim());
}

it('facts are written as they are', () => {
  expect(
    logged("{ issue: 4, at: new Date(0), batches: [1, 2], reason: 'relay gone', none: null }"),
  ).toMatchObject({
    ...{
      level: 40,
      issue: 4,
      at: '1970-01-01T00:00:00.000Z',
      batches: [1, 2],
      reason: 'relay gone',
      none: null,
    },
    msg: 'trouble',
  });
});

it('an address that a server quoted is not, however deep; places in a stack stay', () => {
  const stack = 'Error: Key (email_key)=(marie@example.org) exists\\n    at f (/node_modules/@hono/x.js:1:2)';
  const line = logged(
    `{ reason: '550 <Marie.D+x@example.org> unknown', deep: [{ to: 'zoé@exemple.fr' }], stack: '${stack}' }`,
  );
  expect(JSON.stringify(line)).not.toMatch(/example|exemple/);
  expect(line).toMatchObject({ reason: '550 <…@…> unknown', deep: [{ to: '…@…' }] });
  expect(line.stack).toContain('at f (/node_modules/@hono/x.js:1:2)');
});

it('goes nowhere once its reader has ended, and what is at work comes to its end', () => {
  const program = `import { openLog } from './src/world/log.ts'; const log = openLog('info');
    process.stdin.once('end', () => { for (let n = 0; n < 3; n++) log.warn({ n }, 'nobody'); console.log('through'); }).resume();`;
  const command = 'exec 3>&1; (sleep 0.2; printf x) | "$0" --input-type=module -e "$1" 2>&1 >&3 | true';
  const { stdout } = spawnSync('bash', ['-c', command, process.execPath, program], { encoding: 'utf8' });
  expect(stdout).toBe('through\n');
});
