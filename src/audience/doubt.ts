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
};
/** Of short names those slips alone that lead to nobody else: another letter may be another provider. */
const shortSlips: Readonly<Record<string, readonly string[]>> = {
  'free.fr': ['fre.fr', 'fee.fr', 'fere.fr', 'freee.fr', 'ffree.fr'],
  'sfr.fr': ['sfrr.fr', 'ssfr.fr'],
  'neuf.fr': ['neuff.fr'],
  'bbox.fr': ['bbbox.fr'],
  'live.fr': ['livee.fr'],
};
/** Endings that no domain has (IANA's root zone), by what a finger meant. */
const noEndings: Readonly<Record<string, readonly string[]>> = {
  com: ['con', 'cmo', 'ocm', 'comm', 'coom', 'vom', 'xom', 'cpm', 'c'],
  fr: ['f', 'ff', 'frr', 'ffr', 'rf'],
  net: ['nett', 'nte'],
  org: ['orgg'],
};
const roles = new Set([
  ...['abuse', 'accueil', 'admin', 'administrateur', 'billing', 'bonjour', 'commercial'],
  ...['communication', 'compta', 'comptabilite', 'contact', 'direction', 'dpo', 'facturation', 'hello'],
  ...['help', 'hostmaster', 'info', 'infos', 'mailer-daemon', 'mairie', 'marketing', 'newsletter'],
  ...['newsletters', 'no-reply', 'noreply', 'office', 'postmaster', 'press', 'presse', 'privacy'],
  ...['recrutement', 'redaction', 'reservation', 'rgpd', 'rh', 'root', 'sales', 'sav', 'secretariat'],
  ...['security', 'service', 'service-client', 'support', 'team', 'webmaster'],
]);

/** null: nothing strikes. A proposal is asked about, never applied. */
export function doubtAbout(address: EmailAddress): Doubt | null {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  const ended = withAnEnding(domain);
  const meant =
    slips[ended] ?? meantBy(ended, shortSlips) ?? usualNear(ended) ?? (ended === domain ? undefined : ended);
  if (meant !== undefined) return { kind: 'misspelt', proposal: `${local}@${meant}` as EmailAddress };
  return roles.has(local.toLowerCase().replace(/\+.*$/, '')) ? { kind: 'role' } : null;
}

/** orange.con was meant as the mailbox of that name, whichever its ending is; another name gets the ending that is nearest. */
function withAnEnding(domain: string): string {
  const [name, ending] = [
    domain.slice(0, domain.lastIndexOf('.')),
    domain.slice(domain.lastIndexOf('.') + 1),
  ];
  const meant = meantBy(ending, noEndings);
  if (meant === undefined) return domain;
  const whole = `${name}.${meant}`;
  return usual.includes(whole) ? whole : (usual.find((known) => known.startsWith(`${name}.`)) ?? whole);
}

function meantBy(written: string, slipsOf: Readonly<Record<string, readonly string[]>>): string | undefined {
  return Object.keys(slipsOf).find((meant) => slipsOf[meant]?.includes(written));
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
