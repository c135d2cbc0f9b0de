/** hebdo subscribers import: a CSV file becomes readers; bad rows go to a report, good ones are kept. */
import { parse } from 'node:path';
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { csvLine } from '../audience/csv.ts';
import type { FoundLayout, ImportResult } from '../audience/import/import.ts';
import { silentYears } from '../audience/retention.ts';
import { keepHeapSmall } from '../world/heap.ts';
import { openList, writeList } from '../world/list-file.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

type Options = { newsletter: string; report?: string; dryRun?: boolean; json?: boolean };

export function registerImport(subscribers: Command): void {
  subscribers
    .command('import')
    .description('add the readers of a CSV file; one that was cut goes on, doing it twice changes nothing')
    .argument('<file>', 'the list: its first line names the columns; encoding and delimiter are recognised')
    .requiredOption('--newsletter <name>', 'the newsletter they agreed to receive')
    .option(
      '--report <file>',
      'where refused rows are written (default: next to the list, when there are any)',
    )
    .option('--dry-run', 'count what would happen, change nothing')
    .option('--json', 'print one object at the end')
    .action((file: string, options: Options) => {
      keepHeapSmall(30);
      return runCommand(options, (session) =>
        runImport(session, file, options).catch(stopped(session, file, options.dryRun === true)),
      );
    });
}

async function runImport(session: Session, file: string, options: Options): Promise<Outcome> {
  const list = await openList(file);
  const { dir, name } = parse(file);
  const reportPath = options.report ?? `${dir === '' ? '' : `${dir}/`}${name}.refused.csv`;
  await using report = writeList(reportPath);
  const reportRow = async (cells: Parameters<typeof csvLine>[0]) => {
    if (!report.written()) await report.write(csvLine(['line', 'imported', 'reason', 'row']));
    await report.write(csvLine(cells));
  };
  await using bar = progressBar(session, list.size);
  let from: number | null = null;
  const result = await session.app.importSubscribers(
    {
      newsletter: options.newsletter,
      fileName: list.name,
      dryRun: options.dryRun === true,
      file: list.bytes,
      resume: {
        digest: list.digest,
        goesOn: (line) => {
          from = line;
          session.say(
            `${list.name}: its import was cut; rows up to line ${line} are stored, it goes on there`,
          );
        },
      },
      layout: (layout) => sayLayout(session, list.name, layout),
      report: ({ line, kept, reason, raw }) => reportRow([line, kept ? 'yes' : 'no', reason, raw]),
      progress: bar.progress,
    },
    session.signal,
  );
  return outcomeOf(result, file, { report: report.written() ? reportPath : null, from }, options);
}

/** Whole batches are stored: what is partly done goes on. */
function stopped({ signal }: Session, file: string, dryRun: boolean): (error: unknown) => Outcome {
  return (error) => {
    if (!signal.aborted) throw error;
    const reason = signal.reason instanceof Error ? signal.reason.message : String(signal.reason);
    const left = dryRun
      ? 'nothing was changed'
      : 'what was read so far is kept. The same command goes on there';
    const line = `${file}: ${reason} before its end; ${left}.`;
    return { exit: exits.partlyDone, lines: [line], json: { imported: false, file, reason } };
  };
}

/** A bar for a person; a line now and then for a log. */
function progressBar({ terminal, say }: Session, size: number) {
  const bar = terminal
    ? new SingleBar({ format: '{bar} {percentage}% | {rows} rows', hideCursor: true })
    : null;
  let said = 0;
  bar?.start(size, 0, { rows: 0 });
  return {
    progress: ({ rows }: { readonly rows: number }, bytes: number) => {
      bar?.update(bytes, { rows });
      if (bar !== null || rows - said < 50_000) return;
      said = rows;
      say(`${rows} rows read`);
    },
    [Symbol.asyncDispose]: async () => bar?.stop(),
  };
}

function sayLayout({ say }: Session, name: string, layout: FoundLayout): void {
  const used = new Map([...layout.columns].flatMap(([column, places]) => places.map((at) => [at, column])));
  const delimiters: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };
  const exported = layout.program === null ? '' : `an export of ${layout.program}, `;
  say(
    `${name}: ${exported}${layout.encoding}, separated by ${delimiters[layout.delimiter] ?? layout.delimiter}`,
  );
  for (const [at, header] of layout.headers.entries())
    say(`  «${header}» ${used.has(at) ? `is ${spaced(used.get(at) ?? '')}` : 'is not used'}`);
}

/** consentAt → consent at */
const spaced = (word: string) => word.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function outcomeOf(
  result: ImportResult,
  file: string,
  { report, from }: { readonly report: string | null; readonly from: number | null },
  options: Options,
): Outcome {
  if (result.kind === 'refused') {
    const seen =
      result.seen.length === 0
        ? []
        : [`Seen in its first line: ${result.seen.map((cell) => `«${cell}»`).join(', ')}`];
    return {
      exit: exits.refused,
      lines: [`${file} was not imported: ${result.reason}.`, ...seen],
      json: { imported: false, file, reason: result.reason, seen: result.seen },
    };
  }
  const { counts, layout } = result;
  const { program, encoding, delimiter, headers } = layout;
  const columns = Object.fromEntries(
    [...layout.columns].map(([column, places]) => [column, places.map((at) => headers[at]).join(', ')]),
  );
  return {
    exit: counts.refused > 0 ? exits.partlyDone : exits.done,
    lines: [
      ...linesOf(counts, options.dryRun === true),
      ...(report === null ? [] : [`The rows to look at are in ${report}`]),
    ],
    json: {
      imported: true,
      file,
      newsletter: options.newsletter,
      dryRun: options.dryRun === true,
      went_on_after_line: from,
      program,
      encoding,
      delimiter,
      columns,
      ...counts,
      report,
    },
  };
}

function linesOf(
  counts: Extract<ImportResult, { kind: 'imported' }>['counts'],
  dryRun: boolean,
): readonly string[] {
  const lines: readonly [number, string][] = [
    [counts.added, dryRun ? 'would be added' : 'added'],
    [
      counts.silent,
      `of these without contact for ${silentYears} years: the next retention asks whether they stay`,
    ],
    [counts.updated, dryRun ? 'would be completed' : 'known already, completed'],
    [counts.unchanged, 'known already, nothing new'],
    [counts.unsubscribed, 'unsubscribed earlier: they stay so'],
    [counts.bounced, 'bounced earlier: they stay so'],
    [counts.pending, 'not confirmed yet: they stay so'],
    [counts.suppressed, 'suppressed (forgotten, complaint or bounce): they stay so'],
    [
      counts.left,
      dryRun ? 'left according to the file: would stay so' : 'left according to the file: they stay so',
    ],
    [counts.unreachable, 'bounced or complained according to the file: suppressed'],
    [counts.unconfirmed, 'never confirmed according to the file: not imported'],
    [counts.duplicates, 'repeated in the file'],
    [counts.noted, 'imported without one of their values'],
    [counts.refused, 'refused'],
  ];
  return [
    `${counts.rows} rows${dryRun ? ' (dry run: nothing was changed)' : ''}`,
    ...lines
      .filter(([count], at) => count > 0 || at === 0)
      .map(([count, what]) => `${String(count).padStart(9)} ${what}`),
  ];
}
