/** The shelf of pictures: asked once, never too full, never wrong about what is not there. */
import { describe, expect, it } from 'vitest';
import type { StoredImage } from '../../src/world/db/images.ts';
import { imageShelf } from '../../src/world/image-shelf.ts';

function storage(sizes: Readonly<Record<string, number>>) {
  const asked: string[] = [];
  const find = async (hash: string): Promise<StoredImage | null> => {
    asked.push(hash);
    const size = sizes[hash];
    return size === undefined
      ? null
      : { hash, width: 1, height: 1, type: 'image/jpeg', bytes: Buffer.alloc(size) };
  };
  return { asked, find };
}

describe('the shelf of pictures', () => {
  it('asks storage once for a picture that is looked at again', async () => {
    const { asked, find } = storage({ a: 1_000 });
    const shelf = imageShelf(find);
    expect((await shelf('a'))?.bytes.length).toBe(1_000);
    expect((await shelf('a'))?.hash).toBe('a');
    expect(asked).toEqual(['a']);
  });

  it('asks again for what was not there: it may have come meanwhile', async () => {
    const { asked, find } = storage({});
    const shelf = imageShelf(find);
    expect(await shelf('a')).toBeNull();
    expect(await shelf('a')).toBeNull();
    expect(asked).toEqual(['a', 'a']);
  });

  it('lets go of the picture that nobody looked at for longest', async () => {
    const { asked, find } = storage(Object.fromEntries('abcdef'.split('').map((name) => [name, 1_500_000])));
    const shelf = imageShelf(find);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'a', 'f']) await shelf(name);
    await shelf('a');
    await shelf('b');
    expect(asked.join('')).toBe('abcdefb');
  });

  it('does not keep a picture that would push all others out', async () => {
    const { asked, find } = storage({ huge: 5_000_000 });
    const shelf = imageShelf(find);
    await shelf('huge');
    await shelf('huge');
    expect(asked).toEqual(['huge', 'huge']);
  });
});
