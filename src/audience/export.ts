/** The list as a file: every reader and subscription, page by page. */
import { csvLine } from './csv.ts';
import type { SubscriberId } from './ids.ts';

/** Everything that is kept of a reader: lists by spaces, attributes as JSON. The import knows all of these names. */
export const exportColumns = [
  'email',
  'first_name',
  'last_name',
  'commune',
  'more_communes',
  'sections',
  'premium',
  'language',
  'attributes',
  'newsletter',
  'state',
  'since',
  'paused_until',
  'consent_at',
  'consent_source',
  'created_at',
  'contact_at',
  'decided',
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
