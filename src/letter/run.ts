/** What remains of a letter once its conditions are answered: static text, or a slot to fill. */
import type { SlotName } from './tag.ts';

export type Run =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slot'; readonly name: SlotName; readonly fallback: string };
