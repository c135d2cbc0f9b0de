/** hebdo segments: readers chosen by conditions, from a file or the studio. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { App } from '../app.ts';
import { segmentTroubleInWords } from '../audience/segment-words.ts';
import { inEnglish } from '../config/say.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

type Options = { json?: boolean };

export function segments(program: Command): void {
  const group = program
    .command('segments')
    .description('readers chosen by conditions: list, show, count, add, remove');
  const command = (name: string, what: string) =>
    group.command(name).description(what).option('--json', 'print one object at the end');
  command('list', 'every segment, and how many readers it has now').action((options: Options) =>
    runCommand(options, list),
  );
  command('show', 'print a segment as the file that makes it')
    .argument('<name>')
    .action((name: string, options: Options) => runCommand(options, (session) => show(session, name)));
  command('count', 'how many readers it has now, and how many of them receive each newsletter')
    .argument('<name>')
    .action((name: string, options: Options) => runCommand(options, (session) => count(session, name)));
  command('add', 'make a segment, or change it')
    .argument('<name>', 'lower-case letters, digits and hyphens')
    .requiredOption('--file <file>', 'JSON: {"title": …, "tree": …}, as «show» prints it')
    .action((name: string, options: Options & { file: string }) =>
      runCommand(options, (session) => add(session, name, options.file)),
    );
  command('remove', 'remove a segment that nothing uses')
    .argument('<name>')
    .action((name: string, options: Options) => runCommand(options, (session) => remove(session, name)));
}

async function list({ app }: Session): Promise<Outcome> {
  const all = await app.allSegments();
  const counts: CountTold[] = [];
  for (const { tree } of all) counts.push(told(await app.countSegment(tree, null)));
  const lines = all.map(({ name, title }, at) => {
    const counted = counts[at];
    const readers = counted?.kind === 'counted' ? `${counted.readers} readers` : counted?.reason;
    return `${name}: ${title}; ${readers}`;
  });
  return {
    exit: exits.done,
    lines: lines.length > 0 ? lines : ['None yet: hebdo segments add <name> --file <file>'],
    json: { segments: all.map((one, at) => ({ ...one, count: counts[at] })) },
  };
}

type Counted = Awaited<ReturnType<App['countSegment']>>;
type CountTold =
  | Extract<Counted, { kind: 'counted' }>
  | { readonly kind: 'unusable'; readonly reason: string };

function told(counted: Counted): CountTold {
  if (counted.kind === 'counted') return counted;
  return { kind: 'unusable', reason: segmentTroubleInWords(counted.why, inEnglish) };
}

async function show({ app }: Session, name: string): Promise<Outcome> {
  const found = await app.segment(name);
  if (found === null) return unknown(name);
  const { title, tree } = found;
  return { exit: exits.done, lines: [JSON.stringify({ title, tree }, null, 2)], json: found };
}

async function count({ app }: Session, name: string): Promise<Outcome> {
  const found = await app.segment(name);
  if (found === null) return unknown(name);
  const counted = await app.countSegment(found.tree, null);
  if (counted.kind === 'unusable')
    return refused(`It cannot be counted: ${segmentTroubleInWords(counted.why, inEnglish)}.`);
  const { readers, receiving } = counted;
  return {
    exit: exits.done,
    lines: [
      `${readers} readers`,
      ...Object.entries(receiving).map(([newsletter, number]) => `${number} receive ${newsletter}`),
    ],
    json: { name, readers, receiving },
  };
}

async function add({ app }: Session, name: string, file: string): Promise<Outcome> {
  const { parseSegment } = await import('../audience/segment-file.ts');
  const parsed = parseSegment(name, await readFile(file, 'utf8'));
  if (parsed.kind === 'faults') {
    const lines = [`${file} is no segment:`, ...parsed.faults.map((fault) => `  ${fault}`)];
    return { exit: exits.wrongUse, lines, json: { stored: false, faults: parsed.faults } };
  }
  const stored = await app.storeSegment(parsed.segment, 'either');
  if (stored.kind === 'refused')
    return refused(`Not stored: ${segmentTroubleInWords(stored.refusal, inEnglish)}.`);
  const counted = await count({ app } as Session, name);
  const told = stored.kind === 'stored' ? stored.unapproved : [];
  const lines = told.map((issue) => `${issue} has to be approved again: it goes to other readers now.`);
  return { ...counted, lines: [...counted.lines, ...lines] };
}

async function remove({ app }: Session, name: string): Promise<Outcome> {
  const removed = await app.removeSegment(name);
  if (removed.kind === 'used') return refused(`Not removed: it is used by ${removed.by.join(', ')}.`);
  return {
    exit: exits.done,
    lines: [removed.kind === 'removed' ? 'Removed.' : `There is no segment «${name}».`],
    json: { removed: removed.kind === 'removed' },
  };
}

function unknown(name: string): Outcome {
  return {
    exit: exits.wrongUse,
    lines: [`There is no segment «${name}»; «hebdo segments list» names them.`],
    json: { found: false },
  };
}

function refused(line: string): Outcome {
  return { exit: exits.refused, lines: [line], json: { done: false, reason: line } };
}
