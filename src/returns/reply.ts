/** What a mail server answered, as far as numbers tell it: found in an SMTP reply or in the text of a return. */

/** code of RFC 5321, 4.2.3; enhanced of RFC 3463; null where the text has none. text is one line. */
export type Reply = { readonly code: number | null; readonly enhanced: string | null; readonly text: string };

/** Not a part of a longer number, an IP address or a version. */
const enhancedPattern = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d]|\.\d)/g;
const codePattern = /(?<![\w./@-]|\w:)[45]\d\d(?=[\s,-]|$)/g;

/**
 * Reads the numbers out of a text. Of several enhanced codes the most telling wins: relays that pass on the words of
 * another server often put their own «5.0.0» before its «5.1.1».
 */
export function readReply(text: string): Reply {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const enhanced = (line.match(enhancedPattern) ?? []).filter((code) => !/^2/.test(code));
  const codes = (line.match(codePattern) ?? []).map(Number).filter(isReplyCode);
  return { code: codes[0] ?? null, enhanced: mostTelling(enhanced), text: line };
}

/** The first that says more than «undefined» (x.0.0) or «other» (x.1.0), else the first. */
export function mostTelling(codes: readonly string[]): string | null {
  return codes.find((code) => !/\.[01]\.0$/.test(code)) ?? codes[0] ?? null;
}

/** Those that servers send at MAIL, RCPT and DATA (RFC 5321, 4.2.3; RFC 4954; RFC 7504). */
function isReplyCode(code: number): boolean {
  return (
    [421, 450, 451, 452, 454, 455, 500, 501, 502, 503, 504, 521, 523, 525, 530, 534, 535, 538].includes(
      code,
    ) ||
    (code >= 550 && code <= 559) ||
    (code >= 420 && code <= 459) ||
    code === 511 ||
    code === 541 ||
    code === 571
  );
}
