/** SMTP_URL and SMTP_PACE: which relays there are, and how fast letters may go to each provider. */
import { parseRelayAddress, relayUrls } from './relay-address.ts';

/** The providers of src/audience/provider.ts, in its order. */
export const pacedProviders = [
  'gmail',
  'outlook',
  'yahoo',
  'orange',
  'free',
  'sfr',
  'laposte',
  'bouygues',
  'others',
] as const;

/** Letters per second, by provider. */
export type PaceSettings = Readonly<Partial<Record<(typeof pacedProviders)[number], number>>>;

const expectedRelay =
  'a relay such as smtps://user:password@host:465 or smtp://host:587, special characters written %40; several with spaces between them';

/** The addresses in order, or what was expected instead. */
export function parseRelays(text: string): readonly string[] | string {
  const urls = relayUrls(text);
  if (urls.length === 0) return expectedRelay;
  for (const url of urls) {
    if (!/^smtps?:\/\/[^/?#]+/.test(url) || !URL.canParse(url)) return expectedRelay;
    try {
      parseRelayAddress(url);
    } catch (error) {
      return error instanceof Error ? error.message.replace(/^SMTP_URL: /, '') : expectedRelay;
    }
  }
  return urls;
}

export const expectedPace = `letters per second or minute by provider, such as "gmail=20/s, orange=300/min"; providers are ${pacedProviders.join(', ')}`;

/** Letters per second by provider; null when it is written in another way. */
export function parsePace(text: string): PaceSettings | null {
  const limits: { -readonly [Name in keyof PaceSettings]: number } = {};
  for (const entry of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const [, name, amount, unit] = /^([a-z]+)=(\d+(?:\.\d+)?)\/(s|min)$/.exec(entry) ?? [];
    const provider = pacedProviders.find((known) => known === name);
    const perSecond = Number(amount) / (unit === 'min' ? 60 : 1);
    if (provider === undefined || !(perSecond > 0)) return null;
    limits[provider] = perSecond;
  }
  return limits;
}
