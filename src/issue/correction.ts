/** The words of an issue that left, as they should have been: for its web version alone, the edition stays as it was. Pure. */
import { type AnyNode, isTag, isText } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { safeAddress } from './compose-address.ts';
import type { EditionContent, EditionLinks } from './edition.ts';
import { everyElement } from './letter-style.ts';
import { escapeForHtml } from './liquid.ts';
import { begunLike, printedWords } from './printed-words.ts';
import { type Language, typeset } from './typography.ts';

export type Correction = {
  /** As the letter prints them, or as they were typed before the printer set them. */
  readonly wrong: string;
  readonly right: string;
  /** Address of the article whose words they are; null: wherever the letter says them, its subject too. */
  readonly article: string | null;
};
type Corrected = Pick<EditionContent, 'subject' | 'html' | 'links'>;

/** In the order they were published, each over what the ones before left. What is not found is left alone. */
export function correctEdition<Content extends Corrected>(
  content: Content,
  corrections: readonly Correction[],
  language: Language,
): Content {
  const html = corrections.reduce(
    (left, one) => replaced({ ...content, html: left }, one, language).html,
    content.html,
  );
  return { ...content, subject: correctLine(content.subject, corrections, language), html };
}

/** A subject or preheader: nothing says which article it tells of, so a correction of one article leaves it alone. */
export function correctLine(line: string, corrections: readonly Correction[], language: Language): string {
  return corrections
    .filter(({ article }) => article === null)
    .reduce(
      (left, { wrong, right }) =>
        outsideSlots(left, (text) =>
          text.replace(printedWords(wrong, language), (found) =>
            begunLike(found, wrong, typeset(right, language)).replace(/([[\]])(?=\1)/g, '$1 '),
          ),
        ),
      line,
    );
}

/** In how many places of the letter it changes something. */
export function placesOf(content: Corrected, correction: Correction, language: Language): number {
  return replaced(content, correction, language).places;
}

type Cut = { readonly start: number; readonly end: number; readonly marked: boolean };

/** Only words between tags and alternative texts are touched; every other byte stays. */
function replaced(
  { html, links }: Corrected,
  { wrong, right, article }: Correction,
  language: Language,
): { readonly html: string; readonly places: number } {
  const sought = printedWords(wrong, language);
  let [out, at, places] = ['', 0, 0];
  for (const { start, end, marked } of cutsOf(html, articleFilter(article, links))) {
    const text = outsideSlots(html.slice(start, end), (some) =>
      some.replace(sought, (found) => {
        const words = escapeForHtml(begunLike(found, wrong, typeset(right, language)));
        places++;
        return marked ? `<ins style="${look}">${words}</ins>` : words;
      }),
    );
    out += html.slice(at, start) + text;
    at = end;
  }
  return { html: out + html.slice(at), places };
}

/** A reader sees where something was corrected, in any colour of the letter. */
const look = 'text-decoration:underline dotted;text-underline-offset:3px';
const silent = new Set(['style', 'script', 'head', 'title']);

/** Stretches of the source that people read, in order. */
function cutsOf(html: string, belongs: (node: AnyNode) => boolean): Cut[] {
  const visit = (node: AnyNode): Cut[] => {
    if (isText(node)) return belongs(node) ? [{ ...placeOf(node), marked: true }] : [];
    if (isTag(node) && silent.has(node.name)) return [];
    const inside = 'children' in node ? node.children.flatMap(visit) : [];
    return isTag(node) && node.attribs.alt && belongs(node) ? [...altCut(html, node), ...inside] : inside;
  };
  const document = parseDocument(html, { withStartIndices: true, withEndIndices: true });
  return document.children.flatMap(visit);
}

function placeOf({ startIndex, endIndex }: AnyNode): { readonly start: number; readonly end: number } {
  return { start: startIndex ?? 0, end: (endIndex ?? -1) + 1 };
}

/** What stands between the quotes of an alternative text. */
function altCut(html: string, node: AnyNode): Cut[] {
  const { start, end } = placeOf(node);
  const alt = /\salt=(["'])(.*?)\1/is.exec(html.slice(start, end));
  if (!alt) return [];
  const from = start + alt.index + ' alt="'.length;
  return [{ start: from, end: from + (alt[2] ?? '').length, marked: false }];
}

/** Words belong to the article that the nearest links around them lead to, when these lead to no other one. */
function articleFilter(article: string | null, links: EditionLinks | undefined): (node: AnyNode) => boolean {
  if (article === null) return () => true;
  const own = safeAddress(article);
  const addresses = new Map<AnyNode, ReadonlySet<string>>();
  const addressesIn = (node: AnyNode): ReadonlySet<string> => {
    const known = addresses.get(node);
    if (known) return known;
    const found = new Set(
      everyElement(node).flatMap(({ name, attribs: { href = '' } }) =>
        name === 'a' ? [leadsTo(href, links)].filter((one) => one !== null) : [],
      ),
    );
    addresses.set(node, found);
    return found;
  };
  return (node) => {
    for (let around: AnyNode | null = node; around !== null; around = around.parent) {
      const found = addressesIn(around);
      if (found.size > 0) return found.size === 1 && own !== null && found.has(own);
    }
    return false;
  };
}

function leadsTo(href: string, links: EditionLinks | undefined): string | null {
  const number = /^\[\[ link:(\d+) \]\]$/.exec(href)?.[1];
  return safeAddress(number === undefined ? href : (links?.to[Number(number) - 1] ?? ''));
}

function outsideSlots(text: string, change: (text: string) => string): string {
  return text
    .split(/(\[\[.*?\]\])/s)
    .map((part, at) => (at % 2 === 1 ? part : change(part)))
    .join('');
}
