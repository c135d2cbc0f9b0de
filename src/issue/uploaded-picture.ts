/** A picture that an editor brought: it has no address of its own, only the name of its bytes. */

const scheme = 'upload:';

/** How an item or a sponsor names it, where a found picture has its address. hash: hex SHA-256 of the kept file. */
export function uploadedAddress(hash: string): string {
  return `${scheme}${hash}`;
}

/** The kept file's hash; null for a picture that has an address. */
export function uploadedHash(address: string): string | null {
  const hash = address.startsWith(scheme) ? address.slice(scheme.length) : '';
  return /^[0-9a-f]{64}$/.test(hash) ? hash : null;
}

/** Why a file was not taken. */
export type UploadRefusal =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'no_alt' }
  /** Bytes, as is `most`. */
  | { readonly kind: 'too_heavy'; readonly bytes: number; readonly most: number }
  | { readonly kind: 'svg' }
  | { readonly kind: 'not_a_picture' }
  /** The name says one format, the bytes are another. */
  | { readonly kind: 'renamed'; readonly named: string; readonly is: string }
  | { readonly kind: 'animated' }
  | { readonly kind: 'too_small'; readonly width: number; readonly height: number; readonly least: number }
  | {
      readonly kind: 'too_large';
      readonly width: number;
      readonly height: number;
      readonly megapixels: number;
    }
  /** It begins like a picture and cannot be read to its end. */
  | { readonly kind: 'broken' };

/** The heaviest file that is taken, in bytes: a photograph of a good camera. */
export const heaviestUpload = 12_000_000;
