/** Joins world, composition and desk: what happens between a draft and its leaving. */
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { sayIn } from '../config/say.ts';
import { type ApproveOutcome, approveIssue, type Signature } from '../issue/approve.ts';
import { type CheckReport, checkIssue } from '../issue/check.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { type ScheduleOutcome, scheduleIssue } from '../issue/schedule.ts';
import { currentPeriod } from '../issue/slot.ts';
import { surveyEdition } from '../letter/survey.ts';
import { seedsOf } from '../outbox/stages.ts';
import { clientSupport } from '../world/client-support.ts';
import { scheduleAt, unapproveIssue } from '../world/db/approvals.ts';
import { goneArticles, lastAudience, markPages, notSubscribed } from '../world/db/check-facts.ts';
import { storeEdition } from '../world/db/editions.ts';
import { giveApproval } from '../world/db/give-approval.ts';
import { findIssue } from '../world/db/issues.ts';
import { keepWords } from '../world/db/kiosk-search.ts';
import type { World } from '../world/world.ts';
import type { Composing } from './composing.ts';
import type { Drafting } from './drafting.ts';
import { linksAreLost } from './lost-links.ts';
import { reachWithin } from './reaching.ts';
import { readersOfIssue } from './segments.ts';
import { audienceOf } from './send-ledger.ts';
import { wordsOf } from './shelf.ts';
import { isOvertaken } from './standing-edition.ts';

export type CheckOutcome =
  | ({ readonly kind: 'checked' } & CheckReport)
  | { readonly kind: 'no_issue'; readonly period: Period };
export type Approving = ReturnType<typeof approving>;

/** Steps throw NewsletterFault when newsletter.yaml is wrong. Without a period they mean the one being made now. */
export function approving(
  world: World,
  steps: Pick<Composing, 'composeEdition'> & Pick<Drafting, 'chosenArticles'>,
) {
  const { clock, log, templates } = world;
  const { pool } = world.database;

  const find = (newsletter: string, period: Period) => findIssue(pool, newsletter, period);
  const named = async (name: string, period: Period | undefined) => {
    const newsletter = await templates.newsletter(name);
    return { newsletter, period: period ?? currentPeriod(newsletter, clock.now()) };
  };

  async function checked(
    newsletter: Newsletter,
    issue: DeskIssue,
    signal: AbortSignal,
    language = newsletter.language,
  ): Promise<CheckReport> {
    const ids = issue.items.map(({ articleId }) => articleId);
    const report = await checkIssue(
      newsletter,
      issue,
      clock.now(),
      {
        letter: { compose: steps.composeEdition, slots: surveyEdition },
        articles: {
          chosen: async () => {
            const gone = await goneArticles(pool, ids);
            const chosen = await steps.chosenArticles(issue);
            return chosen.map((item) => ({ ...item, gone: gone.has(item.articleId) }));
          },
          markPages: (gone, back) => markPages(pool, newsletter.name, { gone, back }, clock.now()),
        },
        audience: async (name) => ({
          now: (await audienceOf(world, name, issue.id)).letters,
          last: await lastAudience(pool, name),
          seedsAway: await notSubscribed(pool, name, seedsOf(newsletter.release)),
        }),
        outside: {
          reach: reachWithin(world),
          spell: world.spelling.unknownWords,
          clients: clientSupport,
          lostLinks: linksAreLost(world) ? world.publicUrl : null,
        },
      },
      signal,
      sayIn(language),
    );
    const blocks = report.findings.filter(({ level }) => level === 'block').length;
    log.info({ newsletter: newsletter.name, period: issue.period, blocks }, 'check');
    return report;
  }

  async function approve(
    name: string,
    asked: Period | undefined,
    { signal, ...signed }: Omit<Signature, 'at'> & { readonly signal: AbortSignal },
  ): Promise<ApproveOutcome> {
    const { newsletter, period } = await named(name, asked);
    const outcome = await approveIssue(
      newsletter,
      period,
      { ...signed, at: clock.now() },
      {
        find,
        check: (paper, issue) => checked(paper, issue, signal),
        readers: ({ id }) => readersOfIssue(world, name, id),
        give: async (issue, edition, given, judge) => {
          await storeEdition(world.database.db, edition, given.at);
          await keepWords(world.database.db, edition.hash, wordsOf(world, edition.content));
          return giveApproval(pool, issue, given, judge, (client) =>
            readersOfIssue(world, name, issue.id, client),
          );
        },
        unapprove: (id, reason) => unapproveIssue(pool, id, reason),
      },
    );
    log.info({ newsletter: name, period, outcome: outcome.kind }, 'approve');
    return outcome;
  }

  return {
    /** language: the editor's; else the findings are in the newsletter's own. */
    check: async (
      name: string,
      asked: Period | undefined,
      signal: AbortSignal,
      language?: Newsletter['language'],
    ): Promise<CheckOutcome> => {
      const { newsletter, period } = await named(name, asked);
      const issue = await find(name, period);
      if (!issue) return { kind: 'no_issue', period };
      return { kind: 'checked', ...(await checked(newsletter, issue, signal, language)) };
    },
    approve,
    /**
     * Looks at the issue; what is returned says whether it would be composed otherwise than it was approved. Composing takes a moment,
     * for which no letter waits; and since the approved edition leaves, nothing that goes wrong in it stops a send.
     */
    comparing: async (name: string, asked: Period | undefined): Promise<() => Promise<boolean>> => {
      const { newsletter, period } = await named(name, asked);
      const issue = await find(name, period);
      return async () => issue !== null && isOvertaken(steps, newsletter, issue).catch(() => false);
    },
    /** For newsletters that leave without a person; what stands against it, one line each, or none. */
    approveUnattended: async (name: string, period: Period): Promise<readonly string[]> => {
      const signal = AbortSignal.timeout(10 * 60_000);
      return objections(await approve(name, period, { by: 'unattended', signal }));
    },
    /** otherWeek: an hour outside the issue's week is meant. */
    schedule: async (
      name: string,
      asked: Period | undefined,
      at: Date | undefined,
      otherWeek = true,
    ): Promise<ScheduleOutcome> => {
      const { newsletter, period } = await named(name, asked);
      const needs = { find, schedule: (issue: DeskIssue, time: Date) => scheduleAt(pool, issue, time) };
      const outcome = await scheduleIssue(newsletter, period, { at, now: clock.now(), otherWeek }, needs);
      log.info({ newsletter: name, period, outcome: outcome.kind }, 'schedule');
      return outcome;
    },
  };
}

function objections(outcome: ApproveOutcome): readonly string[] {
  switch (outcome.kind) {
    case 'approved':
    case 'already':
      return [];
    case 'blocked':
      return outcome.report.findings
        .filter(({ level }) => level === 'block')
        .map(({ place, message }) => `${place}: ${message}`);
    case 'waiting':
    case 'needs_chief':
      return [`a second person must approve; so far: ${outcome.by.join(', ')}`];
    case 'settled':
      return [`the issue is ${outcome.issue.state}`];
    case 'changed':
      return ['the issue was changed while it was checked'];
    case 'other_readers':
      return ['other readers were chosen for the issue while it was checked'];
    case 'no_issue':
      return ['there is no issue'];
  }
}
