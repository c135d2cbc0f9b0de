/** hebdo draft: makes the issue of the week that is being made, ready to be bent and approved. */
import type { Command } from 'commander';
import type { Newsletter } from '../config/newsletter.ts';
import { sayIn } from '../config/say.ts';
import { blockName } from '../issue/block-name.ts';
import type { DeskIssue } from '../issue/desk.ts';
import type { DraftOutcome } from '../issue/draft.ts';
import type { ChosenArticle } from '../issue/issue.ts';
import { type IssueOptions, inZone, issueCommand, issueFacts, nameOf, runOnIssue } from './issue-command.ts';
import { exits, type Outcome } from './outcome.ts';
import type { Session } from './session.ts';

type Options = IssueOptions & { readonly again?: boolean; readonly anyway?: boolean };

export function draft(program: Command): void {
  issueCommand(program, 'draft', 'choose the articles of an issue, each with its reason')
    .option('--again', 'choose anew although an editor changed the draft; what was pinned or edited stays')
    .option(
      '--anyway',
      'make an issue of a quiet day, too, which has fewer articles than newsletter.yaml asks for',
    )
    .action((name: string, options: Options) =>
      runOnIssue(name, options, async (session, period) =>
        told(session, name, await session.app.draft(name, period, options)),
      ),
    );
}

async function told({ app }: Session, name: string, outcome: DraftOutcome): Promise<Outcome> {
  const newsletter = await app.world.templates.newsletter(name);
  const { title } = newsletter;
  switch (outcome.kind) {
    case 'drafted':
    case 'kept': {
      const chosen = await app.chosenArticles(outcome.issue);
      const leftOut = outcome.kind === 'drafted' ? outcome.leftOut : [];
      return {
        exit: exits.done,
        lines: [headline(title, outcome), ...contents(newsletter, outcome.issue, chosen, leftOut.length)],
        json: {
          outcome: outcome.kind,
          ...(outcome.kind === 'kept' && { why: outcome.why }),
          ...issueFacts(outcome.issue),
          items: chosen.map(itemFacts),
          left_out: leftOut.map(({ articleId: id, ...facts }) => ({ id, ...facts })),
        },
      };
    }
    case 'empty': {
      const reason = `Nothing to tell in ${title} ${outcome.period}: of ${outcome.seen} articles of the last weeks none is news.`;
      const advice = `Gather first (hebdo gather ${name}), or see what is there with hebdo articles ${name}.`;
      return {
        exit: exits.refused,
        lines: [reason, advice, ...outcome.leftOut.map((one) => `  ${one.title}: ${one.reason}`)],
        json: { outcome: 'empty', period: outcome.period, reason, left_out: outcome.leftOut },
      };
    }
    case 'quiet': {
      const { period, articles, least, leftOut } = outcome;
      const reason = `${title} ${period} is quiet: ${articles} of at least ${least} articles (limits.least_articles). There is no issue; they wait for the next one.`;
      return {
        exit: exits.done,
        lines: [reason, `To make one all the same: hebdo draft ${name} --anyway.`],
        json: { outcome: 'quiet', period, articles, least, reason, left_out: leftOut },
      };
    }
    case 'skipped': {
      const reason = `${title} has no issue in ${outcome.period}: newsletter.yaml says so under numbering.skip.`;
      return {
        exit: exits.done,
        lines: [reason],
        json: { outcome: 'skipped', period: outcome.period, reason },
      };
    }
    case 'faults': {
      const lines = outcome.faults.map(({ file, line, message }) => `${file}:${line}: subject: ${message}`);
      return { exit: exits.refused, lines, json: { outcome: 'faults', faults: outcome.faults } };
    }
  }
}

function headline(title: string, outcome: Extract<DraftOutcome, { kind: 'drafted' | 'kept' }>): string {
  const name = nameOf(title, outcome.issue);
  if (outcome.kind === 'drafted') return `Drafted ${name}.`;
  return {
    same: `${name} is drafted already; the choice is the same.`,
    edited: `${name} was changed by an editor and is left as it is; --again chooses anew around those changes.`,
    settled: `${name} is ${outcome.issue.state} and is left as it is.`,
  }[outcome.why];
}

function contents(
  newsletter: Newsletter,
  issue: DeskIssue,
  chosen: readonly ChosenArticle[],
  leftOut: number,
): string[] {
  const say = sayIn(newsletter.language);
  const blocks = [...new Set(chosen.map(({ block }) => blockName(block, newsletter, say)))];
  return [
    `  Subject:   ${issue.subject}`,
    `  Preheader: ${issue.preheader}`,
    ...(issue.state === 'draft' ? [`  Leaves:    ${leaving(newsletter, issue)}`] : []),
    ...blocks.flatMap((name) => [
      '',
      name,
      ...chosen
        .filter(({ block }) => blockName(block, newsletter, say) === name)
        .flatMap((item) => [`  ${item.edited.title ?? item.article.title}`, `    ${item.reason}`]),
    ]),
    ...(leftOut > 0 ? ['', `Left out: ${leftOut} more; --json says why.`] : []),
  ];
}

function leaving({ time_zone, approval }: Newsletter, { sendAt }: DeskIssue): string {
  if (!sendAt) return 'by hand, its slot has passed';
  return `${inZone(sendAt, time_zone)}${approval === 'none' ? '' : ', once approved'}`;
}

function itemFacts({ articleId, block, position, reason, pinned, edited, article }: ChosenArticle): object {
  return {
    id: articleId,
    block: block.kind,
    ...(block.kind === 'section' && { section: block.section }),
    ...(block.kind === 'commune' && { commune: block.commune }),
    position,
    title: edited.title ?? article.title,
    url: article.url,
    reason,
    pinned,
  };
}
