/** Fourth step of an import: a record becomes a person, or a reason why not. */
import { addressFaults, type EmailKey, parseEmailAddress, withoutAddresses } from '../address.ts';
import type { EmailAddress } from '../ids.ts';
import { type Cells, type Column, plain } from './columns.ts';
import type { Layout } from './layout.ts';
import { type Chosen, readChosen } from './own-export.ts';
import { type ReadStanding, type Standing, standingOf } from './standing.ts';
import { readDate, readLanguage, readName, readYesNo } from './values.ts';

/** What a list says about one person; null where it says nothing. */
export type Person = {
  readonly email: EmailAddress;
  readonly key: EmailKey;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** Commune id of newsletter.yaml. */
  readonly commune: string | null;
  readonly premium: boolean | null;
  readonly language: 'fr' | 'en' | null;
  readonly consentAt: Date | null;
  readonly consentSource: string | null;
  /** What the file says of them beside their name: somebody who left stays left. */
  readonly standing: Standing;
  /** When they left; null where the file does not say, and of who did not. */
  readonly leftAt: Date | null;
  /** null unless Hebdo exported the file. */
  readonly chosen: Chosen | null;
};
export type ReadPerson =
  /** notes: what of the row was left aside, for the report. */
  | { readonly kind: 'person'; readonly person: Person; readonly notes: readonly string[] }
  /** They never agreed: nothing of them is kept. */
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'refused'; readonly reason: string };

type Commune = { readonly id: string; readonly name: string; readonly aliases: readonly string[] };
/** What the newsletter that is imported into, and its sisters, have to choose from. */
export type Choosable = {
  readonly newsletter: string;
  readonly communes: readonly Commune[];
  readonly sections: readonly { readonly id: string }[];
};

/** Makes the reader of a file's rows. now: a consent date after it cannot be true. */
export function personReader(
  { headers, columns, program }: Layout,
  { newsletter, communes, sections }: Choosable,
  now: Date,
): (cells: readonly string[]) => ReadPerson {
  const known = {
    communes: new Map(
      communes.flatMap(({ id, name, aliases }) =>
        [id, name, ...aliases].map((one) => [plain(one), id] as const),
      ),
    ),
    sections: new Map(sections.map(({ id }) => [plain(id), id])),
  };
  return (cells) => {
    if (cells.slice(headers.length).some((cell) => cell.trim() !== ''))
      return { kind: 'refused', reason: `${cells.length} cells under ${headers.length} columns` };
    const all: Cells = (column) => (columns.get(column) ?? []).map((at) => unprotected(cells[at] ?? ''));
    const cell: Cell = (column) => all(column)[0] ?? '';
    const parsed = parseEmailAddress(cell('email'));
    if (parsed.kind === 'fault') return { kind: 'refused', reason: addressFaults[parsed.fault] };
    const elsewhere = otherThan(newsletter, all('newsletter')[0]);
    if (elsewhere !== null) return { kind: 'refused', reason: elsewhere };
    const standing = standingOf(all);
    if (standing === 'unconfirmed' || typeof standing === 'object') return withoutConsent(standing);
    const own = program === 'Hebdo' ? readChosen(all, known, now) : nothingChosen;
    const { understood, notes } = readValues(cell, known.communes, now);
    const premium = all('paying').some((tier) => tier.trim() !== '') ? true : understood.premium;
    const person = {
      ...{ email: parsed.address, key: parsed.key, ...namesOf(cell), ...understood },
      ...{ premium, standing, chosen: own.chosen },
      leftAt: standing === 'subscribed' ? null : leftAtOf(cell, own.chosen, now),
    };
    return { kind: 'person', person, notes: [...notes, ...own.notes] };
  };
}

function withoutConsent(standing: Exclude<ReadStanding, Standing>): ReadPerson {
  if (standing === 'unconfirmed') return { kind: 'unconfirmed' };
  const word = [...standing.unknown].slice(0, 60).join('');
  const reason = `«${word}» does not say whether they receive: write «active» or «unsubscribed» there, or name its column otherwise where it is about something else`;
  return { kind: 'refused', reason };
}

const nothingChosen = { chosen: null, notes: [] };

/** Our export of all letters has a row for each: a consent to one is none to another. */
function otherThan(wanted: string, newsletter: string | undefined): string | null {
  if (newsletter === undefined || newsletter === wanted) return null;
  if (newsletter === '') return `receives no newsletter, and did not ask for «${wanted}»`;
  return `the row is of newsletter «${newsletter}»: import it with --newsletter ${newsletter}`;
}

/** A cell by its meaning; empty where the file has no such column. */
type Cell = (column: Column) => string;

function readValues(cell: Cell, communeIds: ReadonlyMap<string, string>, now: Date) {
  const commune = communeIds.size === 0 ? null : (communeIds.get(plain(cell('commune'))) ?? null);
  const premium = readYesNo(cell('premium'));
  const consentAt = believable(readDate(cell('consentAt')), now);
  const understood = {
    commune,
    premium: premium ?? null,
    language: readLanguage(cell('language')),
    consentAt: consentAt ?? null,
    consentSource: readName(withoutAddresses(cell('consentSource'))),
  };
  const unknownCommune = communeIds.size > 0 && commune === null && cell('commune').trim() !== '';
  const notes = [
    ...(unknownCommune ? [`unknown commune «${cell('commune').trim()}»`] : []),
    ...(premium === undefined ? [`premium «${cell('premium')}» is neither yes nor no`] : []),
    ...(consentAt === undefined ? [`consent date «${cell('consentAt')}» is not one that passed`] : []),
  ];
  return { understood, notes };
}

function namesOf(cell: Cell): Pick<Person, 'firstName' | 'lastName'> {
  const firstName = readName(cell('firstName'));
  const lastName = readName(cell('lastName'));
  const whole = readName(cell('fullName'));
  if (firstName !== null || lastName !== null || whole === null) return { firstName, lastName };
  // A letter greets by the first name: «Marie Dupont», or «Dupont, Marie».
  const [family, given] = whole.split(/\s*,\s*/, 2);
  if (given) return { firstName: given, lastName: family || null };
  const space = whole.indexOf(' ');
  return space === -1
    ? { firstName: whole, lastName: null }
    : { firstName: whole.slice(0, space), lastName: whole.slice(space + 1) };
}

function leftAtOf(cell: Cell, chosen: Chosen | null, now: Date): Date | null {
  return believable(readDate(cell('leftAt')), now) ?? chosen?.since ?? null;
}

/** A consent that lies ahead was not given. */
function believable(date: Date | null | undefined, now: Date): Date | null | undefined {
  return date && date.getTime() > now.getTime() ? undefined : date;
}

/** Exports protect spreadsheets from formulas with an apostrophe; it is not part of the value. */
function unprotected(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
