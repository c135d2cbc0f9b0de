/** The picture of a link to an issue where it is shared: 1200 × 630 (ogp.me), the lead's picture over the paper's colour. */
import { openSharp } from './sharp.ts';

const width = 1200;
const height = 630;
/** Pixels of the paper's colour under the picture. */
const band = 36;

/**
 * A JPEG. Without a picture: the paper's colour with the masthead's two rules. No words are drawn, because a server need
 * not have fonts; the title stands beside the picture anyway. Bytes that are no picture count as none.
 */
export async function sharePicture(picture: Uint8Array | null, colour: string): Promise<Buffer> {
  const sharp = await openSharp();
  const ground = sharp({ create: { width, height, channels: 3, background: colour } });
  const jpeg = { quality: 80, mozjpeg: true } as const;
  if (picture !== null) {
    const cover = await sharp(picture)
      .resize({ width, height: height - band, fit: 'cover', position: 'attention' })
      .flatten({ background: '#ffffff' })
      .toBuffer()
      .catch(() => null);
    if (cover !== null)
      return ground
        .composite([{ input: cover, top: 0, left: 0 }])
        .jpeg(jpeg)
        .toBuffer();
  }
  const rule = (top: number, thick: number) => ({
    input: { create: { width: width - 240, height: thick, channels: 3 as const, background: '#ffffff' } },
    top,
    left: 120,
  });
  return ground
    .composite([rule(292, 12), rule(322, 4)])
    .jpeg(jpeg)
    .toBuffer();
}
