/** Numbers the links of a composed letter, so that each place of it may be counted; and writes them out again. */
import { Parser } from 'htmlparser2';
import type { Newsletter } from '../config/newsletter.ts';
import { safeAddress } from './compose-address.ts';
import type { EditionContent, EditionLinks } from './edition.ts';
import { escapeForHtml } from './liquid.ts';

/** Programs that follow every link of a letter follow this one too; people are not shown it. */
const hiddenLink =
  '[[ if clicks ]]<div style="display:none;max-height:0;overflow:hidden" aria-hidden="true"><a href="[[ link:0 ]]" tabindex="-1" rel="nofollow"></a></div>[[ end ]]';
const pixel =
  '[[ if opens ]]<img src="[[ opens_url ]]" width="1" height="1" alt="" style="display:block;border:0">[[ end ]]';

/** The letter with what its newsletter wants to know written into it; the same letter where that is nothing. */
export function withTracking(
  html: string,
  { clicks, opens }: Newsletter['tracking'],
): { readonly html: string; readonly links: EditionLinks | null } {
  const numbered = clicks === 'off' ? null : numberLinks(html);
  const additions = (numbered ? hiddenLink : '') + (opens === 'off' ? '' : pixel);
  const letter = numbered?.html ?? html;
  const end = letter.lastIndexOf('</body>');
  return {
    html: end < 0 ? letter + additions : letter.slice(0, end) + additions + letter.slice(end),
    links: numbered && { counted: clicks === 'aggregate' ? 'all' : 'consented', to: numbered.to },
  };
}

/** Each place has a number of its own: a picture and a title that lead to one article are two. */
function numberLinks(html: string): { readonly html: string; readonly to: readonly string[] } {
  const to: string[] = [];
  let numbered = '';
  let at = 0;
  const parser = new Parser({
    onopentag(name, { href = '' }) {
      if (name !== 'a' || href.includes('[[') || safeAddress(href) === null) return;
      to.push(href.trim());
      const tag = html.slice(parser.startIndex, parser.endIndex + 1);
      const slot = `$1"[[ link:${to.length} ]]"`;
      numbered +=
        html.slice(at, parser.startIndex) + tag.replace(/(\shref=)("[^"]*"|'[^']*'|[^\s>]+)/i, slot);
      at = parser.endIndex + 1;
    },
  });
  parser.end(html);
  return { html: numbered + html.slice(at), to };
}

/** The HTML with every link leading where it will lead: for whoever checks or describes it. */
export function withPlainLinks({ html, links }: Pick<EditionContent, 'html' | 'links'>): string {
  return html.replaceAll(/\[\[ link:(\d+) \]\]/g, (slot, number) => {
    const address = links?.to[Number(number) - 1];
    return address === undefined ? slot : escapeForHtml(address);
  });
}
