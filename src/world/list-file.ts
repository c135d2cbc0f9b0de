/** Files that an operator hands in or asks for: lists of readers, reports of bad rows. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';

export type ListFile = {
  readonly name: string;
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** SHA-256 of the bytes, by a reading of its own. */
  readonly digest: () => Promise<Buffer>;
};

/** Opens a file for one reading. Throws with the path and the reason when there is none. */
export async function openList(path: string): Promise<ListFile> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`,
    );
  });
  if (!found.isFile()) throw new Error(`${path} cannot be read: it is not a file`);
  return {
    name: basename(path),
    size: found.size,
    bytes: createReadStream(path),
    digest: async () => {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
      return hash.digest();
    },
  };
}

export type WrittenFile = AsyncDisposable & {
  /** The file is made at the first write. */
  readonly write: (text: string) => Promise<void>;
  readonly written: () => boolean;
};

/** Writes a file that only its owner may read, because it holds readers' addresses. An older one is replaced. */
export function writeList(path: string): WrittenFile {
  let handle: FileHandle | undefined;
  const opened = async () => {
    handle ??= await open(path, 'w', 0o600).catch((error: Error) => {
      throw new Error(`${path} cannot be written: ${error.message}`);
    });
    return handle;
  };
  return {
    write: async (text) => {
      await (await opened()).appendFile(text);
    },
    written: () => handle !== undefined,
    [Symbol.asyncDispose]: async () => handle?.close(),
  };
}
