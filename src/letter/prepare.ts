/** An edition made ready for its readers: whatever is the same for all of them is done here, once. */
import type { Edition } from '../issue/edition.ts';
import type { SigningKey } from './dkim.ts';
import { addressField, type HeaderField, listIdField, tokenField } from './header.ts';
import type { Reader } from './reader.ts';
import { segmentVariant, type VariantSegments } from './segments.ts';
import { communesOf, type ParsedEdition, parseEdition, variantFor } from './variant.ts';

export type PrepareOptions = {
  /** Each key signs every letter: RSA and Ed25519 side by side, or an old and a new selector during a rotation. */
  readonly signing?: readonly SigningKey[];
};

export type PreparedEdition = {
  readonly parsed: ParsedEdition;
  readonly communes: ReadonlySet<string>;
  readonly boundary: string;
  /** The fields that no reader changes. */
  readonly fields: {
    readonly from: HeaderField;
    readonly replyTo: HeaderField | null;
    readonly rest: readonly HeaderField[];
  };
  readonly signing: readonly SigningKey[];
  /** Variants by their answers, encoded when the first reader of each comes; at most 2 × (communes + 1). */
  readonly variants: Map<string, VariantSegments>;
};

/** Prepares an edition that passed checkSlots; throws where a slot is broken or the sender's address is unusable. */
export function prepareEdition(edition: Edition, options: PrepareOptions = {}): PreparedEdition {
  const { content } = edition;
  const parsed = parseEdition(content);
  // "=_" cannot occur in quoted-printable text (RFC 2045, 6.7), so no body can contain this boundary.
  const boundary = `=_hebdo_${edition.hash.slice(0, 32)}`;
  return {
    parsed,
    communes: communesOf(parsed),
    boundary,
    fields: {
      from: addressField('From', content.from.name, content.from.address),
      replyTo: content.replyTo === null ? null : addressField('Reply-To', '', content.replyTo),
      rest: [
        { name: 'MIME-Version', line: 'MIME-Version: 1.0\r\n' },
        {
          name: 'Content-Type',
          line: `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n`,
        },
        tokenField('Content-Language', content.language),
        listIdField(content.listId.name, content.listId.id),
        // Not in a standard, yet what older absence responders look at (RFC 3834, 2). Auto-Submitted would be
        // wrong: people wrote this letter.
        { name: 'Precedence', line: 'Precedence: bulk\r\n' },
      ],
    },
    signing: options.signing ?? [],
    variants: new Map(),
  };
}

/** The reader's variant; the answers to all conditions follow from its key. */
export function segmentsFor(prepared: PreparedEdition, reader: Reader): VariantSegments {
  const commune = reader.commune !== null && prepared.communes.has(reader.commune) ? reader.commune : null;
  const key = `${reader.premium ? 'premium' : 'free'} ${commune ?? ''}`;
  const known = prepared.variants.get(key);
  if (known !== undefined) return known;
  const variant = variantFor(prepared.parsed, { premium: reader.premium, commune });
  const segments = segmentVariant(variant, prepared.boundary);
  prepared.variants.set(key, segments);
  return segments;
}
