/** What a link to an issue shows where it is shared (https://ogp.me). */

export type OpenGraph = {
  readonly title: string;
  /** Empty: none. */
  readonly description: string;
  readonly url: string;
  readonly paper: string;
  /** Of 1200 × 630; null: the letter's first picture, wherever it is. */
  readonly picture: string | null;
};

/** The web version with its tags; the letter that was sent has none of them. */
export function withOpenGraph(html: string, { title, description, url, paper, picture }: OpenGraph): string {
  const first = /<img[^>]*\ssrc="(https?:[^"]+)"/.exec(html)?.[1];
  const tags = [
    `<link rel="canonical" href="${attribute(url)}">`,
    property('og:type', 'article'),
    property('og:title', title),
    ...(description === '' ? [] : [property('og:description', description)]),
    property('og:url', url),
    property('og:site_name', paper),
    ...(picture === null ? [] : pictureTags(picture)),
    // Copied from an attribute of the letter: it is escaped already.
    ...(picture === null && first !== undefined ? [`<meta property="og:image" content="${first}">`] : []),
  ];
  // A function, so that a dollar sign in a title stays one.
  return html.replace(/<head\b[^>]*>/i, (head) => `${head}${tags.join('')}`);
}

function pictureTags(picture: string): string[] {
  return [
    property('og:image', picture),
    property('og:image:type', 'image/jpeg'),
    property('og:image:width', '1200'),
    property('og:image:height', '630'),
    '<meta name="twitter:card" content="summary_large_image">',
  ];
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
