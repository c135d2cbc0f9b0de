/** Why a letter cannot be composed: an article to be moved or dropped in the editor's language, else the place in a template. */
import type { Say } from '../config/say.ts';
import type { TemplateFault } from '../issue/liquid.ts';
import { slotPlaceInWords } from '../issue/slot-mistake.ts';
import { type SlotMistake, slotTroubleInWords } from '../issue/slot-trouble.ts';
import { unfitInWords } from '../issue/unfit.ts';

export function faultInWords({ file, line, message, unfit, slot }: TemplateFault, say: Say): string {
  if (slot !== undefined) return slotMistakeInWords(slot, say);
  if (unfit === undefined) return `${file}:${line}: ${message}`;
  const { message: why, fix } = unfitInWords(unfit, say);
  return say(`«\u00a0${unfit.title}\u00a0» : ${why}. ${fix}`, `“${unfit.title}”: ${why}. ${fix}`);
}

function slotMistakeInWords(mistake: SlotMistake, say: Say): string {
  const { slot, trouble, place } = mistake;
  const line = place.kind === 'field' ? say(`, ligne ${place.line}`, `, line ${place.line}`) : '';
  const where = `${slotPlaceInWords(mistake, say)}${line}`;
  const why = slotTroubleInWords(trouble, say);
  return say(`${where}, «\u00a0${slot}\u00a0» : ${why}.`, `${where}, “${slot}”: ${why}.`);
}
