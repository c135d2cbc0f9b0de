/** First of four steps from bytes to articles: the bytes of a feed become text, whatever they claim to be. */

export type DecodedText = { readonly text: string; readonly encoding: string };

/**
 * The order is measured on real feeds: a BOM; else strict UTF-8 that succeeds, before any declaration (feeds that say
 * ISO-8859-1 and are UTF-8 are common, the reverse does not decode); else what the document says; else what HTTP
 * says; else windows-1252. contentType is the HTTP header.
 */
export function decodeFeed(bytes: Uint8Array, contentType: string | null): DecodedText {
  const marked = byteOrderMark(bytes);
  if (marked) return decodeAs(marked, bytes);
  const strict = strictUtf8(bytes);
  if (strict !== null) return { text: strict, encoding: 'utf-8' };
  const labels = [declaredEncoding(bytes), charsetOf(contentType), 'windows-1252'];
  const known = labels.find((label) => label !== null && isKnown(label));
  return decodeAs(known ?? 'windows-1252', bytes);
}

/** UTF-16 is also told by its first character, which is always «<» or «{» (XML 1.0, appendix F). */
function byteOrderMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (second === 0 && (first === 0x3c || first === 0x7b)) return 'utf-16le';
  if (first === 0 && (second === 0x3c || second === 0x7b)) return 'utf-16be';
  return null;
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1000));
  return /<\?xml[^>]*?\sencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(head)?.[1] ?? null;
}

function charsetOf(contentType: string | null): string | null {
  return /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? null;
}

function isKnown(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

function decodeAs(label: string, bytes: Uint8Array): DecodedText {
  const decoder = new TextDecoder(label);
  return { text: decoder.decode(bytes), encoding: decoder.encoding };
}
