/** Newsletters that are one paper at two rhythms: a reader chooses between them instead of leaving. */

type Rhythmic = {
  readonly name: string;
  readonly frequency: 'weekly' | 'daily';
  /** The newsletter that is the same paper at the other rhythm. */
  readonly other_rhythm?: string | undefined;
};

export type Rhythm<Letter> = { readonly weekly: Letter; readonly daily: Letter };

/** Pairs of a weekly and a daily letter; it is enough that one of the two names the other. */
export function rhythmsOf<Letter extends Rhythmic>(
  newsletters: readonly Letter[],
): readonly Rhythm<Letter>[] {
  const named = (one: Letter, other: Letter) =>
    one.other_rhythm === other.name || other.other_rhythm === one.name;
  const dailies = newsletters.filter(({ frequency }) => frequency === 'daily');
  return newsletters
    .filter(({ frequency }) => frequency === 'weekly')
    .flatMap((weekly) => {
      const daily = dailies.find((one) => named(weekly, one));
      return daily ? [{ weekly, daily }] : [];
    });
}

/** The letter that comes less often than this one; null where there is none. */
export function calmerThan<Letter extends Rhythmic>(
  newsletters: readonly Letter[],
  name: string,
): Letter | null {
  return rhythmsOf(newsletters).find(({ daily }) => daily.name === name)?.weekly ?? null;
}
