/** The demo's path: the very steps that the commands call, from readers and feeds to letters in the inbox. */

import { pagesApp } from '../app/studio.ts';
import { openWeb } from '../app/web.ts';
import { startWorking } from '../app/working.ts';
import type { App } from '../app.ts';
import type { DeskIssue } from '../issue/desk.ts';
import type { Finding } from '../issue/finding.ts';
import type { SendProgress } from '../outbox/send-ledger.ts';
import type { SendOutcome } from '../outbox/send-order.ts';
import { sampleReaders } from './readers.ts';

/** How a person watches. */
export type Watcher = {
  readonly say: (line: string) => void;
  readonly onProgress: (progress: SendProgress) => void;
  readonly signal: AbortSignal;
};

export type Played =
  | {
      readonly kind: 'sent';
      readonly issue: DeskIssue;
      /** How many different articles the issue carries. */
      readonly articles: number;
      readonly send: Extract<SendOutcome, { kind: 'sent' }>;
    }
  /** It ended before the letters were out; the lines say at which step and why. */
  | { readonly kind: 'stopped'; readonly lines: readonly string[] };

const sampleReaderCount = 250;
const batchesAtATime = 2;

/** Plays one newsletter until its letters are out, then awaits `after` with what came of it, while site and workers still run. */
export async function play<Result>(
  app: App,
  newsletter: string,
  watcher: Watcher,
  after: (played: Played) => Promise<Result>,
): Promise<Result> {
  // The site serves the letter's pictures, and the check asks whether they are there.
  await using _web = await openWeb(app.world, pagesApp(app.world, app));
  await importReaders(app, newsletter, watcher);
  await gather(app, newsletter, watcher);
  const prepared = await prepare(app, newsletter, watcher);
  if (prepared.kind === 'stopped') return await after(prepared);
  // Only now: workers keep the newsletter's schedules, and one of these would draft before the feeds are read.
  await using _workers = await startWorking(app, batchesAtATime);
  const { signal, onProgress } = watcher;
  const send = await app.send(newsletter, undefined, { signal, onProgress });
  if (send.kind === 'sent') return await after({ ...prepared, send });
  return await after(stopped(`The send ended before all letters were out (${send.kind}).`));
}

/**
 * Leaves a draft for whoever enters the studio, with readers it can be sent to: what has left bends no more.
 * Null where these feeds have nothing for it.
 */
export async function leaveDraft(app: App, newsletter: string, watcher: Watcher): Promise<DeskIssue | null> {
  const silent = { ...watcher, say: () => {} };
  await importReaders(app, newsletter, silent);
  await gather(app, newsletter, silent);
  // A person waits for it: a quiet day has an issue, too.
  const draft = await app.draft(newsletter, undefined, { anyway: true });
  return draft.kind === 'drafted' || draft.kind === 'kept' ? draft.issue : null;
}

async function importReaders(app: App, newsletter: string, { say, signal }: Watcher): Promise<void> {
  const result = await app.importSubscribers(
    {
      newsletter,
      fileName: 'lecteurs.csv',
      dryRun: false,
      file: bytesOf(sampleReaders(sampleReaderCount)),
      layout: () => {},
      report: () => {},
      progress: () => {},
    },
    signal,
  );
  if (result.kind === 'refused') throw new Error(`The sample readers were not imported: ${result.reason}.`);
  const { rows, added, refused, duplicates } = result.counts;
  say(`Readers   ${added} of ${rows} rows imported, ${refused} refused, ${duplicates} repeated`);
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

async function gather(app: App, newsletter: string, { say, signal }: Watcher): Promise<void> {
  const { feeds, articles, seconds } = await app.gather(newsletter, signal);
  say(`Feeds     ${feeds.length} visited in ${seconds} s, ${articles} items`);
  for (const { url, failing, problems } of feeds)
    if (failing) say(`          without ${new URL(url).pathname}: ${problems[0] ?? 'it failed'}`);
}

/** Drafts and approves, as an editor would who changes nothing. */
async function prepare(
  app: App,
  newsletter: string,
  { say, signal }: Watcher,
): Promise<Omit<Extract<Played, { kind: 'sent' }>, 'send'> | Extract<Played, { kind: 'stopped' }>> {
  const draft = await app.draft(newsletter, undefined);
  if (draft.kind === 'empty')
    return stopped(
      `There is nothing to make a letter of: of ${draft.seen} articles in these feeds none is of the last weeks.`,
    );
  if (draft.kind !== 'drafted' && draft.kind !== 'kept')
    return stopped(`The draft ended with: ${draft.kind}.`);
  const articles = new Set(draft.issue.items.map(({ articleId }) => articleId)).size;
  say(`Draft     n° ${draft.issue.number}, ${draft.issue.period}: ${articles} articles chosen`);
  const approval = await app.approve(newsletter, undefined, { by: 'demo', signal });
  if (approval.kind === 'blocked')
    return stopped('The check refuses the letter:', ...approval.report.findings.map(inWords));
  if (approval.kind !== 'approved') return stopped(`The approval ended with: ${approval.kind}.`);
  const { findings, bytes } = approval.report;
  say(`Check     nothing blocks; ${Math.ceil(bytes / 1000)} kB of HTML at most`);
  const notes = findings.filter(({ level }) => level === 'note').length;
  for (const finding of findings.filter(({ level }) => level !== 'note'))
    say(`          ${inWords(finding)}`);
  if (notes > 0) say(`          ${notes} notes, which "hebdo check" and the studio show`);
  return { kind: 'sent', issue: approval.issue, articles };
}

function inWords({ level, place, message, fix }: Finding): string {
  return `${level}: ${place}: ${message} ${fix}`;
}

function stopped(...lines: readonly string[]): Extract<Played, { kind: 'stopped' }> {
  return { kind: 'stopped', lines };
}
