/** A variant is an answer to an edition's conditions: what remains is static runs and slots. */
import type { EditionContent } from '../issue/edition.ts';
import type { LetterPart } from './check.ts';
import type { Reader } from './reader.ts';
import { parseSlots, type SlotNode } from './slots.ts';
import type { Condition, SlotName } from './tag.ts';

/** Static text, or a slot to fill; no two texts stand beside each other. */
export type Run =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slot'; readonly name: SlotName; readonly fallback: string };
export type Variant = Readonly<Record<LetterPart, readonly Run[]>>;
export type ParsedEdition = Readonly<Record<LetterPart, readonly SlotNode[]>>;

/** What conditions may ask; null when nobody reads, as on the web version. */
export type Standing = Pick<Reader, 'premium' | 'commune'> | null;

/**
 * Reads the slots of an edition. Line ends become LF and html and text end with one, so that each last line is a line.
 * Throws when a slot is broken: checkSlots said so before, and such an edition is never approved.
 */
export function parseEdition(content: Pick<EditionContent, LetterPart>): ParsedEdition {
  return {
    subject: nodesOf('subject', content.subject),
    html: nodesOf('html', wholeLines(content.html)),
    text: nodesOf('text', wholeLines(content.text)),
  };
}

/** The runs that readers of this standing see. */
export function variantFor(edition: ParsedEdition, standing: Standing): Variant {
  const resolve = (nodes: readonly SlotNode[]) => mergeTexts(choose(nodes, standing));
  return { subject: resolve(edition.subject), html: resolve(edition.html), text: resolve(edition.text) };
}

/** The communes that conditions name: readers of any other commune share one variant. */
export function communesOf(edition: ParsedEdition): ReadonlySet<string> {
  return new Set([edition.subject, edition.html, edition.text].flatMap(communesIn));
}

function nodesOf(part: LetterPart, source: string): readonly SlotNode[] {
  const { nodes, faults } = parseSlots(source);
  const first = faults[0];
  if (first === undefined) return nodes;
  throw new Error(
    `The ${part} of the edition has ${faults.length} broken slot(s); the first is at line ${first.line}, ${first.excerpt}: ${first.message}.`,
  );
}

function wholeLines(text: string): string {
  const lines = text.toWellFormed().replaceAll(/\r\n?/g, '\n');
  return lines.endsWith('\n') ? lines : `${lines}\n`;
}

function choose(nodes: readonly SlotNode[], standing: Standing): Run[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'if') return [node];
    return choose(holds(node.condition, standing) ? node.whenTrue : node.whenFalse, standing);
  });
}

function holds(condition: Condition, standing: Standing): boolean {
  if (standing === null) return false;
  return condition.kind === 'premium' ? standing.premium : standing.commune === condition.commune;
}

function mergeTexts(runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (run.kind === 'text' && last?.kind === 'text') {
      merged[merged.length - 1] = { kind: 'text', text: last.text + run.text };
    } else merged.push(run);
  }
  return merged;
}

function communesIn(nodes: readonly SlotNode[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'if') return [];
    const own = node.condition.kind === 'commune' ? [node.condition.commune] : [];
    return [...own, ...communesIn(node.whenTrue), ...communesIn(node.whenFalse)];
  });
}
