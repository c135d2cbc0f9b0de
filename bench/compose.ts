/** Times the composition of the sample issue of twenty articles: `npx tsx bench/compose.ts`. Wanted: cold ≤ 1 s, warm ≤ 150 ms. */
import { composeLetter } from '../src/issue/compose.ts';
import { compileMjml } from '../src/world/compile.ts';
import { sampleManuscript } from '../test/support/sample-issue.ts';

const manuscript = sampleManuscript();
const before = process.cpuUsage();
const cold = await timed();
const coldCpu = process.cpuUsage(before);
const warm = await severalTimes(20);
const result = await composeLetter(manuscript, { compile: compileMjml });
if (result.kind === 'faults') throw new Error(JSON.stringify(result.faults));
const { bytes, articles } = result.weight;
console.log(
  `cold ${cold.toFixed(0)} ms (MJML is loaded here; ${((coldCpu.user + coldCpu.system) / 1000).toFixed(0)} ms of processor), warm ${median(warm).toFixed(0)} ms (median of ${warm.length})`,
);
console.log(
  `${(bytes / 1000).toFixed(1)} kB of HTML for ${articles.length} articles; the heaviest has ${articles[0]?.bytes} bytes`,
);

async function timed(): Promise<number> {
  const started = performance.now();
  await composeLetter(manuscript, { compile: compileMjml });
  return performance.now() - started;
}

async function severalTimes(count: number): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at++) times.push(await timed());
  return times;
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}
