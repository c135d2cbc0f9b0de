/** An issue as a page of the web: the frozen letter in its own words and looks, without what only mail programs need. */
import { render } from 'dom-serializer';
import type { AnyNode, Document, Element } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { everyElement } from '../issue/letter-style.ts';
import { columnsAsBlocks } from './web-columns.ts';
import { stylesAsClasses } from './web-styles.ts';
import { adopt, replace } from './web-tree.ts';

/** What surrounds an issue on the web, where nobody in particular reads. */
export type WebFrame = {
  /** The page's own address: a link of the letter that leads there leads to the other issues instead. */
  readonly self: string;
  readonly archive: { readonly url: string; readonly words: string };
  /** HTML in the place of the letter's foot, which speaks to a reader. */
  readonly foot: string;
};

/**
 * The same words, links and pictures in the same order: a letter of 60 kB becomes a page of some 25. Text is never decoded
 * and written again, so that it stays byte for byte. frame null: foot and links stay as they are.
 */
export function webPage(html: string, frame: WebFrame | null): string {
  const document = parseDocument(html, { decodeEntities: false });
  dropMailOnly(document);
  if (frame !== null) surround(document, frame);
  columnsAsBlocks(document);
  stylesAsClasses(document);
  nameParts(document);
  return render(document, { encodeEntities: false, decodeEntities: false });
}

const mailMeta = new Set([
  'supported-color-schemes',
  'format-detection',
  'x-apple-disable-message-reformatting',
]);

/** Outlook's comments, the preheader, names of Word's markup. */
function dropMailOnly(document: Document): void {
  dropComments(document);
  for (const element of everyElement(document)) {
    const { name, attribs } = element;
    if (/display:\s*none/.test(attribs.style ?? '') || (name === 'meta' && mailMeta.has(attribs.name ?? '')))
      replace(element, []);
    if (attribs.style?.includes('mso-')) attribs.style = withoutWord(attribs.style);
    for (const attribute of Object.keys(attribs))
      if (attribute.startsWith('xmlns')) delete attribs[attribute];
  }
}

/** Declarations that only Outlook, which is Word, reads. */
function withoutWord(style: string): string {
  return style
    .split(';')
    .filter((one) => !/^\s*mso-/.test(one))
    .join(';');
}

function dropComments(node: AnyNode): void {
  if (!('children' in node)) return;
  for (const child of [...node.children]) {
    if (child.type === 'comment') replace(child, []);
    else dropComments(child);
  }
}

function surround(document: Document, { self, archive, foot }: WebFrame): void {
  for (const element of everyElement(document)) {
    if (hasClass(element, 'foot')) replace(element, []);
    if (element.name !== 'a' || element.attribs.href !== self) continue;
    element.attribs.href = archive.url;
    adopt(element, parseDocument(archive.words, { decodeEntities: false }).children);
  }
  const body = everyElement(document).find(({ name }) => name === 'body');
  if (body) adopt(body, [...body.children, ...parseDocument(foot, { decodeEntities: false }).children]);
}

/** A letter calls itself an article of e-mail; a page has one main part, and pictures that wait until they are near. */
function nameParts(document: Document): void {
  const elements = everyElement(document);
  const letter = elements.find(({ attribs }) => attribs['aria-roledescription'] === 'email');
  if (letter) {
    const { 'aria-roledescription': _, 'aria-label': __, ...attribs } = letter.attribs;
    letter.attribs = { ...attribs, role: 'main' };
  }
  for (const picture of elements.filter(({ name }) => name === 'img').slice(1))
    picture.attribs.loading = 'lazy';
}

function hasClass({ attribs }: Element, name: string): boolean {
  return (attribs.class ?? '').split(/\s+/).includes(name);
}
