/** Anybody can write to a return path: what is read of a mail is bounded before words are looked for in it. */

/** Our own letter, quoted twice, has half of them. Taking a mail apart costs some twenty microseconds a line. */
const mostLines = 10_000;
/** Characters; the longest notice that is known has a quarter of it. */
const mostRead = 64 * 1024;
/** About as long as a line of a mail may be (RFC 5322, 2.1.1). Some patterns take the square of a line's length. */
const longLine = /[^\r\n]{1000}(?=[^\r\n])/g;
/** Longer than any address (RFC 5321, 4.5.3.1). */
const longestAddress = 320;

/** The beginning of a mail. */
export function firstLines(bytes: Uint8Array): Uint8Array {
  let end = 0;
  for (let line = 0; line < mostLines; line++) {
    end = bytes.indexOf(0x0a, end) + 1;
    if (end === 0) return bytes;
  }
  return bytes.subarray(0, end);
}

/** The beginning of a text, its long lines folded as fields are (RFC 5322, 2.2.3). */
export function bounded(text: string): string {
  return text.slice(0, mostRead).replaceAll(longLine, '$&\n ');
}

/** Whatever may be an address in a text of any length, in its order. */
export function addressesIn(text: string): string[] {
  return text
    .split(/[\s<>"'(),;:]+/)
    .filter((word) => word.length <= longestAddress && word.includes('@', 1) && !word.endsWith('@'));
}
