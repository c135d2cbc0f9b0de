/** Changes of what an inbox shows and of the édito. */
import { type EditableParts, type Edited, edited, onOneLine, refused } from './edit.ts';
import type { Edito } from './issue.ts';

/** Characters. */
const longest = { subject: 200, preheader: 250, edito: 20_000, signature: 120 } as const;

/** Subject and preheader. */
export function writeLine(issue: EditableParts, part: 'subject' | 'preheader', typed: string): Edited {
  const text = onOneLine(typed);
  if (part === 'subject' && text === '') return refused('empty');
  if ([...text].length > longest[part]) return refused('too_long');
  return edited({ ...issue, [part]: text }, part);
}

export function writeEdito(issue: EditableParts, edito: Edito | null): Edited {
  if (edito === null || edito.text.trim() === '') return edited({ ...issue, edito: null }, 'edito');
  const text = edito.text.replaceAll('\r\n', '\n').trim();
  const signature = onOneLine(edito.signature);
  if (text.length > longest.edito || signature.length > longest.signature) return refused('too_long');
  return edited({ ...issue, edito: { text, signature } }, 'edito');
}
