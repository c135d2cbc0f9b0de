/** The names that programs and people give to columns, in French and English, after `plain`. In order of trust. */

/** A value stands in one column: of several that are named so, the first in this order is read. */
const values = {
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
  firstName: ['prenom', 'first name', 'firstname', 'fname', 'given name', 'prenoms', 'merge first name'],
  lastName: [
    'nom',
    'nom de famille',
    'last name',
    'lastname',
    'lname',
    'surname',
    'family name',
    'merge last name',
  ],
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
    // Substack's «plan» names a rhythm; whether it is paid for now is said here.
    'active subscription',
    'complimentary plan',
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
    'subscribedat',
    'subscription date',
    'since',
    'added time',
    'date d ajout',
    'created at',
    'createdat',
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
  leftAt: [
    'unsub time',
    'unsubscribed at',
    'unsubscribedat',
    'unsubscribe date',
    'date de desinscription',
    'date de desabonnement',
    'clean time',
    'cleaned at',
    'bounced at',
    'complained at',
  ],
} as const satisfies Record<string, readonly string[]>;

/** A mark may stand in any of these: a row with one of them set is marked, whatever the others say. */
const marks = {
  /** Unset means that they left. */
  subscribed: ['subscribed', 'subscribed to emails', 'newsletter', 'abonne newsletter'],
  left: [
    'unsubscribed',
    'isunsubscribed',
    'is unsubscribed',
    'isexcludedfromcampaigns',
    'unsub time',
    'unsubscribed at',
    'unsubscribedat',
    'unsubscribe date',
    'desabonne',
    'desinscrit',
    'date de desinscription',
    'date de desabonnement',
    'email blacklisted',
    'blacklisted',
    'blocklisted',
    'opt out',
    'email disabled',
    'deleted at',
  ],
  bounced: ['bounced at', 'hard bounced', 'cleaned at', 'clean time'],
  complained: ['complained at', 'spam complaint'],
  /** Ghost names what somebody pays for. */
  paying: ['tiers'],
} as const satisfies Record<string, readonly string[]>;

/** Read in Hebdo's own export alone: elsewhere these words mean other things. */
const own = {
  newsletter: 'newsletter',
  moreCommunes: 'more communes',
  sections: 'sections',
  attributes: 'attributes',
  decided: 'decided',
  since: 'since',
  pausedUntil: 'paused until',
  createdAt: 'created at',
  contactAt: 'contact at',
} as const;

type Value = keyof typeof values;
type Mark = keyof typeof marks;
type Own = keyof typeof own;
export type Column = Value | Mark | Own;
/** Where each known column stands; a value at one place. */
export type Columns = ReadonlyMap<Column, readonly number[]>;
/** Every cell of a row with that meaning; none where the file has no such column. */
export type Cells = (column: Column) => readonly string[];

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

/** The columns of a header whose names went through `plain`. ours: Hebdo exported it. */
export function columnsOf(spelled: readonly string[], ours: boolean): Columns {
  const columns = new Map<Column, readonly number[]>();
  for (const [value, spellings] of Object.entries(values) as [Value, readonly string[]][]) {
    const known = spellings.find((spelling) => spelled.includes(spelling));
    if (known !== undefined) columns.set(value, [spelled.indexOf(known)]);
  }
  for (const [mark, spellings] of Object.entries(marks) as [Mark, readonly string[]][]) {
    const places = spelled.flatMap((name, at) => (spellings.includes(name) ? [at] : []));
    if (places.length > 0) columns.set(mark, places);
  }
  if (!ours) return columns;
  for (const [column, name] of Object.entries(own) as [Own, string][])
    if (spelled.includes(name)) columns.set(column, [spelled.indexOf(name)]);
  // Whose name stands there is no mark.
  columns.delete('subscribed');
  return columns;
}
