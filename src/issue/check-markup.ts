/** Reads out of a letter's HTML what readers can follow and see: its links and its pictures. Pure. */
import { Parser } from 'htmlparser2';

type LetterLink = { readonly url: string; readonly text: string };
/** alt is undefined where the attribute is missing. */
type LetterImage = {
  readonly url: string;
  readonly alt: string | undefined;
  readonly width: string | undefined;
  readonly height: string | undefined;
  /** Where it leads; null for a picture that is no link. */
  readonly link: string | null;
};
export type LetterMarkup = { readonly links: readonly LetterLink[]; readonly images: readonly LetterImage[] };

/** Addresses that a slot fills for each reader are not among the links. */
export function readMarkup(html: string): LetterMarkup {
  const links: { url: string; text: string }[] = [];
  const images: LetterImage[] = [];
  let open: { url: string; text: string } | null = null;
  const parser = new Parser({
    onopentag(name, { href, src = '', alt, width, height }) {
      if (name === 'a' && href !== undefined && !href.includes('[[')) {
        open = { url: href, text: '' };
        links.push(open);
      }
      if (name === 'img' && !src.includes('[['))
        images.push({ url: src, alt, width, height, link: open?.url ?? null });
    },
    ontext(text) {
      if (open) open.text += text;
    },
    onclosetag(name) {
      if (name === 'a') open = null;
    },
  });
  parser.end(html);
  return { links: links.map(({ url, text }) => ({ url, text: text.replace(/\s+/g, ' ').trim() })), images };
}
