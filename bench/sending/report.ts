/** The bench in figures for machines and in a table for people, ratios first. */
import { cpus, loadavg } from 'node:os';
import { adaptive, base, far, isSame, type Measured, type Place, type Result } from './plan.ts';

type Way = { readonly path: Result['path']; readonly dkim: boolean };
const [raw, sendmail, hebdo, signed] = (['raw', 'sendmail', 'hebdo', 'hebdo'] as const).map(
  (path, at): Way => ({ path, dkim: at === 3 }),
);

/** What a run has seen; what it had no time or no means for is absent. */
export type Seen = {
  readonly sink: string;
  readonly results: readonly Result[];
  readonly together: Result | undefined;
  /** To a real Postfix, or why not. */
  readonly postfix: readonly Result[] | string;
  readonly memory: readonly Measured[];
};

/** Letters of the same size are compared: the bench of a million sends small ones. */
export function summary({ sink, results, together, postfix, memory }: Seen) {
  const at = (way: Way | undefined, place: Place) => find(results, way, place);
  const ratio = (
    field: 'letters_per_s' | 'cpu_ms_per_letter',
    one: Way | undefined,
    other: Way | undefined,
  ) => quotient(at(one, base)?.[field], at(other, base)?.[field]);
  const rateOf = (way: Way | undefined, place: Place) => at(way, place)?.letters_per_s;
  const farRate = rateOf(hebdo, far);
  const queued = (way: Way | undefined) =>
    typeof postfix === 'string' ? undefined : find(postfix, way, base)?.letters_per_s;
  const last = memory.at(-1);
  return {
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      node: process.version,
      load: loadavg().map((value) => rounded(value, 1)),
    },
    sink,
    results: results.map(rowOf),
    ratios: {
      rate_vs_raw: ratio('letters_per_s', hebdo, raw),
      cpu_vs_sendmail: ratio('cpu_ms_per_letter', hebdo, sendmail),
      rate_vs_sendmail: ratio('letters_per_s', hebdo, sendmail),
      signed_rate_vs_raw: ratio('letters_per_s', signed, raw),
      signed_cpu_vs_sendmail: ratio('cpu_ms_per_letter', signed, sendmail),
      round_trips_per_letter:
        farRate === undefined ? null : rounded(far.connections / (farRate * (far.rttMs / 1000)), 2),
      // As many sessions as it finds good at 20 ms, against the base, which has no delay.
      adaptive_far_vs_near: quotient(rateOf(hebdo, adaptive), rateOf(hebdo, base)),
      adaptive_far_vs_raw_near: quotient(rateOf(hebdo, adaptive), rateOf(raw, base)),
      two_processes_vs_one: quotient(together?.letters_per_s, rateOf(hebdo, base)),
      postfix_rate_vs_raw: quotient(queued(hebdo), queued(raw)),
      postfix_rate_vs_sendmail: quotient(queued(hebdo), queued(sendmail)),
      memory_million_vs_ten_thousand:
        memory.length < 2 ? null : quotient(memory[1]?.peak_mb, memory[0]?.peak_mb),
    },
    memory: memory.map(({ letters, peak_mb }) => ({ letters, peak_mb: Math.round(peak_mb) })),
    freeze_s: rounded(last?.freeze_s, 2),
    first_letter_s: rounded(last?.first_letter_s, 2),
    ledger_cpu_ms_per_letter: rounded(at(hebdo, base)?.ledger_cpu_ms_per_letter, 3),
    postfix: typeof postfix === 'string' ? postfix : postfix.map(rowOf),
  };
}

function rowOf(result: Result) {
  return {
    path: result.path,
    kb: result.kb,
    connections: result.connections,
    rtt_ms: result.rtt_ms,
    dkim: result.dkim,
    ledger: result.ledger,
    letters_per_s: Math.round(result.letters_per_s),
    cpu_ms_per_letter: rounded(result.cpu_ms_per_letter, 3),
  };
}

export type Summary = ReturnType<typeof summary>;

export function lines(told: Summary): string[] {
  const { machine, sink, results, ratios, memory, postfix } = told;
  const count = (value: number) => value.toLocaleString('en');
  return [
    `${machine.processor}, ${machine.cores} cores, Node ${machine.node}, load ${machine.load.join(' ')}; sink: ${sink}`,
    '',
    `At ${base.kb} kB, ${base.connections} connections, full ledger:`,
    said('rate against raw sockets', percent(ratios.rate_vs_raw)),
    said('rate against sendMail', times(ratios.rate_vs_sendmail)),
    said('CPU against sendMail', percent(ratios.cpu_vs_sendmail)),
    said('with RSA-2048, rate against raw', percent(ratios.signed_rate_vs_raw)),
    said('with RSA-2048, CPU against sendMail', percent(ratios.signed_cpu_vs_sendmail)),
    said('CPU of PostgreSQL, ms per letter', plain(told.ledger_cpu_ms_per_letter)),
    said('two processes against one', percent(ratios.two_processes_vs_one)),
    said('round trips per letter at 20 ms', plain(ratios.round_trips_per_letter)),
    said('adaptive at 20 ms against itself near', percent(ratios.adaptive_far_vs_near)),
    said('adaptive at 20 ms against raw near', percent(ratios.adaptive_far_vs_raw_near)),
    ...memory.map(({ letters, peak_mb }) => said(`memory for ${count(letters)} letters`, `${peak_mb} MB`)),
    said(
      `freeze and first letter of ${count(memory.at(-1)?.letters ?? 0)}`,
      `${plain(told.freeze_s)} s, ${plain(told.first_letter_s)} s`,
    ),
    '',
    ...table(results),
    '',
    ...(typeof postfix === 'string' ? [`To a real Postfix: not run (${postfix}).`] : postfixLines(told)),
  ];
}

function postfixLines({ postfix, ratios }: Summary): string[] {
  if (typeof postfix === 'string') return [];
  return [
    'To a real Postfix, which takes each letter into its queue:',
    said('rate against raw sockets', percent(ratios.postfix_rate_vs_raw)),
    said('rate against sendMail', times(ratios.postfix_rate_vs_sendmail)),
    '',
    ...table(postfix),
  ];
}

function table(rows: Summary['results']): string[] {
  const head = ['kB', 'conn.', 'rtt ms', 'letters/s', 'CPU ms'];
  return [
    ['path'.padEnd(12), ...head.map(column)].join(''),
    ...rows.map(({ path, dkim, kb, connections, rtt_ms, letters_per_s, cpu_ms_per_letter }) =>
      [
        `${path}${dkim ? '+dkim' : ''}`.padEnd(12),
        ...[kb, connections, rtt_ms, letters_per_s, cpu_ms_per_letter].map(column),
      ].join(''),
    ),
  ];
}

function said(what: string, value: string): string {
  return `  ${what.padEnd(40)}${value}`;
}

const percent = (value: number | null) => (value === null ? 'not run' : `${Math.round(value * 100)} %`);
const times = (value: number | null) => (value === null ? 'not run' : `${value} times`);
const plain = (value: number | null) => (value === null ? 'not run' : `${value}`);

function column(value: string | number | null): string {
  return String(value).padStart(11);
}

function find(results: readonly Result[], way: Way | undefined, place: Place): Result | undefined {
  return results.find((one) => one.path === way?.path && one.dkim === way.dkim && isSame(one, place));
}

function quotient(one: number | undefined, other: number | undefined): number | null {
  return one === undefined || other === undefined ? null : rounded(one / other, 3);
}

function rounded<Value extends number | undefined>(value: Value, digits: number): number | null {
  return value === undefined ? null : Number(value.toFixed(digits));
}
