/** The check as the gate of approval: what stands against the letter, who would get it, and the one button. */
import type { Newsletter } from '../config/newsletter.ts';
import { ApproveCard } from './approve-card.tsx';
import { issueAddress } from './edit-page-form.tsx';
import { Findings } from './findings.tsx';
import type { Checked } from './leaving-facts.ts';
import type { Visit } from './page.tsx';

export function CheckCard({
  visit,
  newsletter,
  checked,
  approvers,
}: {
  readonly visit: Visit;
  readonly newsletter: Newsletter;
  readonly checked: Checked;
  readonly approvers: readonly string[];
}) {
  const { say } = visit;
  const { report } = checked;
  return (
    <section className="stack" id="check">
      <ApproveCard visit={visit} newsletter={newsletter} checked={checked} approvers={approvers} />
      <section className="card">
        <h2>{say('La vérification', 'The check')}</h2>
        <Findings
          findings={report.findings}
          items={report.issue.items}
          desk={issueAddress({ newsletter: newsletter.name, period: report.issue.period })}
          say={say}
        />
      </section>
    </section>
  );
}
