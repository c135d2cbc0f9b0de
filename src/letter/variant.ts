/** A variant is an answer to an edition's conditions, in a reader's order: what remains is static runs and slots. */
import { inEnglish } from '../config/say.ts';
import type { EditionContent, EditionLinks } from '../issue/edition.ts';
import { slotTroubleInWords } from '../issue/slot-trouble.ts';
import { arrange } from './arrange.ts';
import type { LetterPart } from './check.ts';
import { inlineAddress, type LinkStyle, plainLinks } from './link-style.ts';
import type { Reader } from './reader.ts';
import type { Run } from './run.ts';
import { parseSlots, type SlotNode } from './slots.ts';
import type { Condition } from './tag.ts';

export type Variant = Readonly<Record<LetterPart, readonly Run[]>>;
export type ParsedEdition = Readonly<Record<LetterPart, readonly SlotNode[]>> & {
  readonly links: EditionLinks | null;
};

/** What conditions and rubriques may ask; null when nobody reads, as on the web version. */
export type Standing = Pick<Reader, 'premium' | 'commune' | 'moreCommunes' | 'sections' | 'tracking'> | null;

/**
 * Reads the slots of an edition. Line ends become LF and html and text end with one, so that each last line is a line.
 * Throws when a slot is broken: checkSlots said so before, and such an edition is never approved.
 */
export function parseEdition(content: Pick<EditionContent, LetterPart | 'links'>): ParsedEdition {
  const links = content.links ?? null;
  const named = links?.to.length ?? 0;
  return {
    subject: nodesOf('subject', content.subject, named),
    html: nodesOf('html', wholeLines(content.html), named),
    text: nodesOf('text', wholeLines(content.text), named),
    links,
  };
}

/** The runs that readers of this standing see, their links in this style. */
export function variantFor(
  edition: ParsedEdition,
  standing: Standing,
  style: LinkStyle = plainLinks,
): Variant {
  const resolve = (part: LetterPart) =>
    choose(edition[part], {
      standing,
      style,
      link: (number) => inlineAddress(style, edition.links, number, part),
    });
  return { subject: resolve('subject'), html: resolve('html'), text: resolve('text') };
}

/** The communes that conditions name: readers of any other commune share one variant. */
export function communesOf(edition: ParsedEdition): ReadonlySet<string> {
  return new Set([edition.subject, edition.html, edition.text].flatMap(communesIn));
}

/** The rubriques that may change places: a choice of others makes no variant. */
export function sectionsOf(edition: ParsedEdition): ReadonlySet<string> {
  return new Set([edition.html, edition.text].flatMap(sectionsIn));
}

function nodesOf(part: LetterPart, source: string, links: number): readonly SlotNode[] {
  const { nodes, faults } = parseSlots(source, links);
  const first = faults[0];
  if (first === undefined) return nodes;
  throw new Error(
    `The ${part} of the edition has ${faults.length} broken slot(s); the first is at line ${first.line}, ${first.excerpt}: ${slotTroubleInWords(first.trouble, inEnglish)}.`,
  );
}

function wholeLines(text: string): string {
  const lines = text.toWellFormed().replaceAll(/\r\n?/g, '\n');
  return lines.endsWith('\n') ? lines : `${lines}\n`;
}

type Choice = {
  readonly standing: Standing;
  readonly style: LinkStyle;
  readonly link: (number: number) => readonly Run[];
};

function choose(nodes: readonly SlotNode[], choice: Choice): Run[] {
  return arrange(nodes, choice.standing?.sections ?? []).flatMap((node) => {
    if (node.kind === 'block') return choose(node.nodes, choice);
    if (node.kind === 'link') return choice.link(node.link);
    if (node.kind !== 'if') return [node];
    return choose(holds(node.condition, choice) ? node.whenTrue : node.whenFalse, choice);
  });
}

function holds(condition: Condition, { standing, style }: Choice): boolean {
  if (condition.kind === 'clicks') return style.kind !== 'plain';
  if (standing === null) return false;
  if (condition.kind === 'opens') return standing.tracking?.opens === true;
  if (condition.kind === 'premium') return standing.premium;
  const { commune } = condition;
  return standing.commune === commune || standing.moreCommunes?.includes(commune) === true;
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
