/** An editor's file becomes a picture that may be kept: known by its bytes, read to its end, written anew without what it hid. */
import { createHash } from 'node:crypto';
import { heaviestUpload, type UploadRefusal } from '../issue/uploaded-picture.ts';
import { openSharp } from './sharp.ts';

export type ReadUpload =
  | {
      readonly kind: 'picture';
      /** Hex SHA-256 of `bytes`. */
      readonly hash: string;
      readonly width: number;
      readonly height: number;
      /** A JPEG without metadata. */
      readonly bytes: Buffer;
    }
  | { readonly kind: 'refused'; readonly reason: UploadRefusal };

type Format = 'jpeg' | 'png' | 'webp' | 'gif' | 'heif';

/** Decoded, 60 megapixels are 180 MB. */
const mostPixels = 60_000_000;
const smallestSide = 100;
/** Wide enough for every frame of a letter on a dense screen, in pixels. */
const keptSide = 2_000;

/** fileName: as the editor's machine calls it. Never throws: a file that is no usable picture is a reason. */
export async function readUpload(bytes: Buffer, fileName: string): Promise<ReadUpload> {
  if (bytes.length === 0) return refused({ kind: 'nothing' });
  if (bytes.length > heaviestUpload)
    return refused({ kind: 'too_heavy', bytes: bytes.length, most: heaviestUpload });
  // By the bytes, before any library reads them: an SVG is a document, and what is no picture is not tried.
  const format = formatOf(bytes);
  if (format === null) return refused({ kind: isSvg(bytes) ? 'svg' : 'not_a_picture' });
  const named = formatNamed(fileName);
  if (named !== null && named !== format) return refused({ kind: 'renamed', named, is: format });
  const sharp = await openSharp();
  try {
    // Only the header is read here, so that the sizes can be told before anything is decoded.
    const { pages = 1, autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
    const reason = whyUnusable(pages, autoOrient);
    if (reason !== null) return refused(reason);
    const { data, info } = await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
      .autoOrient()
      .resize({ width: keptSide, height: keptSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 88, mozjpeg: true })
      .toBuffer({ resolveWithObject: true });
    const hash = createHash('sha256').update(data).digest('hex');
    return { kind: 'picture', hash, width: info.width, height: info.height, bytes: data };
  } catch {
    return refused({ kind: 'broken' });
  }
}

function refused(reason: UploadRefusal): ReadUpload {
  return { kind: 'refused', reason };
}

function whyUnusable(
  pages: number,
  { width, height }: { readonly width: number; readonly height: number },
): UploadRefusal | null {
  if (pages > 1) return { kind: 'animated' };
  if (width * height > mostPixels)
    return { kind: 'too_large', width, height, megapixels: Math.round(mostPixels / 1_000_000) };
  if (Math.min(width, height) < smallestSide)
    return { kind: 'too_small', width, height, least: smallestSide };
  return null;
}

/** The first bytes of each format that mail can show or that we can turn into one. */
function formatOf(bytes: Buffer): Format | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))) return 'png';
  const at = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (at(0, 4) === 'RIFF' && at(8, 12) === 'WEBP') return 'webp';
  if (at(0, 6) === 'GIF87a' || at(0, 6) === 'GIF89a') return 'gif';
  if (at(4, 8) === 'ftyp' && /^(avif|avis|heic|heix|mif1|msf1)$/.test(at(8, 12))) return 'heif';
  return null;
}

const extensions: Readonly<Record<string, Format>> = {
  jpg: 'jpeg',
  jpeg: 'jpeg',
  jfif: 'jpeg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
  avif: 'heif',
  heic: 'heif',
  heif: 'heif',
};

/** What the name claims; null when it claims no format of ours, and then the bytes alone decide. */
function formatNamed(fileName: string): Format | null {
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(extensions, extension) ? (extensions[extension] ?? null) : null;
}

function isSvg(bytes: Buffer): boolean {
  return /<svg[\s>]/i.test(bytes.toString('utf8', 0, 4_096));
}
