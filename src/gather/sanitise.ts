/** Second of four steps: what no XML parser accepts is taken out of a feed's text or written as XML wants it. */
import { parseDocument } from 'htmlparser2';

/**
 * Takes away control characters, whatever stands before the first element, and the document type; outside CDATA and
 * comments, bare ampersands and HTML's named entities become what XML knows (XML 1.0, 4.6).
 */
export function sanitiseXml(text: string): string {
  const rooted = fromFirstElement(text.replace(controlCharacters, ''));
  return rooted.replace(markup, (found, entity: string | undefined) => {
    if (found.startsWith('<!D')) return '';
    if (found === '<') return '&lt;';
    return found.startsWith('&') ? writtenEntity(found, entity) : found;
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for (XML 1.0, 2.2).
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** CDATA and comments are matched to be left alone. */
const markup =
  /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|<!DOCTYPE(?:[^[>]|\[[\s\S]*?\])*>|<(?![A-Za-z_:!?/])|&(#\d+;|#[xX][\da-fA-F]+;|[A-Za-z][A-Za-z\d]*;)?/gi;
const xmlEntities = new Set(['amp;', 'lt;', 'gt;', 'quot;', 'apos;']);

function fromFirstElement(text: string): string {
  const start = text.search(/<(?:\?xml|!DOCTYPE|!--|[A-Za-z_])/i);
  return start > 0 ? text.slice(start) : text;
}

function writtenEntity(found: string, entity: string | undefined): string {
  if (entity === undefined) return '&amp;';
  if (entity.startsWith('#')) return isCharacter(entity) ? found : '';
  if (xmlEntities.has(entity)) return found;
  const characters = namedEntity(found);
  if (characters === found) return `&amp;${entity}`;
  return [...characters].map((character) => `&#${character.codePointAt(0)};`).join('');
}

/** A reference to a control character is as forbidden as the character itself. */
function isCharacter(reference: string): boolean {
  const digits = reference.slice(1, -1);
  const code = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
  return code >= 0x20 || code === 0x9 || code === 0xa || code === 0xd;
}

const known = new Map<string, string>();

/** Asks the HTML parser, which has the table of the standard. */
function namedEntity(entity: string): string {
  let characters = known.get(entity);
  if (characters === undefined) {
    const [node] = parseDocument(entity).children;
    characters = node && 'data' in node ? String(node.data) : entity;
    // Feeds are strangers: a table that they fill has an end.
    if (known.size < 3_000) known.set(entity, characters);
  }
  return characters;
}
