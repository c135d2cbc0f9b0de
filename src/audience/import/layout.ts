/** Third step of an import: the first line says which column holds what, in the words of many programs. */
import { parseEmailAddress } from '../address.ts';
import { type Columns, columnsOf, plain } from './columns.ts';
import { type Program, programOf } from './programs.ts';
import { recordReader } from './records.ts';

export type Layout = {
  readonly delimiter: string;
  readonly headers: readonly string[];
  readonly columns: Columns;
  /** What wrote the file, where its columns tell. */
  readonly program: Program | null;
};
export type GuessedLayout =
  | { readonly kind: 'layout'; readonly layout: Layout }
  /** seen: the first line's cells, addresses taken out. */
  | {
      readonly kind: 'refused';
      readonly reason: 'no_header' | 'no_email_column';
      readonly seen: readonly string[];
    };

const delimiters = [',', ';', '\t', '|'];

/** Reads the first line with each delimiter and keeps the reading that knows most columns. */
export function guessLayout(firstLine: string): GuessedLayout {
  const readings = delimiters.map((delimiter) => readHeader(firstLine, delimiter));
  const best = readings.reduce((one, other) => (knows(other) > knows(one) ? other : one));
  // A person where the names of the columns should stand: importing from line 2 would lose them silently.
  if (readings.some(({ headers }) => headers.some(isAddress)))
    return {
      kind: 'refused',
      reason: 'no_header',
      seen: best.headers.map((cell) => (isAddress(cell) ? '…@…' : cell)),
    };
  if (!best.columns.has('email')) return { kind: 'refused', reason: 'no_email_column', seen: best.headers };
  return { kind: 'layout', layout: best };
}

function readHeader(line: string, delimiter: string): Layout {
  const reader = recordReader(delimiter, () => false);
  const [record] = [...reader.read([{ number: 1, text: line }]), ...reader.end()];
  const headers = record?.kind === 'cells' ? record.cells.map((cell) => cell.trim()) : [];
  const spelled = headers.map(plain);
  const program = programOf(spelled);
  return { delimiter, headers, columns: columnsOf(spelled, program === 'Hebdo'), program };
}

/** An address column outweighs everything; then known columns; then more cells than the other delimiters give. */
function knows({ headers, columns }: Layout): number {
  return (columns.has('email') ? 1e6 : 0) + columns.size * 1e3 + headers.length;
}

const isAddress = (cell: string) => parseEmailAddress(cell).kind === 'address';
