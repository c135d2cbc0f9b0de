/** Turns the bytes of any picture into one that every mail client shows: a JPEG of the asked size. */
import { createHash } from 'node:crypto';
import type { Metadata } from 'sharp';
import type { UnusablePicture } from '../issue/picture-trouble.ts';
import { openSharp } from './sharp.ts';

/** Pixels. The picture is cropped to this shape around what draws the eye; a small one is not enlarged. */
export type Shape = { readonly width: number; readonly height: number };
export type Resized =
  | {
      readonly kind: 'resized';
      readonly hash: string;
      readonly width: number;
      readonly height: number;
      readonly bytes: Buffer;
    }
  | Unusable;
type Unusable = { readonly kind: 'unusable'; readonly why: UnusablePicture };

/** SVG is left out: it is a document that can hold scripts, and mail clients do not show it. */
const formats: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'avif']);
/** A pixel for counting, a logo, a spacer: nothing that a newspaper prints. */
const smallestSide = 100;
/** Decoded, 60 megapixels are 180 MB. */
const mostPixels = 60_000_000;

/** Never throws: bytes that are no usable picture are a reason. */
export async function resizePicture(bytes: Uint8Array, shape: Shape): Promise<Resized> {
  const sharp = await openSharp();
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' });
    const metadata = await picture.metadata();
    const why = whyUnusable(metadata);
    if (why !== null) return { kind: 'unusable', why };
    const { data, info } = await picture
      .autoOrient()
      .resize({ ...fitting(metadata, shape), fit: 'cover', position: 'attention' })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 78, mozjpeg: true })
      .toBuffer({ resolveWithObject: true });
    const hash = createHash('sha256').update(data).digest('hex');
    return { kind: 'resized', hash, width: info.width, height: info.height, bytes: data };
  } catch (error) {
    return unreadable(error);
  }
}

export type Measured =
  | { readonly kind: 'measured'; readonly width: number; readonly height: number }
  | Unusable;

/** The size of a picture as it is shown, turned upright. Never throws. */
export async function measurePicture(bytes: Uint8Array): Promise<Measured> {
  const sharp = await openSharp();
  try {
    const metadata = await sharp(bytes, { limitInputPixels: mostPixels }).metadata();
    const why = whyUnusable(metadata);
    return why === null ? { kind: 'measured', ...metadata.autoOrient } : { kind: 'unusable', why };
  } catch (error) {
    return unreadable(error);
  }
}

function unreadable(error: unknown): Unusable {
  const [said = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return { kind: 'unusable', why: { kind: 'unreadable', said } };
}

function whyUnusable({ format, autoOrient: { width, height } }: Metadata): UnusablePicture | null {
  if (!formats.has(format)) return { kind: 'other_format', format };
  if (Math.min(width, height) < smallestSide) return { kind: 'too_small', width, height };
  return null;
}

/** The largest shape of the same proportions that the picture fills without being enlarged. */
function fitting({ autoOrient }: Metadata, shape: Shape): Shape {
  const scale = Math.min(1, autoOrient.width / shape.width, autoOrient.height / shape.height);
  return { width: Math.round(shape.width * scale), height: Math.round(shape.height * scale) };
}
