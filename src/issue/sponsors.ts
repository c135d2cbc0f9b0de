/** The partners of an issue: those of newsletter.yaml, with what the desk changed, added or took out. */
import type { Newsletter, Sponsor } from '../config/newsletter.ts';
import type { Issue } from './issue.ts';

export type Flight = 'flying' | 'ahead' | 'over';

/** In the order of newsletter.yaml, then those of the desk in the order of their flights. */
export function sponsorsOf(
  newsletter: Newsletter,
  { sponsors }: Pick<Issue, 'sponsors'>,
): readonly Sponsor[] {
  const yaml = newsletter.sponsors.flatMap((one) => {
    const own = Object.hasOwn(sponsors, one.id) ? sponsors[one.id] : one;
    return own ? [own] : [];
  });
  const known = new Set(newsletter.sponsors.map(({ id }) => id));
  const added = Object.values(sponsors).filter((one) => one !== null && !known.has(one.id));
  return [
    ...yaml,
    ...added.filter((one) => one !== null).toSorted((one, other) => (one.from < other.from ? -1 : 1)),
  ];
}

/** Also one that was taken out, as newsletter.yaml has it. */
export function sponsorNamed(
  newsletter: Newsletter,
  { sponsors }: Pick<Issue, 'sponsors'>,
  id: string,
): Sponsor | null {
  const own = Object.hasOwn(sponsors, id) ? sponsors[id] : null;
  return own ?? newsletter.sponsors.find((one) => one.id === id) ?? null;
}

/** `date` is the issue's, YYYY-MM-DD; both ends of a flight count. */
export function flightOn({ from, until }: Pick<Sponsor, 'from' | 'until'>, date: string): Flight {
  if (date < from) return 'ahead';
  return date > until ? 'over' : 'flying';
}

/** Who stands at a place. Partners of the same days take turns by the issue's number. */
export function sponsorAt(
  sponsors: readonly Sponsor[],
  place: Sponsor['place'],
  { date, number }: Pick<Issue, 'date' | 'number'>,
): Sponsor | null {
  const flying = sponsors.filter((one) => one.place === place && flightOn(one, date) === 'flying');
  return flying[number % Math.max(1, flying.length)] ?? null;
}
