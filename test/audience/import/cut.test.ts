/** An import that is cut goes on at a line, however the bytes come the second time: nobody is left out, nobody told twice. */
import { expect, it } from 'vitest';
import type { ImportOutcome } from '../../../src/audience/import/decide.ts';
import { importPeople } from '../../../src/audience/import/import.ts';
import type { Person } from '../../../src/audience/import/person.ts';
import type { ReportedRow, Settled } from '../../../src/audience/import/tally.ts';

const header = 'Email Address,First Name,Status,NOTES';

/** Nine thousand rows: some refused, repeated, of several lines, or saying that somebody from far above left. */
const rows = Array.from({ length: 9_000 }, (_, at) => {
  if (at % 501 === 500) return `nobody.at.all,R${at},subscribed,`;
  if (at % 307 === 306) return `reader${at - 300}@example.org,Again,subscribed,`;
  if (at % 1999 === 1998) return `reader${at - 1900}@example.org,Left,unsubscribed,`;
  if (at % 701 === 700) return `reader${at}@example.org,R${at},subscribed,"a note\nof two lines"`;
  return `reader${at}@example.org,R${at},subscribed,`;
});
const file = Buffer.from([header, ...rows].join('\n'));

class Cut extends Error {}

/** chunk: bytes at a time. batches: after so many the power fails. */
async function run(chunk: number, batches: number, from: Settled | null) {
  async function* bytes() {
    for (let at = 0; at < file.length; at += chunk) yield file.subarray(at, at + chunk);
  }
  const stored: Person[] = [];
  const reported: ReportedRow[] = [];
  const outcomes: Partial<Record<ImportOutcome, number>> = { ...from?.outcomes };
  let settled: Settled | null = from;
  let left = batches;
  const counts = await importPeople(
    {
      file: bytes(),
      store: async (people, line) => {
        if (left-- === 0) throw new Cut();
        stored.push(...people);
        const told = people.map(
          ({ standing }): ImportOutcome => (standing === 'subscribed' ? 'added' : 'left'),
        );
        for (const outcome of told) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        settled = { line, outcomes: { ...outcomes } };
        return told;
      },
      report: (row) => void reported.push(row),
      progress: () => {},
      layout: () => {},
    },
    {
      choosable: { newsletter: 'lhebdo', communes: [], sections: [] },
      now: new Date('2026-11-24T06:00:00Z'),
      signal: new AbortController().signal,
      from,
    },
  ).then(
    (result) => (result.kind === 'imported' ? result.counts : null),
    (error) => {
      if (!(error instanceof Cut)) throw error;
      return null;
    },
  );
  return { stored, reported, settled, counts };
}

const told = (people: readonly Person[]) =>
  people.map(({ key, standing, firstName }) => `${key} ${standing} ${firstName}`);

it.each([
  [1, 65_536, 65_536],
  [2, 65_536, 1_000],
  [3, 900, 100_000],
  [4, 1_000_000, 777],
])('cut after %i batches, read by %i bytes and then by %i', async (batches, first, second) => {
  const whole = await run(first, Number.POSITIVE_INFINITY, null);
  const begun = await run(first, batches, null);
  expect(begun.counts).toBeNull();
  expect(begun.stored.length).toBe(batches * 2_000);
  const rest = await run(second, Number.POSITIVE_INFINITY, begun.settled);
  const [both, once] = [told([...begun.stored, ...rest.stored]), told(whole.stored)];
  // Each person who is there at the end of an import that nobody cut, by their last word.
  const last = (words: readonly string[]) => new Map(words.map((word) => [word.split(' ')[0], word]));
  expect(last(both)).toEqual(last(once));
  expect(rest.stored.length).toBeLessThan(whole.stored.length - begun.stored.length + 20);
  expect(rest.reported).toEqual(whole.reported);
  const { rows: read, refused, noted, unconfirmed } = whole.counts ?? {};
  expect(rest.counts).toMatchObject({ rows: read, refused, noted, unconfirmed });
  expect((rest.counts?.added ?? 0) + (rest.counts?.left ?? 0)).toBe(both.length);
});
