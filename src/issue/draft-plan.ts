/** What of a draft follows from the calendar and from the choice: number, date, slot, subject, preheader. Pure. */
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Article } from '../gather/article.ts';
import { dayOf } from './calendar.ts';
import type { DeskIssue, Draft } from './desk.ts';
import type { IssueItem } from './issue.ts';
import type { TemplateFault } from './liquid.ts';
import { issueNumber } from './number.ts';
import { slotOf } from './slot.ts';
import { preheaderOf, subjectOf } from './subject.ts';

export type Plan = Pick<Draft, 'newsletter' | 'period' | 'number' | 'date' | 'slot' | 'sendAt'>;

/** The issue's date is its slot's while that is ahead at drafting, else the day of drafting. */
export function planOf(
  newsletter: Newsletter,
  period: Period,
  now: Date,
  quiet: readonly Period[] = [],
): Plan {
  const slot = slotOf(newsletter, period);
  const ahead = slot !== null && slot > now ? slot : null;
  // A daily drafted by hand on a day without a slot still counts itself.
  const appears = (one: Period) =>
    one === period || (slotOf(newsletter, one) !== null && !quiet.includes(one));
  return {
    newsletter: newsletter.name,
    period,
    number: issueNumber(newsletter.numbering, newsletter.frequency, period, appears),
    date: dayOf(ahead ?? now, newsletter.time_zone),
    slot: ahead,
    sendAt: ahead,
  };
}

/** For an issue that is there already: an hour that somebody chose stays, as does their wish that it waits for them. */
export function planAnew(
  newsletter: Newsletter,
  issue: DeskIssue,
  now: Date,
  quiet: readonly Period[] = [],
): Plan {
  const plan = planOf(newsletter, issue.period, now, quiet);
  const { sendAt } = issue;
  if (leavesAtSlot(issue)) return plan;
  return { ...plan, sendAt, date: sendAt && sendAt > now ? dayOf(sendAt, newsletter.time_zone) : plan.date };
}

/** At the one that its draft was made for. */
export function leavesAtSlot({ sendAt, draftedFor }: DeskIssue): boolean {
  return sendAt !== null && sendAt.getTime() === draftedFor?.getTime();
}

export type InboxLines =
  | { readonly kind: 'lines'; readonly subject: string; readonly preheader: string }
  | { readonly kind: 'faults'; readonly faults: readonly TemplateFault[] };

/** Subject and preheader for a choice; a line that a person wrote stays. */
export function inboxLines(
  newsletter: Newsletter,
  plan: Plan,
  items: readonly IssueItem[],
  articles: readonly Article[],
  existing: DeskIssue | null,
): InboxLines {
  const known = new Map(articles.map((article) => [article.id, article]));
  const told = items.flatMap((item) => {
    const article = known.get(item.articleId);
    return article ? [{ item, article: { ...article, title: item.edited.title ?? article.title } }] : [];
  });
  const [lead] = told;
  if (!lead) return { kind: 'lines', subject: existing?.subject ?? '', preheader: existing?.preheader ?? '' };
  const subject = subjectOf(newsletter, plan, lead.article);
  if (subject.kind === 'faults') return subject;
  const firsts = told.filter(({ item }) => item.position === 0 && item.block.kind === 'section');
  const next = (firsts.length > 0 ? firsts : told).filter(({ item }) => item !== lead.item);
  const written = (part: 'subject' | 'preheader') =>
    existing?.edited.includes(part) ? existing[part] : null;
  return {
    kind: 'lines',
    subject: written('subject') ?? subject.text,
    preheader: written('preheader') ?? preheaderOf(next.map(({ article }) => article.title)),
  };
}
