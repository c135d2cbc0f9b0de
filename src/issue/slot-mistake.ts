/** Broken slots of a composed letter, each once and where somebody wrote it: html and text say the same twice. Pure. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import type { DeskPlace } from './finding.ts';
import type { Issue } from './issue.ts';
import type { TemplateFiles } from './liquid.ts';
import { placeOfSlot } from './slot-places.ts';
import type { SlotMistake, SlotPlace, SlotTrouble } from './slot-trouble.ts';

/** As the letter stage finds it: line counts from 1 in the named part, excerpt is the source from there on. */
export type SlotFault = {
  readonly part: 'subject' | 'html' | 'text';
  readonly line: number;
  readonly excerpt: string;
  readonly trouble: SlotTrouble;
};
type Written = { readonly newsletter: Pick<Newsletter, 'edito'>; readonly issue: Pick<Issue, 'edito'> };

export function slotMistakes(
  faults: readonly SlotFault[],
  written: Written,
  files: TemplateFiles,
): readonly SlotMistake[] {
  const found = faults.map((fault): SlotMistake => {
    const slot = slotOf(fault.excerpt);
    return { slot, trouble: fault.trouble, place: placeOf(fault, slot, written, files) };
  });
  const each = new Map(found.map((mistake) => [JSON.stringify(mistake), mistake]));
  return [...each.values()];
}

/** Where to open the desk; nothing where a template or a setting is meant. */
export function deskPlaceOf({ place }: SlotMistake): { readonly at?: DeskPlace } {
  return place.kind === 'field' ? { at: { kind: 'field', field: place.field } } : {};
}

export function slotPlaceInWords({ place }: SlotMistake, say: Say): string {
  if (place.kind === 'file') return `${place.file}:${place.line}`;
  return place.field === 'subject' ? say('Objet', 'Subject') : say('Édito', 'Editorial');
}

function placeOf(
  { part, line, excerpt, trouble }: SlotFault,
  slot: string,
  { newsletter, issue }: Written,
  files: TemplateFiles,
): SlotPlace {
  if (part === 'subject') return { kind: 'field', field: 'subject', line };
  const edito = (issue.edito ?? newsletter.edito)?.text ?? '';
  const at = edito.indexOf(slot);
  if (at >= 0 && !(isOfPairs(trouble) && isPaired(edito))) {
    const there = edito.slice(0, at).split('\n').length;
    if (issue.edito === null) return { kind: 'file', file: 'newsletter.yaml: edito', line: there };
    return { kind: 'field', field: 'edito', line: there };
  }
  return { kind: 'file', ...(placeOfSlot(files, part, excerpt) ?? { file: part, line }) };
}

function slotOf(excerpt: string): string {
  return /^\[\[.*?\]\]/.exec(excerpt)?.[0] ?? excerpt;
}

function isOfPairs({ kind }: SlotTrouble): boolean {
  return kind === 'not_ended' || kind === 'end_alone' || kind === 'else_alone' || kind === 'second_else';
}

/** As many ends as beginnings: then the one that is missing is the template's. */
function isPaired(text: string): boolean {
  const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
  return count(/\[\[\s*(?:if|block)\b/g) === count(/\[\[\s*end\s*\]\]/g);
}
