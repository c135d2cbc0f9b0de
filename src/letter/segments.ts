/** The body of a variant as pieces that are encoded once: a reader's letter fills only the slots between them. */
import { createHash, type Hash } from 'node:crypto';
import type { LetterPart } from './check.ts';
import { relaxedBody } from './dkim.ts';
import { encodePiece } from './quoted-printable.ts';
import type { Run, Variant } from './variant.ts';

type Slot = Extract<Run, { kind: 'slot' }>;
/** canonical is what a DKIM body hash takes of the same bytes. */
type BodyPiece =
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly canonical: Buffer }
  | { readonly kind: 'slot'; readonly slot: Slot; readonly part: LetterPart };

export type VariantSegments = {
  readonly subject: readonly Run[];
  readonly pieces: readonly BodyPiece[];
  /** SHA-256 over the canonical bytes before the first slot: a state to copy, never to update. */
  readonly prefixHash: Hash;
  /** The first piece that prefixHash does not cover. */
  readonly afterPrefix: number;
};

const partHeaders = (type: string, boundary: string) =>
  `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;

/** multipart/alternative, the plain text first because readers show the last part they understand (RFC 2046, 5.1.4). */
export function segmentVariant(variant: Variant, boundary: string): VariantSegments {
  const pieces = joinBytes([
    bytesOf(partHeaders('text/plain', boundary)),
    ...piecesOf(variant.text, 'text'),
    bytesOf(`\r\n${partHeaders('text/html', boundary)}`),
    ...piecesOf(variant.html, 'html'),
    bytesOf(`\r\n--${boundary}--\r\n`),
  ]);
  const firstSlot = pieces.findIndex((piece) => piece.kind === 'slot');
  const afterPrefix = firstSlot < 0 ? pieces.length : firstSlot;
  const prefixHash = createHash('sha256');
  for (const piece of pieces.slice(0, afterPrefix))
    if (piece.kind === 'bytes') prefixHash.update(piece.canonical);
  return { subject: variant.subject, pieces, prefixHash, afterPrefix };
}

function piecesOf(runs: readonly Run[], part: LetterPart): BodyPiece[] {
  return runs.map((run) =>
    run.kind === 'text' ? bytesOf(encodePiece(run.text)) : { kind: 'slot', slot: run, part },
  );
}

/** Every piece holds whole lines, so canonicalising the pieces is canonicalising the body. */
function bytesOf(encoded: string): BodyPiece {
  const canonical = relaxedBody(encoded);
  const bytes = Buffer.from(encoded, 'latin1');
  return {
    kind: 'bytes',
    bytes,
    canonical: canonical === encoded ? bytes : Buffer.from(canonical, 'latin1'),
  };
}

function joinBytes(pieces: readonly BodyPiece[]): BodyPiece[] {
  const joined: BodyPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === 'bytes' && last?.kind === 'bytes') {
      joined[joined.length - 1] = {
        kind: 'bytes',
        bytes: Buffer.concat([last.bytes, piece.bytes]),
        canonical: Buffer.concat([last.canonical, piece.canonical]),
      };
    } else joined.push(piece);
  }
  return joined;
}
