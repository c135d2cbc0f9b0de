/** The pictures that are being looked at, in memory: a letter in a sandboxed frame asks for all of its own at each look. */
import type { StoredImage } from './db/images.ts';

/** Bytes: the pictures of two letters or so. */
const most = 8_000_000;

type FindImage = (hash: string) => Promise<StoredImage | null>;

/** A hash names its bytes for ever, so what is on the shelf is never stale. The one that was asked for longest ago leaves first. */
export function imageShelf(find: FindImage): FindImage {
  const shelf = new Map<string, StoredImage>();
  let bytes = 0;
  return async (hash) => {
    const known = shelf.get(hash);
    const image = known ?? (await find(hash));
    if (image === null || image.bytes.length > most / 4) return image;
    if (!shelf.delete(hash)) bytes += image.bytes.length;
    shelf.set(hash, image);
    for (const [oldest, { bytes: its }] of shelf) {
      if (bytes <= most) break;
      shelf.delete(oldest);
      bytes -= its.length;
    }
    return image;
  };
}
