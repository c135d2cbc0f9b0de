/** Joins the report of an issue to the ledger's kept figures and to what followed. */
import type { IssueId, Period } from '../audience/ids.ts';
import { linkWords } from '../issue/link-words.ts';
import type { LetterState } from '../outbox/ledger.ts';
import { lettersCsv } from '../outbox/letter-list.ts';
import { providerFigures } from '../outbox/status.ts';
import {
  bouncedOf,
  type Clicks,
  type PastFigures,
  type Report,
  type ReportedReaders,
  refusalsOf,
} from '../returns/report.ts';
import { type LetterFigures, letterFigures, progressOf } from '../world/db/kept-figures.ts';
import { countLetters, exclusionsOf } from '../world/db/letter-figures.ts';
import { lettersOfErased, pageOfLetters } from '../world/db/letter-list.ts';
import {
  aftermathOf,
  agreedClicks,
  agreedReaders,
  clicksOf,
  issuesBefore,
  linkVisits,
  type PastIssueRow,
  type ReportedIssue,
  reportedIssue,
  type VisitRow,
} from '../world/db/report.ts';
import type { World } from '../world/world.ts';

type ReportingWorld = Pick<World, 'database'>;
export type Reporting = ReturnType<typeof reporting>;

const compared = 10;
/** Rows of one list: consents are few, a spreadsheet ends at a million. */
const mostClicks = 100_000;
const nothingFollowed = { bounced: { hard: 0, soft: 0, blocked: 0 }, complained: 0, unsubscribed: 0 };

export function reporting({ database: { pool } }: ReportingWorld) {
  const past = async (rows: readonly PastIssueRow[]): Promise<PastFigures[]> => {
    const ids = rows.map(({ id }) => id);
    const [after, clicks] = await Promise.all([aftermathOf(pool, ids), clicksOf(pool, ids)]);
    const figures: PastFigures[] = [];
    // One after another: an issue that was never looked at is counted over its whole ledger.
    for (const row of rows) {
      const { letters, counts } = progressOf(await letterFigures(pool, row.id));
      const { complained, unsubscribed, ...rest } = after.get(row.id) ?? nothingFollowed;
      figures.push({
        ...{ period: row.period, number: row.number, date: row.date, letters, complained, unsubscribed },
        accepted: counts.accepted,
        refused: counts.refused + counts.given_up,
        bounced: bouncedOf({ complained, unsubscribed, ...rest }),
        clicks: row.counted === 'all' ? (clicks.get(row.id) ?? 0) : null,
      });
    }
    return figures;
  };
  return {
    /** Each letter of an issue as CSV, with its reader's address: of one state, or of all. */
    lettersOf: (issue: IssueId, state: LetterState | null, signal: AbortSignal) =>
      lettersCsv(
        {
          page: (after) => pageOfLetters(pool, issue, state, { after, limit: 1_000 }),
          ofErased: () => lettersOfErased(pool, issue, state),
        },
        signal,
      ),
    /** null: no issue of this period has begun to leave. */
    report: async (newsletter: string, period: Period): Promise<Report | null> => {
      const issue = await reportedIssue(pool, newsletter, period);
      if (issue === null) return null;
      const [figures, leaving, exclusions, after, visits, agreed, before] = await Promise.all([
        letterFigures(pool, issue.id),
        // While it leaves, some letters are not in the ledger yet: figures are those of this moment, each time.
        issue.sentAt === null ? countLetters(pool, issue.id) : null,
        exclusionsOf(pool, issue.id),
        aftermathOf(pool, [issue.id]),
        linkVisits(pool, issue.id),
        agreedReaders(pool, issue.id),
        issuesBefore(pool, issue, compared),
      ]);
      const { id, content, ...told } = issue;
      // Readers agree for every letter; not every letter asks.
      const asked = { opens: content.html.includes('[[ opens_url ]]'), clicks: content.links !== undefined };
      return {
        ...told,
        ...lettersOf(figures, leaving ?? progressOf(figures)),
        exclusions,
        aftermath: after.get(id) ?? nothingFollowed,
        clicks: clicksIn(issue, visits, {
          known: asked.clicks ? figures.tracked.links : 0,
          readers: agreed.clicked,
        }),
        opens: { known: asked.opens ? figures.tracked.pixel : 0, readers: agreed.opened },
        past: await past(before),
      };
    },
    /** The letter that left, as the report draws its figures on it. */
    reportedLetter: async (newsletter: string, period: Period) => {
      const issue = await reportedIssue(pool, newsletter, period);
      return issue && { content: issue.content, visits: await linkVisits(pool, issue.id) };
    },
    /** What readers who agreed followed of it, each with the place's words; null: it has not begun to leave. */
    reportedReaders: async (newsletter: string, period: Period): Promise<ReportedReaders | null> => {
      const issue = await reportedIssue(pool, newsletter, period);
      if (issue === null) return null;
      const { number } = issue;
      const { links } = clicksIn(issue, [], { known: 0, readers: 0 });
      return { newsletter, period, number, links, clicks: await agreedClicks(pool, issue.id, mostClicks) };
    },
  };
}

/** Providers and refusals are of letters that are in the ledger. */
function lettersOf(
  figures: LetterFigures,
  { letters, counts }: Pick<Report, 'letters' | 'counts'>,
): Pick<Report, 'letters' | 'counts' | 'providers' | 'refusals'> {
  return {
    letters,
    counts,
    providers: providerFigures(figures.groups),
    refusals: refusalsOf(figures.refused),
  };
}

function clicksIn(
  { content: { html, links } }: ReportedIssue,
  visits: readonly VisitRow[],
  agreed: Pick<Clicks, 'known' | 'readers'>,
): Clicks {
  const words = linkWords(html);
  const byLink = new Map(visits.map((visit) => [visit.link, visit]));
  const sum = (key: 'people' | 'programs', rows: readonly VisitRow[]) =>
    rows.reduce((total, row) => total + row[key], 0);
  return {
    counted: links?.counted ?? 'none',
    people: sum(
      'people',
      visits.filter(({ link }) => link > 0),
    ),
    programs: sum('programs', visits),
    ...agreed,
    links: (links?.to ?? []).map((address, at) => {
      const link = at + 1;
      const { people, programs } = byLink.get(link) ?? { people: 0, programs: 0 };
      const seen = words.get(link) ?? { words: '', picture: false };
      return { link, address, ...seen, people, programs };
    }),
  };
}
