/** What one pair of slot brackets says: its words in, a tag out. */
import type { SlotTrouble } from '../issue/slot-trouble.ts';

/** What a slot may show. Addresses belong to the letter, the rest to its reader. */
const slotNames = [
  'unsubscribe_url',
  'preferences_url',
  'web_url',
  'opens_url',
  'clicks_url',
  'reader.first_name',
  'reader.last_name',
  'reader.email',
] as const;
export type SlotName = (typeof slotNames)[number];

export type Condition =
  | { readonly kind: 'premium' }
  | { readonly kind: 'opens' }
  | { readonly kind: 'clicks' }
  | { readonly kind: 'commune'; readonly commune: string };

export type Tag =
  | { readonly kind: 'slot'; readonly name: SlotName; readonly fallback: string }
  /** A counted link of the edition, by its number. */
  | { readonly kind: 'link'; readonly link: number }
  | { readonly kind: 'if'; readonly condition: Condition }
  /** A rubrique as a whole: blocks of one place may change places for whom they are dear to. */
  | { readonly kind: 'block'; readonly section: string }
  | { readonly kind: 'else' }
  | { readonly kind: 'end' }
  /** A broken «if» or «block» still opens one: its [[ end ]] is not a second fault. */
  | { readonly kind: 'fault'; readonly trouble: SlotTrouble; readonly opens: boolean };

const linkNumber = /^link:(\d{1,4})$/;
const blockOpens = /^block:([a-z0-9][a-z0-9-]*)$/;

/** Reads the words between `[[` and `]]`. */
export function readTag(written: string): Tag {
  const words = written.trim();
  if (words === 'end' || words === 'else') return { kind: words };
  if (/^if\b/.test(words)) return readCondition(words.slice(2).trim());
  const section = blockOpens.exec(words)?.[1];
  if (section !== undefined) return { kind: 'block', section };
  if (words.startsWith('block')) return { kind: 'fault', trouble: { kind: 'rubrique' }, opens: true };
  const link = linkNumber.exec(words)?.[1];
  if (link !== undefined) return { kind: 'link', link: Number(link) };
  return readSlot(words);
}

function readCondition(words: string): Tag {
  if (words === 'premium' || words === 'opens' || words === 'clicks')
    return { kind: 'if', condition: { kind: words } };
  const compared = /^commune\s*==\s*(.+)$/s.exec(words)?.[1];
  const commune = compared === undefined ? null : quotedText(compared);
  if (commune !== null) return { kind: 'if', condition: { kind: 'commune', commune } };
  return {
    kind: 'fault',
    trouble: { kind: 'condition' },
    opens: true,
  };
}

function readSlot(words: string): Tag {
  const bar = words.indexOf('|');
  const name = (bar < 0 ? words : words.slice(0, bar)).trim();
  const fallback = bar < 0 ? '' : quotedText(words.slice(bar + 1).trim());
  if (!isSlotName(name)) {
    return { kind: 'fault', trouble: { kind: 'unknown', name, known: slotNames }, opens: false };
  }
  if (fallback !== null) return { kind: 'slot', name, fallback };
  return { kind: 'fault', trouble: { kind: 'fallback' }, opens: false };
}

/** The text between quotes, as HTML serialisers and typographers may have rewritten them; null without quotes. */
function quotedText(written: string): string | null {
  const plain = decodeEntities(written).trim();
  const text = /^(?:"(.*)"|'(.*)'|“(.*)”|‘(.*)’|«(.*)»)$/s.exec(plain)?.slice(1);
  return text?.find((group) => group !== undefined)?.trim() ?? null;
}

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: '\u00a0',
};

/** A slot inside an HTML attribute has its quotes written as entities. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function isSlotName(name: string): name is SlotName {
  return (slotNames as readonly string[]).includes(name);
}
