/** Reads a body no further than it may be long, and waits no longer than it may take. */

/** The largest body is a segment of some hundred conditions. */
const maxBytes = 64 * 1024;
const patience = 10_000;

export type ReadBody =
  | { readonly kind: 'body'; readonly text: string }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'too_slow' };

/** declared: Content-Length, which refuses before anything is read. Rejects when the connection breaks. */
export async function readBody(request: Request, wait = patience): Promise<ReadBody> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return { kind: 'too_large' };
  if (request.body === null) return { kind: 'body', text: '' };
  const reader = request.body.getReader();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, wait, 'late');
  });
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const piece = await Promise.race([reader.read(), late]);
      if (piece === 'late') return { kind: 'too_slow' };
      if (piece.done) return { kind: 'body', text: Buffer.concat(pieces).toString() };
      size += piece.value.length;
      if (size > maxBytes) return { kind: 'too_large' };
      pieces.push(piece.value);
    }
  } finally {
    clearTimeout(timer);
    void reader.cancel().catch(() => {});
  }
}
