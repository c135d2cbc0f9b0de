/** An edition made ready for its readers: whatever is the same for all of them is done here, once. */
import { noTracking } from '../audience/tracking.ts';
import type { Edition } from '../issue/edition.ts';
import type { SigningKey } from './dkim.ts';
import { addressField, type HeaderField, listIdField, tokenField } from './header.ts';
import { linkStyleOf } from './link-style.ts';
import type { Reader } from './reader.ts';
import { type EncodedTexts, segmentVariant, type VariantSegments } from './segments.ts';
import { communesOf, type ParsedEdition, parseEdition, sectionsOf, variantFor } from './variant.ts';

export type PrepareOptions = {
  /** Each key signs every letter: RSA and Ed25519 side by side, or an old and a new selector during a rotation. */
  readonly signing?: readonly SigningKey[];
  /** Where this links are counted, as in `https://…/r/lhebdo/2026-W48`; without it they stay as they are. */
  readonly countedAt?: string;
};

export type PreparedEdition = {
  readonly parsed: ParsedEdition;
  readonly communes: ReadonlySet<string>;
  /** Rubriques that a reader's choice may put first. */
  readonly sections: ReadonlySet<string>;
  readonly boundary: string;
  /** The fields that no reader changes. */
  readonly fields: {
    readonly from: HeaderField;
    readonly replyTo: HeaderField | null;
    readonly rest: readonly HeaderField[];
  };
  readonly signing: readonly SigningKey[];
  readonly countedAt: string | null;
  /** Each static text of the edition, encoded once for whichever variants show it. */
  readonly encoded: EncodedTexts;
  /** Variants by their answers, put together when the first reader of each comes; at most `mostVariants` are kept. */
  readonly variants: Map<string, VariantSegments>;
};

/** A variant is some 100 kB. One that was dropped is put together again from encoded texts in a tenth of a millisecond. */
const mostVariants = 200;

/** Prepares an edition that passed checkSlots; throws where a slot is broken or the sender's address is unusable. */
export function prepareEdition(edition: Edition, options: PrepareOptions = {}): PreparedEdition {
  const { content } = edition;
  const parsed = parseEdition(content);
  // "=_" cannot occur in quoted-printable text (RFC 2045, 6.7), so no body can contain this boundary.
  const boundary = `=_hebdo_${edition.hash.slice(0, 32)}`;
  return {
    parsed,
    communes: communesOf(parsed),
    sections: sectionsOf(parsed),
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
    countedAt: options.countedAt ?? null,
    encoded: new Map(),
    variants: new Map(),
  };
}

/** The reader's variant: readers whose answers and rubriques make the same letter share it. */
export function segmentsFor(prepared: PreparedEdition, reader: Reader): VariantSegments {
  const commune = reader.commune !== null && prepared.communes.has(reader.commune) ? reader.commune : null;
  const moreCommunes = named(reader.moreCommunes, (one) => one !== commune && prepared.communes.has(one));
  const sections = named(reader.sections, (one) => prepared.sections.has(one));
  const style = linkStyleOf(prepared.parsed.links, reader, prepared.countedAt);
  const agreed = `${style.kind === 'own' ? '+clicks' : ''}${reader.tracking?.opens ? '+opens' : ''}`;
  const key = `${reader.premium ? 'premium' : 'free'}${agreed} ${commune ?? ''}${furtherKey(moreCommunes, sections)}`;
  const known = prepared.variants.get(key);
  if (known !== undefined) return known;
  const { premium, tracking = noTracking } = reader;
  const standing = { premium, commune, moreCommunes, sections, tracking };
  const variant = variantFor(prepared.parsed, standing, style);
  const segments = segmentVariant(variant, prepared.boundary, prepared.encoded);
  for (const oldest of prepared.variants.keys()) {
    if (prepared.variants.size < mostVariants) break;
    prepared.variants.delete(oldest);
  }
  prepared.variants.set(key, segments);
  return segments;
}

const none: readonly string[] = [];

function named(ids: readonly string[] | undefined, counts: (id: string) => boolean): readonly string[] {
  return ids === undefined || ids.length === 0 ? none : ids.filter(counts).sort();
}

function furtherKey(moreCommunes: readonly string[], sections: readonly string[]): string {
  if (moreCommunes.length === 0 && sections.length === 0) return '';
  return ` ${moreCommunes.join(',')} ${sections.join(',')}`;
}
