/** Gives elements of known vocabularies the prefixes that rss-parser looks for, whatever prefix a feed chose. */
import { type Element, isTag } from 'domhandler';

const prefixes: Readonly<Record<string, string>> = {
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://search.yahoo.com/mrss/': 'media',
  'http://search.yahoo.com/mrss': 'media',
  'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'http://www.w3.org/2005/Atom': 'atom',
  'http://purl.org/atom/ns#': 'atom',
  'http://purl.org/rss/1.0/': '',
};
const xhtml = 'http://www.w3.org/1999/xhtml';

/** Declared namespaces by prefix; '' is the default one. */
type Scope = Readonly<Record<string, string>>;

/** Renames in place (Namespaces in XML 1.0). Undeclared prefixes stay: feeds forget to declare them. */
export function canonicalNames(root: Element): void {
  rename(root, {}, root.name.toLowerCase().endsWith('feed'));
}

function rename(element: Element, outer: Scope, isAtom: boolean): void {
  const scope = { ...outer, ...declared(element) };
  const [prefix, name] = split(element.name);
  const namespace = scope[prefix];
  const canonical = namespace === undefined ? undefined : prefixes[namespace];
  if (canonical !== undefined) element.name = qualified(canonical, name, isAtom);
  // XHTML inside an entry keeps its names: they are a reader's text.
  if (namespace === xhtml && prefix !== '') element.name = name;
  for (const child of element.children) if (isTag(child)) rename(child, scope, isAtom);
}

function declared(element: Element): Scope {
  const own = Object.entries(element.attribs).filter(
    ([name]) => name === 'xmlns' || name.startsWith('xmlns:'),
  );
  return Object.fromEntries(own.map(([name, namespace]) => [name.slice(6), namespace.trim()]));
}

function split(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return colon === -1 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}

/** In an Atom feed its own elements are plain; in RSS they are guests with a prefix. */
function qualified(prefix: string, name: string, isAtom: boolean): string {
  return prefix === '' || (prefix === 'atom' && isAtom) ? name : `${prefix}:${name}`;
}
