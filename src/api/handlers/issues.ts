/** Issues as programs read them. */
import type { z } from 'zod';
import type { IssueId } from '../../audience/ids.ts';
import type { IssueState } from '../../issue/issue.ts';
import type { IssueRecord } from '../../issue/issue-record.ts';
import { type Handlers, type Refusal, refuse } from '../route.ts';
import type { issueRoutes, issue as issueSchema } from '../routes/issues.ts';
import { paged } from '../schemas.ts';

type Reach = readonly string[] | null;

type IssueStatistics = {
  readonly letters: number;
  readonly states: Readonly<Record<string, number>>;
  readonly excluded: Readonly<Record<string, number>>;
  readonly returns: {
    readonly hard: number;
    readonly soft: number;
    readonly blocked: number;
    readonly complaints: number;
  };
  readonly unsubscribed: number;
  readonly openings: { readonly letters: number; readonly readers: number };
  readonly links: readonly { readonly url: string; readonly people: number; readonly programs: number }[];
};

export type IssueSteps = {
  readonly page: (wanted: {
    readonly reach: Reach;
    readonly after: number | null;
    readonly limit: number;
    readonly newsletter: string | null;
    readonly state: IssueState | null;
  }) => Promise<readonly IssueRecord[]>;
  readonly one: (id: IssueId, reach: Reach) => Promise<IssueRecord | null>;
  /** As the web shows it: without a reader. */
  readonly edition: (issue: IssueRecord) => Promise<{
    readonly hash: string;
    readonly subject: string;
    readonly html: string;
    readonly text: string;
  } | null>;
  readonly statistics: (issue: IssueRecord) => Promise<IssueStatistics>;
  /** Where readers find it; null before it begins to leave. */
  readonly webUrl: (issue: IssueRecord) => string | null;
};

export function issueHandlers(steps: IssueSteps): Handlers<typeof issueRoutes> {
  const find = async (id: number, reach: Reach): Promise<IssueRecord | Refusal> =>
    (await steps.one(id as IssueId, reach)) ??
    refuse('not_found', `No issue ${id} within what this token reaches.`);
  return {
    listIssues: async ({ caller, query }) => {
      const { after = null, limit, newsletter = null, state = null } = query;
      const reach = caller?.newsletters ?? null;
      const found = await steps.page({ reach, after, limit: limit + 1, newsletter, state });
      const { rows, next } = paged(found, limit);
      const data = rows.map((one) => shown(one, steps.webUrl(one)));
      return { kind: 'answer', status: 200, body: { data, next } };
    },
    readIssue: async ({ caller, params }) => {
      const found = await find(params.id, caller?.newsletters ?? null);
      if ('problem' in found) return found;
      return { kind: 'answer', status: 200, body: shown(found, steps.webUrl(found)) };
    },
    readEdition: async ({ caller, params }) => {
      const found = await find(params.id, caller?.newsletters ?? null);
      if ('problem' in found) return found;
      const edition = await steps.edition(found);
      if (edition === null) return refuse('not_found', 'No edition of this issue was approved.');
      return { kind: 'answer', status: 200, body: edition };
    },
    readStatistics: async ({ caller, params }) => {
      const found = await find(params.id, caller?.newsletters ?? null);
      if ('problem' in found) return found;
      const { links, ...figures } = await steps.statistics(found);
      return { kind: 'answer', status: 200, body: { issue: found.id, ...figures, links: [...links] } };
    },
  };
}

function shown(issue: IssueRecord, webUrl: string | null): z.input<typeof issueSchema> {
  const { id, newsletter, period, number, date, state, subject } = issue;
  return {
    ...{ id, newsletter, period, number, date, state, subject },
    send_at: issue.sendAt?.toISOString() ?? null,
    sending_at: issue.sendingAt?.toISOString() ?? null,
    sent_at: issue.sentAt?.toISOString() ?? null,
    paused_reason: issue.pausedReason,
    approved_hash: issue.approvedHash,
    web_url: webUrl,
  };
}
