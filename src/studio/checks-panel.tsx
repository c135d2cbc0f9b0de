/** The check beside the desk: it follows the issue, and says the same as the gate of approval. */
import { Hono } from 'hono';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Period } from '../audience/ids.ts';
import type { CheckReport } from '../issue/check.ts';
import { type Desk, issueAddress } from './edit-page-form.tsx';
import type { StudioEnv } from './env.ts';
import { Findings, findingsInShort } from './findings.tsx';
import { patientRequest, type Visit } from './page.tsx';
import { troublePage } from './trouble.tsx';

export type ChecksSteps = {
  /** Every question of `hebdo check`, on the issue as it is now, in the editor's language; null without an issue. */
  readonly check: (
    newsletter: string,
    period: Period,
    language: Visit['language'],
  ) => Promise<CheckReport | null>;
};

/** The panel's own part, for the page that holds it. */
export function checksPages(steps: ChecksSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>().get('/issue/:newsletter/:period/checks', async (context) => {
    const { newsletter, period } = context.req.param();
    const visit = context.get('visit');
    const report = await steps.check(newsletter, period as Period, visit.language);
    if (report === null) return troublePage(context, 'notFound');
    return context.html(renderToStaticMarkup(<Report report={report} visit={visit} />));
  });
}

/**
 * Kept over the page's changes (hx-preserve), so that what was found stays to be read while it is looked for anew;
 * the studio's script says when there is something new to look at. Without script a link leads to the gate.
 */
export function ChecksPanel({ desk }: { readonly desk: Desk }) {
  const { say } = desk.visit;
  return (
    <section
      className="card checks"
      id="checks"
      aria-labelledby="checks-title"
      hx-preserve="true"
      hx-get={issueAddress(desk, '/checks')}
      hx-trigger="load, hebdo:changed delay:800ms"
      hx-target="#checks-found"
      hx-select="unset"
      hx-swap="innerHTML"
      hx-sync="this:replace"
      hx-request={patientRequest}
      data-anew="hebdo:changed"
    >
      <h2 id="checks-title">{say('La vérification', 'The check')}</h2>
      <div id="checks-found">
        <a href={issueAddress(desk, '/check')}>{say('Vérifier la lettre', 'Check the letter')}</a>
      </div>
    </section>
  );
}

function Report({ report, visit }: { readonly report: CheckReport; readonly visit: Visit }) {
  const { say } = visit;
  const { findings, issue, bytes } = report;
  return (
    <details id="checks-all">
      <summary>
        <span role="status">{findingsInShort(findings, say)}</span>
        {bytes > 0 && (
          <span className="soft">
            {' '}
            · {Math.ceil(bytes / 1024)} {say('ko', 'kB')}
          </span>
        )}
      </summary>
      <Findings findings={findings} items={issue.items} desk="" say={say} />
    </details>
  );
}
