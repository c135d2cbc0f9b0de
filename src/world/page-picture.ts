/** Asks an article's own page for the picture it is shared with, once for all compositions of the next hours. */
import type { ArticleImage } from '../gather/article.ts';
import type { Fetch } from '../gather/fetched.ts';
import { pageImage } from '../gather/page-image.ts';
import type { Clock } from './clock.ts';
import type { Db } from './db/database.ts';
import { keepPagePicture, knownPagePicture } from './db/page-pictures.ts';

const limits = { accept: 'text/html', maxBytes: 3_000_000, timeLimit: 8_000 } as const;
/** Milliseconds that an answer holds. A page that did not answer is spared only while an editor looks at drafts. */
const holds = { answer: 6 * 3_600_000, silence: 10 * 60_000 } as const;

type Outside = { readonly fetch: Fetch; readonly db: Db; readonly clock: Clock };

/** null when the page does not answer or names none; only an abort throws. */
export async function pagePicture(
  { fetch, db, clock }: Outside,
  url: string,
  signal: AbortSignal,
): Promise<ArticleImage | null> {
  const known = await knownPagePicture(db, url, clock.now());
  if (known !== undefined) return known;
  const page = await fetch(url, { ...limits, signal });
  const answered = page.kind === 'response' && page.status === 200;
  const image = answered ? pageImage(new TextDecoder().decode(page.body), page.url) : null;
  const hold = answered ? holds.answer : holds.silence;
  await keepPagePicture(db, url, image, new Date(clock.now().getTime() + hold));
  return image;
}
