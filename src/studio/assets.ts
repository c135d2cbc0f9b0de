/** Files of the pages: our style and script, and two libraries out of their packages. No other host is asked. */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { StudioEnv } from './env.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { troublePage } from './trouble.tsx';

/** The script of an installed package. */
export type PackageFile = (name: 'htmx' | 'sortable') => Promise<string>;

export function assetFiles(packageFile: PackageFile): Hono<StudioEnv> {
  const files: Readonly<Record<string, () => Promise<string>>> = {
    'studio.css': async () => style,
    'studio.js': async () => script,
    'htmx.js': () => packageFile('htmx'),
    'sortable.js': () => packageFile('sortable'),
  };
  return new Hono<StudioEnv>().get('/assets/:file', async (context) => {
    const name = context.req.param('file');
    const file = Object.hasOwn(files, name) ? files[name] : undefined;
    if (file === undefined) return troublePage(context, 'notFound');
    const text = await file();
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
    const headers = { ETag: etag, 'Cache-Control': 'no-cache' };
    // Compression made it a weak one (RFC 9110, 8.8.3).
    if (context.req.header('If-None-Match')?.replace(/^W\//, '') === etag)
      return context.body(null, 304, headers);
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    return context.body(text, 200, { ...headers, 'Content-Type': `${type}; charset=utf-8` });
  });
}
