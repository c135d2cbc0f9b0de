/** Fourth step of an import: a record becomes a person, or a reason why not. */
import { addressFaults, type EmailKey, parseEmailAddress, withoutAddresses } from '../address.ts';
import type { EmailAddress } from '../ids.ts';
import { type Cells, type Column, plain } from './columns.ts';
import type { Layout } from './layout.ts';
import { type Standing, standingOf } from './standing.ts';
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
};
export type ReadPerson =
  /** notes: what of the row was left aside, for the report. */
  | { readonly kind: 'person'; readonly person: Person; readonly notes: readonly string[] }
  /** They never agreed: nothing of them is kept. */
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'refused'; readonly reason: string };

export type Commune = { readonly id: string; readonly name: string; readonly aliases: readonly string[] };

/** Makes the reader of a file's rows. now: a consent date after it cannot be true. */
export function personReader(
  { headers, columns }: Layout,
  communes: readonly Commune[],
  now: Date,
): (cells: readonly string[]) => ReadPerson {
  const communeIds = new Map(
    communes.flatMap(({ id, name, aliases }) =>
      [id, name, ...aliases].map((one) => [plain(one), id] as const),
    ),
  );
  return (cells) => {
    if (cells.slice(headers.length).some((cell) => cell.trim() !== ''))
      return { kind: 'refused', reason: `${cells.length} cells under ${headers.length} columns` };
    const all: Cells = (column) => (columns.get(column) ?? []).map((at) => unprotected(cells[at] ?? ''));
    const cell: Cell = (column) => all(column)[0] ?? '';
    const parsed = parseEmailAddress(cell('email'));
    if (parsed.kind === 'fault') return { kind: 'refused', reason: addressFaults[parsed.fault] };
    const standing = standingOf(all);
    if (standing === 'unconfirmed') return { kind: 'unconfirmed' };
    const { understood, notes } = readValues(cell, communeIds, now);
    const premium = all('paying').some((tier) => tier.trim() !== '') ? true : understood.premium;
    const leftAt = standing === 'subscribed' ? null : (believable(readDate(cell('leftAt')), now) ?? null);
    const person = {
      ...{ email: parsed.address, key: parsed.key, ...namesOf(cell), ...understood },
      ...{ premium, standing, leftAt },
    };
    return { kind: 'person', person, notes };
  };
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

/** A consent that lies ahead was not given. */
function believable(date: Date | null | undefined, now: Date): Date | null | undefined {
  return date && date.getTime() > now.getTime() ? undefined : date;
}

/** Exports protect spreadsheets from formulas with an apostrophe; it is not part of the value. */
function unprotected(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
