/** The picture that an article's own page names for those who share it: the last hope of an article without one. */
import { Parser } from 'htmlparser2';
import type { ArticleImage } from './article.ts';
import { pixels } from './raw-images.ts';

/** Reads og:image (ogp.me), else twitter:image. url is where the page was found; null when it names none. */
export function pageImage(html: string, url: string): ArticleImage | null {
  const metas = metasOf(html);
  const named = ['og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src'];
  const written = named.map((name) => metas.get(name)).find((found) => found !== undefined && found !== '');
  const image = written === undefined ? null : URL.parse(written, url);
  if (!image || !/^https?:$/.test(image.protocol)) return null;
  return {
    url: image.href,
    width: pixels(metas.get('og:image:width')),
    height: pixels(metas.get('og:image:height')),
    alt: metas.get('og:image:alt') ?? metas.get('twitter:image:alt') ?? '',
    caption: '',
    credit: '',
    from: 'page',
  };
}

/** The first of each name wins, as ogp.me says for several pictures. */
function metasOf(html: string): ReadonlyMap<string, string> {
  const metas = new Map<string, string>();
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name !== 'meta') return;
      const key = (attributes.property ?? attributes.name ?? '').toLowerCase();
      if (!metas.has(key)) metas.set(key, (attributes.content ?? '').trim());
    },
  });
  parser.write(html);
  parser.end();
  return metas;
}
