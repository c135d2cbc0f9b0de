/** The list as a file: every reader and subscription, page by page. */
import { csvLine } from './csv.ts';
import type { SubscriberId } from './ids.ts';

/** Column names that the import knows, so that an export can be imported elsewhere with its states and consents. */
const exportColumns = [
  'email',
  'first_name',
  'last_name',
  'commune',
  'premium',
  'language',
  'newsletter',
  'state',
  'since',
  'consent_at',
  'consent_source',
  'created_at',
] as const;

export type ExportedRow = { readonly id: SubscriberId } & Readonly<
  Record<(typeof exportColumns)[number], string | boolean | Date | null>
>;

/** CSV in pieces, the header first. `page` gives all rows of the next readers after an id, none at the end. */
export async function* exportCsv(
  page: (after: SubscriberId) => Promise<readonly ExportedRow[]>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  yield csvLine(exportColumns);
  let after = 0 as SubscriberId;
  for (;;) {
    signal.throwIfAborted();
    const rows = await page(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => csvLine(exportColumns.map((column) => row[column]))).join('');
    after = last.id;
  }
}
