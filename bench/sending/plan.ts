/** What the sending bench measures: ways to send, sizes, connections, distances. */

/** raw is the limit: prebuilt bytes, sockets, nothing else. sendmail and pool are ordinary uses of nodemailer. */
export const paths = ['sendmail', 'pool', 'raw', 'hebdo'] as const;
export type Path = (typeof paths)[number];

export type Place = { readonly kb: number; readonly connections: number; readonly rttMs: number };
export type Task = Place & {
  readonly path: Path;
  readonly dkim: boolean;
  readonly letters: number;
  /** To Postfix instead of the sink of the others. */
  readonly postfix?: boolean;
  /** Hebdo only: helps with the send that another process begins, instead of beginning one. */
  readonly joins?: boolean;
};

/** Of one run; cpu is the sending process's own, in milliseconds per letter. */
export type Measured = {
  readonly letters: number;
  readonly seconds: number;
  readonly cpu_ms_per_letter: number;
  readonly peak_mb: number;
  /** Hebdo only: freezing the audience, and from the call of send to the first answered letter. */
  readonly freeze_s?: number;
  readonly first_letter_s?: number;
  /** Hebdo only: CPU of PostgreSQL's processes, per letter. */
  readonly ledger_cpu_ms_per_letter?: number;
};

export type Result = Place & {
  readonly path: Path;
  readonly rtt_ms: number;
  readonly dkim: boolean;
  readonly ledger: boolean;
  readonly letters_per_s: number;
} & Measured;

/** The place of the numbers. */
export const base: Place = { kb: 60, connections: 20, rttMs: 0 };

/** Where the way to the relay is long. */
export const far: Place = { ...base, rttMs: 20 };
/** As far as Hebdo may go by itself there, below the 256 sessions that smtp-sink takes; the others would open all at once. */
export const adaptive: Place = { ...far, connections: 250 };

/** The base, then one thing changed at a time; with `all`, every size at every number of connections. */
export function places(all: boolean): readonly Place[] {
  const sizes = [4, 20, 60];
  const numbers = [1, 5, 20, 50];
  const near = all
    ? sizes.flatMap((kb) => numbers.map((connections) => ({ kb, connections, rttMs: 0 })))
    : [
        ...sizes.map((kb) => ({ ...base, kb })),
        ...numbers.filter((one) => one !== base.connections).map((connections) => ({ ...base, connections })),
      ];
  return [base, far, ...near.filter((place) => !isSame(place, base))];
}

export function isSame(one: Place, other: Place): boolean {
  return one.kb === other.kb && one.connections === other.connections && one.rttMs === other.rttMs;
}
