/** Finds the template line that wrote a slot: a line of the composed letter opens no file. Pure. */
import type { TemplateFiles } from './liquid.ts';
import type { FilePlace } from './slot-trouble.ts';

/** Lines count from 1; null when no template says these words, so that an article, the édito or a setting does. */
export function placeOfSlot(files: TemplateFiles, part: string, excerpt: string): FilePlace | null {
  const [slot = excerpt] = /^\[\[.*?\]\]/.exec(excerpt) ?? [];
  const isOfPart = (file: string) => file.includes('.txt') === (part === 'text');
  const found = Object.entries(files)
    .filter(([, text]) => text.includes(slot))
    .sort(([one], [other]) => Number(isOfPart(other)) - Number(isOfPart(one)))[0];
  if (!found) return null;
  const [file, text] = found;
  return { file, line: text.slice(0, text.indexOf(slot)).split('\n').length };
}
