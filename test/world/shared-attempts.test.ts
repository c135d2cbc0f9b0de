import { expect, it, vi } from 'vitest';
import { sharedAttempts } from '../../src/world/shared-attempts.ts';

const never = new AbortController().signal;

/** An attempt that ends when the test says so, or with its asker. */
function heldAttempt(signal = never) {
  const held = Promise.withResolvers<string>();
  signal.addEventListener('abort', () => held.reject(signal.reason));
  return { ...held, attempt: vi.fn(() => held.promise) };
}

it('is made once for all who ask while it is under way, and anew afterwards', async () => {
  const shared = sharedAttempts<string>();
  const { resolve, attempt } = heldAttempt();
  const asked = [1, 2, 3].map(() => shared('a', never, attempt));
  const other = shared('b', never, async () => 'of another');
  resolve('answer');
  expect(await Promise.all(asked)).toEqual(['answer', 'answer', 'answer']);
  expect(await other).toBe('of another');
  expect(attempt).toHaveBeenCalledTimes(1);
  expect(await shared('a', never, async () => 'anew')).toBe('anew');
});

it('whose asker gives up is made by the next one, for those who wait after them too', async () => {
  const shared = sharedAttempts<string>();
  const impatient = new AbortController();
  const first = heldAttempt(impatient.signal);
  const second = heldAttempt();
  const given = shared('a', impatient.signal, first.attempt);
  const others = [1, 2].map(() => shared('a', never, second.attempt));
  impatient.abort(new Error('enough'));
  await expect(given).rejects.toThrow('enough');
  second.resolve('answer');
  expect(await Promise.all(others)).toEqual(['answer', 'answer']);
  expect(second.attempt).toHaveBeenCalledTimes(1);
});

it('that hangs is waited for no longer than whoever waits wants to', async () => {
  const shared = sharedAttempts<string>();
  const first = heldAttempt();
  const impatient = new AbortController();
  const given = shared('a', never, first.attempt);
  const waiting = shared('a', impatient.signal, async () => 'of its own');
  impatient.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  const third = shared('a', never, async () => 'of its own');
  first.resolve('answer');
  expect(await Promise.all([given, third])).toEqual(['answer', 'answer']);
});

it('that fails has failed for all who wait, unless they gave up themselves', async () => {
  const shared = sharedAttempts<string>();
  const { reject, attempt } = heldAttempt();
  const impatient = new AbortController();
  const asked = [never, never, impatient.signal].map((signal) => shared('a', signal, attempt));
  impatient.abort(new Error('enough'));
  reject(new Error('away'));
  const told = (await Promise.allSettled(asked)).map(
    (end) => end.status === 'rejected' && end.reason.message,
  );
  expect(told).toEqual(['away', 'away', 'enough']);
  expect(attempt).toHaveBeenCalledTimes(1);
});
