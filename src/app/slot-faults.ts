/** Joins a composed letter to the letter stage: a slot that nobody could fill keeps it from being shown, as a template's fault does. */

import type { Newsletter } from '../config/newsletter.ts';
import { inEnglish } from '../config/say.ts';
import type { Issue } from '../issue/issue.ts';
import type { TemplateFault } from '../issue/liquid.ts';
import { slotMistakes } from '../issue/slot-mistake.ts';
import { slotTroubleInWords } from '../issue/slot-trouble.ts';
import { checkSlots } from '../letter/check.ts';
import type { ComposedEdition } from './composing.ts';

export function slotFaults(
  newsletter: Newsletter,
  issue: Issue,
  { edition, files }: Extract<ComposedEdition, { kind: 'composed' }>,
): readonly TemplateFault[] {
  return slotMistakes(checkSlots(edition.content), { newsletter, issue }, files).map((slot) => ({
    file: slot.place.kind === 'field' ? slot.place.field : slot.place.file,
    line: slot.place.line,
    message: `${slot.slot}: ${slotTroubleInWords(slot.trouble, inEnglish)}`,
    slot,
  }));
}
