/** What the check before approval asks of slots: broken ones with their place, and which are there at all. */
import type { EditionContent } from '../issue/edition.ts';
import type { SlotFault } from '../issue/slot-mistake.ts';
import { parseSlots, type SlotNode } from './slots.ts';
import type { SlotName } from './tag.ts';

export type LetterPart = 'subject' | 'html' | 'text';
const parts = ['subject', 'html', 'text'] as const satisfies readonly LetterPart[];

/** Every unknown slot and unbalanced block of an edition, with at most 60 characters from there on; empty when it can leave. */
export function checkSlots(content: Pick<EditionContent, LetterPart | 'links'>): SlotFault[] {
  const links = content.links?.to.length ?? 0;
  return parts.flatMap((part) =>
    parseSlots(content[part], links).faults.map((fault) => ({ part, ...fault })),
  );
}

/** The slots that each part shows to at least one reader: a part without `unsubscribe_url` must not leave. */
export function slotsOf(
  content: Pick<EditionContent, LetterPart>,
): Record<LetterPart, ReadonlySet<SlotName>> {
  const namesIn = (part: LetterPart) => new Set(slotNamesOf(parseSlots(content[part]).nodes));
  return { subject: namesIn('subject'), html: namesIn('html'), text: namesIn('text') };
}

function slotNamesOf(nodes: readonly SlotNode[]): SlotName[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'slot') return [node.name];
    if (node.kind === 'block') return slotNamesOf(node.nodes);
    return node.kind === 'if' ? [...slotNamesOf(node.whenTrue), ...slotNamesOf(node.whenFalse)] : [];
  });
}
