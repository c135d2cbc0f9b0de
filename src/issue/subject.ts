/** The two lines that an inbox shows of a letter: subject and preheader, short enough for a telephone. Pure. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Article } from '../gather/article.ts';
import { type Rendered, renderLine } from './liquid.ts';

/** What an inbox on a telephone shows; mail programs cut the rest off. Characters. */
export const subjectLength = 70;
/** Less leaves room that the program fills with the letter's first words; more is cut off. Characters. */
export const preheaderLength = { min: 35, max: 110 } as const;

/**
 * Fills `subject` of newsletter.yaml. A lead title that would not fit is cut after a word, so that the issue's number
 * and the beginning of the story are both seen. Faults: an unknown variable or a broken expression.
 */
export function subjectOf(
  newsletter: Newsletter,
  issue: { readonly number: number; readonly period: string; readonly date: string },
  lead: Article,
): Rendered {
  const { title, name } = newsletter;
  const place = { file: `templates/${name}/newsletter.yaml`, line: 1, message: '' };
  const render = (leadTitle: string) =>
    renderLine(
      newsletter.subject,
      { newsletter: { title, name }, issue, lead: { title: leadTitle, author: lead.author ?? '' } },
      place,
    );
  const whole = render(lead.title);
  if (whole.kind === 'faults') return whole;
  const excess = [...whole.text].length - subjectLength;
  return excess > 0 ? render(shorten(lead.title, [...lead.title].length - excess)) : whole;
}

/** The titles that follow the lead, as many as fit. */
export function preheaderOf(titles: readonly string[]): string {
  const [first = '', ...others] = titles;
  let line = shorten(first, preheaderLength.max);
  for (const title of others) {
    const longer = `${line} · ${title}`;
    if ([...longer].length <= preheaderLength.max) line = longer;
  }
  return line;
}

/** At most so many characters, ending after a word with an ellipsis; a beginning of 20 characters always stays. */
function shorten(text: string, max: number): string {
  const characters = [...text];
  const room = Math.max(20, max);
  if (characters.length <= room) return text;
  const cut = characters.slice(0, room - 1).join('');
  const words = characters[room - 1]?.trim() === '' ? cut : cut.replace(/\s+\S*$/, '');
  return `${(words || cut).replace(hanging, '')}…`;
}

/** Words and marks that lead to what was cut off: «rouvrent avec…» promises what «rouvrent…» does not. */
const hanging =
  /(?:[\s:;,.«“(–—-]+|\s+(?:à|au|aux|avec|dans|de|des|du|en|et|est|la|le|les|ou|par|pour|que|qui|sans|se|ses|son|sa|sur|un|une|a|an|and|at|by|for|in|of|on|or|the|to|with))+$/iu;
