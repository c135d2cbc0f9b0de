/** A list as CSV on stdout, where whoever asks for it may pipe it on. */
import { once } from 'node:events';

/** Waits for a slow reader; ends quietly when the reader has seen enough (`| head`). How many rows after the header. */
export async function toStdout(pieces: AsyncIterable<string>): Promise<number> {
  let closed = false;
  process.stdout.once('error', () => {
    closed = true;
  });
  let rows = -1;
  for await (const piece of pieces) {
    if (closed) break;
    if (!process.stdout.write(piece))
      await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]);
    rows += rowsIn(piece);
  }
  return rows;
}

/** Each row ends with CRLF, and values hold none: import folds line breaks. */
export const rowsIn = (piece: string) => piece.split('\r\n').length - 1;
