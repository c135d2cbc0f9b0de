/** Makes the draft of a period: reads the week, chooses, writes. Done twice it leaves the same as done once. */
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Article } from '../gather/article.ts';
import { addDays, startOfDay } from './calendar.ts';
import type { DeskIssue, Draft } from './desk.ts';
import { inboxLines, type Plan, planAnew, planOf } from './draft-plan.ts';
import { type Issue, type IssueItem, mayDo } from './issue.ts';
import type { TemplateFault } from './liquid.ts';
import { selectArticles } from './select.ts';
import type { Carried, LeftOut } from './selection.ts';

export type DraftOutcome =
  | { readonly kind: 'drafted'; readonly issue: DeskIssue; readonly leftOut: readonly LeftOut[] }
  /** edited: it holds a person's work; settled: it is approved or further; same: the choice is what it was. */
  | { readonly kind: 'kept'; readonly issue: DeskIssue; readonly why: 'edited' | 'settled' | 'same' }
  /** Nothing to tell: `seen` articles were looked at. */
  | {
      readonly kind: 'empty';
      readonly period: Period;
      readonly seen: number;
      readonly leftOut: readonly LeftOut[];
    }
  /** Fewer articles than newsletter.yaml asks for: this period has no issue, and its articles wait for the next one. */
  | {
      readonly kind: 'quiet';
      readonly period: Period;
      readonly articles: number;
      readonly least: number;
      readonly leftOut: readonly LeftOut[];
    }
  /** newsletter.yaml says that this period has no issue. */
  | { readonly kind: 'skipped'; readonly period: Period }
  | { readonly kind: 'faults'; readonly faults: readonly TemplateFault[] };

export type DraftNeeds = {
  readonly issues: {
    readonly find: (newsletter: string, period: Period) => Promise<DeskIssue | null>;
    /** Until when the issue before this period looked. */
    readonly previousUntil: (newsletter: string, period: Period) => Promise<Date | null>;
    /**
     * Articles published since then that issues of other periods carry, cancelled ones aside, or that a newsletter of
     * hold_back has sent.
     */
    readonly carried: (newsletter: Newsletter, period: Period, since: Date) => Promise<readonly Carried[]>;
    readonly quiet: {
      /** Twice the same as once; an issue that is made all the same outweighs it. */
      readonly note: (quiet: QuietPeriod) => Promise<void>;
      /** Periods that were too quiet for an issue: no number is theirs. */
      readonly periods: (newsletter: string) => Promise<readonly Period[]>;
    };
    /** Null when somebody else drafted this period first. */
    readonly create: (draft: Draft) => Promise<DeskIssue | null>;
    /** Null when the issue is not that version of a draft any more. */
    readonly replace: (issue: Issue, draft: Draft) => Promise<DeskIssue | null>;
  };
  /** Articles published since then. */
  readonly candidates: (newsletter: string, since: Date) => Promise<readonly Article[]>;
};

export type QuietPeriod = {
  readonly newsletter: string;
  readonly period: Period;
  readonly articles: number;
  readonly at: Date;
};

/** Outings are announced this many days ahead at most. */
const lookBackDays = 60;

/**
 * An existing draft is chosen anew when no person changed it, or when asked (`again`): what an editor pinned or edited
 * stays then. A period too quiet for an issue gets none, unless a person wants it all the same (`anyway`). Two drafts at once make one issue: the second finds the first one's.
 */
export async function draftIssue(
  newsletter: Newsletter,
  period: Period,
  { again, anyway = false, now }: { readonly again: boolean; readonly anyway?: boolean; readonly now: Date },
  needs: DraftNeeds,
): Promise<DraftOutcome> {
  if (newsletter.numbering.skip.includes(period)) return { kind: 'skipped', period };
  const existing = await needs.issues.find(newsletter.name, period);
  if (existing && !mayDo(existing.state, 'redraft')) return { kind: 'kept', issue: existing, why: 'settled' };
  if (existing && existing.edited.length > 0 && !again)
    return { kind: 'kept', issue: existing, why: 'edited' };

  const quiet = await needs.issues.quiet.periods(newsletter.name);
  const plan = existing ? planAnew(newsletter, existing, now, quiet) : planOf(newsletter, period, now, quiet);
  const { items, leftOut, candidates } = await choose(newsletter, plan, { existing, now }, needs);
  if (items.length === 0) return { kind: 'empty', period, seen: candidates.length, leftOut };
  const articles = new Set(items.map(({ articleId }) => articleId)).size;
  const least = newsletter.limits.least_articles;
  if (articles < least && existing === null && !anyway) {
    await needs.issues.quiet.note({ newsletter: newsletter.name, period, articles, at: now });
    return { kind: 'quiet', period, articles, least, leftOut };
  }
  const lines = inboxLines(newsletter, plan, items, candidates, existing);
  if (lines.kind === 'faults') return lines;
  const { subject, preheader } = lines;
  const draft: Draft = { ...plan, subject, preheader, items, draftedAt: now };
  if (existing && sameChoice(existing, draft)) return { kind: 'kept', issue: existing, why: 'same' };

  const issue = await (existing ? needs.issues.replace(existing, draft) : needs.issues.create(draft));
  if (issue) return { kind: 'drafted', issue, leftOut };
  const other = await needs.issues.find(newsletter.name, period);
  if (!other)
    throw new Error(`The issue ${newsletter.name} ${period} vanished while it was drafted: draft it again.`);
  return { kind: 'kept', issue: other, why: 'same' };
}

async function choose(
  newsletter: Newsletter,
  plan: Plan,
  { existing, now }: { readonly existing: DeskIssue | null; readonly now: Date },
  needs: DraftNeeds,
) {
  const { name, time_zone } = newsletter;
  const lookBack = startOfDay(addDays(plan.date, -lookBackDays), time_zone);
  const [candidates, carried, since] = await Promise.all([
    needs.candidates(name, lookBack),
    needs.issues.carried(newsletter, plan.period, lookBack),
    needs.issues.previousUntil(name, plan.period),
  ]);
  const kept = (existing?.items ?? []).filter(isHandmade);
  const selection = selectArticles({
    newsletter,
    date: plan.date,
    since,
    until: now,
    candidates,
    carried,
    kept,
  });
  return { ...selection, candidates };
}

/** A new choice is made around it. */
export function isHandmade(item: Pick<IssueItem, 'pinned' | 'edited'>): boolean {
  return item.pinned || Object.keys(item.edited).length > 0;
}

/** Whether a new choice would change anything that an editor or a reader sees. */
function sameChoice(existing: DeskIssue, draft: Draft): boolean {
  return JSON.stringify(essence(existing)) === JSON.stringify(essence(draft));
}

function essence({ number, date, sendAt, subject, preheader, items }: Draft | DeskIssue) {
  const places = items.map(({ articleId, block, position, reason, pinned, pickedHash, edited }) => [
    articleId,
    block.kind,
    block.kind === 'section' ? block.section : block.kind === 'commune' ? block.commune : null,
    position,
    reason,
    pinned,
    pickedHash,
    Object.entries(edited).sort(),
  ]);
  // The order of blocks is the template's, not the choice's.
  return [number, date, sendAt, subject, preheader, places.map((place) => JSON.stringify(place)).sort()];
}
