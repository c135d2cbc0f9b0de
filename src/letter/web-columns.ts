/** Tables that only hold one column in mail programs, as the blocks that a browser needs. */
import { type AnyNode, type Document, Element, isTag } from 'domhandler';
import { everyElement } from '../issue/letter-style.ts';
import { adopt, replace } from './web-tree.ts';

/** Sheets that speak of cells and tables find what they became by these. */
export const becameCell = 'td';
export const becameTable = 'table';

/** The innermost first, so that a table inside a cell is done when its own table is looked at. */
export function columnsAsBlocks(document: Document): void {
  for (const element of everyElement(document).reverse()) {
    const cells = columnOf(element);
    if (cells !== null) replace(element, asBlocks(element, cells));
  }
}

/** The cells of a layout table as wide as what is around it, with one cell in each row; null: it is something else. */
function columnOf({ name, attribs, children }: Element): readonly Element[] | null {
  const wide = attribs.width === '100%' || /(^|;)\s*width:\s*100%/.test(attribs.style ?? '');
  if (name !== 'table' || attribs.role !== 'presentation' || !wide) return null;
  const rows = tagsOf(children).flatMap((one) => (one.name === 'tbody' ? tagsOf(one.children) : [one]));
  if (!rows.every((row) => row.name === 'tr' && Object.keys(row.attribs).length === 0)) return null;
  const cells = rows.map((row) => tagsOf(row.children));
  return cells.every(([cell, more]) => cell?.name === 'td' && more === undefined) ? cells.flat() : null;
}

function asBlocks(table: Element, cells: readonly Element[]): readonly Element[] {
  const blocks = cells.map((cell) => block(cell, becameCell, cell.children));
  const around = block(table, becameTable, blocks);
  const plain = around.attribs.style === undefined && around.attribs.class === becameTable;
  return plain ? blocks : [around];
}

function block(from: Element, name: string, children: readonly AnyNode[]): Element {
  const { attribs } = from;
  const style = [...hints(from), attribs.style ?? ''].filter((one) => one !== '').join(';');
  const seen = style.replace(/(^|;)\s*(width:\s*100%|vertical-align:[^;]*|direction:\s*ltr)(?=;|$)/g, '$1');
  const kept = seen.replace(/;{2,}/g, ';').replace(/^;|;$/g, '');
  const made = new Element('div', {
    class: [name, attribs.class].filter((one) => one !== undefined && one !== '').join(' '),
    ...(kept !== '' && { style: kept }),
  });
  adopt(made, children);
  return made;
}

/** Attributes as declarations, before those of the style, which outdo them. A table that is aligned moves as a whole. */
function hints({ name, attribs: { align, bgcolor } }: Element): readonly string[] {
  return [
    ...(align === undefined || name === 'table' ? [] : [`text-align:${align}`]),
    ...(bgcolor === undefined ? [] : [`background-color:${bgcolor}`]),
  ];
}

function tagsOf(nodes: readonly AnyNode[]): readonly Element[] {
  return nodes.filter(isTag);
}
