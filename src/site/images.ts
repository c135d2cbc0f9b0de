/** /i/<hash>.<ext>: the letters' pictures. A name is the hash of its bytes, so it may be kept for ever. */
import { Hono } from 'hono';
import { troublePage } from './trouble.tsx';

export type ImageNeeds = {
  readonly image: (hash: string) => Promise<{ readonly type: string; readonly bytes: Uint8Array } | null>;
};

const extensions: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
};

export function imageFiles({ image }: ImageNeeds): Hono {
  return new Hono().get('/i/:file{[0-9a-f]{64}\\.[a-z]{3,4}}', async (context) => {
    const [hash = '', extension = ''] = context.req.param('file').split('.');
    const headers = {
      ETag: `"${hash}"`,
      'Cache-Control': 'public, max-age=31536000, immutable',
      // Webmail shows letters on pages of its own.
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Content-Security-Policy': "default-src 'none'",
    };
    if (context.req.header('If-None-Match')?.includes(hash)) return context.body(null, 304, headers);
    const found = await image(hash);
    if (found === null || extensions[extension] !== found.type) return troublePage(context, 'notFound');
    return context.body(new Uint8Array(found.bytes), 200, { ...headers, 'Content-Type': found.type });
  });
}
