/** What a slot shows to one reader, safe for the part that it stands in. */
import type { LetterPart } from './check.ts';
import type { LetterEnvelope, Reader } from './reader.ts';
import type { Run } from './run.ts';
import { escapeHtml, singleLine } from './single-line.ts';

/** The addresses that slots may show. */
export type SlotLinks = Pick<
  LetterEnvelope['links'],
  'unsubscribe' | 'preferences' | 'web' | 'opens' | 'clicks'
>;
type Slot = Extract<Run, { kind: 'slot' }>;

/** The slot's value or its fallback: one line, and HTML-escaped in html. Without a reader there is only the fallback. */
export function fillSlot(slot: Slot, part: LetterPart, reader: Reader | null, links: SlotLinks): string {
  const known = singleLine(knownValue(slot, reader, links) ?? '');
  const shown = known === '' ? singleLine(slot.fallback) : known;
  return part === 'html' ? escapeHtml(shown) : shown;
}

function knownValue(slot: Slot, reader: Reader | null, links: SlotLinks): string | null {
  switch (slot.name) {
    case 'unsubscribe_url':
      return links.unsubscribe;
    case 'preferences_url':
      return links.preferences;
    case 'web_url':
      return links.web;
    case 'opens_url':
      return links.opens ?? null;
    case 'clicks_url':
      return links.clicks ?? null;
    case 'reader.first_name':
      return reader?.firstName ?? null;
    case 'reader.last_name':
      return reader?.lastName ?? null;
    case 'reader.email':
      return reader?.email ?? null;
    default:
      return slot.name satisfies never;
  }
}
