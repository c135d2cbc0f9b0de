/** The stretch of an issue around the words that were looked for, those words marked. */
import { plainCharacter } from '../letter/plain.ts';

/** PostgreSQL puts these around each word that it found in the plain text. */
export const foundMarks = { start: '\u0001', stop: '\u0002' } as const;

export type SnippetPart = { readonly text: string; readonly found: boolean };

/** Characters. */
const length = 220;

/** text: as it was printed; marked: the same after `plainWords`, with the marks. Cuts between words. */
export function snippetOf(text: string, marked: string): readonly SnippetPart[] {
  const characters = Array.from(text);
  const found = foundCharacters(characters, marked);
  const [from, until] = stretch(characters, found);
  const parts: { text: string; found: boolean }[] = [];
  for (let at = from; at < until; at++) {
    const last = parts.at(-1);
    if (last !== undefined && last.found === found[at]) last.text += characters[at];
    else parts.push({ text: characters[at] ?? '', found: found[at] ?? false });
  }
  const last = parts.at(-1);
  if (last && until < characters.length) last.text = last.text.replace(/[\s·]+$/, '');
  const cut = (is: boolean) => (is ? [{ text: '…', found: false }] : []);
  return [...cut(from > 0), ...parts, ...cut(until < characters.length)];
}

/** Leads the marks back from the plain text, where «œ» takes two places, to the printed one. */
function foundCharacters(characters: readonly string[], marked: string): readonly boolean[] {
  let at = 0;
  let inside = false;
  return characters.map((character) => {
    while (marked[at] === foundMarks.start || marked[at] === foundMarks.stop)
      inside = marked[at++] === foundMarks.start;
    at += plainCharacter(character).length;
    return inside;
  });
}

/** Where most of what was found stands close together; the beginning when nothing was. */
function stretch(characters: readonly string[], found: readonly boolean[]): readonly [number, number] {
  const starts = found.flatMap((is, at) => (is && !found[at - 1] ? [at] : []));
  const within = (from: number) => starts.filter((at) => at >= from && at < from + length * 0.7).length;
  const best = starts.reduce((one, other) => (within(other) > within(one) ? other : one), starts[0] ?? 0);
  const from = wordStart(characters, best - length * 0.2);
  return [from, wordStart(characters, from + length)];
}

/** The first beginning of a word from there on. */
function wordStart(characters: readonly string[], near: number): number {
  let at = Math.round(near);
  if (at <= 0) return 0;
  while (at < characters.length && characters[at - 1] !== ' ') at++;
  return Math.min(at, characters.length);
}
