/** What xml2js makes of an element: a string, or an object with its text in `_` and its attributes in `$`. */

export type Node =
  | string
  | { readonly _?: string; readonly $?: Readonly<Record<string, string>> }
  | undefined;

/** The text of an element; '' when there is none. */
export function textOf(node: Node | unknown): string {
  if (typeof node === 'string') return node.trim();
  if (typeof node !== 'object' || node === null || !('_' in node)) return '';
  return typeof node._ === 'string' ? node._.trim() : '';
}

export function attribute(node: Node | unknown, name: string): string | undefined {
  if (typeof node !== 'object' || node === null || !('$' in node)) return undefined;
  return (node.$ as Record<string, string> | undefined)?.[name];
}

/** The elements of that name below a parsed element. */
export function children(node: unknown, name: string): readonly unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  const found = (node as Record<string, unknown>)[name];
  return Array.isArray(found) ? found : [];
}
