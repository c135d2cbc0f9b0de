/** What a reader decides on their preferences page: which letters, and what they are told of themselves. */
import { type ChoiceNeeds, ofIssue } from './choices.ts';
import type { SubscriberId } from './ids.ts';
import { asItIs, comeBack, notWanted } from './subscription.ts';
import type { Agreed } from './wording.ts';

export type Wishes = {
  /** undefined: as it was; null: taken away. */
  readonly firstName: string | null | undefined;
  /** null: none of those that the page offered. */
  readonly commune: string | null;
  /** Further communes whose news they want. */
  readonly moreCommunes: readonly string[];
  /** Rubriques to read first. */
  readonly sections: readonly string[];
  /** Ids that the page let choose. What is stored beside them was not decided about, and stays. */
  readonly offered: Readonly<Record<'communes' | 'sections', readonly string[]>>;
  /** null: as it was. */
  readonly language: 'fr' | 'en' | null;
  /** Newsletters that the page offered, and whether the reader wants each. */
  readonly newsletters: ReadonlyMap<string, boolean>;
  /** Names of letters that are one choice: the same paper, weekly and daily. */
  readonly rhythms: readonly (readonly string[])[];
};

/** Details that a reader decides on their pages, as they are stored: what was decided so no file changes, also where it is empty. */
export const decidable = ['first_name', 'commune', 'more_communes', 'sections', 'language'] as const;
export type Decided = (typeof decidable)[number];

export function decidedBy({
  firstName,
  offered,
  language,
}: Omit<Wishes, 'newsletters' | 'rhythms'>): readonly Decided[] {
  return [
    ...(firstName === undefined ? [] : (['first_name'] as const)),
    ...(offered.communes.length === 0 ? [] : (['commune', 'more_communes'] as const)),
    ...(offered.sections.length === 0 ? [] : (['sections'] as const)),
    ...(language === null ? [] : (['language'] as const)),
  ];
}

export type SavedPreferences = {
  readonly kind: 'saved';
  /** Newsletters that could not be turned on because the address is suppressed. */
  readonly suppressed: readonly string[];
  /** Newsletters that were not turned on because their reader did not see the sentence. */
  readonly unread: readonly string[];
  /** Newsletters that go on: the sister that was chosen instead is among the unread. */
  readonly kept: readonly string[];
};

/** Saves a preferences page. agreed null: it showed another sentence than that of now, which can leave letters and join none. */
export async function savePreferences(
  text: string,
  wishes: Wishes,
  agreed: Agreed | null,
  needs: ChoiceNeeds & { readonly changeDetails: (id: SubscriberId, wishes: Wishes) => Promise<void> },
): Promise<SavedPreferences | { readonly kind: 'gone' | 'invalid' }> {
  const opened = needs.open('preferences', text);
  if (opened.kind !== 'token') return { kind: 'invalid' };
  const { subscriberId, newsletter: own, issueId } = opened.token;
  const source = `preferences page${ofIssue(opened.token)}`;
  const proof = agreed === null ? {} : { agreed };
  const join = agreed === null ? asItIs : comeBack;
  const lists: Record<'done' | 'suppressed' | 'unread' | 'kept', string[]> = {
    done: [],
    suppressed: [],
    unread: [],
    kept: [],
  };
  const settle = async (newsletter: string, wanted: boolean): Promise<keyof typeof lists | 'gone'> => {
    if (!wanted && sistersOf(newsletter, wishes).some((one) => lists.unread.includes(one))) return 'kept';
    const what = { subscriberId, newsletter, source, issueId: newsletter === own ? issueId : null };
    const chosen = await needs.change({ ...what, ...proof }, wanted ? join : notWanted);
    if (chosen.kind !== 'chosen') return chosen.kind;
    return wanted && chosen.choice.state !== 'active' ? 'unread' : 'done';
  };
  // Joined before any is left: whoever changes the rhythm must not lose the one letter without getting the other.
  const wantedFirst = [...wishes.newsletters].toSorted(([, one], [, other]) => Number(other) - Number(one));
  for (const [newsletter, wanted] of wantedFirst) {
    const settled = await settle(newsletter, wanted);
    if (settled === 'gone') return { kind: 'gone' };
    lists[settled].push(newsletter);
  }
  await needs.changeDetails(subscriberId, wishes);
  const { suppressed, unread, kept } = lists;
  return { kind: 'saved', suppressed, unread, kept };
}

function sistersOf(newsletter: string, { rhythms }: Wishes): readonly string[] {
  return rhythms.filter((names) => names.includes(newsletter)).flat();
}
