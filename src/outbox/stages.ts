/** A send in stages: the newsroom's own addresses, a small share of the readers, then the rest once those went well. */
import { type EmailKey, parseEmailAddress } from '../audience/address.ts';
import type { Newsletter } from '../config/newsletter.ts';

export const stageNames = ['seeds', 'share', 'rest'] as const;
export type StageName = (typeof stageNames)[number];

/** Who leaves before the rest; nobody, where both are empty. */
export type StagePlan = { readonly seeds: readonly EmailKey[]; readonly sharePercent: number };

/** For a person who lets everything leave now. */
export const noStages: StagePlan = { seeds: [], sharePercent: 0 };

/** A short list has no share: some twenty letters would tell nothing, and their readers would wait for it. */
export function planStages(release: Newsletter['release'], letters: number): StagePlan {
  return {
    seeds: seedsOf(release),
    sharePercent: letters >= release.from_letters ? release.share_percent : 0,
  };
}

/** As the list spells them. */
export function seedsOf({ seeds }: Pick<Newsletter['release'], 'seeds'>): readonly EmailKey[] {
  return seeds.map(parseEmailAddress).flatMap((seed) => (seed.kind === 'address' ? [seed.key] : []));
}

/** The stage that leaves now, of a send whose later stages wait for it. */
export type Stage = {
  readonly name: StageName;
  /** The first is 1. */
  readonly number: number;
  readonly of: number;
  readonly letters: number;
  /** Letters of it that nobody tried yet, or that are on their way. */
  readonly untried: number;
  readonly putOff: number;
  /** Milliseconds since all of them had an outcome, by PostgreSQL's clock; null before. */
  readonly triedForMs: number | null;
  readonly settleMs: number;
  /** Letters of later stages. */
  readonly waiting: number;
};

/** Why the next stage does not leave yet. */
export type StageWait =
  | { readonly for: 'outcomes'; readonly untried: number }
  /** Too many were put off to say how the others will do: at least half must be through. */
  | { readonly for: 'put_off'; readonly putOff: number }
  | { readonly for: 'settling'; readonly forMs: number };

export type StageStep =
  | { readonly kind: 'wait'; readonly wait: StageWait }
  /** All have their outcome: from now on it is looked at. */
  | { readonly kind: 'tried' }
  | { readonly kind: 'release' };

/** What is to be done with a stage now. That its letters did no harm is asked before it is released. */
export function stepOf(stage: Stage): StageStep {
  const wait = waitOf(stage);
  if (wait === null) return { kind: 'release' };
  return wait.for === 'settling' && stage.triedForMs === null ? { kind: 'tried' } : { kind: 'wait', wait };
}

/** Null: nothing but the judgement is between this stage and the next. */
export function waitOf({ letters, untried, putOff, triedForMs, settleMs }: Stage): StageWait | null {
  if (untried > 0) return { for: 'outcomes', untried };
  if (putOff * 2 > letters) return { for: 'put_off', putOff };
  const forMs = settleMs - (triedForMs ?? 0);
  return triedForMs === null || forMs > 0 ? { for: 'settling', forMs: Math.max(0, forMs) } : null;
}

/** For the operator: what the later letters wait for. */
export function stageInWords({ name, number, of, letters, waiting }: Stage, wait: StageWait | null): string {
  const stage = `stage ${number} of ${of} (${name}, ${count(letters, 'letter')})`;
  const rest = `${count(waiting, 'more letter')} ${waiting === 1 ? 'waits' : 'wait'}`;
  switch (wait?.for) {
    case undefined:
      return `${rest} for ${stage}, which is through: whoever sends next lets them go.`;
    case 'outcomes':
      return `${rest} for ${stage}, of which ${wait.untried.toLocaleString('en-US')} have no answer yet.`;
    case 'put_off':
      return `${rest} for ${stage}, of which ${wait.putOff.toLocaleString('en-US')} were put off: half must be through.`;
    case 'settling':
      return `${rest} another ${duration(wait.forMs)} to see how ${stage} is received.`;
    default:
      return wait satisfies never;
  }
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

function duration(ms: number): string {
  return ms < 90_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`;
}
