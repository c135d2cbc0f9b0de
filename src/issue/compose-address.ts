/** The only addresses that may stand in a letter: absolute, of a known scheme, safe inside any attribute. */

type Scheme = 'http:' | 'https:' | 'mailto:';

/** The address in its normal form, or null when it is none (javascript:, data:, relative, broken). */
export function safeAddress(
  address: string,
  schemes: readonly Scheme[] = ['http:', 'https:'],
): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!(schemes as readonly string[]).includes(url.protocol)) return null;
  // Brackets are legal in a query but would read as a slot; quotes would end an attribute in careless clients.
  return url.href.replace(/[[\]"'<>|]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
