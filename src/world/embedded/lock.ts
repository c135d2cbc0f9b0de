/** Locks between processes that the kernel itself gives back: a holder that is killed holds nothing. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Node has no flock(2); SQLite's file locks are the same kernel locks, on every platform and without a native
 * module of our own. The files stay empty: nothing is ever written to them.
 */
type Mode = 'alone' | 'together';

/** Takes the lock if nobody is in its way at this moment; null otherwise. */
export function tryLock(file: string, mode: Mode): Disposable | null {
  const holder = new DatabaseSync(file, { timeout: 0 });
  try {
    holder.exec(mode === 'alone' ? 'begin exclusive' : 'begin; select count(*) from sqlite_master');
  } catch (error) {
    holder.close();
    if (isBusy(error)) return null;
    throw new Error(`Could not lock ${file}: ${String(error)}. Is its folder writable and on a local disk?`);
  }
  return { [Symbol.dispose]: () => holder.close() };
}

/** Waits for the lock, at most patience milliseconds. Throws when it is not free by then. */
export async function lock(file: string, mode: Mode, patience: number): Promise<Disposable> {
  const until = Date.now() + patience;
  for (;;) {
    const held = tryLock(file, mode);
    if (held) return held;
    if (Date.now() > until)
      throw new Error(
        `Another hebdo process has held ${file} for ${Math.round(patience / 1000)} s, ` +
          'which is longer than starting or stopping a database takes. Look for one that hangs and end it.',
      );
    await sleep(25);
  }
}

/** SQLITE_BUSY (5), with or without an extended code in its upper bytes. */
function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  return (code & 0xff) === 5;
}
