import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { measurePicture, resizePicture } from '../../src/world/image-resize.ts';

const shape = { width: 686, height: 456 };
const paint = (width: number, height: number, alpha = false) =>
  sharp({
    create: {
      width,
      height,
      channels: alpha ? 4 : 3,
      background: { r: 200, g: 40, b: 40, alpha: alpha ? 0 : 1 },
    },
  });

describe('a picture becomes a JPEG of its frame', () => {
  it.each([
    ['JPEG', () => paint(1600, 1200).jpeg().toBuffer()],
    ['PNG', () => paint(1600, 1200).png().toBuffer()],
    ['WebP', () => paint(1600, 1200).webp().toBuffer()],
    ['AVIF', () => paint(800, 600).avif({ effort: 0 }).toBuffer()],
    ['GIF', () => paint(800, 600).gif().toBuffer()],
  ])('%s', async (_, make) => {
    const resized = await resizePicture(await make(), shape);
    if (resized.kind === 'unusable') throw new Error(resized.why.kind);
    expect(resized).toMatchObject({ width: 686, height: 456 });
    expect(await sharp(resized.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 686, height: 456 });
  });

  it('keeps the proportions of the frame without enlarging a small one', async () => {
    const resized = await resizePicture(await paint(300, 300).png().toBuffer(), shape);
    expect(resized).toMatchObject({ kind: 'resized', width: 300, height: 199 });
  });

  it('turns a photograph upright as its EXIF says', async () => {
    const sideways = await paint(456, 686).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await resizePicture(sideways, shape)).toMatchObject({ width: 686, height: 456 });
    expect(await measurePicture(sideways)).toEqual({ kind: 'measured', width: 686, height: 456 });
  });

  it('lays transparent pictures on white', async () => {
    const resized = await resizePicture(await paint(700, 500, true).png().toBuffer(), shape);
    if (resized.kind === 'unusable') throw new Error(resized.why.kind);
    const { channels } = await sharp(resized.bytes).stats();
    expect(Math.min(...channels.map(({ min }) => min))).toBeGreaterThan(250);
  });

  it('has the same hash for the same bytes', async () => {
    const bytes = await paint(700, 500).png().toBuffer();
    const [one, other] = await Promise.all([resizePicture(bytes, shape), resizePicture(bytes, shape)]);
    expect(one).toEqual(other);
  });
});

describe('what is no usable picture is a reason, never a throw', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><script>alert(1)</script></svg>';
  it.each([
    ['SVG', async () => Buffer.from(svg), { kind: 'other_format', format: 'svg' }],
    ['HTML', async () => Buffer.from('<!doctype html><title>404</title>'), { kind: 'unreadable' }],
    ['nothing', async () => Buffer.alloc(0), { kind: 'unreadable' }],
    [
      'a truncated JPEG',
      async () => (await paint(900, 900).jpeg().toBuffer()).subarray(0, 300),
      { kind: 'unreadable' },
    ],
    ['a counting pixel', () => paint(1, 1).png().toBuffer(), { kind: 'too_small', width: 1, height: 1 }],
    [
      'a decompression bomb',
      () => paint(9000, 9000).png().toBuffer(),
      { kind: 'unreadable', said: expect.stringContaining('pixel limit') },
    ],
  ])('%s', async (_, make, why) => {
    const bytes = await make();
    expect(await resizePicture(bytes, shape)).toMatchObject({ kind: 'unusable', why });
  });
});
