/** The report of an issue that left: what became of its letters, by provider and reason; to read, print, download. */
import { Hono } from 'hono';
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { type LetterState, letterStates } from '../outbox/ledger.ts';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext, StudioEnv } from './env.ts';
import type { LeavingSteps } from './leaving-facts.ts';
import { renderPage, type Visit } from './page.tsx';
import { Counts, Problems, type Started, stateOfLetterInWords } from './progress.tsx';
import { troublePage } from './trouble.tsx';
import { exclusionInWords, numberInWords } from './words.ts';

type ReportSteps = Pick<LeavingSteps, 'newsletter' | 'status'>;
const issue = '/issue/:newsletter/:period';

export function reportPages(steps: ReportSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get(`${issue}/report`, (context) => withStatus(context, steps, showReport))
    .get(`${issue}/report.json`, (context) =>
      withStatus(context, steps, (_, { issue: of, progress, exclusions, providers, replies }) =>
        context.json(
          {
            newsletter: of.newsletter,
            period: of.period,
            number: of.number,
            edition: of.frozen?.edition,
            letters: progress.letters,
            counts: progress.counts,
            exclusions,
            providers,
            replies,
          },
          200,
          { 'Content-Disposition': `attachment; filename="${of.newsletter}-${of.period}.json"` },
        ),
      ),
    )
    .get(`${issue}/report.csv`, (context) =>
      withStatus(context, steps, (_, status) =>
        context.body(csvOf(status), 200, {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': `attachment; filename="${status.issue.newsletter}-${status.issue.period}.csv"`,
        }),
      ),
    );
}

async function withStatus(
  context: StudioContext,
  steps: ReportSteps,
  show: (context: StudioContext, status: Started, newsletter: Newsletter) => Response,
): Promise<Response> {
  const { newsletter: name = '', period = '' } = context.req.param() as Record<string, string>;
  const newsletter = await steps.newsletter(name);
  const status = await steps.status(name, period as Period);
  return status.kind === 'started' ? show(context, status, newsletter) : troublePage(context, 'notFound');
}

function csvOf({ providers }: Started): string {
  const lines = providers.map(({ provider, letters, states }) =>
    [provider, letters, ...letterStates.map((state) => states[state] ?? 0)].join(','),
  );
  return `${[`provider,letters,${letterStates.join(',')}`, ...lines].join('\r\n')}\r\n`;
}

function showReport(context: StudioContext, status: Started, newsletter: Newsletter): Response {
  const visit = context.get('visit');
  const { say } = visit;
  const title = say(`Bilan du n° ${status.issue.number}`, `Report of no. ${status.issue.number}`);
  const place = { newsletter: newsletter.name, period: status.issue.period };
  return context.html(
    renderPage(
      visit,
      title,
      <div className="stack">
        <section className="card now">
          <h1>{title}</h1>
          <p className="row">
            <a href={`/l/${newsletter.name}/${status.issue.period}`}>
              {say('La lettre sur le web', 'The letter on the web')}
            </a>
            <a href={issueAddress(place, '/report.csv')}>CSV</a>
            <a href={issueAddress(place, '/report.json')}>JSON</a>
          </p>
        </section>
        <div className="grid two">
          <section className="card">
            <h2>{say('Par messagerie', 'By provider')}</h2>
            <Providers status={status} visit={visit} />
          </section>
          <div className="stack">
            <section className="card">
              <h2>
                {numberInWords(status.progress.letters, visit.language)} {say('lettres', 'letters')}
              </h2>
              <Counts counts={status.progress.counts} visit={visit} />
            </section>
            <section className="card">
              <h2>{say('Sans lettre', 'Without a letter')}</h2>
              <Exclusions status={status} visit={visit} />
            </section>
          </div>
        </div>
        {status.problems.length > 0 && (
          <section className="card">
            <h2>{say('Ce que les messageries ont répondu', 'What the providers answered')}</h2>
            <Problems status={status} visit={visit} />
          </section>
        )}
      </div>,
    ),
  );
}

/** Bars come with their figures: nothing is told by length or colour alone. */
function Providers({ status: { providers }, visit }: { readonly status: Started; readonly visit: Visit }) {
  const number = (value: number) => numberInWords(value, visit.language);
  const shown: readonly LetterState[] = ['accepted', 'refused', 'deferred', 'unknown'];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className="scroll" tabIndex={0} aria-label={visit.say('Par messagerie', 'By provider')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{visit.say('Messagerie', 'Provider')}</th>
            <th scope="col" className="n">
              {visit.say('Lettres', 'Letters')}
            </th>
            {shown.map((state) => (
              <th key={state} scope="col" className="n">
                {stateOfLetterInWords(state, visit)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {providers.map(({ provider, letters, states }) => (
            <tr key={provider}>
              <th scope="row">
                {provider}
                <br />
                <meter
                  aria-label={`${provider}, ${visit.say('acceptées', 'accepted')}`}
                  min={0}
                  max={letters}
                  value={states.accepted ?? 0}
                />
              </th>
              <td className="n">{number(letters)}</td>
              {shown.map((state) => (
                <td key={state} className="n">
                  {number(states[state] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Exclusions({ status: { exclusions }, visit }: { readonly status: Started; readonly visit: Visit }) {
  if (exclusions.length === 0) return <p className="soft">{visit.say('Personne.', 'Nobody.')}</p>;
  return (
    <table>
      <tbody>
        {exclusions.map(({ reason, count }) => (
          <tr key={reason}>
            <th scope="row">{exclusionInWords(reason, visit.say)}</th>
            <td className="n">{numberInWords(count, visit.language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
