/**
 * How fast the outbox sends, beside the limit and beside ordinary uses of nodemailer, all in one run and to the same
 * sink: `npm run bench`. `--all` takes every size at every number of connections, `--million` a million letters.
 */
import { parseArgs } from 'node:util';
import { openGround } from './sending/ground.ts';
import { type Path, type Place, places, type Result, type Task } from './sending/plan.ts';
import { lines, summary } from './sending/report.ts';

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
const expected: Record<Path, number> = { sendmail: 120, pool: 400, raw: 1200, hebdo: 800 };

await using ground = await openGround();
const results: Result[] = [];
const rates = new Map<string, number>();
const ways = values.only.split(',').map((name) => {
  const [path, dkim] = name.split('+');
  return { name, path: path as Path, dkim: dkim === 'dkim' };
});

await warmUp();
for (const place of chosenPlaces()) for (const way of ways) results.push(await run(way, place));
const memory = [await ground.alone({ ...few, letters: 10_000, kb: 60 })];
if (values.million) memory.push(await ground.alone({ ...few, letters: 1_000_000, kb: 4 }));
const told = summary(ground, results, memory);
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

/** As many letters as take about the wanted time, by what the run before this one did. */
async function run(way: { name: string; path: Path; dkim: boolean }, place: Place): Promise<Result> {
  const known = rates.get(way.name) ?? expected[way.path];
  // At a distance the time is the line's, not the machine's; opening the connections takes four round trips.
  const letters =
    place.rttMs > 0 ? place.connections * 40 : Math.max(50, Math.round(Math.min(known * seconds, 20_000)));
  const task: Task = { ...place, path: way.path, dkim: way.dkim, letters };
  const measured = await ground.send(task);
  const rate = measured.letters / measured.seconds;
  if (place.rttMs === 0) rates.set(way.name, rate);
  if (!values.json)
    process.stderr.write(
      `  ${way.name} ${place.kb} kB, ${place.connections} connections, ${place.rttMs} ms: ${Math.round(rate)}/s\n`,
    );
  const { path, dkim } = way;
  const where = { ...place, rtt_ms: place.rttMs };
  return { path, dkim, ledger: path === 'hebdo', ...where, letters_per_s: rate, ...measured };
}
