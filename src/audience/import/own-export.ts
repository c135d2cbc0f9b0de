/** What Hebdo's own export tells beside what every program tells: what a reader chose, and since when they are here. */
import { pauseDays } from '../pause.ts';
import { type Decided, decidable } from '../preferences.ts';
import { type AttributeValue, mostAttributes } from '../reader-record.ts';
import { attributeName, attributeValue } from '../segment.ts';
import { type Cells, plain } from './columns.ts';
import { readDate } from './values.ts';

/** null where the export says nothing. */
export type Chosen = {
  readonly moreCommunes: readonly string[] | null;
  readonly sections: readonly string[] | null;
  readonly attributes: Readonly<Record<string, AttributeValue>> | null;
  /** What they decided on their own pages; an export of a former version does not say. */
  readonly decided: readonly Decided[];
  readonly pausedUntil: Date | null;
  /** Of the state of the subscription. */
  readonly since: Date | null;
  readonly createdAt: Date | null;
  /** When they last did something themselves. */
  readonly contactAt: Date | null;
};

/** The ids that newsletter.yaml knows, by each of their names after `plain`. */
export type Ids = ReadonlyMap<string, string>;

export function readChosen(
  cells: Cells,
  known: { readonly communes: Ids; readonly sections: Ids },
  now: Date,
): { readonly chosen: Chosen; readonly notes: readonly string[] } {
  const cell = (column: Parameters<Cells>[0]) => cells(column)[0] ?? '';
  const notes: string[] = [];
  const idsOf = (text: string, ids: Ids, what: string): Chosen['sections'] => {
    if (text === '') return null;
    const words = text.split(' ').filter((word) => word !== '');
    const unknown = words.filter((word) => !ids.has(plain(word)));
    notes.push(...unknown.map((word) => `unknown ${what} «${word}»`));
    const found = words.flatMap((word) => ids.get(plain(word)) ?? []);
    return found.length === 0 ? null : [...new Set(found)];
  };
  const past = (column: 'since' | 'createdAt' | 'contactAt') => {
    const date = readDate(cell(column));
    return date && date <= now ? date : null;
  };
  const chosen = {
    moreCommunes: idsOf(cell('moreCommunes'), known.communes, 'commune'),
    sections: idsOf(cell('sections'), known.sections, 'rubrique'),
    attributes: attributesOf(cell('attributes'), notes),
    decided: decidable.filter((name) => cell('decided').split(' ').includes(name)),
    pausedUntil: pauseOf(cell('pausedUntil'), now, notes),
    since: past('since'),
    createdAt: past('createdAt'),
    contactAt: past('contactAt'),
  };
  return { chosen, notes };
}

/** A pause that is over is none; one that the pages would refuse is told. */
function pauseOf(text: string, now: Date, notes: string[]): Date | null {
  const until = readDate(text);
  if (until === null || (until && until <= now)) return null;
  if (until && until.toISOString().slice(0, 10) <= pauseDays(now).last) return until;
  notes.push(`pause until «${text}» is no day within a year`);
  return null;
}

function attributesOf(text: string, notes: string[]): Chosen['attributes'] {
  if (text === '') return null;
  const given = objectIn(text);
  if (given === null) {
    notes.push('attributes are no JSON object');
    return null;
  }
  const kept: [string, AttributeValue][] = [];
  for (const [name, stated] of Object.entries(given)) {
    const value = attributeValue.safeParse(stated);
    if (!value.success || !isStorable(value.data) || !attributeName.safeParse(name).success)
      notes.push(`attribute «${name}» cannot be kept`);
    else if (kept.length === mostAttributes) notes.push(`attribute «${name}» is beyond ${mostAttributes}`);
    else kept.push([name, value.data]);
  }
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

/** PostgreSQL refuses a whole batch for a zero or half a character in one text. */
function isStorable(value: AttributeValue): boolean {
  return typeof value !== 'string' || (value.isWellFormed() && !value.includes('\0'));
}

function objectIn(text: string): object | null {
  try {
    const given: unknown = JSON.parse(text);
    return typeof given === 'object' && !Array.isArray(given) ? given : null;
  } catch {
    return null;
  }
}
