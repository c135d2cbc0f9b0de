/** A piece of a body decodes to its text, and keeps the rules of lines wherever it is put. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodePiece } from '../../src/letter/quoted-printable.ts';
import { trickyText } from './tricky-text.ts';

const x = (count: number) => 'x'.repeat(count);

describe('an encoded piece', () => {
  test.each([
    ['', ''],
    ['Camille', 'Camille=\r\n'],
    ['.', '=2E=\r\n'],
    ['..', '=2E.=\r\n'],
    ['a.b', 'a.b=\r\n'],
    [x(75), `${x(75)}=\r\n`],
    [x(76), `${x(75)}=\r\nx=\r\n`],
    // A dot that would begin the second line takes three columns of it.
    [`${x(75)}.${x(73)}`, `${x(75)}=\r\n=2E${x(72)}=\r\nx=\r\n`],
    [`.${x(72)}.y`, `=2E${x(72)}=\r\n=2Ey=\r\n`],
    ['Zoé', 'Zo=C3=A9=\r\n'],
    ['a=b', 'a=3Db=\r\n'],
    ['From here', '=46rom here=\r\n'],
    ['two lines \n.', 'two lines=20\r\n=2E=\r\n'],
    ['👩', '=F0=9F=91=A9=\r\n'],
  ])('of %j is as RFC 2045 writes it', (text, encoded) => {
    expect(encodePiece(text)).toBe(encoded);
  });

  test('decodes to its text, whatever stands in it', () => {
    const value = fc.oneof(
      trickyText,
      fc.stringMatching(/^[!-~]{0,300}$/),
      fc.stringMatching(/^[.x]{70,160}$/),
    );
    fc.assert(
      fc.property(value, (text) => {
        const encoded = encodePiece(text);
        expect(decoded(encoded)).toBe(text.toWellFormed().replaceAll('\n', '\r\n'));
        const lines = encoded.split('\r\n');
        expect(lines.pop()).toBe('');
        for (const line of lines) {
          expect(line.length).toBeLessThanOrEqual(76);
          expect(line).not.toMatch(/^\.|^From |[ \t]$|[^\t\x20-\x7e]/);
        }
      }),
    );
  });
});

function decoded(encoded: string): string {
  const bytes = encoded
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
