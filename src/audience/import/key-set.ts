/** Which keys were seen: a million addresses in some twenty megabytes, where a Set of texts takes a hundred and fifty. */
import { hash } from 'node:crypto';

/**
 * Keeps 64 bits of each key's hash, in pairs of 32, by open addressing. Of a million addresses two differ and look the
 * same once in thirty-seven million files.
 */
export function openKeySet(): { readonly add: (key: string) => boolean } {
  let slots = new Uint32Array(2 << 12);
  let count = 0;
  const place = (high: number, low: number): number => {
    const mask = slots.length / 2 - 1;
    let at = low & mask;
    while (
      (slots[2 * at] !== 0 || slots[2 * at + 1] !== 0) &&
      !(slots[2 * at] === high && slots[2 * at + 1] === low)
    )
      at = (at + 1) & mask;
    return 2 * at;
  };
  const put = (at: number, high: number, low: number) => {
    slots[at] = high;
    slots[at + 1] = low;
  };
  const grow = () => {
    const old = slots;
    slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 2) {
      const [high = 0, low = 0] = old.subarray(at, at + 2);
      if (high !== 0 || low !== 0) put(place(high, low), high, low);
    }
  };
  return {
    /** False: it was there. */
    add: (key) => {
      const digest = hash('sha1', key, 'buffer');
      // Zero is the empty place.
      const [high, low] = [digest.readUInt32LE(0) || 1, digest.readUInt32LE(4)];
      const at = place(high, low);
      if (slots[at] !== 0) return false;
      put(at, high, low);
      if (++count * 2 > slots.length / 2) grow();
      return true;
    },
  };
}
