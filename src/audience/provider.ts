/** Who keeps a reader's mailbox: pace limits and statistics are per provider. */
export type Provider =
  | 'gmail'
  | 'outlook'
  | 'yahoo'
  | 'orange'
  | 'free'
  | 'sfr'
  | 'laposte'
  | 'bouygues'
  | 'others';

const families: Record<Exclude<Provider, 'others'>, readonly RegExp[]> = {
  gmail: [/^g(oogle)?mail\.com$/],
  outlook: [/^(outlook|hotmail|live|msn)\.[a-z.]+$/, /^windowslive\.com$/, /^passport\.com$/],
  yahoo: [/^(yahoo|ymail|rocketmail)\.[a-z.]+$/, /^(aol)\.[a-z.]+$/, /^myyahoo\.com$/],
  orange: [/^orange\.fr$/, /^wanadoo\.fr$/, /^voila\.fr$/],
  free: [/^(free|freesbee|libertysurf|aliceadsl|infonie|chez|worldonline)\.fr$/, /^online\.fr$/],
  sfr: [/^(sfr|neuf|club-internet|cegetel|numericable|noos|9online|9business)\.fr$/, /^numericable\.com$/],
  laposte: [/^laposte\.net$/],
  bouygues: [/^bbox\.fr$/, /^bouyguestelecom\.fr$/],
};

/** The provider of a lower-case ASCII domain, by the domains it gives to its customers. */
export function providerOf(domain: string): Provider {
  for (const [provider, patterns] of Object.entries(families))
    if (patterns.some((pattern) => pattern.test(domain))) return provider as Provider;
  return 'others';
}
