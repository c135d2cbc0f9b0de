/** Takes the air out of MJML's HTML. Whitespace, comments and empty attributes only: no rule may touch a slot. */

/** Elements whose outer whitespace no mail client shows. */
const blocks =
  'html|head|body|title|meta|style|table|tbody|tr|td|th|div|p|ul|ol|li|blockquote|h1|h2|h3|noscript|xml|o:[a-z]+|center|hr|link';
/** Breaking spaces; a space that does not break is typography. */
const air = '[ \\t\\r\\n]';

/** Keeps conditional comments (Outlook) and `<!--@…-->` marks of the weight report. Lines end where tags end. */
export function minify(html: string): string {
  const withoutComments = html.replace(/<!--(?!\[if|<!\[|@|>)[\s\S]*?-->/g, '');
  const tags = withoutComments.replace(/<(?!!--)[a-z][^<>]*>/gi, minifyTag);
  const styles = tags.replace(
    /(<style[^>]*>)([\s\S]*?)(<\/style>)/g,
    (_, open, css, close) => open + minifyCss(css) + close,
  );
  return breakLines(
    styles
      .replace(new RegExp(`${air}+`, 'g'), ' ')
      .replace(new RegExp(`${air}*(</?(?:${blocks})\\b[^<>]*>)${air}*`, 'gi'), '$1')
      .replace(
        new RegExp(`${air}*(<!--\\[if[^\\]]*\\]>(?:<!-->)?|(?:<!--)?<!\\[endif\\]-->)${air}*`, 'g'),
        '$1',
      )
      .replace(/<!\[endif\]--><!--\[if mso \| IE\]>/g, '')
      .trim(),
  );
}

/** A slot inside an attribute is protected: its spaces and quotes are its own. */
function minifyTag(tag: string): string {
  if (tag.includes('[[')) return tag;
  return tag
    .replace(new RegExp(`${air}+`, 'g'), ' ')
    .replace(/ style="([^"]*)"/g, (_, css: string) => ` style="${minifyCss(css)}"`)
    .replace(/ (?:class|style|href|id)=""/g, '')
    .replace(/ (?=\/?>)/g, '');
}

function minifyCss(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(new RegExp(`${air}+`, 'g'), ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;(?=\}|$)/g, '')
    .trim();
}

/** Mail is made of lines: one per table row keeps a diff readable and each far below 998 octets before encoding. */
function breakLines(html: string): string {
  return html.replace(/(<\/tr>|<\/style>|<\/head>|<\/p>)(?!\n)/g, '$1\n');
}
