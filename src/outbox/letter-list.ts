/** Who got what: the letters of one issue as a list, for an operator who asks for it. */
import { csvLine } from '../audience/csv.ts';
import type { SubscriberId } from '../audience/ids.ts';

const columns = [
  'email',
  'state',
  'provider',
  'attempts',
  'reply_code',
  'reply_enhanced',
  'reply',
  'tried_at',
  'settled_at',
  'next_at',
] as const;

/** reader, email: null of one who was erased since. */
export type ListedLetter = { readonly reader: SubscriberId | null } & Readonly<
  Record<(typeof columns)[number], string | number | Date | null>
>;

export type LetterPages = {
  /** The next letters after a reader, none at the end. */
  readonly page: (after: SubscriberId) => Promise<readonly ListedLetter[]>;
  /** Those whose readers were erased since. */
  readonly ofErased: () => Promise<readonly ListedLetter[]>;
};

/** CSV in pieces, the header first. */
export async function* lettersCsv(
  { page, ofErased }: LetterPages,
  signal: AbortSignal,
): AsyncGenerator<string> {
  yield csvLine(columns);
  let letters = await page(-1 as SubscriberId);
  for (let last = letters.at(-1); last?.reader; last = letters.at(-1)) {
    signal.throwIfAborted();
    yield linesOf(letters);
    letters = await page(last.reader);
  }
  yield linesOf(await ofErased());
}

function linesOf(letters: readonly ListedLetter[]): string {
  return letters.map((letter) => csvLine(columns.map((column) => letter[column]))).join('');
}
