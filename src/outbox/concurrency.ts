/** How many sessions a relay is offered at once: one more while it is content, half of them when it is not. */

export type Concurrency = {
  /** Sessions that may be open now; the fraction grows into the next one. */
  readonly allowed: number;
  /** Never more than these. */
  readonly most: number;
  /** Where trouble began the last time: not tried again before `ceilingUntil`. */
  readonly ceiling: number;
  readonly ceilingUntil: number;
  /** What sessions that were open at the trouble still say belongs to the same trouble, until then. */
  readonly deafUntil: number;
  /** What the relay said or did when it was last too much; null when it never was, or that is long ago. */
  readonly trouble: string | null;
};

export type RelaySign =
  | { readonly kind: 'taken' }
  /** 421, 4.7.x to us, a time-out, a refused connection; `open` sessions at that moment. */
  | { readonly kind: 'trouble'; readonly what: string; readonly open: number };

/** Enough to show at once how fast the relay is, and few enough to offend none. */
const firstSessions = 5;
const deafMs = 1000;
/** Long enough that a relay with a fixed limit is not offended all the time, short enough to find out when it was raised. */
const ceilingMs = 60_000;

export function startConcurrency(most: number): Concurrency {
  const calm = { ceiling: most, ceilingUntil: 0, deafUntil: 0, trouble: null };
  return { allowed: Math.min(most, firstSessions), most, ...calm };
}

/**
 * The next state. Additive increase: one session for as many letters as there are sessions, so one per round; until the
 * first trouble one per letter, because most relays never say a word and a short list would be over before.
 * Multiplicative decrease: half of what was open, once for each trouble and not for each session that tells of it.
 * `now` in milliseconds.
 */
export function adapt(state: Concurrency, sign: RelaySign, now: number): Concurrency {
  if (sign.kind === 'taken') return grown(state, now);
  if (now < state.deafUntil) return state;
  const open = Math.max(1, Math.min(Math.floor(state.allowed), sign.open));
  return {
    ...state,
    allowed: Math.max(1, open / 2),
    ceiling: Math.max(1, open - 1),
    ceilingUntil: now + ceilingMs,
    deafUntil: now + deafMs,
    trouble: sign.what,
  };
}

function grown(state: Concurrency, now: number): Concurrency {
  const free = now >= state.ceilingUntil;
  const ceiling = free ? state.most : Math.min(state.most, state.ceiling);
  const trouble = free ? null : state.trouble;
  if (state.allowed >= ceiling) return trouble === state.trouble ? state : { ...state, trouble };
  const step = state.ceilingUntil === 0 ? 1 : 1 / state.allowed;
  return { ...state, trouble, allowed: Math.min(ceiling, state.allowed + step) };
}
