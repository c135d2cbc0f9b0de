/** What a reader decides through a signed link: leave, come back, take fewer letters. */
import type { IssueId, SubscriberId } from './ids.ts';
import { type Choice, comeBack, leave, type SubscriptionState } from './subscription.ts';
import type { OpenedToken, ReaderToken, TokenPurpose } from './token.ts';
import type { Agreed } from './wording.ts';

/** How a reader left; it is kept in the receipt. */
export type WayOut = 'one_click' | 'page';

export type ChoiceNeeds = {
  readonly open: (purpose: TokenPurpose, text: string) => OpenedToken;
  /** Reads the subscription, applies the choice and keeps its receipt, together. */
  readonly change: (
    what: {
      readonly subscriberId: SubscriberId;
      readonly newsletter: string;
      readonly source: string;
      readonly issueId?: IssueId | null;
      /** Kept in the receipt; a command has none. */
      readonly agreed?: Agreed;
    },
    decide: (state: SubscriptionState | null) => Choice,
  ) => Promise<
    { readonly kind: 'chosen'; readonly choice: Choice } | { readonly kind: 'gone' | 'suppressed' }
  >;
};

export type ChoiceResult =
  | { readonly kind: 'done' | 'already'; readonly newsletter: string }
  /** The reader was erased: there is nothing left to change. */
  | { readonly kind: 'gone'; readonly newsletter: string }
  /** Complaint, bounce or erasure of the same address: a page cannot lift that. */
  | { readonly kind: 'suppressed'; readonly newsletter: string }
  | { readonly kind: 'invalid' };

const sources = { one_click: 'one-click unsubscribe (RFC 8058)', page: 'unsubscribe page' } as const;

/** RFC 8058 POST, or the button of the page. Doing it twice is the same as once. */
export function unsubscribe(text: string, how: WayOut, needs: ChoiceNeeds): Promise<ChoiceResult> {
  return decideByLink(text, sources[how], leave, needs);
}

/** The same of every letter, asked for by a link of the letter that asks whether they stay: it speaks for all of them. */
export async function leaveAll(
  text: string,
  how: WayOut,
  needs: ChoiceNeeds & {
    /** null: there is no such reader. */
    readonly newslettersOf: (reader: SubscriberId) => Promise<readonly string[] | null>;
  },
): Promise<{ readonly kind: 'left' | 'gone' | 'invalid' }> {
  const opened = needs.open('preferences', text);
  if (opened.kind !== 'token') return { kind: 'invalid' };
  const { subscriberId } = opened.token;
  const source = `${sources[how]}, letter that asked whether they stay`;
  const newsletters = await needs.newslettersOf(subscriberId);
  if (newsletters === null) return { kind: 'gone' };
  for (const newsletter of newsletters) await needs.change({ subscriberId, newsletter, source }, leave);
  return { kind: 'left' };
}

/** «Me réabonner», offered to who has just left by mistake. */
export function resubscribe(text: string, agreed: Agreed, needs: ChoiceNeeds): Promise<ChoiceResult> {
  return decideByLink(text, 'unsubscribe page, undone', comeBack, needs, { agreed });
}

async function decideByLink(
  text: string,
  source: string,
  decide: (state: SubscriptionState | null) => Choice,
  { open, change }: ChoiceNeeds,
  proof: { readonly agreed?: Agreed } = {},
): Promise<ChoiceResult> {
  const opened = open('unsubscribe', text);
  if (opened.kind !== 'token') return { kind: 'invalid' };
  const { subscriberId, newsletter, issueId } = opened.token;
  const what = { subscriberId, newsletter, source: `${source}${ofIssue(opened.token)}`, issueId };
  const chosen = await change({ ...what, ...proof }, decide);
  if (chosen.kind !== 'chosen') return { kind: chosen.kind, newsletter };
  return { kind: chosen.choice.change === null ? 'already' : 'done', newsletter };
}

/** «Moins de lettres»: the same paper at its calmer rhythm, and this letter no longer. */
export async function lighten(
  text: string,
  calmer: string,
  agreed: Agreed,
  needs: ChoiceNeeds,
): Promise<ChoiceResult> {
  const opened = needs.open('unsubscribe', text);
  if (opened.kind !== 'token') return { kind: 'invalid' };
  const { subscriberId, newsletter } = opened.token;
  const source = `unsubscribe page, fewer letters${ofIssue(opened.token)}`;
  const joined = await needs.change({ subscriberId, newsletter: calmer, source, agreed }, comeBack);
  if (joined.kind !== 'chosen') return { kind: joined.kind, newsletter };
  await needs.change({ subscriberId, newsletter, source, agreed }, leave);
  return { kind: 'done', newsletter };
}

/** Which letter led there, for the source of a receipt. */
export function ofIssue({ newsletter, issueId }: ReaderToken): string {
  return issueId === null ? '' : `, link of ${newsletter} issue ${issueId}`;
}
