/** Third of four steps: any tag soup becomes well-formed XML in the shape that rss-parser understands. */
import serialise from 'dom-serializer';
import { type AnyNode, type Document, Element, isTag, Text } from 'domhandler';
import { DomUtils, parseDocument } from 'htmlparser2';
import { canonicalNames } from './canonical-names.ts';
import { readDate } from './dates.ts';
import type { DocumentTrouble } from './feed-trouble.ts';

export type RepairedFeed =
  | { readonly kind: 'xml'; readonly xml: string; readonly base: string | null }
  | DocumentTrouble;

/** base is the root's xml:base, as written. Dates without a zone are in timeZone. */
export function repairFeed(text: string, timeZone: string): RepairedFeed {
  const document = parseDocument(text, { xmlMode: true });
  const root = findRoot(document.children);
  if (!root) return whatItIs(document, text);
  canonicalNames(root);
  const name = localName(root);
  root.name = name === 'rdf' ? 'rdf:RDF' : name;
  if (name === 'rss') root.attribs.version = supportedVersion(root.attribs.version);
  if (name === 'rdf' || name === 'rss') gatherInChannel(root);
  for (const element of elementsBelow(root)) repairElement(element, name, timeZone);
  const xml = serialise(root, { xmlMode: true, encodeEntities: 'utf8' });
  return { kind: 'xml', xml, base: root.attribs['xml:base'] ?? null };
}

function findRoot(nodes: readonly AnyNode[]): Element | null {
  for (const node of nodes.filter(isTag)) {
    if (['rss', 'feed', 'rdf'].includes(localName(node))) return node;
    if (localName(node) === 'html') return null;
    const inside = findRoot(node.children);
    if (inside) return inside;
  }
  return null;
}

function localName(element: Element): string {
  return (element.name.split(':').at(-1) ?? '').toLowerCase();
}

/** rss-parser knows 0.9x and 2.x; every other version is read as the latest. */
function supportedVersion(version: string | undefined): string {
  return /^\s*(0\.9|2)/.test(version ?? '') ? (version ?? '').trim() : '2.0';
}

/** rss-parser fails without a channel, and takes RSS items inside it, RDF items beside it. */
function gatherInChannel(root: Element): void {
  const isRdf = root.name === 'rdf:RDF';
  const channels = root.children.filter(
    (node): node is Element => isTag(node) && localName(node) === 'channel',
  );
  const channel = channels[0] ?? new Element('channel', {});
  channel.name = 'channel';
  if (channels.length === 0) DomUtils.prependChild(root, channel);
  const home = isRdf ? root : channel;
  for (const item of DomUtils.getElementsByTagName('item', root))
    if (item.parent !== home) DomUtils.appendChild(home, item);
}

function elementsBelow(root: Element): Element[] {
  return DomUtils.filter((node) => isTag(node), root.children) as Element[];
}

const htmlFields = new Set(['title', 'description', 'summary', 'content', 'content:encoded', 'subtitle']);
const atomDates = new Set(['published', 'updated', 'issued', 'modified', 'created']);

function repairElement(element: Element, root: string, timeZone: string): void {
  // What stood inside a text field has become its text by now.
  if (element.parent !== null && isTag(element.parent) && isHtmlField(element.parent)) return;
  dropBadAttributes(element);
  if (!validName.test(element.name)) replaceByChildren(element);
  else if (isHtmlField(element)) markupToText(element);
  else if (root === 'feed' && atomDates.has(element.name)) rewriteDate(element, timeZone);
  else if (root === 'feed' && element.name === 'link') repairLink(element);
}

const validName = /^[\p{L}_][\p{L}\p{N}_.-]*(:[\p{L}_][\p{L}\p{N}_.-]*)?$/u;

function dropBadAttributes(element: Element): void {
  for (const name of Object.keys(element.attribs)) if (!validName.test(name)) delete element.attribs[name];
}

function replaceByChildren(element: Element): void {
  for (const child of [...element.children]) DomUtils.prepend(element, child);
  DomUtils.removeElement(element);
}

/** A picture's media:content has an address and no text. */
function isHtmlField(element: Element): boolean {
  return htmlFields.has(element.name) && element.children.length > 0;
}

/** rss-parser loses the order of words where markup stands unescaped (XHTML in Atom, or a broken RSS). */
function markupToText(element: Element): void {
  if (element.name === 'title') freeSwallowedFields(element);
  if (!element.children.some(isTag)) return;
  const xhtml = element.children.find((node): node is Element => isTag(node) && localName(node) === 'div');
  const inside = element.attribs.type === 'xhtml' && xhtml ? xhtml.children : element.children;
  const html = serialise(inside, { xmlMode: false, encodeEntities: 'utf8' });
  element.attribs.type = 'html';
  element.children = [];
  DomUtils.appendChild(element, new Text(html));
}

/** A title that is not closed swallows the rest of its item. */
function freeSwallowedFields(title: Element): void {
  const swallowed = DomUtils.filter((node) => isTag(node) && itemFields.has(node.name), title.children);
  for (const field of swallowed) DomUtils.append(title, field);
}

const itemFields = new Set([
  'link',
  'pubDate',
  'description',
  'guid',
  'comments',
  'content:encoded',
  'dc:creator',
]);

/** One Atom date that does not parse costs rss-parser the whole feed. */
function rewriteDate(element: Element, timeZone: string): void {
  const date = readDate(DomUtils.textContent(element), timeZone);
  element.children = [];
  if (date) DomUtils.appendChild(element, new Text(date.toISOString()));
  else DomUtils.removeElement(element);
}

/** So does one link without an address. */
function repairLink(link: Element): void {
  if (link.attribs.href) resolveBase(link);
  else DomUtils.removeElement(link);
}

/** xml:base of an entry or of the link itself; the root's is resolved where the feed's own address is known. */
function resolveBase(link: Element): void {
  const bases = [link.attribs['xml:base'], parentOf(link)?.attribs['xml:base']];
  for (const base of bases) {
    const absolute = base && link.attribs.href ? URL.parse(link.attribs.href, base) : null;
    if (absolute) link.attribs.href = absolute.href;
  }
}

function parentOf(element: Element): Element | null {
  return element.parent && isTag(element.parent) && element.parent.name === 'entry' ? element.parent : null;
}

/** What arrived instead, and where the page says its feed is. */
function whatItIs(document: Document, text: string): DocumentTrouble {
  if (text.trim() === '') return { kind: 'not_a_feed', found: 'nothing' };
  const root = document.children.find(isTag);
  if (!root) return { kind: 'not_a_feed', found: 'no_xml' };
  if (localName(root) !== 'html') return { kind: 'not_a_feed', found: 'other_root', root: root.name };
  const feed = /<link\b[^>]*type=["']application\/(?:rss|atom)\+xml["'][^>]*>/i.exec(text)?.[0];
  const href = feed && /href=["']([^"']+)/i.exec(feed)?.[1];
  return { kind: 'not_a_feed', found: 'page', feed: href || null };
}
