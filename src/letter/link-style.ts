/** How the links of one letter are written: as they are, counted for everybody alike, or signed for one reader. */
import type { EditionLinks } from '../issue/edition.ts';
import type { LetterPart } from './check.ts';
import type { Reader } from './reader.ts';
import type { Run } from './run.ts';
import { escapeHtml } from './single-line.ts';

export type LinkStyle =
  | { readonly kind: 'plain' }
  /** The same address in every letter: whoever follows it stays one of many. */
  | { readonly kind: 'counted'; readonly base: string }
  /** Under the letter's one signature; the number rides beside it. Only for readers who agreed. */
  | { readonly kind: 'own' };
export const plainLinks: LinkStyle = { kind: 'plain' };

/** counted: the address under which the links are counted; null where nobody counts, as in a preview. */
export function linkStyleOf(
  links: EditionLinks | null,
  { tracking }: Pick<Reader, 'tracking'>,
  counted: string | null,
): LinkStyle {
  if (links === null || counted === null) return plainLinks;
  if (tracking?.clicks === true) return { kind: 'own' };
  return links.counted === 'all' ? { kind: 'counted', base: counted } : plainLinks;
}

/** What stands in the place of `[[ link:N ]]`. Nothing of it is computed for one letter but the slot's value. */
export function inlineAddress(
  style: LinkStyle,
  links: EditionLinks | null,
  number: number,
  part: LetterPart,
): readonly Run[] {
  const text = (address: string): Run => ({
    kind: 'text',
    text: part === 'html' ? escapeHtml(address) : address,
  });
  switch (style.kind) {
    case 'plain': {
      const address = links?.to[number - 1];
      return address === undefined ? [] : [text(address)];
    }
    case 'counted':
      return [text(`${style.base}/${number}`)];
    case 'own':
      return [{ kind: 'slot', name: 'clicks_url', fallback: '' }, text(`/${number}`)];
    default:
      return style satisfies never;
  }
}
