/** The drill's hand on its relay: starts the process, gives it orders, knows its figures, reads its record. */
import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Fault } from './faults.ts';

export type SinkState = {
  readonly ports: readonly number[];
  readonly accepted: number;
  /** Connections broken off so far, and those of them between the dot and its answer. */
  readonly drops: number;
  readonly doubts: number;
  /** Connections that are open now, by port. */
  readonly open: readonly number[];
};
export type SinkOrder =
  | { readonly kind: 'pace'; readonly delayMs: number }
  | Extract<Fault, { kind: 'drop' }>
  /** No fault any more. */
  | { readonly kind: 'calm' };

export type Sink = AsyncDisposable & {
  readonly order: (order: SinkOrder) => void;
  /** A moment old at most. */
  readonly state: () => SinkState;
  /** The return path of every letter taken, in order. */
  readonly taken: () => Promise<readonly string[]>;
};

/** Starts the relay; it writes each letter it takes to `record`, and listens on so many ports. */
export async function openSink(record: string, ports: number): Promise<Sink> {
  // The build knows no .ts files.
  const program = fileURLToPath(import.meta.url.replace(/sink(\.[jt]s)$/, 'sink-process$1'));
  const child = fork(program, [record, String(ports)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let state: SinkState | undefined;
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The drill's relay ended at once (${code}).`)));
    child.on('message', (message) => {
      state = message as SinkState;
      resolve();
    });
  });
  return {
    order: (order) => {
      if (child.connected) child.send(order);
    },
    state: () => {
      if (state === undefined || !child.connected) throw new Error('The drill’s relay is gone.');
      return state;
    },
    taken: async () => (await readFile(record, 'utf8')).split('\n').slice(0, -1),
    [Symbol.asyncDispose]: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
