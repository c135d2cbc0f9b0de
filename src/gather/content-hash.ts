/** Tells whether an article changed: a hash of what a reader would see of it. */
import { createHash } from 'node:crypto';

/** Hex SHA-256. An image counts without its query, where sizes and signatures stand. */
export function contentHash(seen: {
  readonly url: string;
  readonly title: string;
  readonly excerpt: string;
  readonly author: string | null;
  readonly premium: boolean;
  readonly image: { readonly url: string } | null;
}): string {
  const image = seen.image?.url.split('?')[0] ?? null;
  const parts = [seen.url, seen.title, seen.excerpt, seen.author, seen.premium, image];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
