/** Escaping and the HTML that the sample site's editor would have stored. */
import type { Published } from './published.ts';

/** For XML and HTML, text and attributes. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The stored text: paragraphs with their shortcodes, as the editor's screen leaves them. */
export function storedText(article: Published): string {
  return [`<p><strong>${escapeMarkup(article.standfirst)}</strong></p>`, ...article.body.map(paragraph)].join(
    '\n',
  );
}

/** What the theme shows: shortcodes done away with. */
export function shownText(article: Published): string {
  return article.body
    .filter((text) => !text.startsWith('['))
    .map(paragraph)
    .join('\n');
}

/** «L’article … est apparu en premier sur …», which WordPress adds to each item of a feed. */
export function trailer(article: Published, site: string): string {
  return `<p>L’article <a href="${article.url}">${escapeMarkup(article.title)}</a> est apparu en premier sur <a href="${site}">La Calanque</a>.</p>`;
}

function paragraph(text: string): string {
  return text.startsWith('[') ? text : `<p>${text.replaceAll(' & ', ' &amp; ')}</p>`;
}
