/** What a link to an issue shows where it is shared (https://ogp.me). */

/** The web version with its tags; the letter that was sent has none of them. */
export function withOpenGraph(
  html: string,
  { title, url, paper }: { readonly title: string; readonly url: string; readonly paper: string },
): string {
  const picture = /<img[^>]*\ssrc="(https?:[^"]+)"/.exec(html)?.[1];
  const tags = [
    `<link rel="canonical" href="${attribute(url)}">`,
    property('og:type', 'article'),
    property('og:title', title),
    property('og:url', url),
    property('og:site_name', paper),
    // Copied from an attribute of the letter: it is escaped already.
    ...(picture === undefined ? [] : [`<meta property="og:image" content="${picture}">`]),
  ];
  // A function, so that a dollar sign in a title stays one.
  return html.replace(/<head\b[^>]*>/i, (head) => `${head}${tags.join('')}`);
}

function property(name: string, value: string): string {
  return `<meta property="${name}" content="${attribute(value)}">`;
}

function attribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
