/** A variant is an answer to an edition's conditions, in a reader's order: what remains is static runs and slots. */
import type { EditionContent } from '../issue/edition.ts';
import { arrange } from './arrange.ts';
import type { LetterPart } from './check.ts';
import type { Reader } from './reader.ts';
import { parseSlots, type SlotNode } from './slots.ts';
import type { Condition, SlotName } from './tag.ts';

/** Static text, or a slot to fill. */
export type Run =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slot'; readonly name: SlotName; readonly fallback: string };
export type Variant = Readonly<Record<LetterPart, readonly Run[]>>;
export type ParsedEdition = Readonly<Record<LetterPart, readonly SlotNode[]>>;

/** What conditions and rubriques may ask; null when nobody reads, as on the web version. */
export type Standing = Pick<Reader, 'premium' | 'commune' | 'moreCommunes' | 'sections'> | null;

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
  const resolve = (nodes: readonly SlotNode[]) => choose(nodes, standing);
  return { subject: resolve(edition.subject), html: resolve(edition.html), text: resolve(edition.text) };
}

/** The communes that conditions name: readers of any other commune share one variant. */
export function communesOf(edition: ParsedEdition): ReadonlySet<string> {
  return new Set([edition.subject, edition.html, edition.text].flatMap(communesIn));
}

/** The rubriques that may change places: a choice of others makes no variant. */
export function sectionsOf(edition: ParsedEdition): ReadonlySet<string> {
  return new Set([edition.html, edition.text].flatMap(sectionsIn));
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
  return arrange(nodes, standing?.sections ?? []).flatMap((node) => {
    if (node.kind === 'block') return choose(node.nodes, standing);
    if (node.kind !== 'if') return [node];
    return choose(holds(node.condition, standing) ? node.whenTrue : node.whenFalse, standing);
  });
}

function holds(condition: Condition, standing: Standing): boolean {
  if (standing === null) return false;
  if (condition.kind === 'premium') return standing.premium;
  return (
    standing.commune === condition.commune || standing.moreCommunes?.includes(condition.commune) === true
  );
}

function communesIn(nodes: readonly SlotNode[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'block') return communesIn(node.nodes);
    if (node.kind !== 'if') return [];
    const own = node.condition.kind === 'commune' ? [node.condition.commune] : [];
    return [...own, ...communesIn(node.whenTrue), ...communesIn(node.whenFalse)];
  });
}

function sectionsIn(nodes: readonly SlotNode[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'block') return [node.section, ...sectionsIn(node.nodes)];
    return node.kind === 'if' ? [...sectionsIn(node.whenTrue), ...sectionsIn(node.whenFalse)] : [];
  });
}
