/** hebdo subscribers export: the list as CSV, streamed; of one person everything, as JSON. */
import type { Command } from 'commander';
import { addressFaults, parseEmailAddress } from '../audience/address.ts';
import { segmentTroubleInWords } from '../audience/segment-words.ts';
import { inEnglish } from '../config/say.ts';
import { writeList } from '../world/list-file.ts';
import { rowsIn, toStdout } from './csv-out.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

type Options = {
  newsletter?: string;
  segment?: string;
  email?: string;
  whole?: boolean;
  out?: string;
  json?: boolean;
};

export function registerExport(subscribers: Command): void {
  subscribers
    .command('export')
    .description('write the readers as CSV, to stdout or a file')
    .option('--newsletter <name>', 'only readers of this newsletter, in whatever state')
    .option('--segment <name>', 'only readers of this segment')
    .option('--email <address>', 'only the reader with this address: their row of the list')
    .option(
      '--whole',
      'with --email, everything stored of this person as JSON: consents with their sentences, letters, returns',
    )
    .option('--out <file>', 'write here instead of stdout')
    .option('--json', 'print one object at the end; needs --out')
    .action((options: Options, command: Command) => {
      if (options.json && options.out === undefined)
        command.error('--json needs --out FILE, because stdout carries either the list or the object', {
          exitCode: exits.wrongUse,
        });
      if (options.whole && (options.email === undefined || options.newsletter || options.segment))
        command.error('--whole is the file of one person: it needs --email, and nothing else that chooses', {
          exitCode: exits.wrongUse,
        });
      const run = options.whole ? runWhole : runExport;
      return runCommand(options, (session) => run(session, options));
    });
}

async function runExport({ app, signal }: Session, options: Options): Promise<Outcome> {
  if (options.newsletter !== undefined) await app.world.templates.newsletter(options.newsletter);
  const segment = options.segment === undefined ? null : await app.usableSegment(options.segment);
  if (segment !== null && segment.kind !== 'segment') {
    const reason =
      segment.kind === 'unusable'
        ? segmentTroubleInWords(segment.why, inEnglish)
        : 'it is nobody in particular';
    return { exit: exits.refused, lines: [`Nothing was written: ${reason}.`], json: { rows: 0, reason } };
  }
  const person = options.email === undefined ? null : parseEmailAddress(options.email);
  if (person?.kind === 'fault') {
    const reason = addressFaults[person.fault];
    return { exit: exits.refused, lines: [`Nothing was written: ${reason}.`], json: { rows: 0, reason } };
  }
  const pieces = app.exportSubscribers(
    {
      newsletter: options.newsletter ?? null,
      segment: segment?.tree ?? null,
      person: person?.key ?? null,
    },
    signal,
  );
  const rows = options.out === undefined ? await toStdout(pieces) : await toFile(pieces, options.out);
  const line = `${rows} rows written to ${options.out ?? 'stdout'}`;
  if (options.out === undefined) process.stderr.write(`${line}\n`);
  return {
    exit: exits.done,
    lines: options.out === undefined ? [] : [line],
    json: { rows, file: options.out },
  };
}

async function runWhole({ app }: Session, { email = '', out }: Options): Promise<Outcome> {
  const found = await app.wholeFileOf(email);
  if (found.kind !== 'file') {
    const reason =
      found.kind === 'fault'
        ? addressFaults[found.fault]
        : 'no reader has this address; «hebdo subscribers receipt» shows what is kept of one who was erased';
    return {
      exit: exits.refused,
      lines: [`Nothing was written: ${reason}.`],
      json: { written: false, reason },
    };
  }
  if (out === undefined) return { exit: exits.done, lines: [found.json], json: {} };
  await using file = writeList(out);
  await file.write(`${found.json}\n`);
  return {
    exit: exits.done,
    lines: [`everything of this person written to ${out}`],
    json: { written: true, file: out },
  };
}

async function toFile(pieces: AsyncIterable<string>, path: string): Promise<number> {
  await using file = writeList(path);
  let rows = -1;
  for await (const piece of pieces) {
    await file.write(piece);
    rows += rowsIn(piece);
  }
  return rows;
}
