/** What a reader sees of each counted link: its words, or those of its picture. */
import { Parser } from 'htmlparser2';

export type LinkWords = { readonly words: string; readonly picture: boolean };

/** By number. html is that of an edition, with its slots. */
export function linkWords(html: string): ReadonlyMap<number, LinkWords> {
  const found = new Map<number, { words: string; picture: boolean }>();
  let open: { words: string; picture: boolean } | null = null;
  const parser = new Parser({
    onopentag: (name, { href = '', alt = '' }) => {
      const number = name === 'a' ? /^\[\[ link:(\d+) \]\]$/.exec(href)?.[1] : undefined;
      if (number !== undefined) {
        open = { words: '', picture: false };
        found.set(Number(number), open);
      }
      if (name === 'img' && open) {
        open.picture = true;
        open.words += alt;
      }
    },
    ontext: (text) => {
      if (open) open.words += text;
    },
    onclosetag: (name) => {
      if (name === 'a') open = null;
    },
  });
  parser.end(html);
  return new Map(
    [...found].map(([number, { words, picture }]) => [
      number,
      { words: words.replace(/\s+/g, ' ').trim(), picture },
    ]),
  );
}
