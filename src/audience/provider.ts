/** Who keeps a reader's mailbox: pace limits and statistics are per provider. */

/** Domains by provider; an entry that ends with a dot stands for every country's ending (yahoo.fr, yahoo.co.uk). */
const domains = {
  gmail: ['gmail.com', 'googlemail.com'],
  outlook: ['outlook.', 'hotmail.', 'live.', 'msn.com', 'windowslive.com', 'passport.com'],
  yahoo: ['yahoo.', 'ymail.com', 'rocketmail.com', 'aol.', 'aim.com'],
  orange: ['orange.fr', 'wanadoo.fr', 'voila.fr', 'orange.com'],
  free: ['free.fr', 'aliceadsl.fr', 'libertysurf.fr', 'freesbee.fr', 'infonie.fr', 'online.fr'],
  sfr: ['sfr.fr', 'neuf.fr', 'cegetel.net', 'club-internet.fr', '9online.fr', 'numericable.fr', 'noos.fr'],
  laposte: ['laposte.net'],
  bouygues: ['bbox.fr', 'bouygtel.fr'],
} as const satisfies Record<string, readonly string[]>;

export type Provider = keyof typeof domains | 'others';

const providers = new Map<string, Provider>(
  Object.entries(domains).flatMap(([provider, names]) => names.map((name) => [name, provider as Provider])),
);
const ending = /^(?:[a-z]{2,3}|com?\.[a-z]{2})$/;

/** The provider of a lower-case ASCII domain, by the domains it gives to its customers. */
export function providerOf(domain: string): Provider {
  const exact = providers.get(domain);
  if (exact !== undefined) return exact;
  const dot = domain.indexOf('.');
  const family = providers.get(domain.slice(0, dot + 1));
  return family !== undefined && ending.test(domain.slice(dot + 1)) ? family : 'others';
}
