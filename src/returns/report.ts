/** What became of an issue that left: its letters, what came back, what was followed; each figure with what it is of. Pure. */
import type { Period } from '../audience/ids.ts';
import type { Provider } from '../audience/provider.ts';
import type { LetterCounts, LetterState } from '../outbox/ledger.ts';
import type { Audience } from '../outbox/send-ledger.ts';
import { classify } from './classify.ts';
import type { BounceClass, BounceReason } from './verdict.ts';

/** Letters that were not taken, by the codes they heard; words: the last that were said, without addresses. */
export type RefusedGroup = {
  readonly state: LetterState;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly words: string;
  readonly count: number;
};

export type Refused = RefusedGroup & { readonly reason: BounceReason };

/** What came after the letters were taken. */
export type Aftermath = {
  readonly bounced: Readonly<Record<BounceClass, number>>;
  readonly complained: number;
  readonly unsubscribed: number;
};

export type LinkFigures = {
  /** By its place in the letter, from 1. */
  readonly link: number;
  readonly address: string;
  /** What a reader sees of it. */
  readonly words: string;
  readonly picture: boolean;
  readonly people: number;
  readonly programs: number;
};

/** A place of the letter that one reader followed, who agreed to its being recorded. */
export type AgreedClick = {
  readonly email: string;
  /** Its place, from 1. */
  readonly link: number;
  /** How often. */
  readonly people: number;
  readonly firstAt: Date;
};

export type Clicks = {
  /** all: every letter's links were counted. consented: only those of readers who agreed. none: no link was. */
  readonly counted: 'all' | 'consented' | 'none';
  readonly people: number;
  readonly programs: number;
  /** Letters that were taken and carried links of their own reader, who agreed. */
  readonly known: number;
  /** Of those readers, how many followed a link. */
  readonly readers: number;
  readonly links: readonly LinkFigures[];
};

type Opens = {
  /** Letters that were taken and carried a pixel: of the others nobody knows. */
  readonly known: number;
  readonly readers: number;
};

export type PastFigures = {
  readonly period: Period;
  readonly number: number;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly letters: number;
  readonly accepted: number;
  readonly refused: number;
  readonly bounced: number;
  readonly complained: number;
  readonly unsubscribed: number;
  /** null: its links were not counted for all. */
  readonly clicks: number | null;
};

/** What single readers followed of an issue, with what stands at each place. */
export type ReportedReaders = Pick<Report, 'newsletter' | 'period' | 'number'> & {
  readonly links: Clicks['links'];
  readonly clicks: readonly AgreedClick[];
};

export type Report = {
  readonly newsletter: string;
  readonly period: Period;
  readonly number: number;
  readonly date: string;
  readonly subject: string;
  readonly edition: string;
  /** null: it is still leaving, or was cancelled on the way. */
  readonly sentAt: Date | null;
  readonly cancelled: boolean;
  readonly letters: number;
  readonly counts: LetterCounts;
  readonly exclusions: Audience['exclusions'];
  readonly providers: readonly {
    readonly provider: Provider;
    readonly letters: number;
    readonly states: Readonly<Partial<Record<LetterState, number>>>;
  }[];
  readonly refusals: readonly Refused[];
  readonly aftermath: Aftermath;
  readonly clicks: Clicks;
  readonly opens: Opens;
  /** The issues before it, the latest first, at most ten. */
  readonly past: readonly PastFigures[];
};

/** Refusals under our own few reasons, the most frequent first. */
export function refusalsOf(groups: readonly RefusedGroup[]): Refused[] {
  return groups
    .map((group) => {
      const { code, enhanced, words } = group;
      return { ...group, reason: classify({ code, enhanced, text: words, stage: null }).reason };
    })
    .toSorted((one, other) => other.count - one.count);
}

export function bouncedOf({ bounced }: Aftermath): number {
  return bounced.hard + bounced.soft + bounced.blocked;
}

/** Clicks on one link out of all that people made; null where nobody followed any. */
export function shareOf({ people }: LinkFigures, clicks: Clicks): number | null {
  return clicks.people === 0 ? null : people / clicks.people;
}

/** How often something happened for each letter that was taken; null where none was. */
export function perLetter(count: number, accepted: number): number | null {
  return accepted === 0 ? null : count / accepted;
}

/** The one in the middle, which a single odd issue does not move; null without any. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
