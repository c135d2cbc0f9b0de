/** The database falls silent in mid-send: no connection is closed, no statement is answered. */
import { expect, it } from 'vitest';
import { connectDatabase } from '../../src/world/db/database.ts';
import { createDatabase } from '../support/database.ts';
import { openLine } from '../support/line.ts';
import { newsletterName, openPaper, period } from '../support/outbox.ts';
import { quickTimes, sampleNewsletter, startProcess } from '../support/sender.ts';

const { signal } = new AbortController();

it('no connection waits for ever, and what the server executes late does no harm', async () => {
  const url = await createDatabase();
  await using paper = await openPaper(120, undefined, {}, {}, url);
  const address = new URL(url);
  await using line = await openLine(Number(address.port));
  address.port = String(line.port);
  await using database = connectDatabase(address.href, { connections: 8, onError: () => {}, connectMs: 500 });
  const newsletter = await sampleNewsletter(newsletterName);
  const place = { database, newsletter, rung: [], relayUrl: paper.server.url };
  await using one = startProcess(place, { ...quickTimes, answerMs: 400 }, 4);
  let dots = 0;
  paper.server.script = (moment) => {
    if (moment === 'dot' && ++dots === 40) line.fallSilent();
    return undefined;
  };
  const sent = one.send(newsletterName, period, { signal });
  // Statements under way are given up, and what is told is offered again over new connections, which are silent, too.
  await expect.poll(line.givenUp).toBeGreaterThanOrEqual(4);
  line.speakAgain();
  expect(await sent).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 120, unknown: 0 } } });
  expect(dots).toBe(120);
  expect(new Set(paper.server.letters.map(({ to }) => to)).size).toBe(120);
  expect(paper.server.letters.length).toBe(120);
});
