/** How heavy a letter is and which articles weigh most: Gmail clips a message whose HTML passes 102 kB. */
import type { ArticleId } from '../audience/ids.ts';

export type Weight = {
  /** UTF-8 bytes of the HTML with its slots and every variant's blocks: the most that a reader can get. */
  readonly bytes: number;
  /** The heaviest first. */
  readonly articles: readonly { readonly id: ArticleId; readonly bytes: number }[];
};

/** Templates stand `<!--@12-->` and `<!--@-->` around an article; both are taken out here. */
export function weigh(html: string): { readonly html: string; readonly weight: Weight } {
  const bytes = new Map<number, number>();
  for (const [, id, inside = ''] of html.matchAll(/<!--@(\d+)-->([\s\S]*?)<!--@-->/g))
    bytes.set(Number(id), (bytes.get(Number(id)) ?? 0) + Buffer.byteLength(inside));
  const clean = html.replace(/<!--@\d*-->/g, '');
  const articles = [...bytes]
    .map(([id, weight]) => ({ id: id as ArticleId, bytes: weight }))
    .sort((one, other) => other.bytes - one.bytes || one.id - other.id);
  return { html: clean, weight: { bytes: Buffer.byteLength(clean), articles } };
}
