/** /l/:newsletter/:period/share.jpg: the picture that a shared link to an issue shows. */
import { Hono } from 'hono';
import type { Period } from '../audience/ids.ts';
import { troublePage } from './trouble.tsx';

export type SharePictureNeeds = {
  /** hash: of what the picture is made of. null: that issue has not begun to leave. */
  readonly picture: (
    newsletter: string,
    period: Period,
  ) => Promise<{ readonly hash: string; readonly paint: () => Promise<Uint8Array> } | null>;
};

export function sharePictures({ picture }: SharePictureNeeds): Hono {
  return new Hono().get('/l/:newsletter/:period/share.jpg', async (context) => {
    const { newsletter, period } = context.req.param();
    const found = await picture(newsletter, period as Period);
    if (found === null) return troublePage(context, 'notFound');
    const headers = {
      ETag: `"${found.hash}"`,
      'Cache-Control': 'public, max-age=86400',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Content-Security-Policy': "default-src 'none'",
    };
    if (context.req.header('If-None-Match')?.includes(found.hash)) return context.body(null, 304, headers);
    const bytes = new Uint8Array(await found.paint());
    return context.body(bytes, 200, { ...headers, 'Content-Type': 'image/jpeg' });
  });
}
