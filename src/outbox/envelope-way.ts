/**
 * Which way envelopes travel to a relay that offers PIPELINING: after the last reply, or in one group with the last dot.
 * RFC 2920 allows both; against some relays the second is four times slower (delayed acknowledgements), against others it
 * saves a round trip. So both are tried, and the one that the relay answers faster is used.
 */

/** step_by_step: the relay offers no PIPELINING. one_group: MAIL, RCPT and DATA together. overlapped: they follow the last dot. */
export type EnvelopeWay = 'step_by_step' | 'one_group' | 'overlapped';

type Tried = 'one_group' | 'overlapped';

/** Milliseconds that the relay took from a dot to the 354 of the next letter, as a sliding mean, and of how many letters. */
type Turnaround = { readonly ms: number; readonly letters: number };

/** first and second: both ways are tried, one after the other. chosen: the faster one, for a long stretch. */
export type Trial = {
  readonly phase: 'first' | 'second' | 'chosen';
  readonly way: Tried;
  /** Letters until the phase ends. */
  readonly left: number;
} & Readonly<Record<Tried, Turnaround>>;

/** Letters of one trial: the first of a connection are slower, and one slow reply must not decide. */
const trialLetters = 40;
/** Letters after which the other way is tried again: relays and lines change. */
const lettersBetween = 2_000;
const lettersAfterBreak = 100_000;
/** The other way must be faster by a tenth, or the choice would swing on noise. */
const clearly = 0.9;
const weight = 0.05;
const none: Turnaround = { ms: 0, letters: 0 };

export function startTrial(): Trial {
  return { phase: 'first', way: 'one_group', left: trialLetters, one_group: none, overlapped: none };
}

/** What one turnaround by this way teaches; those of the other way are still under way after a change, or had no next letter ready. */
export function learnTurnaround(trial: Trial, way: Tried, ms: number): Trial {
  const before = trial[way];
  const letters = before.letters + 1;
  const share = Math.max(weight, 1 / letters);
  const known = { ...trial, [way]: { ms: before.ms + share * (ms - before.ms), letters } };
  if (way !== trial.way) return known;
  return trial.left > 1 ? { ...known, left: trial.left - 1 } : nextPhase(known);
}

/** After a connection that broke under an overlapped envelope: such a relay is better left in peace. */
export function afterOverlapBroke(trial: Trial): Trial {
  return { ...trial, phase: 'chosen', way: 'one_group', left: lettersAfterBreak };
}

function nextPhase(trial: Trial): Trial {
  const other: Tried = trial.way === 'one_group' ? 'overlapped' : 'one_group';
  if (trial.phase !== 'second')
    return { ...trial, phase: 'second', way: other, left: trialLetters, [other]: none };
  const way = trial[trial.way].ms < clearly * trial[other].ms ? trial.way : other;
  return { ...trial, phase: 'chosen', way, left: lettersBetween };
}
