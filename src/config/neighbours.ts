/** What newsletters say of each other: a name that is none would act on nothing, in silence. */
import type { Newsletter } from './newsletter.ts';

export type Stranger = { readonly newsletter: string; readonly message: string };

type Neighbour = Pick<Newsletter, 'name' | 'frequency' | 'other_rhythm' | 'hold_back'>;

/** newsletters: those whose settings can be read; names: of all that there are. */
export function strangersAmong(
  newsletters: readonly Neighbour[],
  names: readonly string[],
): readonly Stranger[] {
  return newsletters.flatMap((one) =>
    [...heldBack(one, names), ...rhythm(one, newsletters, names)].map((message) => ({
      newsletter: one.name,
      message,
    })),
  );
}

function heldBack({ name, hold_back }: Neighbour, names: readonly string[]): readonly string[] {
  return [
    ...hold_back
      .filter((other) => !names.includes(other))
      .map((other) => `hold_back names «${other}», which is no newsletter`),
    ...(hold_back.includes(name) ? ['hold_back names the newsletter itself'] : []),
  ];
}

/** One paper has a weekly and a daily letter: two of one rhythm offer readers no choice. */
function rhythm(
  { name, frequency, other_rhythm: other }: Neighbour,
  newsletters: readonly Neighbour[],
  names: readonly string[],
): readonly string[] {
  if (other === undefined) return [];
  if (other === name) return ['other_rhythm names the newsletter itself'];
  if (!names.includes(other)) return [`other_rhythm names «${other}», which is no newsletter`];
  const same = newsletters.find((one) => one.name === other)?.frequency === frequency;
  return same ? [`other_rhythm names «${other}», which is ${frequency} too`] : [];
}
