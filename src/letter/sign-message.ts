/** A whole message that another program wrote, signed as letters are: service mail speaks for the same domain. */
import { createHash } from 'node:crypto';
import { relaxedBody, type SigningKey, signFields } from './dkim.ts';
import type { HeaderField } from './header.ts';

/** The message with one DKIM-Signature per key before its own fields. Lines end with CRLF, as SMTP has them. */
export function signMessage(message: Buffer, keys: readonly SigningKey[], date: Date): Buffer {
  if (keys.length === 0) return message;
  const text = message.toString('latin1');
  const blank = text.indexOf('\r\n\r\n');
  if (blank < 0) return message;
  const fields = fieldsOf(text.slice(0, blank + 2));
  const bodyHash = createHash('sha256')
    .update(wholeRelaxedBody(text.slice(blank + 4)), 'latin1')
    .digest('base64');
  const signatures = keys.map((key) => signFields(key, { fields, bodyHash, date }).line).join('');
  return Buffer.concat([Buffer.from(signatures, 'latin1'), message]);
}

/** A field goes on over every line that begins with a space (RFC 5322, 2.2.3). */
function fieldsOf(header: string): readonly HeaderField[] {
  const lines = header.split(/(?<=\r\n)(?![ \t])/);
  return lines
    .filter((line) => line.includes(':'))
    .map((line) => ({ name: line.slice(0, line.indexOf(':')), line }));
}

/** Empty lines at the end do not count, and a body that is not empty ends with one line end (RFC 6376, 3.4.4). */
function wholeRelaxedBody(body: string): string {
  const relaxed = relaxedBody(body.endsWith('\r\n') || body === '' ? body : `${body}\r\n`);
  const trimmed = relaxed.replace(/(?:\r\n)+$/, '');
  return trimmed === '' ? '' : `${trimmed}\r\n`;
}
