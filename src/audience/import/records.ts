/** Second step of an import: text becomes records with the number of their line, a broken one never eating its neighbours. */
import { parse } from 'csv-parse/sync';

export type CsvRecord = { readonly line: number; readonly raw: string } & (
  | { readonly kind: 'cells'; readonly cells: readonly string[] }
  | { readonly kind: 'broken'; readonly reason: string }
);
export type Line = { readonly number: number; readonly text: string };

/** A cell with line breaks is a note or an address on an envelope: longer ones are quotes that nobody closed. */
const longestCellLines = 20;

/** Characters. A file without line breaks is read in pieces of this length, so that memory is held. */
const longestLine = 1 << 20;

/** Cuts text pieces into numbered lines; LF, CRLF and CR all end one. Yields the lines of each piece together. */
export async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<readonly Line[]> {
  let number = 0;
  let rest = '';
  const numbered = (text: string): Line => ({ number: ++number, text });
  for await (const text of texts) {
    const all = rest + (number === 0 && rest === '' ? text.replace(/^\uFEFF/, '') : text);
    // A CR at the very end may be half of a CRLF.
    const pieces = (all.endsWith('\r') ? all.slice(0, -1) : all).split(/\r\n|\n|\r/);
    rest = (pieces.pop() ?? '') + (all.endsWith('\r') ? '\r' : '');
    if (rest.length > longestLine) {
      pieces.push(rest);
      rest = '';
    }
    if (pieces.length > 0) yield pieces.map(numbered);
  }
  const last = rest.replace(/\r$/, '');
  if (last !== '') yield [numbered(last)];
}

/** Joins the lines of quoted cells and parses. Lines come in pieces; call `end` after the last. */
export function recordReader(delimiter: string, startsRecord: (cells: readonly string[]) => boolean) {
  let waiting: readonly Line[] = [];
  const read = (lines: readonly Line[], last: boolean): readonly CsvRecord[] => {
    const groups: Group[] = [];
    let rest = [...waiting, ...lines];
    let at = 0;
    while (at < rest.length) {
      const group = nextGroup(rest, at, delimiter, startsRecord);
      if (group === null && !last) break;
      const taken = group ?? { lines: rest.slice(at, at + 1), broken: true };
      groups.push(taken);
      at += taken.lines.length;
    }
    rest = rest.slice(at);
    waiting = rest;
    return parseGroups(groups, delimiter);
  };
  return {
    read: (lines: readonly Line[]) => read(lines, false),
    end: () => read([], true),
  };
}

type Group = { readonly lines: readonly Line[]; readonly broken: boolean };

/** The lines of the record that starts here; null when its end has not been read yet. */
function nextGroup(
  lines: readonly Line[],
  from: number,
  delimiter: string,
  startsRecord: (cells: readonly string[]) => boolean,
): Group | null {
  let open = false;
  for (let at = from; at < lines.length && at - from < longestCellLines; at++) {
    const text = lines[at]?.text ?? '';
    // A line inside the quotes that would be a person by itself: the quote was never meant to stay open.
    if (at > from && startsRecord(text.split(delimiter)))
      return { lines: lines.slice(from, from + 1), broken: true };
    open = staysOpen(text, open, delimiter);
    if (!open) return { lines: lines.slice(from, at + 1), broken: false };
  }
  return lines.length - from < longestCellLines ? null : { lines: lines.slice(from, from + 1), broken: true };
}

/** Whether a quoted cell is open at the end of the line. A quote opens only at the start of a cell (RFC 4180). */
function staysOpen(text: string, wasOpen: boolean, delimiter: string): boolean {
  let at = wasOpen ? afterQuoted(text, 0, delimiter) : 0;
  while (at !== null) {
    if (text[at] === '"') at = afterQuoted(text, at + 1, delimiter);
    else {
      const next = text.indexOf(delimiter, at);
      if (next === -1) return false;
      at = next + 1;
    }
  }
  return true;
}

/** Where a quoted cell ends: at its delimiter or the line's end. null: not on this line. */
function afterQuoted(text: string, from: number, delimiter: string): number | null {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at)) {
    const next = text[at + 1];
    if (next === undefined || next === delimiter) return at + 1;
    // A doubled quote stands for one; any other character after a quote means that it was part of the text.
    at += next === '"' ? 2 : 1;
  }
  return null;
}

function parseGroups(groups: readonly Group[], delimiter: string): readonly CsvRecord[] {
  const parsed = parseQuoted(groups.filter(isQuoted).map(rawOf), delimiter).values();
  return groups.flatMap((group): CsvRecord[] => {
    const raw = rawOf(group);
    const line = group.lines[0]?.number ?? 0;
    if (group.broken) return [{ kind: 'broken', line, raw, reason: 'a quote that is never closed' }];
    const cells = isQuoted(group) ? parsed.next().value : raw.split(delimiter);
    if (!cells) return [{ kind: 'broken', line, raw, reason: 'quotes that cannot be understood' }];
    return cells.every((cell) => cell.trim() === '') ? [] : [{ kind: 'cells', line, raw, cells }];
  });
}

const isQuoted = (group: Group) => !group.broken && group.lines.some(({ text }) => text.includes('"'));
const rawOf = (group: Group) => group.lines.map(({ text }) => text).join('\n');

/** All at once, because a call per record costs more than the parsing; one by one where the counts disagree. */
function parseQuoted(raws: readonly string[], delimiter: string): readonly (readonly string[] | null)[] {
  const together = parseCsv(raws.join('\n'), delimiter);
  if (together?.length === raws.length) return together;
  return raws.map((raw) => {
    const alone = parseCsv(raw, delimiter);
    return alone?.length === 1 ? (alone[0] ?? null) : null;
  });
}

function parseCsv(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
    }) as string[][];
  } catch {
    return null;
  }
}
