/** The letter itself: a prepared edition and a reader in, the bytes that go on the wire out. */
import type { Hash } from 'node:crypto';
import type { LetterPart } from './check.ts';
import { relaxedBody, signFields, signFieldsOffThread, type Unsigned } from './dkim.ts';
import { fillSlot } from './fill.ts';
import { addressField, type HeaderField, textField, tokenField, urlField } from './header.ts';
import { type PreparedEdition, segmentsFor } from './prepare.ts';
import { encodePiece } from './quoted-printable.ts';
import type { LetterEnvelope, Reader } from './reader.ts';
import type { Run } from './run.ts';
import type { VariantSegments } from './segments.ts';

type Assembled = Unsigned & { readonly body: readonly Buffer[] };

/**
 * The whole message as buffers to be written one after another: header block first, then the body, CRLF throughout.
 * No line begins with a dot, so nothing is left to stuff, and the last line is ended: `.` CRLF may follow at once.
 *
 * The body's buffers are shared between letters: never write into them. Throws when the reader's address cannot be
 * written (ask wireAddress first); with a local part that is not ASCII the header needs SMTPUTF8.
 */
export function buildLetter(
  prepared: PreparedEdition,
  reader: Reader,
  envelope: LetterEnvelope,
): readonly Buffer[] {
  const letter = assemble(prepared, reader, envelope);
  const signatures = prepared.signing.map((key) => signFields(key, letter));
  return [headerBlock(signatures, letter.fields), ...letter.body];
}

/**
 * The same bytes; RSA signatures are computed in the thread pool, so that other cores share them (0.9 ms each, of which
 * this thread keeps a tenth). An Ed25519 signature takes 0.05 ms, less than the way to the pool and back.
 */
export async function buildLetterOffThread(
  prepared: PreparedEdition,
  reader: Reader,
  envelope: LetterEnvelope,
): Promise<readonly Buffer[]> {
  const letter = assemble(prepared, reader, envelope);
  if (prepared.signing.length === 0) return [headerBlock([], letter.fields), ...letter.body];
  const signatures = await Promise.all(
    prepared.signing.map((key) =>
      key.key.asymmetricKeyType === 'rsa' ? signFieldsOffThread(key, letter) : signFields(key, letter),
    ),
  );
  return [headerBlock(signatures, letter.fields), ...letter.body];
}

function assemble(prepared: PreparedEdition, reader: Reader, envelope: LetterEnvelope): Assembled {
  const segments = segmentsFor(prepared, reader);
  const hash = prepared.signing.length === 0 ? null : segments.prefixHash.copy();
  const body = fillBody(segments, reader, envelope, hash);
  const fields = fieldsOf(prepared, segments, reader, envelope);
  return { fields, body, bodyHash: hash?.digest('base64') ?? '', date: envelope.date };
}

function fillBody(
  segments: VariantSegments,
  reader: Reader,
  envelope: LetterEnvelope,
  hash: Hash | null,
): Buffer[] {
  // The signed part of a reader's own links: the same before each number, and encoded once.
  const own = new Map<LetterPart, string>();
  return segments.pieces.map((piece, at) => {
    if (piece.kind === 'bytes') {
      if (at >= segments.afterPrefix) hash?.update(piece.canonical);
      return piece.bytes;
    }
    const { slot, part } = piece;
    const known = slot.name === 'clicks_url' ? own.get(part) : undefined;
    const encoded = known ?? encodePiece(fillSlot(slot, part, reader, envelope.links));
    if (slot.name === 'clicks_url') own.set(part, encoded);
    hash?.update(relaxedBody(encoded), 'latin1');
    return Buffer.from(encoded, 'latin1');
  });
}

function fieldsOf(
  prepared: PreparedEdition,
  segments: VariantSegments,
  reader: Reader,
  envelope: LetterEnvelope,
): HeaderField[] {
  const { from, replyTo, rest } = prepared.fields;
  const name = [reader.firstName, reader.lastName].filter((part) => part !== null).join(' ');
  return [
    from,
    addressField('To', name, reader.email),
    ...(replyTo === null ? [] : [replyTo]),
    segments.subjectField ?? filledSubject(segments.subject, reader, envelope),
    // RFC 5322, 3.3: a numeric zone; "GMT" is only its obsolete spelling.
    { name: 'Date', line: `Date: ${envelope.date.toUTCString().replace('GMT', '+0000')}\r\n` },
    tokenField('Message-ID', `<${envelope.messageId}>`),
    ...rest,
    urlField('List-Unsubscribe', envelope.links.oneClick),
    // RFC 8058, 3.1: exactly this value.
    { name: 'List-Unsubscribe-Post', line: 'List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n' },
    tokenField('Feedback-ID', envelope.feedbackId),
  ];
}

function filledSubject(runs: readonly Run[], reader: Reader, { links }: LetterEnvelope): HeaderField {
  const texts = runs.map((run) => (run.kind === 'text' ? run.text : fillSlot(run, 'subject', reader, links)));
  return textField('Subject', texts.join(''));
}

function headerBlock(signatures: readonly HeaderField[], fields: readonly HeaderField[]): Buffer {
  let lines = '';
  for (const { line } of signatures) lines += line;
  for (const { line } of fields) lines += line;
  return Buffer.from(`${lines}\r\n`, 'utf8');
}
