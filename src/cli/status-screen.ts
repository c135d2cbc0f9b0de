/** What `hebdo status` draws on a terminal while letters leave: as much as fits, the most telling first. */
import type { styleText } from 'node:util';
import { type LetterCounts, openLetters } from '../outbox/ledger.ts';
import type { Status } from '../outbox/status.ts';

export type Size = { readonly columns: number; readonly rows: number };
type Style = Parameters<typeof styleText>[0];
/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

export type Look = {
  readonly now: Extract<Status, { kind: 'started' }>;
  /** What status says of it, the headline first and the tables last. */
  readonly lines: readonly string[];
  /** When it was looked up, and what stands in the way of looking again. */
  readonly at: Date;
  readonly trouble: string | null;
};

/** At most as many lines as the terminal has, none longer than it is wide. */
export function screen({ now, lines, at, trouble }: Look, { columns, rows }: Size, paint: Paint): string[] {
  const [headline = '', ...rest] = lines;
  const foot = footLines(now.live.movedAt, at, trouble).map((line) => cut(line, columns));
  const room = Math.max(0, rows - foot.length - 4);
  const body = shortened(arranged(rest, columns), room).map((line) => cut(line, columns));
  return [
    paint('bold', cut(headline, columns)),
    bar(now.progress, columns, paint),
    '',
    ...body.map((line) => (/^\S/.test(line) ? paint('bold', line) : line)),
    '',
    ...foot.map((line) => paint('dim', line)),
  ].slice(0, rows);
}

/** Sentences go on in the next line, rows of tables end where the terminal does. */
function arranged(lines: readonly string[], columns: number): string[] {
  const tables = lines.indexOf('');
  const sentences = tables === -1 ? lines : lines.slice(0, tables);
  return [...sentences.flatMap((line) => wrapped(line, columns)), ...lines.slice(sentences.length)];
}

/** On a terminal that is too narrow for words the line is left to be cut. */
function wrapped(line: string, columns: number): string[] {
  if (line.length <= columns || columns < 20) return [line];
  const space = line.lastIndexOf(' ', columns);
  const end = line.slice(0, space).trim() === '' ? columns : space;
  const rest = line.slice(end).trim();
  return [line.slice(0, end), ...wrapped(`    ${rest}`, columns)];
}

function shortened(lines: readonly string[], room: number): readonly string[] {
  if (lines.length <= room) return lines;
  const kept = lines.slice(0, Math.max(0, room - 1));
  return [...kept, `  … ${lines.length - kept.length} more lines: --once shows them all`];
}

function cut(line: string, columns: number): string {
  return line.length <= columns ? line : `${line.slice(0, Math.max(0, columns - 1))}…`;
}

/** Kinds of letters by how they stand, each with a cell of its own as long as there is one of it. */
function bar(
  { letters, counts }: { letters: number; counts: LetterCounts },
  columns: number,
  paint: Paint,
): string {
  const share = 1 - openLetters(counts) / Math.max(1, letters);
  const percent = ` ${Math.floor(100 * share)} %`;
  const width = Math.max(10, Math.min(columns, 100) - percent.length);
  const cells = (count: number) =>
    count === 0 ? 0 : Math.max(1, Math.round((width * count) / Math.max(1, letters)));
  const { refused, given_up, unknown, suppressed, cancelled, deferred, pending, claimed, dotted } = counts;
  const others = [
    { glyph: '▓', style: 'red', count: cells(refused + given_up + unknown) },
    { glyph: '▓', style: 'dim', count: cells(suppressed + cancelled) },
    { glyph: '▒', style: 'yellow', count: cells(deferred) },
    { glyph: '░', style: 'dim', count: cells(pending + claimed + dotted) },
  ] as const;
  const taken = width - others.reduce((sum, { count }) => sum + count, 0);
  const parts = [{ glyph: '█', style: 'green', count: Math.max(0, taken) } as const, ...others];
  return `${parts.map(({ glyph, style, count }) => (count === 0 ? '' : paint(style, glyph.repeat(count)))).join('')}${percent}`;
}

function footLines(movedAt: Date | null, at: Date, trouble: string | null): string[] {
  const moved = movedAt === null ? 'no letter has moved yet' : `last letter at ${clock(movedAt)}`;
  return [
    ...(trouble === null ? [] : [`These are the figures of ${clock(at)}: ${trouble}`]),
    `Ctrl-C leaves this screen, the send goes on · ${moved} · looked at ${clock(at)}`,
  ];
}

/** As the clock of whoever sits there shows it. */
function clock(at: Date): string {
  return at.toLocaleTimeString('en-GB');
}
