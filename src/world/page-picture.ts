/** Asks an article's own page for the picture it is shared with. */
import type { ArticleImage } from '../gather/article.ts';
import type { Fetch } from '../gather/fetched.ts';
import { pageImage } from '../gather/page-image.ts';

const limits = { accept: 'text/html', maxBytes: 3_000_000, timeLimit: 8_000 } as const;

/** null when the page does not answer or names none; only an abort throws. */
export async function pagePicture(
  fetch: Fetch,
  url: string,
  signal: AbortSignal,
): Promise<ArticleImage | null> {
  const page = await fetch(url, { ...limits, signal });
  if (page.kind !== 'response' || page.status !== 200) return null;
  return pageImage(new TextDecoder().decode(page.body), page.url);
}
