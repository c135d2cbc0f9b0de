/** A segment as a file or a form brings it: text in, checked tree or every fault out. */
import { z } from 'zod';
import { measure, type Segment, segmentName, segmentTitle, segmentTree, treeLimits } from './segment.ts';

export type ParsedSegment =
  | { readonly kind: 'segment'; readonly segment: Pick<Segment, 'name' | 'title' | 'tree'> }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

const file = z.strictObject({ name: segmentName, title: segmentTitle, tree: segmentTree });

/** text: JSON with title and tree. */
export function parseSegment(name: string, text: string): ParsedSegment {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { kind: 'faults', faults: [`it is not JSON: ${error instanceof Error ? error.message : error}`] };
  }
  // Checked level by level before anything recursive looks at it.
  const { nodes, depth } = measureUnknown(json);
  if (nodes > treeLimits.nodes * 8 || depth > treeLimits.depth * 3)
    return { kind: 'faults', faults: ['it is larger than a segment may be'] };
  const parsed = file.safeParse({ ...(typeof json === 'object' ? json : {}), name });
  if (!parsed.success)
    return {
      kind: 'faults',
      faults: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`),
    };
  const size = measure(parsed.data.tree);
  if (size.nodes > treeLimits.nodes || size.depth > treeLimits.depth)
    return {
      kind: 'faults',
      faults: [`tree: more than ${treeLimits.nodes} conditions or ${treeLimits.depth} levels`],
    };
  return { kind: 'segment', segment: parsed.data };
}

function measureUnknown(value: unknown): { readonly nodes: number; readonly depth: number } {
  let [nodes, depth] = [0, 0];
  const inside = (one: unknown) => (typeof one === 'object' && one !== null ? Object.values(one) : []);
  for (let level = [value]; level.length > 0 && depth < 100; level = level.flatMap(inside)) {
    nodes += level.length;
    depth++;
  }
  return { nodes, depth };
}
