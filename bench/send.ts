/**
 * How fast the outbox sends, beside the limit and beside ordinary uses of nodemailer, all in one run and to the same
 * sink: `npm run bench`. `--all` takes every size at every number of connections, `--million` a million letters.
 */
import { parseArgs } from 'node:util';
import { openGround } from './sending/ground.ts';
import {
  adaptive,
  base,
  type Measured,
  type Path,
  type Place,
  places,
  type Result,
  type Task,
} from './sending/plan.ts';
import { lines, type Seen, summary } from './sending/report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    million: { type: 'boolean', default: false },
    /** Seconds that each run is meant to take. */
    seconds: { type: 'string', default: '1.5' },
    /** Only these ways to send, with commas between. */
    only: { type: 'string', default: 'sendmail,pool,raw,hebdo,hebdo+dkim' },
    /** Only this place, such as 60:20:0 for kB, connections and round trip in milliseconds. */
    at: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const few = { path: 'hebdo', dkim: false, connections: 20, rttMs: 0 } as const;

/** Letters per second to expect before anything is known, for 60 kB. */
const expected: Record<Path, number> = { sendmail: 400, pool: 1500, raw: 4000, hebdo: 3000 };
/** What is not begun by then is not run, so that the usual bench ends within five minutes on a busy machine too. */
const lastStartMs = 250_000;
const started = performance.now();
const isLate = () => !values.all && performance.now() - started > lastStartMs;

await using ground = await openGround();
const results: Result[] = [];
const rates = new Map<string, number>();
type Way = { readonly name: string; readonly path: Path; readonly dkim: boolean };
const ways = values.only.split(',').map((name): Way => {
  const [path, dkim] = name.split('+');
  return { name, path: path as Path, dkim: dkim === 'dkim' };
});
const hebdo = ways.find(({ name }) => name === 'hebdo');

await warmUp();
const [first, ...others] = chosenPlaces();
if (first) await runAll(first);
const whole = values.at === undefined && hebdo !== undefined;
const together = whole ? await runTogether(hebdo) : undefined;
if (whole) results.push(await run(hebdo, adaptive));
const postfix = whole ? await runPostfix() : 'not asked for';
const memory = await runMemory();
for (const place of others) await runAll(place);

const seen: Seen = { sink: ground.sink, results, together, postfix, memory };
const told = summary(seen);
if (values.json) process.stdout.write(`${JSON.stringify(told)}\n`);
else for (const line of lines(told)) process.stdout.write(`${line}\n`);

function chosenPlaces(): readonly Place[] {
  if (values.at === undefined) return places(values.all);
  const [kb = 60, connections = 20, rttMs = 0] = values.at.split(':').map(Number);
  return [{ kb, connections, rttMs }];
}

/** The first letters of a process are for its compiler. */
async function warmUp(): Promise<void> {
  for (const { path, dkim } of ways)
    await ground.send({ path, dkim, kb: 60, connections: 20, rttMs: 0, letters: expected[path] });
}

async function runAll(place: Place): Promise<void> {
  for (const way of ways) if (!isLate()) results.push(await run(way, place));
}

/** Letters of one size, so that the figures can be compared; a million of 60 kB would only take longer. */
async function runMemory(): Promise<readonly Measured[]> {
  const kb = values.million ? 4 : 60;
  const sizes = [10_000, ...(values.million ? [1_000_000] : [])];
  const memory: Measured[] = [];
  for (const letters of sizes) memory.push(await ground.alone({ ...few, letters, kb }));
  return memory;
}

/** Twice: the first letters of the second process are for its compiler too. */
async function runTogether(way: Way): Promise<Result> {
  const longer = (task: Task) => ground.together({ ...task, letters: 2 * task.letters });
  await run(way, base, (task) => ground.together(task), ' warming up a second process');
  return run(way, base, longer, ' by two processes');
}

async function runPostfix(): Promise<readonly Result[] | string> {
  const trouble = isLate() ? 'no time was left' : await ground.postfix();
  if (trouble !== undefined) return trouble;
  const queued: Result[] = [];
  for (const way of ways.filter(({ path, dkim }) => path !== 'pool' && !dkim)) {
    // What it does with each letter, not the way there, is the limit: a tenth of the letters is enough.
    const slower = (task: Task) =>
      ground.send({ ...task, postfix: true, letters: Math.ceil(task.letters / 4) });
    queued.push(await run(way, base, slower, ' to Postfix'));
  }
  return queued;
}

/** As many letters as take about the wanted time, by what the run before this one did. */
async function run(
  way: Way,
  place: Place,
  send: (task: Task) => Promise<Measured> = (task) => ground.send(task),
  where = '',
): Promise<Result> {
  const known = rates.get(way.name) ?? expected[way.path];
  // At a distance the time is the line's, not the machine's; opening the connections takes four round trips.
  const letters =
    place.rttMs > 0 ? place.connections * 40 : Math.max(50, Math.round(Math.min(known * seconds, 20_000)));
  const task: Task = { ...place, path: way.path, dkim: way.dkim, letters };
  const measured = await send(task);
  const rate = measured.letters / measured.seconds;
  if (place.rttMs === 0 && where === '') rates.set(way.name, rate);
  if (!values.json)
    process.stderr.write(
      `  ${way.name}${where} ${place.kb} kB, ${place.connections} connections, ${place.rttMs} ms: ${Math.round(rate)}/s\n`,
    );
  const { path, dkim } = way;
  return {
    path,
    dkim,
    ledger: path === 'hebdo',
    ...place,
    rtt_ms: place.rttMs,
    letters_per_s: rate,
    ...measured,
  };
}
