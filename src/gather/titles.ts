/** Reads a title apart: the mark of subscribers' articles, the name of a series, and what is left to print. */
import { fold } from './fold.ts';

export type TitleParts = {
  readonly title: string;
  /** «Agenda» of «[Agenda] Que faire ce week-end ?». */
  readonly series: string | null;
  /** Whether one of the premium prefixes stood there. */
  readonly premium: boolean;
};

/** premiumPrefixes as newsletter.yaml gives them, such as «[Abonnés]». The order of mark and series does not matter. */
export function readTitle(written: string, premiumPrefixes: readonly string[]): TitleParts {
  let title = written;
  let series: string | null = null;
  let premium = false;
  for (;;) {
    const mark = premiumPrefixes.find((prefix) => startsWith(title, prefix));
    const bracketed: RegExpExecArray | null =
      series === null ? /^\[([^[\]]{1,40})\]\s*[:–—-]?\s*/.exec(title) : null;
    const length = mark?.length ?? bracketed?.[0].length;
    if (length === undefined) break;
    const rest = title.slice(length).replace(/^[\s:–—-]+/, '');
    // A title that is nothing but its bracket keeps it.
    if (rest === '') break;
    if (mark !== undefined) premium = true;
    else series = bracketed?.[1]?.trim() || null;
    title = rest;
  }
  return { title, series, premium };
}

function startsWith(title: string, prefix: string): boolean {
  return prefix !== '' && fold(title.slice(0, prefix.length)) === fold(prefix);
}
