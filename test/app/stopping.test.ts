/** A process that is told to stop while it sends: letters on the wire get their answer before the world is closed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openApp } from '../../src/app.ts';
import { parseEnvironment } from '../../src/config/environment.ts';
import { newsletterName, openPaper, period } from '../support/outbox.ts';

async function passingHome(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'hebdo-stopping-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

it('a send that the studio began ends with no doubt: the app closes after its letters were answered', async () => {
  await using paper = await openPaper(40);
  await using home = await passingHome();
  const parsed = parseEnvironment(
    { HEBDO_HOME: home.path, DATABASE_URL: paper.url, SMTP_URL: paper.server.url, LOG_LEVEL: 'silent' },
    process.cwd(),
  );
  if (parsed.kind === 'faults') throw new Error(JSON.stringify(parsed.faults));
  const app = await openApp(parsed.configuration);
  const answers = Promise.withResolvers<void>();
  let dots = 0;
  paper.server.script = async (moment) => {
    if (moment !== 'dot') return undefined;
    dots++;
    await answers.promise;
    return undefined;
  };
  const stop = new AbortController();
  // As the pages do it: nobody waits for the end.
  const sent = app.send(newsletterName, period, { signal: stop.signal }).catch((error: unknown) => error);
  await expect.poll(() => dots).toBeGreaterThanOrEqual(5);
  stop.abort();
  const closed = app[Symbol.asyncDispose]();
  answers.resolve();
  await closed;
  const { accepted, pending, ...others } = await paper.states();
  expect(others).toEqual({});
  expect(accepted).toBe(paper.server.letters.length);
  expect(await sent).toMatchObject({ kind: 'partly', because: { kind: 'stopped' } });
}, 60_000);
