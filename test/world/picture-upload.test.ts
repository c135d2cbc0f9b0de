/** Files that editors bring, good ones and the others: nothing that is refused leaves bytes behind. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readUpload } from '../../src/world/picture-upload.ts';

const paint = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 40, b: 40 } } });
const photograph = () =>
  paint(2400, 1600)
    .jpeg()
    .withExif({ IFD0: { Copyright: 'secret-owner' }, IFD3: { GPSLatitude: '43/1 17/1 0/1' } })
    .toBuffer();

describe('a picture is written anew', () => {
  it.each([
    ['photo.jpg', photograph],
    ['photo.JPEG', photograph],
    ['capture.png', () => paint(1200, 800).png().toBuffer()],
    ['capture.webp', () => paint(1200, 800).webp().toBuffer()],
    ['capture.avif', () => paint(400, 300).avif({ effort: 0 }).toBuffer()],
    ['fixe.gif', () => paint(400, 300).gif().toBuffer()],
    ['sans extension', photograph],
  ])('%s', async (name, make) => {
    const read = await readUpload(await make(), name);
    if (read.kind === 'refused') throw new Error(read.reason.kind);
    expect(await sharp(read.bytes).metadata()).toMatchObject({
      format: 'jpeg',
      width: read.width,
      height: read.height,
    });
    expect(read.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(Math.max(read.width, read.height)).toBeLessThanOrEqual(2000);
  });

  it('without what the camera wrote into it', async () => {
    const original = await photograph();
    expect(original.includes('secret-owner')).toBe(true);
    const read = await readUpload(original, 'photo.jpg');
    if (read.kind === 'refused') throw new Error(read.reason.kind);
    const { exif, xmp, iptc } = await sharp(read.bytes).metadata();
    expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
    expect(read.bytes.includes('secret-owner')).toBe(false);
  });

  it('upright, as its EXIF says', async () => {
    const sideways = await paint(400, 600).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await readUpload(sideways, 'a.jpg')).toMatchObject({ width: 600, height: 400 });
  });
});

describe('a file is refused with its reason', () => {
  const plainSvg = '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><path d="M0 0"/></svg>';
  const scripted = plainSvg.replace('<path', '<script>alert(1)</script><path');

  it.each<[string, string, () => Promise<Buffer> | Buffer, string]>([
    ['nothing', 'vide.jpg', () => Buffer.alloc(0), 'nothing'],
    ['an SVG', 'logo.svg', () => Buffer.from(plainSvg), 'svg'],
    ['an SVG with a script', 'logo.svg', () => Buffer.from(`<?xml version="1.0"?>\n${scripted}`), 'svg'],
    ['an SVG called PNG', 'logo.png', () => Buffer.from(scripted), 'svg'],
    [
      'a page called JPEG',
      'photo.jpg',
      () => Buffer.from('<!doctype html><script>x</script>'),
      'not_a_picture',
    ],
    [
      'a program called JPEG',
      'photo.jpg',
      () => Buffer.from('MZ\x90\0\x03'.padEnd(600, '\0')),
      'not_a_picture',
    ],
    ['a PNG called JPEG', 'photo.jpg', () => paint(300, 300).png().toBuffer(), 'renamed'],
    ['a picture of 100 megapixels', 'plan.png', () => paint(10_000, 10_000).png().toBuffer(), 'too_large'],
    [
      '20 MB',
      'photo.jpg',
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(2e7)]),
      'too_heavy',
    ],
    ['a truncated JPEG', 'photo.jpg', async () => (await photograph()).subarray(0, 9_000), 'broken'],
    [
      'a truncated PNG',
      'a.png',
      async () => (await paint(900, 900).png().toBuffer()).subarray(0, 900),
      'broken',
    ],
    ['a header alone', 'a.jpg', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'broken'],
    ['a counting pixel', 'p.png', () => paint(1, 1).png().toBuffer(), 'too_small'],
  ])('%s', async (_, name, make, reason) => {
    expect(await readUpload(await make(), name)).toEqual({
      kind: 'refused',
      reason: expect.objectContaining({ kind: reason }),
    });
  });

  it('an animated GIF', async () => {
    const frames = await Promise.all(
      [paint(200, 200), paint(200, 200).negate()].map((one) => one.png().toBuffer()),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await sharp(gif, { pages: -1 }).metadata()).pages).toBe(2);
    expect(await readUpload(gif, 'a.gif')).toEqual({ kind: 'refused', reason: { kind: 'animated' } });
  });
});
