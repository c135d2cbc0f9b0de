/** What a stranger typed, made harmless for one line: in a header, in plain text and in HTML. */

/** C0 and C1 controls, and the two separators that some programs take for line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
/** Overrides and isolates turn the text after them around; right-to-left letters need none of them. */
const directionOverrides = /[\u202a-\u202e\u2066-\u2069]/g;
/** Any of these, and halves of pairs: in most values there is none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const doubtful = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/;

/** One line without controls, direction overrides or lone surrogates: nothing in it can end a header (RFC 5322, 2.2). */
export function singleLine(value: string): string {
  if (!doubtful.test(value)) return value.trim();
  return value.toWellFormed().replace(directionOverrides, '').replace(controls, ' ').trim();
}

/** Text for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  if (!/[&<>"']/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
