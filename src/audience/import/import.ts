/** The import of a list, from a file's bytes to stored people: streamed, counted, every bad row reported. */
import type { ImportOutcome } from './decide.ts';
import { decode, type Encoding, guessEncoding } from './encoding.ts';
import { type GuessedLayout, guessLayout, type Layout } from './layout.ts';
import { type Choosable, type Person, personReader } from './person.ts';
import { type Line, linesOf, recordReader } from './records.ts';
import { openSource } from './source.ts';
import { type ImportCounts, type ReportedRow, type Settled, tally } from './tally.ts';

export type FoundLayout = Layout & { readonly encoding: Encoding };
export type ImportResult =
  | { readonly kind: 'imported'; readonly layout: FoundLayout; readonly counts: ImportCounts }
  | { readonly kind: 'refused'; readonly reason: string; readonly seen: readonly string[] };
export type ImportNeeds = {
  /** The file's bytes, once. */
  readonly file: AsyncIterable<Uint8Array>;
  /**
   * Stores (or, in a dry run, only judges) people whose keys all differ; the words are in their order. line: with them
   * every row of the file up to there is stored.
   */
  readonly store: (people: readonly Person[], line: number) => Promise<readonly ImportOutcome[]>;
  readonly report: (row: ReportedRow) => void | Promise<void>;
  /** After each stored batch; what is counted so far, and bytes read. */
  readonly progress: (counts: Readonly<ImportCounts>, bytes: number) => void;
  /** Told before the first row. */
  readonly layout: (layout: FoundLayout) => void;
};

/** Imports a list. Throws only what the needs throw; a file that is no list of people is refused as a value. */
export async function importPeople(
  needs: ImportNeeds,
  {
    choosable,
    now,
    signal,
    from = null,
  }: {
    readonly choosable: Choosable;
    readonly now: Date;
    readonly signal: AbortSignal;
    /** Where an earlier import of the very same bytes was cut. */
    readonly from?: Settled | null;
  },
): Promise<ImportResult> {
  const source = await openSource(needs.file);
  const guessed = guessEncoding(source.head);
  if (guessed.kind === 'binary')
    return { kind: 'refused', reason: `it is ${guessed.looksLike}; save it as CSV first`, seen: [] };
  const lines = linesOf(decode(source.bytes(), guessed.encoding));
  const first = await readHeader(lines);
  if (first.kind === 'refused') return { kind: 'refused', reason: refusals[first.reason], seen: first.seen };
  const layout: FoundLayout = { ...first.layout, encoding: guessed.encoding };
  needs.layout(layout);
  const work = tally(needs, personReader(layout, choosable, now), { now, from });
  const [email = 0] = layout.columns.get('email') ?? [];
  const records = recordReader(layout.delimiter, (cells) => opensWithAddress(cells, email));
  await work.take(records.read(first.rest));
  for await (const more of lines) {
    signal.throwIfAborted();
    await work.take(records.read(more));
    await work.storeFull(source.read());
  }
  await work.take(records.end());
  await work.storeAll(source.read());
  return { kind: 'imported', layout, counts: work.counts };
}

/** Whether a line is a person by itself, quoted or not. After half a quote it is the end of a cell of several lines. */
function opensWithAddress(cells: readonly string[], email: number): boolean {
  const whole = (cell: string) => (cell.split('"').length - 1) % 2 === 0;
  return /^("?)[^\s@"]+@[^\s@"]+\.[^\s@"]+\1$/.test(cells[email] ?? '') && cells.slice(0, email).every(whole);
}

const refusals = {
  empty: 'the file is empty',
  no_header:
    'its first line holds a person where the names of the columns should stand; add a line such as «email,first_name,last_name» above it',
  no_email_column: 'no column is named like an e-mail address; name it «email»',
} as const;

type Header =
  | (Extract<GuessedLayout, { kind: 'layout' }> & { readonly rest: readonly Line[] })
  | { readonly kind: 'refused'; readonly reason: keyof typeof refusals; readonly seen: readonly string[] };

/** The first line that is not empty; Excel may write «sep=;» above it. */
async function readHeader(lines: AsyncGenerator<readonly Line[]>): Promise<Header> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) return { kind: 'refused', reason: 'empty', seen: [] };
    const at = value.findIndex(({ text }) => text.trim() !== '' && !/^"?sep=.?"?$/i.test(text));
    const header = value[at];
    if (header === undefined) continue;
    const guessed = guessLayout(header.text);
    return guessed.kind === 'layout' ? { ...guessed, rest: value.slice(at + 1) } : guessed;
  }
}
