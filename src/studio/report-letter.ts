/** The letter as a picture of its clicks: the letter that left, with each link's share drawn beside it. Pure. */
import type { EditionContent } from '../issue/edition.ts';

/** Shares by link, each as it is to be read: «12 %», «0 %». */
export function drawShares(
  { html }: Pick<EditionContent, 'html'>,
  shares: ReadonlyMap<number, { readonly words: string; readonly strong: boolean }>,
): string {
  return html.replaceAll(/<a\b[^>]*\shref="\[\[ link:(\d+) \]\]"[^>]*>/gi, (tag, number) => {
    const share = shares.get(Number(number));
    return share === undefined ? tag : `${tag}<b style="${badge(share.strong)}">${share.words}</b>`;
  });
}

/** Told by its figure; the full badge only makes the most followed easier to find. Beside the text, never in its way. */
function badge(strong: boolean): string {
  return [
    'position:absolute',
    'transform:translate(-6px,-88%)',
    'z-index:9',
    'white-space:nowrap',
    'letter-spacing:0',
    'text-transform:none',
    "font:bold 12px/16px 'Helvetica Neue',Helvetica,Arial,sans-serif",
    'padding:1px 7px',
    'border-radius:10px',
    'border:2px solid #0b5a78',
    strong ? 'background:#0b5a78;color:#ffffff' : 'background:#ffffff;color:#0b5a78',
  ].join(';');
}
