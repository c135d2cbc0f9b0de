/** Visits become counts: of people, and of programs apart. What tells the two is kept for seconds and never written. */
import type { IssueId, SubscriberId } from '../audience/ids.ts';

export type Visit = {
  readonly issueId: IssueId;
  /** The pixel, or a link by its number; 0 is the one that only programs see. */
  readonly place: 'pixel' | number;
  /** How many links the letter has. */
  readonly of: number;
  /** null: the link is the same in every letter. Else its reader agreed when the letter was built. */
  readonly reader: SubscriberId | null;
  /** Who asks: anything that is equal for one asker and different for others; null when that cannot be told. */
  readonly source: string | null;
  readonly program: boolean;
  /** Milliseconds. */
  readonly at: number;
};

export type VisitCount = Pick<Visit, 'issueId' | 'place' | 'reader'> & {
  /** What to add; below zero where people turned out to be a program. */
  readonly people: number;
  readonly programs: number;
  readonly firstAt: number;
};

export type VisitTally = {
  readonly add: (visit: Visit) => void;
  /** What came since the last time, and forgets it. */
  readonly take: () => readonly VisitCount[];
  /** Takes back what could not be written. */
  readonly giveBack: (counts: readonly VisitCount[]) => void;
};

/** Nobody reads six links within five seconds; a letter of fewer is a burst when all of them are followed. */
const burst = { links: 6, fewest: 3, windowMs: 5_000 };
/** Askers that are remembered at once: at a thousand visits a second, more than a window's. */
const mostSources = 20_000;

type Source = { since: number; program: boolean; readonly places: Set<number>; readonly visits: Visit[] };
type Count = { -readonly [Key in keyof VisitCount]: VisitCount[Key] };

export function visitTally(): VisitTally {
  const counts = new Map<string, Count>();
  const sources = new Map<string, Source>();

  const count = (visit: Pick<Visit, 'issueId' | 'place' | 'reader'>, at: number): Count => {
    const { issueId, place, reader } = visit;
    const key = `${issueId} ${place} ${reader}`;
    const known = counts.get(key);
    if (known !== undefined) return known;
    const fresh = { issueId, place, reader, people: 0, programs: 0, firstAt: at };
    counts.set(key, fresh);
    return fresh;
  };
  /** What was taken for a person's belongs to a program. */
  const turn = (visit: Visit) => {
    const counted = count(visit, visit.at);
    counted.people -= 1;
    counted.programs += 1;
  };

  return {
    add: (visit) => {
      forget(sources, visit.at);
      const source = sourceOf(sources, visit);
      if (!source.program && isBurst(source, visit)) {
        source.program = true;
        source.visits.splice(0).forEach(turn);
      }
      // A browser that fetches one page ahead makes its reader's click no program's.
      const program = visit.program || source.program;
      if (!program) source.visits.push(visit);
      count(visit, visit.at)[program ? 'programs' : 'people'] += 1;
    },
    take: () => {
      const taken = [...counts.values()].filter(({ people, programs }) => people !== 0 || programs !== 0);
      counts.clear();
      return taken;
    },
    giveBack: (taken) => {
      for (const { people, programs, firstAt, ...place } of taken) {
        const counted = count(place, firstAt);
        counted.people += people;
        counted.programs += programs;
        counted.firstAt = Math.min(counted.firstAt, firstAt);
      }
    },
  };
}

/** The oldest stand first: an asker that comes again moves to the end. */
function sourceOf(sources: Map<string, Source>, visit: Visit): Source {
  const fresh = { since: 0, program: false, places: new Set<number>(), visits: [] };
  if (visit.source === null) return fresh;
  const key = `${visit.issueId} ${visit.source}`;
  const source = sources.get(key) ?? fresh;
  source.since = visit.at;
  if (visit.place !== 'pixel') source.places.add(visit.place);
  sources.delete(key);
  sources.set(key, source);
  return source;
}

function forget(sources: Map<string, Source>, now: number): void {
  for (const [key, { since }] of sources) {
    if (now - since <= burst.windowMs && sources.size <= mostSources) return;
    sources.delete(key);
  }
}

function isBurst({ places }: Source, { place, of }: Visit): boolean {
  if (place === 0) return true;
  return places.size >= burst.links || (places.size >= burst.fewest && places.size >= of);
}
