/** Joins the API to the steps of pages and commands, and mounts it beside them. */
import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import manifest from '../../package.json' with { type: 'json' };
import { type ApiNeeds, apiRoutes } from '../api/api.ts';
import { signUpOrigins } from '../api/cors.ts';
import type { IssueSteps } from '../api/handlers/issues.ts';
import type { Ready } from '../api/respond.ts';
import { seal, unseal } from '../api/seal.ts';
import type { Period } from '../audience/ids.ts';
import { webVersionUrl } from '../audience/links.ts';
import { tokenHash } from '../desk/sign-in.ts';
import { renderForReader } from '../letter/render.ts';
import { beginAnswer, dropAnswer, keepAnswer } from '../world/db/api-answers.ts';
import { useApiToken } from '../world/db/api-tokens.ts';
import {
  approvedContent,
  issueRecord,
  pageOfIssues,
  returnFigures,
  visitFigures,
} from '../world/db/issue-records.ts';
import { countLetters, exclusionsOf } from '../world/db/letter-figures.ts';
import { linksOfIssue } from '../world/db/visits.ts';
import type { World } from '../world/world.ts';
import { type ReaderNeeds, subscriberSteps } from './api-subscribers.ts';
import { readableNewsletters } from './newsletters.ts';
import type { Segments } from './segments.ts';
import { webhookSteps } from './webhooks.ts';

export type ApiStepsNeeded = ReaderNeeds & Segments;

export function apiApp(world: World, steps: ApiStepsNeeded): Hono {
  const { clock, database, publicUrl, secret } = world;
  const newsletters = () => readableNewsletters(world);
  const origins = async () => signUpOrigins(await newsletters(), publicUrl);
  return apiRoutes({
    secret,
    publicUrl,
    version: manifest.version,
    now: clock.now,
    admit: { token: (token, at) => useApiToken(database.db, tokenHash(token), at) },
    once: onceSteps(world),
    newsletters: { newsletters, publicUrl },
    subscribers: subscriberSteps(world, steps, { newsletters, origins }),
    segments: {
      all: steps.allSegments,
      one: steps.segment,
      store: steps.storeSegment,
      remove: steps.removeSegment,
      count: steps.countSegment,
    },
    issues: issueSteps(world),
    webhooks: webhookSteps(world),
    onError: (error) =>
      world.log.error({ reason: error.message, stack: error.stack }, 'a request to the API failed'),
  });
}

function onceSteps({ database: { db }, secret }: World): ApiNeeds['once'] {
  return {
    begin: async (request, at) => {
      const begun = await beginAnswer(db, { ...request, at });
      if (begun.kind === 'begun') return begun;
      const text = begun.sealed && unseal(secret, begun.sealed);
      return { kind: 'known', hash: begun.hash, ready: text === null ? null : (JSON.parse(text) as Ready) };
    },
    keep: (request, ready, about) =>
      keepAnswer(db, request, seal(secret, randomBytes(12), JSON.stringify(ready)), about),
    drop: (request) => dropAnswer(db, request),
  };
}

function issueSteps({ database: { db, pool }, publicUrl }: World): IssueSteps {
  const webUrl = ({ newsletter, period }: { newsletter: string; period: string }) =>
    webVersionUrl(publicUrl, newsletter, period as Period);
  return {
    page: (wanted) => pageOfIssues(db, wanted),
    one: (id, reach) => issueRecord(db, id, reach),
    webUrl: (issue) => (['sending', 'paused', 'sent'].includes(issue.state) ? webUrl(issue) : null),
    edition: async (issue) => {
      const content = issue.approvedHash && (await approvedContent(db, issue.approvedHash));
      if (issue.approvedHash === null || !content) return null;
      // Without a reader there is nothing to leave: those links lead to the front page.
      const links = { unsubscribe: `${publicUrl}/`, preferences: `${publicUrl}/`, web: webUrl(issue) };
      const { subject, html, text } = renderForReader(content, null, links);
      return { hash: issue.approvedHash, subject, html, text };
    },
    statistics: async ({ id, newsletter }) => {
      const [{ letters, counts }, exclusions, { unsubscribed, ...returns }, visits, left] = await Promise.all(
        [
          countLetters(pool, id),
          exclusionsOf(pool, id),
          returnFigures(db, id, newsletter),
          visitFigures(db, id),
          linksOfIssue(pool, id),
        ],
      );
      const links = visits.links.flatMap(({ link, people, programs }) => {
        const url = left?.to[link - 1];
        return url === undefined ? [] : [{ url, people, programs }];
      });
      const excluded = Object.fromEntries(exclusions.map(({ reason, count }) => [reason, count]));
      return { letters, states: counts, excluded, returns, unsubscribed, openings: visits.openings, links };
    },
  };
}
