/** Moves nodes of a letter's document; who is moved knows its new place. */
import type { AnyNode, ParentNode } from 'domhandler';

/** These and no others. */
export function adopt(parent: ParentNode, children: readonly AnyNode[]): void {
  parent.children = [...children] as typeof parent.children;
  for (const child of children) child.parent = parent;
}

/** By none: takes the node out. */
export function replace(node: AnyNode, by: readonly AnyNode[]): void {
  const { parent } = node;
  if (parent)
    adopt(
      parent,
      parent.children.flatMap((one) => (one === node ? by : [one])),
    );
}
