/** The bench in figures for machines and in a table for people, ratios first. */
import { cpus, loadavg } from 'node:os';
import { base, type Measured, type Place, type Result } from './plan.ts';

type Way = { readonly path: Result['path']; readonly dkim: boolean };
const [raw, sendmail, hebdo, signed] = (['raw', 'sendmail', 'hebdo', 'hebdo'] as const).map(
  (path, at): Way => ({ path, dkim: at === 3 }),
);

export function summary(
  { sink }: { readonly sink: string },
  results: readonly Result[],
  memory: readonly Measured[],
) {
  const [first] = memory;
  const far = { ...base, rttMs: 20 };
  const ratio = (
    field: 'letters_per_s' | 'cpu_ms_per_letter',
    one: Way | undefined,
    other: Way | undefined,
  ) => quotient(find(results, one, base)?.[field], find(results, other, base)?.[field]);
  const farRate = find(results, hebdo, far)?.letters_per_s;
  return {
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      node: process.version,
      load: loadavg().map((value) => rounded(value, 1)),
    },
    sink,
    results: results.map((result) => ({
      path: result.path,
      kb: result.kb,
      connections: result.connections,
      rtt_ms: result.rtt_ms,
      dkim: result.dkim,
      ledger: result.ledger,
      letters_per_s: Math.round(result.letters_per_s),
      cpu_ms_per_letter: rounded(result.cpu_ms_per_letter, 3),
      ...(result.ledger_cpu_ms_per_letter === undefined
        ? {}
        : { ledger_cpu_ms_per_letter: rounded(result.ledger_cpu_ms_per_letter, 3) }),
    })),
    ratios: {
      rate_vs_raw: ratio('letters_per_s', hebdo, raw),
      cpu_vs_sendmail: ratio('cpu_ms_per_letter', hebdo, sendmail),
      rate_vs_sendmail: ratio('letters_per_s', hebdo, sendmail),
      signed_rate_vs_raw: ratio('letters_per_s', signed, raw),
      signed_cpu_vs_sendmail: ratio('cpu_ms_per_letter', signed, sendmail),
      round_trips_per_letter:
        farRate === undefined ? null : rounded(far.connections / (farRate * (far.rttMs / 1000)), 2),
    },
    memory: memory.map(({ letters, peak_mb }) => ({ letters, peak_mb: Math.round(peak_mb) })),
    freeze_s: rounded((memory.at(-1) ?? first)?.freeze_s, 2),
    first_letter_s: rounded((memory.at(-1) ?? first)?.first_letter_s, 2),
  };
}

export type Summary = ReturnType<typeof summary>;

export function lines({
  machine,
  sink,
  results,
  ratios,
  memory,
  freeze_s,
  first_letter_s,
}: Summary): string[] {
  const percent = (value: number | null) => (value === null ? 'not run' : `${Math.round(value * 100)} %`);
  const times = (value: number | null) => (value === null ? 'not run' : `${value}`);
  return [
    `${machine.processor}, ${machine.cores} cores, Node ${machine.node}, load ${machine.load.join(' ')}; sink: ${sink}`,
    '',
    `At ${base.kb} kB, ${base.connections} connections, full ledger:`,
    `  rate against raw sockets             ${percent(ratios.rate_vs_raw)}`,
    `  rate against sendMail                ${times(ratios.rate_vs_sendmail)} times`,
    `  CPU against sendMail                 ${percent(ratios.cpu_vs_sendmail)}`,
    `  with RSA-2048, rate against raw      ${percent(ratios.signed_rate_vs_raw)}`,
    `  with RSA-2048, CPU against sendMail  ${percent(ratios.signed_cpu_vs_sendmail)}`,
    `  round trips per letter at 20 ms      ${times(ratios.round_trips_per_letter)}`,
    ...memory.map(
      ({ letters, peak_mb }) =>
        `  ${`memory for ${letters.toLocaleString('en')} letters`.padEnd(37)}${peak_mb} MB`,
    ),
    `  freeze ${freeze_s} s, first letter after ${first_letter_s} s (${memory.at(-1)?.letters.toLocaleString('en')} letters)`,
    '',
    ['path'.padEnd(12), ...['kB', 'conn.', 'rtt ms', 'letters/s', 'CPU ms', 'ledger ms'].map(column)].join(
      '',
    ),
    ...results.map((result) =>
      [
        `${result.path}${result.dkim ? '+dkim' : ''}`.padEnd(12),
        ...[result.kb, result.connections, result.rtt_ms, result.letters_per_s, result.cpu_ms_per_letter].map(
          column,
        ),
        column(result.ledger_cpu_ms_per_letter ?? ''),
      ].join(''),
    ),
  ];
}

function column(value: string | number | null): string {
  return String(value).padStart(11);
}

function find(results: readonly Result[], way: Way | undefined, place: Place): Result | undefined {
  return results.find(
    (one) =>
      one.path === way?.path &&
      one.dkim === way.dkim &&
      one.kb === place.kb &&
      one.connections === place.connections &&
      one.rtt_ms === place.rttMs,
  );
}

function quotient(one: number | undefined, other: number | undefined): number | null {
  return one === undefined || other === undefined ? null : rounded(one / other, 3);
}

function rounded<Value extends number | undefined>(value: Value, digits: number): number | null {
  return value === undefined ? null : Number(value.toFixed(digits));
}
