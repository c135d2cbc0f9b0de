/** The rubriques a reader chose come first: the paper's places stay, what stands between them too. */
import type { SlotNode } from './slots.ts';

/**
 * Blocks among these nodes change places: the chosen ones fill the first places in the paper's order, the others the
 * rest. Nothing is left out. Without a choice the nodes themselves come back.
 */
export function arrange(nodes: readonly SlotNode[], chosen: readonly string[]): readonly SlotNode[] {
  if (chosen.length === 0) return nodes;
  const blocks = nodes.filter((node) => node.kind === 'block');
  const isChosen = ({ section }: { readonly section: string }) => chosen.includes(section);
  const ordered = [...blocks.filter(isChosen), ...blocks.filter((block) => !isChosen(block))].values();
  return nodes.map((node) => (node.kind === 'block' ? (ordered.next().value ?? node) : node));
}
