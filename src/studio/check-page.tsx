/** The check as the gate of approval: what stands against the letter, who would get it, and the one button. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Approver } from '../issue/approve.ts';
import { mayDo } from '../issue/issue.ts';
import { ApproveCard } from './approve-card.tsx';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext } from './env.ts';
import { Findings } from './findings.tsx';
import { placeOf } from './issue-page.tsx';
import type { Checked, LeavingSteps } from './leaving-facts.ts';
import { Overtaken } from './overtaken.tsx';
import { renderPage, type Visit } from './page.tsx';
import { troublePage } from './trouble.tsx';

export async function showCheck(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const visit = context.get('visit');
  const [newsletter, checked] = await Promise.all([
    steps.newsletter(name),
    steps.check(name, period, { language: visit.language, signal: context.req.raw.signal }),
  ]);
  if (checked === null) return troublePage(context, 'notFound');
  const { issue: checkedIssue, edition } = checked.report;
  const approvers = edition ? await steps.approvers(checkedIssue, edition.hash, checked.readers) : [];
  return context.html(
    renderPage(
      visit,
      visit.say('La vérification', 'The check'),
      <div className="stack">
        <section className="card now">
          <p>
            <a href={issueAddress({ newsletter: name, period })}>
              {visit.say('Retour au numéro', 'Back to the issue')}
            </a>
          </p>
          <h1>
            {visit.say('La vérification du', 'The check of')} n° {checkedIssue.number}
          </h1>
        </section>
        <CheckCard
          visit={visit}
          newsletter={newsletter}
          checked={checked}
          approvers={approvers}
          now={steps.now()}
        />
      </div>,
    ),
  );
}

function CheckCard({
  visit,
  newsletter,
  checked,
  approvers,
  now,
}: {
  readonly visit: Visit;
  readonly newsletter: Newsletter;
  readonly checked: Checked;
  readonly approvers: readonly Approver[];
  readonly now: Date;
}) {
  const { say } = visit;
  const { report } = checked;
  const { issue, edition } = report;
  const overtaken = issue.approvedHash !== null && edition?.hash !== issue.approvedHash;
  return (
    <section className="stack" id="check">
      {overtaken && mayDo(issue.state, 'unapprove') && <Overtaken say={say} />}
      <ApproveCard visit={visit} newsletter={newsletter} checked={checked} approvers={approvers} now={now} />
      <section className="card">
        <h2>{say('La vérification', 'The check')}</h2>
        <Findings
          findings={report.findings}
          items={issue.items}
          desk={issueAddress({ newsletter: newsletter.name, period: issue.period })}
          say={say}
        />
      </section>
    </section>
  );
}
