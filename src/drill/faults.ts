/** What a drill does to the program, and when: drawn from a seed, so that a drill can be told apart and repeated. */

/** A step of SMTP at which the relay breaks off. `dot_taken` has the letter and loses the answer; `dot_lost` has nothing. */
export const dropMoments = ['greeting', 'mail', 'rcpt', 'data', 'body', 'dot_taken', 'dot_lost'] as const;
export type DropMoment = (typeof dropMoments)[number];

export type Fault =
  | { readonly kind: 'kill_worker' | 'kill_redis' | 'kill_postgres' }
  /** So many connections are dropped as they reach the moment, by RST instead of FIN where `reset`. */
  | {
      readonly kind: 'drop';
      readonly moment: DropMoment;
      readonly connections: number;
      readonly reset: boolean;
    };
/** A fault and the wait before it, in milliseconds. */
export type PlannedFault = { readonly fault: Fault; readonly afterMs: number };

/** Numbers from 0 to below 1; the same seed gives the same row (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** About this long between two faults, in milliseconds: a killed program needs it to be back at work. */
export const meanPauseMs = 2_500;

/**
 * So many faults in random order, every kind before any comes again. Kills of the worker come three times as often
 * as the others: they are what an operator fears most, and where a doubt may stay.
 */
export function planFaults(
  seed: number,
  count: number,
  place: { readonly redis: boolean; readonly connections: number },
): readonly PlannedFault[] {
  const random = randomFrom(seed);
  const plan: PlannedFault[] = [];
  while (plan.length < count)
    for (const fault of shuffled(oneRound(place, random), random))
      plan.push({ fault, afterMs: Math.round(meanPauseMs * (0.5 + random())) });
  return plan.slice(0, count);
}

function oneRound(place: { redis: boolean; connections: number }, random: () => number): Fault[] {
  const kill = { kind: 'kill_worker' } as const;
  return [
    ...[kill, kill, kill],
    { kind: 'kill_postgres' },
    ...(place.redis ? [{ kind: 'kill_redis' } as const] : []),
    ...dropMoments.map(
      (moment): Fault => ({
        kind: 'drop',
        moment,
        connections: 1 + Math.floor(random() * place.connections),
        reset: random() < 0.5,
      }),
    ),
  ];
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

/** How many of each kind, in the order in which they first came. */
export function kindsOf(faults: readonly Fault[]): readonly (readonly [kind: string, count: number])[] {
  const kinds = new Map<string, number>();
  for (const fault of faults) {
    const kind = fault.kind === 'drop' ? `dropped ${places[fault.moment]}` : kills[fault.kind];
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...kinds];
}

/** As a person reads it. */
export function inWords(fault: Fault): string {
  switch (fault.kind) {
    case 'kill_worker':
    case 'kill_postgres':
      return kills[fault.kind];
    case 'kill_redis':
      return `${kills[fault.kind]}, and what it held is gone`;
    case 'drop':
      return `the relay drops ${fault.connections} connection${fault.connections === 1 ? '' : 's'} ${places[fault.moment]}${fault.reset ? ' by a reset' : ''}`;
    default:
      return fault satisfies never;
  }
}

const kills = {
  kill_worker: 'kill -9 of a sending process',
  kill_redis: 'kill -9 of Redis',
  kill_postgres: 'kill -9 of PostgreSQL',
} as const;
const places: Record<DropMoment, string> = {
  greeting: 'instead of greeting',
  mail: 'at MAIL',
  rcpt: 'at RCPT',
  data: 'at DATA',
  body: 'in mid-body',
  dot_taken: 'after the dot, with the letter',
  dot_lost: 'after the dot, without the letter',
};
