import { expect, it } from 'vitest';
import { pacing } from '../../src/app/pacing.ts';
import { openPaper } from '../support/outbox.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

it('who waits for a provider that has had enough is not told to ask at once because another one has room', async () => {
  await using paper = await openPaper(0);
  const { shares, slowDown } = pacing(paper.database.pool, log, { gmail: 1000, orange: 1000 });
  const roomy = async () => (await shares(5)).paced.every(({ letters }) => letters > 0);
  await expect.poll(roomy).toBe(true);
  await slowDown('orange', '450 4.7.28 Unusual rate of mail');
  // The claim that follows may find none of gmail in line: only orange is waited for.
  const { paced, againInMs } = await shares(5);
  expect(paced.find(({ provider }) => provider === 'orange')).toMatchObject({ letters: 0 });
  expect(againInMs).toBeGreaterThan(0);
});
