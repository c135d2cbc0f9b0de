/** Quoted-printable (RFC 2045, 6.7), written so that pieces encoded apart can stand one after another. */

/** Longest encoded line, its soft break included. */
const longestLine = 76;
const softBreak = '=\r\n';
const hexOf = Array.from(
  { length: 256 },
  (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
);
/** Every character stands for itself, except a dot where a line begins. */
const plainValue = /^[!-<>-~]+$/;

/**
 * Encodes text whose line ends are LF. The piece begins on a fresh line and ends one: where the text does not end with
 * a line end, a soft break ends the line, so that pieces may be concatenated and decode to the concatenated texts.
 *
 * No line begins with a dot, which is therefore never to be stuffed (RFC 5321, 4.5.2), nor with «From », which old
 * mail stores rewrite and so break signatures.
 */
export function encodePiece(text: string): string {
  if (text === '') return '';
  if (plainValue.test(text)) return breakPlain(text);
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const whole = lines.map((line) => `${encodeLine(line, true)}\r\n`).join('');
  return last === '' ? whole : `${whole}${encodeLine(last, false)}${softBreak}`;
}

/** What most values are: an address, a name. Its last line is ended too. */
function breakPlain(text: string): string {
  let encoded = '';
  for (let at = 0; at < text.length; ) {
    const stuffed = text[at] === '.';
    const next = at + longestLine - (stuffed ? 3 : 1);
    encoded += (stuffed ? `=2E${text.slice(at + 1, next)}` : text.slice(at, next)) + softBreak;
    at = next;
  }
  return encoded;
}

/** One line without its end; hard when a line end follows, before which a space would be lost. */
function encodeLine(line: string, hard: boolean): string {
  const bytes = Buffer.from(line, 'utf8');
  let encoded = '';
  let column = 0;
  for (let at = 0; at < bytes.length; at++) {
    const ends = at === bytes.length - 1;
    let token = tokenFor(bytes, at, column === 0, hard && ends);
    // The last column is kept for the soft break's "=".
    if (column + token.length > longestLine - 1) {
      encoded += softBreak;
      column = 0;
      token = tokenFor(bytes, at, true, hard && ends);
    }
    encoded += token;
    column += token.length;
  }
  return encoded;
}

function tokenFor(bytes: Buffer, at: number, startsLine: boolean, endsLine: boolean): string {
  const byte = bytes[at] ?? 0;
  const literal = byte === 0x20 || byte === 0x09 ? !endsLine : byte > 0x20 && byte < 0x7f && byte !== 0x3d;
  const misread = startsLine && (byte === 0x2e || (byte === 0x46 && isFromLine(bytes, at)));
  return literal && !misread ? String.fromCharCode(byte) : (hexOf[byte] ?? '');
}

function isFromLine(bytes: Buffer, at: number): boolean {
  return bytes.toString('latin1', at, at + 5) === 'From ';
}
