/** Reads a response body to its end, undoing its encoding, and stops where the limit of decoded bytes is. */
import type { Readable } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate, gunzipSync } from 'node:zlib';

export type ReadBody =
  | { readonly kind: 'body'; readonly body: Uint8Array }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'bad_encoding'; readonly encoding: string };

// As browsers do: what was decoded before a cut is kept, so a truncated end is not an error of ours.
const lenient = { finishFlush: constants.Z_SYNC_FLUSH };

/** encoding is the Content-Encoding header. Rejects when the connection breaks. */
export async function readBody(
  stream: Readable,
  encoding: string | undefined,
  maxBytes: number,
): Promise<ReadBody> {
  const name = (encoding ?? 'identity').trim().toLowerCase();
  const decoder = decoderFor(name);
  if (decoder === null) {
    stream.destroy();
    return { kind: 'bad_encoding', encoding: name };
  }
  try {
    const body = await collect(decoder === 'none' ? stream : joined(stream, decoder), maxBytes);
    if (body === null) return { kind: 'too_large' };
    return unzipFile(body, maxBytes);
  } catch (error) {
    if (isZlibFault(error)) return { kind: 'bad_encoding', encoding: name };
    throw error;
  } finally {
    stream.destroy();
  }
}

function decoderFor(name: string): (Readable & NodeJS.WritableStream) | 'none' | null {
  if (name === '' || name === 'identity') return 'none';
  if (name === 'gzip' || name === 'x-gzip') return createGunzip(lenient);
  if (name === 'deflate') return createInflate(lenient);
  if (name === 'br') return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
  return null;
}

/** Not stream.pipeline: it destroys the decoder together with the source, and what was decoded would be lost. */
function joined(stream: Readable, decoder: Readable & NodeJS.WritableStream): Readable {
  stream.on('error', (error) => decoder.destroy(error));
  stream.pipe(decoder);
  return decoder;
}

async function collect(stream: Readable, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop destroys the stream: a bomb is not decoded any further.
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** A feed that is kept as feed.xml.gz arrives without a Content-Encoding. */
function unzipFile(body: Buffer, maxBytes: number): ReadBody {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return { kind: 'body', body };
  try {
    return { kind: 'body', body: gunzipSync(body, { ...lenient, maxOutputLength: maxBytes }) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return { kind: 'too_large' };
    throw error;
  }
}

function isZlibFault(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return /^(Z_|ERR_|BROTLI_)/.test(code);
}
