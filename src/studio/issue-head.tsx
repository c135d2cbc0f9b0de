/** Where an issue stands: its state, its moment, the next step, the change that can be taken back. */
import { departureOf } from '../issue/departure.ts';
import { mayDo } from '../issue/issue.ts';
import { type Desk, issueAddress } from './edit-page-form.tsx';
import type { IssueOnDesk } from './issue-facts.ts';
import { Reversals } from './issue-history.tsx';
import { Overtaken } from './overtaken.tsx';
import { momentInWords, stateInWords } from './words.ts';
import { lateInWords } from './words-departure.ts';

export function Head({
  desk,
  found,
  title,
}: {
  readonly desk: Desk;
  readonly found: IssueOnDesk;
  readonly title: string;
}) {
  const { visit } = desk;
  const { say } = visit;
  const { issue, newsletter } = found;
  const waits = mayDo(issue.state, 'edit');
  const departure = departureOf(newsletter, issue, found.now);
  const at = departure?.at ?? issue.sendAt;
  const told = [
    ...(waits && at ? [leavesInWords(at, found, visit)] : []),
    ...(issue.approvedBy ? [`${say('approuvé par', 'approved by')} ${issue.approvedBy}`] : []),
  ];
  const late = departure && lateInWords(departure, say);
  return (
    <section className="card now">
      <div className="row">
        <h1>{title}</h1>
        <span className="badge">{stateInWords(issue.state, say)}</span>
        <a className="button" href={`${issueAddress(desk, '/leaving')}`} id="next">
          {nextWords(issue.state, say)}
        </a>
      </div>
      <p className="small soft">{told.join(' · ')}</p>
      {found.overtaken && <Overtaken say={say} />}
      {late && <p className="said warn">{late}</p>}
      {issue.state === 'draft' && issue.unapprovedReason && (
        <p className="said warn">
          {say('L’approbation a été retirée. ', 'The approval was taken back. ')}
          {issue.unapprovedReason}
        </p>
      )}
      {(issue.state === 'approved' || issue.state === 'scheduled') && desk.mayEdit && (
        <p className="said warn">
          {say('Un changement retire l’approbation.', 'A change takes the approval back.')}
        </p>
      )}
      <Reversals desk={desk} found={found} />
    </section>
  );
}

function leavesInWords(at: Date, { newsletter, now }: IssueOnDesk, { say, language }: Desk['visit']): string {
  const moment = momentInWords(at, newsletter.time_zone, language, now);
  return at <= now
    ? say(`Devait partir ${moment}`, `It should have left ${moment}`)
    : say(`Départ prévu ${moment}`, `Leaves ${moment}`);
}

function nextWords(state: IssueOnDesk['issue']['state'], say: Desk['visit']['say']): string {
  switch (state) {
    case 'draft':
      return say('Vérifier et approuver', 'Check and approve');
    case 'approved':
      return say('Programmer ou envoyer', 'Schedule or send');
    case 'sending':
    case 'paused':
      return say('Suivre le départ', 'Follow the sending');
    default:
      return say('Voir le départ', 'See the sending');
  }
}
