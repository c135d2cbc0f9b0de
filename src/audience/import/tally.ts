/** Counts what becomes of every record, and hands people to the store in batches. */
import type { EmailKey } from '../address.ts';
import { addedSilent } from './contact.ts';
import type { ImportOutcome } from './decide.ts';
import { openKeySet } from './key-set.ts';
import type { Person, ReadPerson } from './person.ts';
import type { CsvRecord } from './records.ts';

export type ImportCounts = Record<ImportOutcome, number> & {
  /** Records under the header. */
  rows: number;
  /** The same address again within the file; its first row counts, unless a later one says that they left. */
  duplicates: number;
  /** The file says that they never confirmed: nothing of them is kept. */
  unconfirmed: number;
  refused: number;
  /** Of those that were added: not heard of for so long that the next retention asks whether they stay. */
  silent: number;
  /** Rows that were kept without one of their values. */
  noted: number;
};
/** A row that the operator should look at; kept: it was imported all the same. */
export type ReportedRow = {
  readonly line: number;
  readonly kept: boolean;
  readonly reason: string;
  readonly raw: string;
};

/** Where an import stands: every row up to this line of the file is stored, and what became of its people. */
export type Settled = {
  readonly line: number;
  readonly outcomes: Readonly<Partial<Record<ImportOutcome | 'silent', number>>>;
};

/** Large enough that a commit costs little, small enough that an import never holds rows for long. */
const batchSize = 2_000;

/**
 * Row by row in memory, batch by batch to the store. from: an import that was cut goes on there; the rows before are read
 * and reported as the first time, and handed to nobody.
 */
export function tally(
  needs: {
    readonly store: (people: readonly Person[], line: number) => Promise<readonly ImportOutcome[]>;
    readonly report: (row: ReportedRow) => void | Promise<void>;
    readonly progress: (counts: Readonly<ImportCounts>, bytes: number) => void;
  },
  readPerson: (cells: readonly string[]) => ReadPerson,
  { now, from }: { readonly now: Date; readonly from: Settled | null },
) {
  const counts = { ...noCounts(), ...from?.outcomes };
  const seen = openKeySet();
  const gone = openKeySet();
  const waiting = new Map<EmailKey, { readonly person: Person; readonly line: number }>();
  const done = from?.line ?? 0;
  let lastLine = 0;
  const isNew = (person: Person): boolean => {
    const first = seen.add(person.key);
    // Pasted together, a list of readers and one of those who left name the same people: leaving counts.
    if (person.standing !== 'subscribed') return gone.add(person.key);
    return first;
  };
  const takePerson = async (
    { person, notes }: Extract<ReadPerson, { kind: 'person' }>,
    { line, raw }: CsvRecord,
  ) => {
    const before = waiting.get(person.key);
    if (!isNew(person)) counts.duplicates++;
    else {
      if (before) counts.duplicates++;
      if (line > done) waiting.set(person.key, { person, line: before?.line ?? line });
      if (notes.length === 0) return;
      counts.noted++;
      await needs.report({ line, kept: true, reason: notes.join('; '), raw });
    }
  };
  const takeRecord = async (record: CsvRecord) => {
    counts.rows++;
    const { line, raw } = record;
    lastLine = line;
    const read =
      record.kind === 'broken'
        ? { kind: 'refused' as const, reason: record.reason }
        : readPerson(record.cells);
    if (read.kind === 'refused') {
      counts.refused++;
      await needs.report({ line, kept: false, reason: read.reason, raw });
    } else if (read.kind === 'unconfirmed') counts.unconfirmed++;
    else await takePerson(read, record);
  };
  const storeBatch = async (bytes: number) => {
    const batch = [...waiting.values().take(batchSize)].map(({ person }) => person);
    for (const { key } of batch) waiting.delete(key);
    const [next] = waiting.values();
    const settled = next === undefined ? lastLine : next.line - 1;
    const outcomes = await needs.store(batch, settled);
    for (const outcome of outcomes) counts[outcome]++;
    counts.silent += addedSilent(batch, outcomes, now);
    needs.progress(counts, bytes);
  };
  return {
    counts,
    take: async (records: readonly CsvRecord[]) => {
      for (const record of records) await takeRecord(record);
    },
    storeFull: async (bytes: number) => {
      while (waiting.size >= batchSize) await storeBatch(bytes);
    },
    storeAll: async (bytes: number) => {
      while (waiting.size > 0) await storeBatch(bytes);
    },
  };
}

function noCounts(): ImportCounts {
  return {
    rows: 0,
    added: 0,
    updated: 0,
    unchanged: 0,
    left: 0,
    unreachable: 0,
    unsubscribed: 0,
    bounced: 0,
    pending: 0,
    suppressed: 0,
    duplicates: 0,
    unconfirmed: 0,
    refused: 0,
    silent: 0,
    noted: 0,
  };
}
