/** Which way envelopes travel: both are tried, and what a relay answers faster is kept until the next trial. */
import { expect, it } from 'vitest';
import { afterOverlapBroke, learnTurnaround, startTrial, type Trial } from '../../src/outbox/envelope-way.ts';

/** So many letters, each with the turnaround that its way has. */
function letters(trial: Trial, count: number, ms: { one_group: number; overlapped: number }): Trial {
  let now = trial;
  for (let letter = 0; letter < count; letter++) now = learnTurnaround(now, now.way, ms[now.way]);
  return now;
}

it('begins with the way that no relay minds', () => {
  expect(startTrial()).toMatchObject({ phase: 'first', way: 'one_group' });
});

it.each([
  ['clearly faster', { one_group: 40, overlapped: 21 }, 'overlapped'],
  ['as fast', { one_group: 1, overlapped: 1 }, 'one_group'],
  ['a little faster', { one_group: 1, overlapped: 0.95 }, 'one_group'],
  ['slower, as by delayed acknowledgements', { one_group: 10, overlapped: 41 }, 'one_group'],
] as const)('where overlapping is %s, %j, it ends with %s', (_, ms, way) => {
  expect(letters(startTrial(), 79, ms).phase).toBe('second');
  expect(letters(startTrial(), 80, ms)).toMatchObject({ phase: 'chosen', way });
});

it('tries the other way again after a long stretch, and changes its mind with the relay', () => {
  const chosen = letters(startTrial(), 80, { one_group: 40, overlapped: 20 });
  const later = { one_group: 10, overlapped: 50 };
  const trying = letters(chosen, 2000, later);
  expect(trying).toMatchObject({ phase: 'second', way: 'one_group', one_group: { letters: 0 } });
  expect(letters(trying, 40, later)).toMatchObject({ phase: 'chosen', way: 'one_group' });
});

it('does not count letters of the other way as a trial', () => {
  const trying = letters(startTrial(), 40, { one_group: 40, overlapped: 20 });
  let now = trying;
  for (let letter = 0; letter < 500; letter++) now = learnTurnaround(now, 'one_group', 40);
  expect(now).toMatchObject({ phase: 'second', way: 'overlapped', left: trying.left });
});

it('leaves overlapping alone after a connection broke under it', () => {
  const chosen = letters(startTrial(), 80, { one_group: 40, overlapped: 20 });
  const broken = afterOverlapBroke(chosen);
  expect(broken).toMatchObject({ phase: 'chosen', way: 'one_group' });
  expect(letters(broken, 50_000, { one_group: 40, overlapped: 20 })).toMatchObject({ way: 'one_group' });
});
