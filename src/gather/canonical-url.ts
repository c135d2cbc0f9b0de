/** An article's identity: its address, absolute, without what advertising and statistics hung on it. */

/**
 * The first of the candidates that is an http(s) address once resolved against base; null when none is. notThese
 * are addresses that several articles would share: the feed itself, the front page.
 */
export function firstAddress(
  candidates: readonly string[],
  base: string,
  notThese: readonly string[],
): string | null {
  const refused = new Set(notThese.map((url) => canonicalUrl(url)));
  for (const candidate of candidates) {
    const url = addressOf(candidate, base);
    if (url && !refused.has(url)) return url;
  }
  return null;
}

function addressOf(candidate: string, base: string): string | null {
  const written = candidate.trim().replace(misspelledScheme, (_, found: string) => spelled(found));
  // «What is love?» would resolve to a page of that name.
  if (written === '' || /[\s\ufffd]/.test(written)) return null;
  const url = URL.parse(written, base);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return null;
  // urn:…, tag:… and bare numbers are guids that would resolve to a path.
  if (/^\d+$/.test(written)) return null;
  return canonicalUrl(url.href);
}

/** htpt:/:s://, http//, https:/ and the like: seen where a person typed an address into a form. */
const misspelledScheme = /^(?!https?:\/\/)([htps:]*h[htps:/]*?:?\/{1,2}(?:[s:]*:\/\/)?)(?=[\w-]+\.[a-z])/i;

function spelled(scheme: string): string {
  return /s/i.test(scheme) ? 'https://' : 'http://';
}

/** Drops known tracking parameters from query and fragment, keeps unknown ones. url must be absolute. */
export function canonicalUrl(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  parsed.search = withoutTracking(parsed.search.slice(1));
  parsed.hash = withoutTracking(parsed.hash.slice(1));
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}

// Written by Google, Matomo, Facebook, Mailchimp, AT Internet (xtor, at_…) and their like.
const tracking =
  /^(?:utm_|mtm_|pk_(?:campaign|kwd|source|medium)|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_|xtor|at_(?:medium|campaign|creation|variant|format|custom|link))/i;

/** Parts are kept as they are written: a re-encoded query would be another address to some servers. */
function withoutTracking(query: string): string {
  return query
    .split('&')
    .filter((part) => !tracking.test(part))
    .join('&');
}
