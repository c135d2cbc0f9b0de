/** A file's bytes, whose beginning is looked at before they are read. */

const headSize = 64 * 1024;

export type Source = {
  /** At most the first 64 KiB or what came in the chunks up to there. */
  readonly head: Uint8Array;
  /** Everything, from the start; once. */
  readonly bytes: () => AsyncGenerator<Uint8Array>;
  /** How many bytes were read up to now. */
  readonly read: () => number;
};

/** Reads just enough chunks to guess from. */
export async function openSource(file: AsyncIterable<Uint8Array>): Promise<Source> {
  const chunks = file[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let read = 0;
  while (read < headSize) {
    const { value, done } = await chunks.next();
    if (done) break;
    first.push(value);
    read += value.length;
  }
  async function* bytes() {
    yield* first.splice(0);
    for (;;) {
      const { value, done } = await chunks.next();
      if (done) return;
      read += value.length;
      yield value;
    }
  }
  return { head: Buffer.concat(first).subarray(0, headSize), bytes, read: () => read };
}
