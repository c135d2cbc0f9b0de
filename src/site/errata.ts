/** The corrections of an issue, above the letter on the web: what readers got stands below, untouched. */
import { dayInWords, dayOf } from '../issue/calendar.ts';
import type { Erratum } from '../issue/erratum.ts';
import { typeset } from '../issue/typography.ts';

type Paper = { readonly language: 'fr' | 'en'; readonly time_zone: string };

/** The web version with its note; the letter that was sent has none. */
export function withErrata(html: string, errata: readonly Erratum[], { language, time_zone }: Paper): string {
  if (errata.length === 0) return html;
  const notes = errata.map(({ at, text }) => {
    const day = dayInWords(dayOf(at, time_zone), language);
    const words = escaped(typeset(text, language));
    return `<p style="margin:0 0 6px"><strong>Erratum, ${escaped(day)}</strong> – ${words}</p>`;
  });
  const note = `<aside role="note" aria-label="Erratum" style="${look}">${notes.join('')}</aside>`;
  // A function, so that a dollar sign in a text stays one.
  return html.replace(/<body\b[^>]*>/i, (body) => `${body}${note}`);
}

/** Its own colours, so that it reads the same over a light and a dark letter. */
const look =
  "max-width:592px;margin:16px auto;padding:14px 20px 8px;background:#fff7d6;color:#1c1a17;border-left:5px solid #8a4b00;font:16px/1.5 'Helvetica Neue',Helvetica,Arial,sans-serif";

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
