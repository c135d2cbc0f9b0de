/** The slot syntax of an edition, read once: text in, a tree of static runs, slots and conditions out. */

/** What a slot may show. Addresses belong to the letter, the rest to its reader. */
const slotNames = [
  'unsubscribe_url',
  'preferences_url',
  'web_url',
  'reader.first_name',
  'reader.last_name',
  'reader.email',
] as const;
export type SlotName = (typeof slotNames)[number];

export type Condition = { readonly kind: 'premium' } | { readonly kind: 'commune'; readonly commune: string };

export type SlotNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slot'; readonly name: SlotName; readonly fallback: string }
  | {
      readonly kind: 'if';
      readonly condition: Condition;
      readonly whenTrue: readonly SlotNode[];
      readonly whenFalse: readonly SlotNode[];
    };

/** A place where the syntax is broken; line counts from 1. */
type SyntaxFault = { readonly line: number; readonly excerpt: string; readonly message: string };
export type SlotTree = { readonly nodes: readonly SlotNode[]; readonly faults: readonly SyntaxFault[] };

type OpenBlock = {
  readonly at: number;
  readonly condition: Condition;
  readonly whenTrue: SlotNode[];
  readonly whenFalse: SlotNode[];
  inElse: boolean;
};
type Reading = {
  readonly source: string;
  readonly top: SlotNode[];
  readonly open: OpenBlock[];
  readonly faults: SyntaxFault[];
};

/**
 * Reads `[[ … ]]` in one part of an edition. Never throws: each fault stands with its line, and the tree holds the rest.
 * `[[` and `]]` of feed values arrive as U+E000 and U+E001 and become themselves again in static runs.
 */
export function parseSlots(source: string): SlotTree {
  const reading: Reading = { source, top: [], open: [], faults: [] };
  let at = 0;
  while (at < source.length) {
    const start = source.indexOf('[[', at);
    if (start < 0) break;
    addText(reading, source.slice(at, start));
    const end = source.indexOf(']]', start + 2);
    if (end < 0) {
      fault(reading, start, 'a "[[" that no "]]" closes');
      return { nodes: reading.top, faults: reading.faults };
    }
    readTag(reading, start, source.slice(start + 2, end).trim());
    at = end + 2;
  }
  addText(reading, source.slice(at));
  for (const block of reading.open) fault(reading, block.at, 'an "if" that no [[ end ]] closes');
  return { nodes: reading.top, faults: reading.faults };
}

function readTag(reading: Reading, at: number, tag: string): void {
  const block = reading.open.at(-1);
  if (tag === 'end') {
    if (reading.open.pop() === undefined) fault(reading, at, 'an [[ end ]] without its "if"');
  } else if (tag === 'else') {
    if (block === undefined) fault(reading, at, 'an [[ else ]] without its "if"');
    else if (block.inElse) fault(reading, at, 'a second [[ else ]] in the same block');
    else block.inElse = true;
  } else if (/^if\b/.test(tag)) {
    openBlock(reading, at, tag.slice(2).trim());
  } else {
    addSlot(reading, at, tag);
  }
}

function openBlock(reading: Reading, at: number, words: string): void {
  const condition = readCondition(words);
  if (condition === null) fault(reading, at, 'a condition is `premium` or `commune == "…"`');
  const block: OpenBlock = {
    at,
    condition: condition ?? { kind: 'premium' },
    whenTrue: [],
    whenFalse: [],
    inElse: false,
  };
  nodesOf(reading).push({
    kind: 'if',
    condition: block.condition,
    whenTrue: block.whenTrue,
    whenFalse: block.whenFalse,
  });
  reading.open.push(block);
}

function readCondition(words: string): Condition | null {
  if (words === 'premium') return { kind: 'premium' };
  const compared = /^commune\s*==\s*(.+)$/s.exec(words)?.[1];
  const commune = compared === undefined ? null : quotedText(compared);
  return commune === null ? null : { kind: 'commune', commune };
}

function addSlot(reading: Reading, at: number, tag: string): void {
  const bar = tag.indexOf('|');
  const name = (bar < 0 ? tag : tag.slice(0, bar)).trim();
  const fallback = bar < 0 ? '' : quotedText(tag.slice(bar + 1).trim());
  if (!isSlotName(name)) fault(reading, at, `unknown slot "${name}"; known are ${slotNames.join(', ')}`);
  else if (fallback === null) fault(reading, at, 'a fallback stands in quotes: [[ name | "…" ]]');
  else nodesOf(reading).push({ kind: 'slot', name, fallback });
}

/** The text between quotes, as HTML serialisers and typographers may have rewritten them; null without quotes. */
function quotedText(written: string): string | null {
  const plain = decodeEntities(written).trim();
  const text = /^(?:"(.*)"|'(.*)'|“(.*)”|‘(.*)’|«(.*)»)$/s.exec(plain)?.slice(1);
  return text?.find((group) => group !== undefined)?.trim() ?? null;
}

/** A slot inside an HTML attribute has its quotes written as entities. */
function decodeEntities(text: string): string {
  const named: Readonly<Record<string, string>> = {
    quot: '"',
    apos: "'",
    amp: '&',
    lt: '<',
    gt: '>',
    nbsp: ' ',
  };
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function isSlotName(name: string): name is SlotName {
  return (slotNames as readonly string[]).includes(name);
}

function nodesOf(reading: Reading): SlotNode[] {
  const block = reading.open.at(-1);
  if (block === undefined) return reading.top;
  return block.inElse ? block.whenFalse : block.whenTrue;
}

function addText(reading: Reading, text: string): void {
  if (text === '') return;
  nodesOf(reading).push({ kind: 'text', text: text.replaceAll('\ue000', '[[').replaceAll('\ue001', ']]') });
}

function fault(reading: Reading, at: number, message: string): void {
  const line = reading.source.slice(0, at).split('\n').length;
  const excerpt = reading.source
    .slice(at, at + 60)
    .split('\n')[0]
    ?.trim();
  reading.faults.push({ line, excerpt: excerpt ?? '', message });
}
