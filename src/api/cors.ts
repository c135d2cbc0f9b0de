/** The one door that scripts of other sites may use: the public sign-up, from the pages that may show the form. */
import type { Newsletter } from '../config/newsletter.ts';

/** Origins of the publisher's own site and of those in sign_up.embed_on, of newsletters that are open. */
export function signUpOrigins(newsletters: readonly Newsletter[], publicUrl: string): ReadonlySet<string> {
  const sites = newsletters
    .filter(({ sign_up }) => sign_up.open)
    .flatMap(({ publisher, sign_up }) => [publisher.url, ...sign_up.embed_on]);
  return new Set([publicUrl, ...sites].map((url) => new URL(url).origin));
}

/** No credentials, no other header: a visitor's browser sends an address and nothing else. */
export function corsHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Allow-Headers': 'content-type',
    'Access-Control-Max-Age': '3600',
    Vary: 'Origin',
  };
}
