/** Reads the HTML of a feed as a person would: paragraphs of plain text, and the pictures between them. */
import { Parser } from 'htmlparser2';
import { pixels } from './raw-images.ts';

export type TextImage = {
  readonly url: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly alt: string;
  readonly caption: string;
  /** The class attribute: emoji and trackers tell themselves there. */
  readonly classes: string;
};

export type HtmlText = { readonly paragraphs: readonly string[]; readonly images: readonly TextImage[] };

const silent = new Set(
  'script style noscript template iframe object svg math head select button form audio video canvas'.split(
    ' ',
  ),
);
const blocks = new Set(
  'address article aside blockquote br center dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul'.split(
    ' ',
  ),
);

/** Nothing of the markup is left in the paragraphs; white space is folded; a caption goes to its picture. */
export function readHtml(html: string): HtmlText {
  const reading = new Reading();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reading.open(name, attributes),
      ontext: (text) => reading.text(text),
      onclosetag: (name) => reading.close(name),
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  return reading.end();
}

/** One line of plain text: for titles and names, which carry entities and markup a second time. */
export function plainLine(html: string): string {
  if (!/[<&]/.test(html)) return html.replace(/\s+/g, ' ').trim();
  return readHtml(html).paragraphs.join(' ');
}

class Reading {
  readonly #paragraphs: string[] = [];
  readonly #images: TextImage[] = [];
  #current = '';
  #silence = 0;
  #readOn = false;
  #caption: string | null = null;
  /** Pictures of the figure that is open: its caption follows them. */
  #figureStart = 0;

  open(name: string, attributes: Record<string, string>): void {
    // WordPress marks its call to read on; links are not nested, so the next end is its own.
    if (name === 'a' && /\bmore-link\b/.test(attributes.class ?? '')) this.#readOn = true;
    if (silent.has(name)) this.#silence++;
    if (this.#silence > 0) return;
    if (blocks.has(name)) this.#endParagraph();
    if (name === 'figure') this.#figureStart = this.#images.length;
    if (name === 'figcaption') this.#caption = '';
    if (name === 'img') this.#image(attributes);
  }

  text(text: string): void {
    if (this.#silence > 0 || this.#readOn) return;
    if (this.#caption === null) this.#current += text;
    else this.#caption += text;
  }

  close(name: string): void {
    if (name === 'a') this.#readOn = false;
    if (silent.has(name)) this.#silence = Math.max(0, this.#silence - 1);
    if (this.#silence > 0) return;
    if (name === 'figcaption') this.#endCaption();
    if (blocks.has(name)) this.#endParagraph();
  }

  end(): HtmlText {
    this.#endCaption();
    this.#endParagraph();
    return { paragraphs: this.#paragraphs, images: this.#images };
  }

  #endParagraph(): void {
    const text = folded(this.#current);
    if (text !== '') this.#paragraphs.push(text);
    this.#current = '';
  }

  #endCaption(): void {
    const caption = folded(this.#caption ?? '');
    this.#caption = null;
    if (caption === '') return;
    for (let at = this.#figureStart; at < this.#images.length; at++) {
      const image = this.#images[at];
      if (image) this.#images[at] = { ...image, caption };
    }
  }

  #image(attributes: Record<string, string>): void {
    // Lazy loading keeps the address aside and a placeholder in src.
    const lazy = attributes['data-src'] ?? attributes['data-lazy-src'] ?? attributes['data-original'];
    this.#images.push({
      url: (lazy ?? attributes.src ?? '').trim(),
      width: pixels(attributes.width),
      height: pixels(attributes.height),
      alt: folded(attributes.alt ?? ''),
      caption: '',
      classes: attributes.class ?? '',
    });
  }
}

/** No-break spaces are kept: French puts them before its colons. Invisible characters go. */
function folded(text: string): string {
  return text.replace(whiteSpace, ' ').replace(invisible, '').trim();
}

const whiteSpace = /[\t\r\n\f\u2028\u2029 ]+/g;
const invisible = /[\p{Cc}\u200b\u200e\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]+/gu;
