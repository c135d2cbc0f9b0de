/** Why a letter cannot be composed: an article to be moved or dropped in the editor's language, else the place in a template. */
import type { Say } from '../config/say.ts';
import type { TemplateFault } from '../issue/liquid.ts';
import { unfitInWords } from '../issue/unfit.ts';

export function faultInWords({ file, line, message, unfit }: TemplateFault, say: Say): string {
  if (unfit === undefined) return `${file}:${line}: ${message}`;
  const { message: why, fix } = unfitInWords(unfit, say);
  return say(`«\u00a0${unfit.title}\u00a0» : ${why}. ${fix}`, `“${unfit.title}”: ${why}. ${fix}`);
}
