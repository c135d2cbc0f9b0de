/** Issues: which there are, how each stands, the letter it is, what became of it. */
import { z } from 'zod';
import type { RouteShape } from '../route.ts';
import { id, moment, newsletterName, pageOf, pageQuery, pathId } from '../schemas.ts';

const state = z.enum(['draft', 'approved', 'scheduled', 'sending', 'paused', 'sent', 'cancelled']);
const count = z.int().min(0);

export const issue = z
  .strictObject({
    id,
    newsletter: newsletterName,
    period: z.string().describe('ISO week of a weekly, day of a daily.'),
    number: z.int(),
    date: z.iso.date(),
    state,
    subject: z.string(),
    send_at: moment.nullable(),
    sending_at: moment.nullable(),
    sent_at: moment.nullable(),
    paused_reason: z.string().nullable(),
    approved_hash: z.string().nullable(),
    web_url: z.url().nullable().describe('Once it has begun to leave.'),
  })
  .meta({ id: 'Issue' });

const params = z.strictObject({ id: pathId });

export const issueRoutes = {
  listIssues: {
    method: 'GET',
    path: '/issues',
    scope: 'issues',
    summary: { fr: 'Les numéros, page par page', en: 'Issues, page by page' },
    query: z.strictObject({ ...pageQuery, newsletter: newsletterName.optional(), state: state.optional() }),
    answers: { 200: pageOf(issue) },
    problems: ['invalid'],
  },
  readIssue: {
    method: 'GET',
    path: '/issues/:id',
    scope: 'issues',
    summary: { fr: 'Un numéro et où il en est', en: 'One issue and how it stands' },
    params,
    answers: { 200: issue },
    problems: ['not_found'],
  },
  readEdition: {
    method: 'GET',
    path: '/issues/:id/edition',
    scope: 'issues',
    summary: {
      fr: 'La lettre approuvée ou partie, telle que le web la montre',
      en: 'The letter that was approved or left, as the web shows it',
    },
    params,
    answers: {
      200: z
        .strictObject({ hash: z.string(), subject: z.string(), html: z.string(), text: z.string() })
        .meta({ id: 'Edition' }),
    },
    problems: ['not_found'],
  },
  readStatistics: {
    method: 'GET',
    path: '/issues/:id/statistics',
    scope: 'statistics',
    summary: { fr: 'Ce que le numéro est devenu', en: 'What became of the issue' },
    params,
    answers: {
      200: z
        .strictObject({
          issue: id,
          letters: count,
          states: z.record(z.string(), count).describe('Letters by the state of the ledger.'),
          excluded: z.record(z.string(), count).describe('Who got no letter, by reason.'),
          returns: z.strictObject({ hard: count, soft: count, blocked: count, complaints: count }),
          unsubscribed: count.describe('By a link of its letters.'),
          openings: z
            .strictObject({ letters: count, readers: count })
            .describe('Letters that asked, of readers who consent; readers of those who opened.'),
          links: z
            .array(z.strictObject({ url: z.string(), people: count, programs: count }))
            .describe('How often each link was followed, by people and by what looks like a program.'),
        })
        .meta({ id: 'Statistics' }),
    },
    problems: ['not_found'],
  },
} as const satisfies Readonly<Record<string, RouteShape>>;
