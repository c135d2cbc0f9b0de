/** The letter as people look at it, before it becomes bytes: the preview and the web version. */
import type { EditionContent } from '../issue/edition.ts';
import type { LetterPart } from './check.ts';
import { fillSlot, type SlotLinks } from './fill.ts';
import type { Reader } from './reader.ts';
import { singleLine } from './single-line.ts';
import { parseEdition, variantFor } from './variant.ts';

export type RenderedLetter = Readonly<Record<LetterPart, string>>;

/**
 * What this reader gets, by the evaluation that builds letters: decoding a letter gives the same text with CRLF.
 * Without a reader (the web version) values show their fallback and no condition holds.
 */
export function renderForReader(
  content: Pick<EditionContent, LetterPart | 'links'>,
  reader: Reader | null,
  links: SlotLinks,
): RenderedLetter {
  const variant = variantFor(parseEdition(content), reader);
  const render = (part: LetterPart) =>
    variant[part]
      .map((run) => (run.kind === 'text' ? run.text : fillSlot(run, part, reader, links)))
      .join('');
  return { subject: singleLine(render('subject')), html: render('html'), text: render('text') };
}
