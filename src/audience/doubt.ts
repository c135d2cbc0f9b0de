/** A second look at an address that is well formed and may still not be meant: gmial.com, contact@. */
import type { EmailAddress } from './ids.ts';

export type Doubt =
  | { readonly kind: 'misspelt'; readonly proposal: EmailAddress }
  /** Read by several people, or by nobody: who unsubscribes then speaks for all. */
  | { readonly kind: 'role' };

/** Where most French readers have their mailbox. */
const usual = [
  ...['gmail.com', 'googlemail.com', 'hotmail.com', 'hotmail.fr', 'outlook.com', 'outlook.fr', 'live.fr'],
  ...['msn.com', 'yahoo.com', 'yahoo.fr', 'ymail.com', 'icloud.com', 'orange.fr', 'wanadoo.fr', 'free.fr'],
  ...['sfr.fr', 'neuf.fr', 'laposte.net', 'bbox.fr', 'numericable.fr', 'protonmail.com', 'proton.me'],
  ...['gmx.fr', 'gmx.com', 'me.com', 'aol.com', 'live.com', 'mail.com', 'hey.com'],
];
/** Too far for one slip of a finger, and still nobody's mailbox. */
const slips: Readonly<Record<string, string>> = {
  'gmail.fr': 'gmail.com',
  'orange.com': 'orange.fr',
  'laposte.fr': 'laposte.net',
  'icloud.fr': 'icloud.com',
  'wanadoo.com': 'wanadoo.fr',
  // Of short names, those slips alone that lead to nobody else.
  ...{
    'fre.fr': 'free.fr',
    'fee.fr': 'free.fr',
    'fere.fr': 'free.fr',
    'freee.fr': 'free.fr',
    'ffree.fr': 'free.fr',
  },
  ...{
    'sfrr.fr': 'sfr.fr',
    'ssfr.fr': 'sfr.fr',
    'neuff.fr': 'neuf.fr',
    'bbbox.fr': 'bbox.fr',
    'livee.fr': 'live.fr',
  },
};
/** Endings that no domain has (IANA's root zone), and what a finger meant. */
const noEndings: Readonly<Record<string, string>> = {
  ...{
    con: 'com',
    cmo: 'com',
    ocm: 'com',
    comm: 'com',
    coom: 'com',
    vom: 'com',
    xom: 'com',
    cpm: 'com',
    c: 'com',
  },
  ...{ f: 'fr', ff: 'fr', frr: 'fr', ffr: 'fr', rf: 'fr', nett: 'net', nte: 'net', orgg: 'org' },
};
const roles = new Set([
  ...[
    'abuse',
    'accueil',
    'admin',
    'administrateur',
    'billing',
    'bonjour',
    'commercial',
    'communication',
    'compta',
  ],
  ...[
    'comptabilite',
    'contact',
    'direction',
    'dpo',
    'facturation',
    'hello',
    'help',
    'hostmaster',
    'info',
    'infos',
  ],
  ...['mailer-daemon', 'mairie', 'marketing', 'newsletter', 'newsletters', 'no-reply', 'noreply', 'office'],
  ...[
    'postmaster',
    'press',
    'presse',
    'privacy',
    'recrutement',
    'redaction',
    'reservation',
    'rgpd',
    'rh',
    'root',
  ],
  ...['sales', 'sav', 'secretariat', 'security', 'service', 'service-client', 'support', 'team', 'webmaster'],
]);

/** null: nothing strikes. A proposal is asked about, never applied. */
export function doubtAbout(address: EmailAddress): Doubt | null {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  const ended = withAnEnding(domain);
  const meant = slips[ended] ?? usualNear(ended) ?? (ended === domain ? undefined : ended);
  if (meant !== undefined) return { kind: 'misspelt', proposal: `${local}@${meant}` as EmailAddress };
  return roles.has(local.toLowerCase().replace(/\+.*$/, '')) ? { kind: 'role' } : null;
}

/** orange.con was meant as the mailbox of that name, whichever its ending is; another name gets the ending that is nearest. */
function withAnEnding(domain: string): string {
  const [name, ending] = [
    domain.slice(0, domain.lastIndexOf('.')),
    domain.slice(domain.lastIndexOf('.') + 1),
  ];
  const meant = Object.hasOwn(noEndings, ending) ? noEndings[ending] : undefined;
  if (meant === undefined) return domain;
  const whole = `${name}.${meant}`;
  return usual.includes(whole) ? whole : (usual.find((known) => known.startsWith(`${name}.`)) ?? whole);
}

/** Short names (sfr.fr, me.com) have real neighbours: for them one slip proves nothing. */
function usualNear(domain: string): string | undefined {
  if (usual.includes(domain)) return undefined;
  return usual.find((known) => known.length >= 8 && isOneSlip(domain, known));
}

/** One letter too many, too few, wrong, or two neighbours swapped (Damerau). */
function isOneSlip(written: string, meant: string): boolean {
  if (Math.abs(written.length - meant.length) > 1) return false;
  let at = 0;
  while (at < written.length && written[at] === meant[at]) at++;
  const rest = (text: string, from: number) => text.slice(at + from);
  return (
    rest(written, 1) === rest(meant, 1) ||
    rest(written, 1) === rest(meant, 0) ||
    rest(written, 0) === rest(meant, 1) ||
    (written[at] === meant[at + 1] && written[at + 1] === meant[at] && rest(written, 2) === rest(meant, 2))
  );
}
