/** Reads a letter's styles as a browser would: which declarations reach an element on a light or a dark screen. Pure. */
import { compile } from 'css-select';
import { type AnyNode, type Document, Element, isTag } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import postcss, { type AtRule, type Declaration, type Root, type Rule } from 'postcss';

export type Scheme = 'light' | 'dark';
export type LetterDocument = { readonly document: Document; readonly sheets: readonly Sheet[] };
/** A style element with its rules; a sheet that is not CSS has none. */
export type Sheet = { readonly media: string; readonly root: Root };
/** Property → value, without «!important». */
export type Declared = ReadonlyMap<string, string>;

/** CSS pixels: a letter on a wide screen. */
const width = 640;

/** Conditional comments stay comments, as for every program but Outlook's. */
export function readLetter(html: string): LetterDocument {
  const document = parseDocument(html);
  const sheets = everyElement(document)
    .filter(({ name }) => name === 'style')
    .map((element) => ({ media: element.attribs.media ?? '', root: readSheet(textInside(element)) }));
  return { document, sheets };
}

export function everyElement(node: AnyNode): Element[] {
  const inside = 'children' in node ? node.children.flatMap(everyElement) : [];
  return node instanceof Element ? [node, ...inside] : inside;
}

/** Declarations of a style attribute. */
export function inlineStyle(element: Element): Declaration[] {
  const { style } = element.attribs;
  return style === undefined ? [] : declarationsOf(readSheet(`a{${style}}`).nodes[0]);
}

type Weighed = { readonly value: string; readonly weight: readonly number[] };

/** What reaches each element, by importance, place, specificity and order (CSS Cascade 4, 6.1). */
export function cascade(
  { document, sheets }: LetterDocument,
  scheme: Scheme,
): ReadonlyMap<Element, Declared> {
  const elements = everyElement(document);
  const reached = new Map<Element, Map<string, Weighed>>(elements.map((element) => [element, new Map()]));
  const put = (element: Element, { prop, value, important }: Declaration, inline: number, rank: number[]) => {
    const declared = reached.get(element);
    const weight = [important ? 1 : 0, inline, ...rank];
    const before = declared?.get(prop);
    if (!before || compareWeights(before.weight, weight) <= 0) declared?.set(prop, { value, weight });
  };
  rulesFor(sheets, scheme).forEach((rule, order) => {
    for (const selector of rule.selectors) {
      const matches = compiled(selector);
      if (!matches) continue;
      for (const element of elements.filter(matches))
        for (const one of declarationsOf(rule)) put(element, one, 0, [...specificity(selector), order]);
    }
  });
  for (const element of elements) for (const one of inlineStyle(element)) put(element, one, 1, [0, 0, 0, 0]);
  return new Map(
    [...reached].map(([element, declared]) => [
      element,
      new Map([...declared].map(([property, { value }]) => [property, value])),
    ]),
  );
}

/** Whether a sheet asks for a dark screen at all. */
export function asksForDark(sheets: readonly Sheet[]): boolean {
  return sheets.some(
    ({ media, root }) =>
      /prefers-color-scheme\s*:\s*dark/i.test(media) ||
      root.nodes.some(
        (node) => node.type === 'atrule' && /prefers-color-scheme\s*:\s*dark/i.test(node.params),
      ),
  );
}

/** Every rule of the letter with the at-rules that it stands in. */
export function everyRule(
  sheets: readonly Sheet[],
): { readonly rule: Rule; readonly media: readonly string[] }[] {
  return sheets.flatMap(({ media, root }) => {
    const found: { rule: Rule; media: readonly string[] }[] = [];
    root.walkRules((rule) => {
      const around = atRulesAround(rule).map(({ name, params }) => `${name} ${params}`);
      found.push({ rule, media: media === '' ? around : [`media ${media}`, ...around] });
    });
    return found;
  });
}

function rulesFor(sheets: readonly Sheet[], scheme: Scheme): Rule[] {
  return everyRule(sheets)
    .filter(({ media }) => media.every((one) => holds(one, scheme)))
    .map(({ rule }) => rule);
}

function atRulesAround({ parent }: Rule | AtRule): AtRule[] {
  return parent?.type === 'atrule' ? [parent, ...atRulesAround(parent)] : [];
}

/** A media query holds when each of its conditions does; what is not known does not hold. */
function holds(atRule: string, scheme: Scheme): boolean {
  const [name, ...rest] = atRule.split(' ');
  if (name === 'supports') return true;
  if (name !== 'media') return false;
  return rest
    .join(' ')
    .toLowerCase()
    .split(',')
    .some((query) => query.split(/\band\b/).every((part) => conditionHolds(part.trim(), scheme)));
}

function conditionHolds(condition: string, scheme: Scheme): boolean {
  const [, feature = '', value = ''] = /^\(\s*([a-z-]+)\s*:\s*([^)]+?)\s*\)$/.exec(condition) ?? [];
  const pixels = Number.parseFloat(value);
  switch (feature) {
    case 'prefers-color-scheme':
      return value === scheme;
    case 'min-width':
      return width >= pixels;
    case 'max-width':
      return width <= pixels;
    default:
      return /^(only )?(screen|all)$/.test(condition);
  }
}

function readSheet(css: string): Root {
  try {
    return postcss.parse(css.replace(/\[\[.*?\]\]/gs, ''));
  } catch {
    return postcss.root();
  }
}

function declarationsOf(rule: Root['nodes'][number] | undefined): Declaration[] {
  if (rule?.type !== 'rule') return [];
  return rule.nodes.filter((node) => node.type === 'decl');
}

type Matches = (element: Element) => boolean;
const queries = new Map<string, Matches | null>();

/** Null for what no mail program but one asks (`::-moz-…`): it matches nothing here. */
function compiled(selector: string): Matches | null {
  if (!queries.has(selector)) {
    if (queries.size > 2_000) queries.clear();
    try {
      queries.set(selector, compile<AnyNode, Element>(selector));
    } catch {
      queries.set(selector, null);
    }
  }
  return queries.get(selector) ?? null;
}

/** Ids, then classes, attributes and pseudo-classes, then types (Selectors 4, 17). */
function specificity(selector: string): [number, number, number] {
  const count = (pattern: RegExp) => selector.match(pattern)?.length ?? 0;
  return [
    count(/#[\w-]+/g),
    count(/\.[\w-]+|\[[^\]]*\]|(?<!:):[\w-]+/g),
    count(/(?<![\w.#:[-])[a-z][\w-]*/gi),
  ];
}

function compareWeights(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** What a reader of the element reads; style and title are read by nobody. */
export function textInside(node: AnyNode): string {
  if (node.type === 'text') return node.data;
  return 'children' in node && !(isTag(node) && node.name === 'title')
    ? node.children.map(textInside).join('')
    : '';
}
