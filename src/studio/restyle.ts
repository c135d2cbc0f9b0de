/** Rewrites what a letter says of its looks, as a program would before it shows it: styles, sheets, attributes. Pure. */
import { render } from 'dom-serializer';
import { type Document, Element, Text } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import postcss, { type AtRule, type Declaration, type Rule } from 'postcss';
import { everyElement, textInside } from '../issue/letter-style.ts';

export type Restyling = {
  /** The declaration's new value; null takes it out. `element` is null in a sheet. */
  readonly declaration: (declaration: Declaration, element: Element | null) => string | null;
  /** Whether a sheet's rule or at-rule is read at all. */
  readonly reads?: (rule: Rule | AtRule) => boolean;
  /** Attributes such as bgcolor. */
  readonly attribute?: (name: string, value: string) => string;
};

/** The document again; what no style says stays as it was. */
export function restyle(
  html: string,
  restyling: Restyling,
  finish: (document: Document) => void = () => {},
): string {
  const document = parseDocument(html);
  for (const element of everyElement(document)) {
    const { style } = element.attribs;
    if (style !== undefined) setStyle(element, restyleInline(style, element, restyling));
    for (const [name, value] of Object.entries(element.attribs))
      if (/^(bgcolor|color)$/.test(name)) element.attribs[name] = restyling.attribute?.(name, value) ?? value;
    if (element.name === 'style') element.children = [new Text(restyleSheet(textInside(element), restyling))];
  }
  finish(document);
  return render(document, { encodeEntities: 'utf8' });
}

function setStyle(element: Element, style: string): void {
  if (style === '') delete element.attribs.style;
  else element.attribs.style = style;
}

function restyleInline(style: string, element: Element, { declaration }: Restyling): string {
  return parsed(`a{${style}}`, (root) => {
    root.walkDecls((one) => settle(one, declaration(one, element)));
    const [rule] = root.nodes;
    return rule?.type === 'rule' ? rule.nodes.map(String).join(';') : '';
  });
}

function restyleSheet(css: string, { declaration, reads = () => true }: Restyling): string {
  return parsed(css, (root) => {
    root.walk((node) => {
      if ((node.type === 'rule' || node.type === 'atrule') && !reads(node)) node.remove();
    });
    root.walkDecls((one) => settle(one, declaration(one, null)));
    return root.toString();
  });
}

function settle(declaration: Declaration, value: string | null): void {
  if (value === null) declaration.remove();
  else declaration.value = value;
}

/** What is no CSS is read by nobody. */
function parsed(css: string, change: (root: postcss.Root) => string): string {
  try {
    return change(postcss.parse(css));
  } catch {
    return '';
  }
}

/** Finds the body, or the document where a letter has none. */
export function bodyOf(document: Document): Document | Element {
  return everyElement(document).find(({ name }) => name === 'body') ?? document;
}

/** Appends a piece of HTML at the end. */
export function append(to: Document | Element, html: string): void {
  for (const child of parseDocument(html).children) {
    child.parent = to instanceof Element ? to : null;
    to.children.push(child);
  }
}
