/** Puts other segments in the places that name them: what is left asks of readers alone. */
import { below, measure, type SegmentTree, treeLimits } from './segment.ts';

export type Expanded =
  | { readonly kind: 'tree'; readonly tree: SegmentTree }
  | { readonly kind: 'missing'; readonly name: string }
  /** The names, from the first one back to it. */
  | { readonly kind: 'cycle'; readonly path: readonly string[] }
  | { readonly kind: 'too_large' };

export type Unexpandable = Exclude<Expanded, { kind: 'tree' }>;

export type FindTree = (name: string) => SegmentTree | undefined;

/** path: the segments whose tree this is a part of. */
export function expandSegment(tree: SegmentTree, find: FindTree, path: readonly string[] = []): Expanded {
  const { nodes, depth } = measure(tree);
  if (nodes > treeLimits.nodes || depth > treeLimits.depth) return { kind: 'too_large' };
  const budget = { left: treeLimits.expanded };
  return expand(tree, find, path, budget);
}

function expand(
  tree: SegmentTree,
  find: FindTree,
  path: readonly string[],
  budget: { left: number },
): Expanded {
  if (--budget.left < 0 || path.length > 20) return { kind: 'too_large' };
  switch (tree.kind) {
    case 'segment': {
      if (path.includes(tree.segment)) return { kind: 'cycle', path: [...path, tree.segment] };
      const other = find(tree.segment);
      if (other === undefined) return { kind: 'missing', name: tree.segment };
      return expand(other, find, [...path, tree.segment], budget);
    }
    case 'not': {
      const inner = expand(tree.of, find, path, budget);
      return inner.kind === 'tree' ? { kind: 'tree', tree: { kind: 'not', of: inner.tree } } : inner;
    }
    case 'all':
    case 'any': {
      const parts: SegmentTree[] = [];
      for (const part of tree.of) {
        const inner = expand(part, find, path, budget);
        if (inner.kind !== 'tree') return inner;
        parts.push(inner.tree);
      }
      return { kind: 'tree', tree: { kind: tree.kind, of: parts } };
    }
    default:
      return { kind: 'tree', tree };
  }
}

/** The other segments that a tree names. */
export function namedSegments(tree: SegmentTree): ReadonlySet<string> {
  const names = new Set<string>();
  for (let level: readonly SegmentTree[] = [tree]; level.length > 0; level = level.flatMap(below))
    for (const part of level) if (part.kind === 'segment') names.add(part.segment);
  return names;
}
