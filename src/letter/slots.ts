/** The slot syntax of an edition, read once: text in, a tree of static runs, slots, conditions and rubriques out. */
import type { SlotTrouble } from '../issue/slot-trouble.ts';
import { type Condition, readTag, type SlotName, type Tag } from './tag.ts';

export type SlotNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slot'; readonly name: SlotName; readonly fallback: string }
  | { readonly kind: 'link'; readonly link: number }
  | {
      readonly kind: 'if';
      readonly condition: Condition;
      readonly whenTrue: readonly SlotNode[];
      readonly whenFalse: readonly SlotNode[];
    }
  | { readonly kind: 'block'; readonly section: string; readonly nodes: readonly SlotNode[] };

/** A place where the syntax is broken; line counts from 1. */
type SyntaxFault = { readonly line: number; readonly excerpt: string; readonly trouble: SlotTrouble };
type SlotTree = { readonly nodes: readonly SlotNode[]; readonly faults: readonly SyntaxFault[] };

type OpenBlock =
  | {
      readonly kind: 'if';
      readonly at: number;
      readonly whenTrue: SlotNode[];
      readonly whenFalse: SlotNode[];
      inElse: boolean;
    }
  | { readonly kind: 'block'; readonly at: number; readonly nodes: SlotNode[] };
type Reading = {
  readonly source: string;
  /** How many links the edition names. */
  readonly links: number;
  readonly top: SlotNode[];
  readonly open: OpenBlock[];
  readonly faults: SyntaxFault[];
};

/**
 * Reads `[[ … ]]` in one part of an edition. Never throws: each fault stands with its line, and the tree holds the rest.
 * `[[` and `]]` of feed values arrive as U+E000 and U+E001 and become themselves again in static runs.
 */
export function parseSlots(source: string, links = 0): SlotTree {
  const reading: Reading = { source, links, top: [], open: [], faults: [] };
  let at = 0;
  while (at < source.length) {
    const start = source.indexOf('[[', at);
    if (start < 0) break;
    addText(reading, source.slice(at, start));
    const end = source.indexOf(']]', start + 2);
    if (end < 0) {
      fault(reading, start, { kind: 'not_closed' });
      return { nodes: reading.top, faults: reading.faults };
    }
    place(reading, start, readTag(source.slice(start + 2, end)));
    at = end + 2;
  }
  addText(reading, source.slice(at));
  for (const { kind, at: opened } of reading.open) fault(reading, opened, { kind: 'not_ended', block: kind });
  return { nodes: reading.top, faults: reading.faults };
}

function place(reading: Reading, at: number, tag: Tag): void {
  switch (tag.kind) {
    case 'slot':
      nodesOf(reading).push(tag);
      return;
    case 'link':
      nodesOf(reading).push(tag);
      if (tag.link > reading.links)
        fault(reading, at, { kind: 'no_link', link: tag.link, links: reading.links });
      return;
    case 'if':
      openCondition(reading, at, tag.condition);
      return;
    case 'block':
      openSection(reading, at, tag.section);
      return;
    case 'else':
      turn(reading, at);
      return;
    case 'end':
      if (reading.open.pop() === undefined) fault(reading, at, { kind: 'end_alone' });
      return;
    case 'fault':
      fault(reading, at, tag.trouble);
      if (tag.opens) openCondition(reading, at, { kind: 'premium' });
      return;
    default:
      tag satisfies never;
  }
}

function openCondition(reading: Reading, at: number, condition: Condition): void {
  const whenTrue: SlotNode[] = [];
  const whenFalse: SlotNode[] = [];
  nodesOf(reading).push({ kind: 'if', condition, whenTrue, whenFalse });
  reading.open.push({ kind: 'if', at, whenTrue, whenFalse, inElse: false });
}

function openSection(reading: Reading, at: number, section: string): void {
  const nodes: SlotNode[] = [];
  nodesOf(reading).push({ kind: 'block', section, nodes });
  reading.open.push({ kind: 'block', at, nodes });
}

function turn(reading: Reading, at: number): void {
  const block = reading.open.at(-1);
  if (block?.kind !== 'if') fault(reading, at, { kind: 'else_alone' });
  else if (block.inElse) fault(reading, at, { kind: 'second_else' });
  else block.inElse = true;
}

function nodesOf(reading: Reading): SlotNode[] {
  const block = reading.open.at(-1);
  if (block === undefined) return reading.top;
  if (block.kind === 'block') return block.nodes;
  return block.inElse ? block.whenFalse : block.whenTrue;
}

function addText(reading: Reading, text: string): void {
  if (text === '') return;
  nodesOf(reading).push({ kind: 'text', text: text.replaceAll('\ue000', '[[').replaceAll('\ue001', ']]') });
}

function fault(reading: Reading, at: number, trouble: SlotTrouble): void {
  const line = reading.source.slice(0, at).split('\n').length;
  const [first = ''] = reading.source.slice(at, at + 60).split('\n');
  reading.faults.push({ line, excerpt: first.trim(), trouble });
}
