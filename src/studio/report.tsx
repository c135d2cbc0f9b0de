/** The report of an issue that left: what became of its letters and of its links; to read, print, download. */
import { Hono } from 'hono';
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { EditionContent } from '../issue/edition.ts';
import type { Report } from '../returns/report.ts';
import { reportFacts } from '../returns/report-facts.ts';
import type { StudioContext, StudioEnv } from './env.ts';
import { lookPolicy } from './looks.ts';
import { renderPage } from './page.tsx';
import { reportCsv } from './report-files.ts';
import { drawShares } from './report-letter.ts';
import { ReportPage } from './report-page.tsx';
import { troublePage } from './trouble.tsx';
import { shareInWords } from './words-report.ts';

export type ReportSteps = {
  /** Throws when newsletter.yaml cannot be read. */
  readonly newsletter: (name: string) => Promise<Newsletter>;
  /** null: no issue of this period has begun to leave. */
  readonly report: (newsletter: string, period: Period) => Promise<Report | null>;
  /** The letter that left with how often people followed each link; and how it reads with other HTML. */
  readonly letter: (
    newsletter: string,
    period: Period,
  ) => Promise<{
    readonly content: Pick<EditionContent, 'html'>;
    readonly visits: readonly { readonly link: number; readonly people: number }[];
    readonly render: (html: string) => string;
  } | null>;
};

const issue = '/issue/:newsletter/:period';

export function reportPages(steps: ReportSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get(`${issue}/report`, async (context) => {
      const report = await reportOf(context, steps);
      if (report === null) return troublePage(context, 'notFound');
      const visit = context.get('visit');
      const newsletter = await steps.newsletter(report.newsletter);
      const title = visit.say(`Bilan du n° ${report.number}`, `Report of no. ${report.number}`);
      return context.html(
        renderPage(visit, title, <ReportPage report={report} newsletter={newsletter} visit={visit} />),
      );
    })
    .get(`${issue}/report/letter`, (context) => showLetter(context, steps))
    .get(`${issue}/report.json`, async (context) => {
      const report = await reportOf(context, steps);
      if (report === null) return troublePage(context, 'notFound');
      return context.json(reportFacts(report), 200, asFile(report, 'json'));
    })
    .get(`${issue}/report.csv`, async (context) => {
      const report = await reportOf(context, steps);
      if (report === null) return troublePage(context, 'notFound');
      return context.body(reportCsv(report), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        ...asFile(report, 'csv'),
      });
    });
}

function reportOf(context: StudioContext, steps: ReportSteps): Promise<Report | null> {
  const { newsletter = '', period = '' } = context.req.param() as Record<string, string>;
  return steps.report(newsletter, period as Period);
}

function asFile({ newsletter, period }: Report, kind: string): Record<string, string> {
  return { 'Content-Disposition': `attachment; filename="${newsletter}-${period}.${kind}"` };
}

/** Under the policy of any other look at a letter. */
async function showLetter(context: StudioContext, steps: ReportSteps): Promise<Response> {
  const { newsletter = '', period = '' } = context.req.param() as Record<string, string>;
  const letter = await steps.letter(newsletter, period as Period);
  if (letter === null) return troublePage(context, 'notFound');
  const { language } = context.get('visit');
  const visits = letter.visits.filter(({ link }) => link > 0);
  const all = visits.reduce((sum, { people }) => sum + people, 0);
  const usual = all / Math.max(1, visits.length);
  const shares = new Map(
    visits.map(({ link, people }) => [
      link,
      { words: shareInWords(all === 0 ? 0 : people / all, language), strong: people > usual },
    ]),
  );
  context.header('Content-Security-Policy', lookPolicy('wide'));
  context.header('X-Frame-Options', 'SAMEORIGIN');
  return context.html(letter.render(drawShares(letter.content, shares)));
}
