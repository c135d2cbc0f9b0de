/** Third step of an import: the first line says which column holds what, in the words of many programs. */
import { parseEmailAddress } from '../address.ts';
import { recordReader } from './records.ts';

/** Header names after `plain`: French and English, Mailchimp, Brevo, Mailjet, listmonk, Ghost, Substack. In order of trust. */
const names = {
  email: [
    'email',
    'e mail',
    'mail',
    'courriel',
    'mel',
    'email address',
    'e mail address',
    'mail address',
    'adresse email',
    'adresse e mail',
    'adresse mail',
    'adresse electronique',
    'adresse de courriel',
    'adresse courriel',
    'subscriber email',
    'contact email',
    'email abonne',
  ],
  firstName: ['prenom', 'first name', 'firstname', 'fname', 'given name', 'prenoms'],
  lastName: ['nom', 'nom de famille', 'last name', 'lastname', 'lname', 'surname', 'family name'],
  fullName: ['name', 'full name', 'nom complet', 'nom et prenom', 'prenom nom', 'prenom et nom'],
  commune: ['commune', 'ville', 'city', 'town', 'localite', 'municipality', 'ville de residence'],
  premium: [
    'premium',
    'abonne premium',
    'abonne',
    'abonnement',
    'paid',
    'is paid',
    'payant',
    'plan',
    'is premium',
  ],
  language: ['language', 'langue', 'lang', 'locale'],
  consentAt: [
    'consent date',
    'consent at',
    'consented at',
    'date de consentement',
    'date du consentement',
    'confirm time',
    'confirmed at',
    'optin time',
    'opt in time',
    'opt in date',
    'optin date',
    'date optin',
    'date opt in',
    'date d inscription',
    'date inscription',
    'subscribed at',
    'subscription date',
    'since',
    'added time',
    'date d ajout',
    'created at',
    'date de creation',
    'date added',
  ],
  consentSource: [
    'consent source',
    'source du consentement',
    'source de consentement',
    'source',
    'origine',
    'provenance',
    'opt in source',
    'optin source',
    'signup source',
  ],
  status: ['status', 'statut', 'state', 'etat', 'subscription status', 'email marketing status'],
  subscribed: ['subscribed', 'subscribed to emails', 'newsletter', 'abonne newsletter'],
  left: [
    'unsubscribed',
    'unsub time',
    'unsubscribed at',
    'unsubscribe date',
    'desabonne',
    'desinscrit',
    'date de desinscription',
    'date de desabonnement',
    'email blacklisted',
    'blacklisted',
    'blocklisted',
    'opt out',
    'bounced at',
    'cleaned at',
    'clean time',
  ],
} as const satisfies Record<string, readonly string[]>;
export type Column = keyof typeof names;

export type Layout = {
  readonly delimiter: string;
  readonly headers: readonly string[];
  /** Where each known column stands. */
  readonly columns: ReadonlyMap<Column, number>;
};
export type GuessedLayout =
  | { readonly kind: 'layout'; readonly layout: Layout }
  /** seen: the first line's cells, addresses taken out. */
  | {
      readonly kind: 'refused';
      readonly reason: 'no_header' | 'no_email_column';
      readonly seen: readonly string[];
    };

const delimiters = [',', ';', '\t', '|'];

/** Reads the first line with each delimiter and keeps the reading that knows most columns. */
export function guessLayout(firstLine: string): GuessedLayout {
  const readings = delimiters.map((delimiter) => readHeader(firstLine, delimiter));
  const best = readings.reduce((one, other) => (knows(other) > knows(one) ? other : one));
  // A person where the names of the columns should stand: importing from line 2 would lose them silently.
  if (readings.some(({ headers }) => headers.some(isAddress)))
    return {
      kind: 'refused',
      reason: 'no_header',
      seen: best.headers.map((cell) => (isAddress(cell) ? '…@…' : cell)),
    };
  if (!best.columns.has('email')) return { kind: 'refused', reason: 'no_email_column', seen: best.headers };
  return { kind: 'layout', layout: best };
}

/** «Adresse e-mail» and «ADRESSE_E-MAIL» are the same words. */
export function plain(text: string): string {
  if (/^[a-z0-9]*$/.test(text)) return text;
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function readHeader(line: string, delimiter: string): Layout {
  const reader = recordReader(delimiter, () => false);
  const [record] = [...reader.read([{ number: 1, text: line }]), ...reader.end()];
  const headers = record?.kind === 'cells' ? record.cells.map((cell) => cell.trim()) : [];
  const spelled = headers.map(plain);
  const columns = new Map<Column, number>();
  for (const [column, spellings] of Object.entries(names) as [Column, readonly string[]][]) {
    const known = spellings.find((spelling) => spelled.includes(spelling));
    if (known !== undefined) columns.set(column, spelled.indexOf(known));
  }
  return { delimiter, headers, columns };
}

/** An address column outweighs everything; then known columns; then more cells than the other delimiters give. */
function knows({ headers, columns }: Layout): number {
  return (columns.has('email') ? 1e6 : 0) + columns.size * 1e3 + headers.length;
}

const isAddress = (cell: string) => parseEmailAddress(cell).kind === 'address';
