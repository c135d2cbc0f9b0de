/** Styles that a letter repeats on each element, written once: classes of one sheet. */
import { type Document, Element, Text } from 'domhandler';
import postcss, { type Root } from 'postcss';
import { everyElement, textInside } from '../issue/letter-style.ts';
import { becameCell, becameTable } from './web-columns.ts';
import { adopt, replace } from './web-tree.ts';

/** Templates mark their foot by it, for whoever reads the page without it. */
const footMark = 'foot';
/** A cell holds the margins of what is in it; so does the block that it became. */
const cells = `.${becameCell}{display:flow-root}`;

/**
 * The letter's own sheets go into a layer, which styles outside of it outdo except where the sheet says «!important»: that is
 * how they stood towards the style attributes (CSS Cascade 5, 6.4.3).
 */
export function stylesAsClasses(document: Document): void {
  const elements = everyElement(document);
  const sheets = elements.filter(({ name }) => name === 'style');
  const letter = sheets.map(browserSheet).join('');
  const known = namesIn(letter + cells);
  for (const element of elements) dropNames(element, known);
  const repeated = [...Map.groupBy(elements.filter(mayBeClass), ({ attribs }) => attribs.style ?? '')].filter(
    ([, some]) => some.length > 1,
  );
  const names = freeNames(known);
  const rules = repeated.map(([style, some]) => {
    const name = names.next().value;
    for (const { attribs } of some) {
      delete attribs.style;
      attribs.class = attribs.class === undefined ? name : `${attribs.class} ${name}`;
    }
    return `.${name}{${style}}`;
  });
  putSheet(document, sheets, `@layer letter{${letter}}${cells}${rules.join('')}`);
}

/** A style with entities would have to be decoded: it stays where it is. */
function mayBeClass({ attribs: { style } }: Element): boolean {
  return style !== undefined && style !== '' && !/[&<>{}]/.test(style);
}

/** What a browser reads of a sheet. What is no CSS is read by nobody. */
function browserSheet(element: Element): string {
  try {
    const root = postcss.parse(textInside(element));
    dropMailOnly(root);
    followBlocks(root);
    const { media } = element.attribs;
    const css = root.toString();
    return css === '' || media === undefined ? css : `@media ${media}{${css}}`;
  } catch {
    return '';
  }
}

const ofMailPrograms = /\[data-ogs[bc]\]|\.moz-text-html|#outlook|\.ExternalClass|\.mj-outlook/;

function dropMailOnly(root: Root): void {
  root.walkDecls(/^(mso-|-ms-)/, (declaration) => {
    declaration.remove();
  });
  root.walkRules((rule) => {
    rule.selectors = rule.selectors.filter((one) => !ofMailPrograms.test(one));
    if (rule.selectors.join('') === '' || rule.nodes.length === 0) rule.remove();
  });
  root.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove();
  });
}

/** «.tint td» means the block that a cell became, too. */
function followBlocks(root: Root): void {
  root.walkRules((rule) => {
    if (rule.selector.includes('[')) return;
    rule.selector = rule.selector.replace(
      /(?<![\w.#:[-])(td|table)(?![\w-])/g,
      (name) => `:is(${name},.${name === 'td' ? becameCell : becameTable})`,
    );
  });
}

/** Every class that a sheet asks for. */
function namesIn(css: string): ReadonlySet<string> {
  return new Set((css.match(/\.[A-Za-z_][\w-]*/g) ?? []).map((name) => name.slice(1)));
}

/** Classes that no sheet asks for are of mail programs, or of marks that have done their work. */
function dropNames({ attribs }: Element, known: ReadonlySet<string>): void {
  const kept = (attribs.class ?? '').split(/\s+/).filter((name) => known.has(name) || name === footMark);
  if (kept.length > 0) attribs.class = kept.join(' ');
  else delete attribs.class;
}

function* freeNames(taken: ReadonlySet<string>): Generator<string, string> {
  for (let at = 0; ; at++) {
    const name = at < 26 ? letterAt(at) : letterAt(Math.floor(at / 26) - 1) + letterAt(at % 26);
    if (!taken.has(name)) yield name;
  }
}

function letterAt(at: number): string {
  return String.fromCharCode(97 + (at % 26));
}

/** One sheet, at the head's end. */
function putSheet(document: Document, sheets: readonly Element[], css: string): void {
  for (const old of sheets) replace(old, []);
  const head = everyElement(document).find(({ name }) => name === 'head');
  if (head) adopt(head, [...head.children, new Element('style', {}, [new Text(css)])]);
}
