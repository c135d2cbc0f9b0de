/** First step of an import: a file's bytes become text, whatever the program that wrote it. */
import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type GuessedEncoding =
  | { readonly kind: 'text'; readonly encoding: Encoding }
  | { readonly kind: 'binary'; readonly looksLike: string };

/** Longer than any line of a list of people: beyond it the file has no line breaks, and memory is held. */
const longestLine = 1 << 20;

/** Guesses from the first bytes of the file (some kilobytes): byte order mark, zero bytes, then validity as UTF-8. */
export function guessEncoding(head: Uint8Array): GuessedEncoding {
  const starts = (...bytes: number[]) => bytes.every((byte, at) => head[at] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04))
    return { kind: 'binary', looksLike: 'a spreadsheet (.xlsx, .ods) or zip file' };
  if (starts(0x1f, 0x8b)) return { kind: 'binary', looksLike: 'a compressed file (.gz)' };
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return { kind: 'binary', looksLike: 'an old spreadsheet (.xls)' };
  if (starts(0xff, 0xfe)) return { kind: 'text', encoding: 'utf-16le' };
  if (starts(0xfe, 0xff)) return { kind: 'text', encoding: 'utf-16be' };
  return (
    guessByZeros(head) ?? { kind: 'text', encoding: isUtf8(wholeCharacters(head)) ? 'utf-8' : 'windows-1252' }
  );
}

/** Text in pieces. Lines that are not UTF-8 in a file that otherwise is are read as windows-1252: files get pasted together. */
export async function* decode(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const decoder = new TextDecoder(encoding);
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
    return;
  }
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    const end = lineEnd(bytes);
    yield decodeLines(bytes.subarray(0, end));
    rest = bytes.subarray(end);
  }
  yield decodeLines(rest);
}

/** Zero bytes mean UTF-16 without a mark when they alternate with ASCII, and no text at all otherwise. */
function guessByZeros(head: Uint8Array): GuessedEncoding | null {
  if (!head.includes(0)) return null;
  const zeros = (parity: number) => head.filter((byte, at) => at % 2 === parity && byte === 0).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (even === 0 && odd > head.length / 4) return { kind: 'text', encoding: 'utf-16le' };
  if (odd === 0 && even > head.length / 4) return { kind: 'text', encoding: 'utf-16be' };
  return { kind: 'binary', looksLike: 'a file of zero bytes and no text' };
}

/** Without the character that the cut may have gone through. */
function wholeCharacters(head: Uint8Array): Uint8Array {
  let end = head.length;
  while (end > 0 && head.length - end < 3 && ((head[end - 1] ?? 0) & 0xc0) === 0x80) end--;
  return ((head[end - 1] ?? 0) & 0xc0) === 0xc0 ? head.subarray(0, end - 1) : head;
}

/** Just after the last line break, so that no character is cut. A final CR may have its LF in the next chunk. */
function lineEnd(bytes: Buffer): number {
  const end = Math.max(bytes.lastIndexOf(0x0a), bytes.lastIndexOf(0x0d, bytes.length - 2)) + 1;
  return end === 0 && bytes.length > longestLine ? bytes.length : end;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const windows1252 = new TextDecoder('windows-1252');

function decodeLines(bytes: Buffer): string {
  if (isUtf8(bytes)) return utf8.decode(bytes);
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(0x0a, from);
    const until = found === -1 ? bytes.length : found + 1;
    const line = bytes.subarray(from, until);
    lines.push((isUtf8(line) ? utf8 : windows1252).decode(line));
    from = until;
  }
  return lines.join('');
}
