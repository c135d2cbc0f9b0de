/** The check as the gate of approval: what stands against the letter, who would get it, and the one button. */
import type { EditionHash } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { mayUse } from '../desk/editor.ts';
import { slotOf } from '../issue/slot.ts';
import type { Audience } from '../outbox/send-ledger.ts';
import { issueAddress } from './edit-page-form.tsx';
import { Findings } from './findings.tsx';
import type { Checked } from './leaving-facts.ts';
import { PostForm, type Visit } from './page.tsx';
import { exclusionInWords, momentInWords, numberInWords } from './words.ts';

export function CheckCard({
  visit,
  newsletter,
  checked: { report, audience },
  approvers,
}: {
  readonly visit: Visit;
  readonly newsletter: Newsletter;
  readonly checked: Checked;
  readonly approvers: readonly string[];
}) {
  const { say, language } = visit;
  const { issue, edition, bytes } = report;
  const slot = slotOf(newsletter, issue.period);
  const facts: readonly [string, string][] = [
    [say('Objet', 'Subject'), issue.subject],
    [say('Lecteurs', 'Readers'), readersInWords(audience, report.audience.last, visit)],
    [
      say('Départ', 'Leaves'),
      slot ? momentInWords(slot, newsletter.time_zone, language) : say('sans créneau', 'no slot'),
    ],
    [
      say('Poids', 'Weight'),
      say(
        `${Math.ceil(bytes / 1000)} kB au plus, sur ${newsletter.limits.html_kb}`,
        `${Math.ceil(bytes / 1000)} kB at most, of ${newsletter.limits.html_kb}`,
      ),
    ],
    [say('Édition', 'Edition'), edition?.hash.slice(0, 12) ?? say('ne se compose pas', 'cannot be composed')],
  ];
  return (
    <section className="stack" id="check">
      <section className="card">
        <h2>{say('Ce qui partirait', 'What would leave')}</h2>
        <table>
          <tbody>
            {facts.map(([what, value]) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {issue.state === 'draft' && edition && (
          <Approve
            visit={visit}
            newsletter={newsletter}
            report={report}
            hash={edition.hash}
            approvers={approvers}
          />
        )}
      </section>
      <section className="card">
        <h2>{say('La vérification', 'The check')}</h2>
        <Findings findings={report.findings} say={say} />
      </section>
    </section>
  );
}

function readersInWords(audience: Audience, last: number | null, { say, language }: Visit): string {
  const number = (value: number) => numberInWords(value, language);
  const excluded = audience.exclusions
    .map(({ reason, count }) => `${number(count)} ${exclusionInWords(reason, say)}`)
    .join(', ');
  const before =
    last === null ? '' : say(` (${number(last)} la dernière fois)`, ` (${number(last)} last time)`);
  const without = excluded && say(` ; sans ${excluded}`, `; without ${excluded}`);
  return `${number(audience.letters)}${before}${without}`;
}

function Approve({
  visit,
  newsletter,
  report,
  hash,
  approvers,
}: {
  readonly visit: Visit;
  readonly newsletter: Newsletter;
  readonly report: Checked['report'];
  readonly hash: EditionHash;
  readonly approvers: readonly string[];
}) {
  const { say, editor } = visit;
  if (report.blocked)
    return (
      <p className="said bad">
        {say(
          'Ne peut pas partir ainsi : corrigez d’abord ce qui bloque.',
          'Cannot leave so: first correct what blocks.',
        )}
      </p>
    );
  if (editor === null || !mayUse(editor, 'approve', newsletter.approval)) return null;
  const waiting = newsletter.approval === 'two' && approvers.length > 0;
  if (approvers.includes(editor.name))
    return (
      <p className="said">
        {say(
          'Vous avez approuvé. Une deuxième personne doit le faire.',
          'You approved it. A second person must do so.',
        )}
      </p>
    );
  return (
    <PostForm
      visit={visit}
      action={issueAddress({ newsletter: newsletter.name, period: report.issue.period }, '/approve')}
    >
      <input type="hidden" name="hash" value={hash} />
      {waiting && (
        <p>
          {say(`Déjà approuvé par ${approvers.join(', ')}.`, `Approved by ${approvers.join(', ')} so far.`)}
        </p>
      )}
      <button type="submit" id="approve">
        {say('Approuver cette édition', 'Approve this edition')}
      </button>
    </PostForm>
  );
}
