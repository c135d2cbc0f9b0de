/** What an editor answers for: subject, readers and who gets none, the difference from last time, moment, edition; and the button. */

import type { EditionHash } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { sayCount } from '../config/say.ts';
import { mayUse } from '../desk/editor.ts';
import { type Approver, enoughPeople } from '../issue/approve.ts';
import { type HourOnceApproved, hourOnceApproved } from '../issue/departure.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { typeset } from '../issue/typography.ts';
import type { Audience } from '../outbox/send-ledger.ts';
import { issueAddress } from './edit-page-form.tsx';
import type { Checked } from './leaving-facts.ts';
import { readersInWords } from './outcomes.ts';
import { PostForm, type Visit } from './page.tsx';
import { excludedInWords, momentInWords, numberInWords } from './words.ts';
import { hourInWords } from './words-departure.ts';

export function ApproveCard({
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
  const { say, language } = visit;
  const { report, audience, readers } = checked;
  const { issue, edition, bytes } = report;
  const moment = (at: Date) => momentInWords(at, newsletter.time_zone, language, now);
  const facts: readonly [string, string][] = [
    [say('Objet', 'Subject'), edition?.content.subject ?? typeset(issue.subject, newsletter.language)],
    [say('Pour', 'For'), readersInWords(readers, say)],
    [say('Lettres', 'Letters'), numberInWords(audience.letters, language)],
    [
      say('Depuis le dernier numéro', 'Since the last issue'),
      differenceInWords(audience.letters, report.audience.last, visit),
    ],
    [say('Départ', 'Leaves'), hourInWords(hourOf(newsletter, issue, now), moment, say)],
    [
      say('Poids', 'Weight'),
      say(
        `${Math.ceil(bytes / 1024)} ko au plus, sur ${newsletter.limits.html_kb}`,
        `${Math.ceil(bytes / 1024)} kB at most, of ${newsletter.limits.html_kb}`,
      ),
    ],
  ];
  return (
    <section className="card" aria-labelledby="leaves-title">
      <h2 id="leaves-title">
        {issue.approvedHash === null || issue.approvedHash === edition?.hash
          ? say('Ce qui partirait', 'What would leave')
          : say('Ce qui serait composé maintenant', 'What would be composed now')}
      </h2>
      <table>
        <tbody>
          {facts.map(([what, value]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{value}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{say('Sans lettre', 'Without a letter')}</th>
            <td>
              <Without audience={audience} visit={visit} />
            </td>
          </tr>
          <tr>
            <th scope="row">{say('Édition', 'Edition')}</th>
            <td>
              <code>{edition?.hash ?? say('ne se compose pas', 'cannot be composed')}</code>
            </td>
          </tr>
        </tbody>
      </table>
      {issue.state === 'draft' && edition && (
        <Approve
          visit={visit}
          newsletter={newsletter}
          checked={checked}
          hash={edition.hash}
          approvers={approvers}
        />
      )}
    </section>
  );
}

/** Of what is approved already the hour stands, whatever the clock says by now. */
function hourOf(newsletter: Newsletter, issue: DeskIssue, now: Date): HourOnceApproved {
  if (issue.state === 'draft') return hourOnceApproved(newsletter, issue, now);
  return issue.sendAt === null ? { kind: 'none' } : { kind: 'ahead', at: issue.sendAt };
}

/** «12 lecteurs de plus (+3 %)». */
function differenceInWords(now: number, last: number | null, { say, language }: Visit): string {
  if (last === null) return say('c’est le premier', 'it is the first');
  const more = now - last;
  const count = numberInWords(Math.abs(more), language);
  if (more === 0) return say('autant de lecteurs', 'as many readers');
  const percent =
    last === 0 ? '' : ` (${more > 0 ? '+' : '−'}${Math.round((100 * Math.abs(more)) / last)} %)`;
  return more > 0
    ? sayCount(
        more,
        say,
        [`${count} lecteur de plus${percent}`, `${count} lecteurs de plus${percent}`],
        [`${count} more reader${percent}`, `${count} more readers${percent}`],
      )
    : sayCount(
        -more,
        say,
        [`${count} lecteur de moins${percent}`, `${count} lecteurs de moins${percent}`],
        [`${count} fewer reader${percent}`, `${count} fewer readers${percent}`],
      );
}

/** Who gets none, by reason: together with the letters they are everybody who ever asked for it. */
function Without({ audience, visit }: { readonly audience: Audience; readonly visit: Visit }) {
  if (audience.exclusions.length === 0) return visit.say('personne', 'nobody');
  return (
    <ul className="list tight">
      {audience.exclusions.map(({ reason, count }) => (
        <li key={reason}>
          {numberInWords(count, visit.language)} {excludedInWords(reason, count, visit.say)}
        </li>
      ))}
    </ul>
  );
}

function Approve({
  visit,
  newsletter,
  checked: { report, readers },
  hash,
  approvers,
}: {
  readonly visit: Visit;
  readonly newsletter: Newsletter;
  readonly checked: Checked;
  readonly hash: EditionHash;
  readonly approvers: readonly Approver[];
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
  const names = approvers.map(({ by }) => by);
  const waiting = newsletter.approval === 'two' && names.length > 0;
  if (waiting && names.includes(editor.name))
    return (
      <p className="said">
        {say(
          'Vous avez approuvé. Une deuxième personne doit le faire.',
          'You approved it. A second person must do so.',
        )}
      </p>
    );
  const own = { by: editor.name, chief: editor.roles.includes('chief') };
  if (enoughPeople(newsletter, [...approvers, own], true) === 'needs_chief')
    return (
      <p className="said">
        {say(
          `Déjà approuvé par ${names.join(', ')}. L’autre accord est celui d’une personne qui a le rôle de chef.`,
          `Approved by ${names.join(', ')} so far. The other person must have the role chief.`,
        )}
      </p>
    );
  return (
    <PostForm
      visit={visit}
      action={issueAddress({ newsletter: newsletter.name, period: report.issue.period }, '/approve')}
    >
      <input type="hidden" name="hash" value={hash} />
      <input type="hidden" name="readers" value={readers} />
      {waiting && (
        <p>{say(`Déjà approuvé par ${names.join(', ')}.`, `Approved by ${names.join(', ')} so far.`)}</p>
      )}
      <button type="submit" id="approve">
        {say('Approuver cette édition', 'Approve this edition')}
      </button>
    </PostForm>
  );
}
