/** The body of a variant as pieces that are encoded once: a reader's letter fills only the slots between them. */
import { createHash, type Hash } from 'node:crypto';
import type { LetterPart } from './check.ts';
import { relaxedBody } from './dkim.ts';
import { type HeaderField, textField } from './header.ts';
import { encodePiece } from './quoted-printable.ts';
import type { Run } from './run.ts';
import type { Variant } from './variant.ts';

type Slot = Extract<Run, { kind: 'slot' }>;
/** canonical is what a DKIM body hash takes of the same bytes. */
type BodyPiece =
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly canonical: Buffer }
  | { readonly kind: 'slot'; readonly slot: Slot; readonly part: LetterPart };

type Bytes = Extract<BodyPiece, { kind: 'bytes' }>;
/** Texts of an edition and what became of them. */
export type EncodedTexts = Map<string, Bytes>;

export type VariantSegments = {
  readonly subject: readonly Run[];
  /** The whole field where no slot stands in it, as in most issues. */
  readonly subjectField: HeaderField | null;
  readonly pieces: readonly BodyPiece[];
  /** SHA-256 over the canonical bytes before the first slot: a state to copy, never to update. */
  readonly prefixHash: Hash;
  /** The first piece that prefixHash does not cover. */
  readonly afterPrefix: number;
};

const partHeaders = (type: string, boundary: string) =>
  `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;

/** multipart/alternative, the plain text first because readers show the last part they understand (RFC 2046, 5.1.4). */
export function segmentVariant(
  variant: Variant,
  boundary: string,
  encoded: EncodedTexts = new Map(),
): VariantSegments {
  const pieces = joinBytes([
    bytesOf(partHeaders('text/plain', boundary)),
    ...piecesOf(variant.text, 'text', encoded),
    bytesOf(`\r\n${partHeaders('text/html', boundary)}`),
    ...piecesOf(variant.html, 'html', encoded),
    bytesOf(`\r\n--${boundary}--\r\n`),
  ]);
  const firstSlot = pieces.findIndex((piece) => piece.kind === 'slot');
  const afterPrefix = firstSlot < 0 ? pieces.length : firstSlot;
  const prefixHash = createHash('sha256');
  for (const piece of pieces.slice(0, afterPrefix))
    if (piece.kind === 'bytes') prefixHash.update(piece.canonical);
  const { subject } = variant;
  return { subject, subjectField: fixedSubject(subject), pieces, prefixHash, afterPrefix };
}

function fixedSubject(runs: readonly Run[]): HeaderField | null {
  const texts = runs.flatMap((run) => (run.kind === 'text' ? [run.text] : []));
  return texts.length === runs.length ? textField('Subject', texts.join('')) : null;
}

function piecesOf(runs: readonly Run[], part: LetterPart, encoded: EncodedTexts): BodyPiece[] {
  return runs.map((run) =>
    run.kind === 'text' ? encodedOnce(run.text, encoded) : { kind: 'slot', slot: run, part },
  );
}

/** Most of a letter is the same in every variant, and encoding it is what a variant costs. */
function encodedOnce(text: string, encoded: EncodedTexts): Bytes {
  const known = encoded.get(text);
  if (known !== undefined) return known;
  const piece = bytesOf(encodePiece(text));
  encoded.set(text, piece);
  return piece;
}

/** Every piece holds whole lines, so canonicalising the pieces is canonicalising the body. */
function bytesOf(encoded: string): Bytes {
  const canonical = relaxedBody(encoded);
  const bytes = Buffer.from(encoded, 'latin1');
  return {
    kind: 'bytes',
    bytes,
    canonical: canonical === encoded ? bytes : Buffer.from(canonical, 'latin1'),
  };
}

/** Neighbours become one buffer each: fewer writes for every letter of the variant. */
function joinBytes(pieces: readonly BodyPiece[]): BodyPiece[] {
  const joined: BodyPiece[] = [];
  let run: Bytes[] = [];
  const endRun = () => {
    if (run.length > 0) joined.push(joinRun(run));
    run = [];
  };
  for (const piece of pieces) {
    if (piece.kind === 'bytes') run.push(piece);
    else {
      endRun();
      joined.push(piece);
    }
  }
  endRun();
  return joined;
}

function joinRun(run: readonly Bytes[]): Bytes {
  const bytes = Buffer.concat(run.map((piece) => piece.bytes));
  const same = run.every((piece) => piece.canonical === piece.bytes);
  const canonical = same ? bytes : Buffer.concat(run.map((piece) => piece.canonical));
  return { kind: 'bytes', bytes, canonical };
}
