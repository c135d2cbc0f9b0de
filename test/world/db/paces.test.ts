/** The buckets of the pace limits when several processes take from them in the same moment. */
import { expect, it } from 'vitest';
import { changePaces, readPaces } from '../../../src/world/db/paces.ts';
import { openTestDatabase } from '../../support/database.ts';

it('no letter is given twice out of one bucket, however many take at once', async () => {
  await using database = await openTestDatabase();
  const { pool } = database;
  await changePaces(pool, ['gmail', 'orange'], (paces) => ({
    buckets: new Map(paces.map(({ provider, bucket }) => [provider, { ...bucket, tokens: 100 }])),
    result: undefined,
  }));
  // Each asks for both providers, every second one in the other order: none may wait for another one for ever.
  const takers = Array.from({ length: 40 }, (_, at) =>
    changePaces(pool, at % 2 === 0 ? ['gmail', 'orange'] : ['orange', 'gmail'], (paces) => ({
      buckets: new Map(
        paces.map(({ provider, bucket }) => [provider, { ...bucket, tokens: bucket.tokens - 1 }]),
      ),
      result: undefined,
    })),
  );
  await Promise.all(takers);
  const left = (await readPaces(pool)).map(({ provider, bucket }) => [provider, bucket.tokens]);
  expect(Object.fromEntries(left)).toEqual({ gmail: 60, orange: 60 });
});
