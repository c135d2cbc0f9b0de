/** Where an issue stands on its way out, and the hands on it: schedule, send, pause, resume, cancel. */
import type { Newsletter } from '../config/newsletter.ts';
import { mayUse, type Right } from '../desk/editor.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { type IssueAction, mayDo } from '../issue/issue.ts';
import { slotOf } from '../issue/slot.ts';
import { typeset } from '../issue/typography.ts';
import type { Status } from '../outbox/status.ts';
import { issueAddress } from './edit-page-form.tsx';
import { PostForm, type Visit } from './page.tsx';
import { Progress } from './progress.tsx';
import { momentInWords, stateInWords } from './words.ts';

export type Leaving = {
  readonly visit: Visit;
  readonly newsletter: Newsletter;
  readonly issue: DeskIssue;
  readonly status: Status;
  /** What the last action did, or why it did nothing. */
  readonly said: string | null;
};

export function LeavingPage({ leaving }: { readonly leaving: Leaving }) {
  const { visit, newsletter, issue, status, said } = leaving;
  const { say } = visit;
  const place = { newsletter: newsletter.name, period: issue.period };
  const title = `${typeset(newsletter.title, newsletter.language)} n° ${issue.number}`;
  return (
    <div className="stack">
      <section className="card now">
        <p className="row">
          <a href={issueAddress(place)}>{say('Retour au numéro', 'Back to the issue')}</a>
          <span className="badge">{stateInWords(issue.state, say)}</span>
        </p>
        <h1>{title}</h1>
        {said && (
          <p className="said" role="status">
            {said}
          </p>
        )}
        {issue.state === 'draft' && issue.unapprovedReason && (
          <p className="said warn">
            {say('L’approbation a été retirée. ', 'The approval was taken back. ')}
            {issue.unapprovedReason}
          </p>
        )}
        <Standing leaving={leaving} />
        <div className="row">
          <Hands leaving={leaving} />
        </div>
      </section>
      {issue.state === 'draft' && <CheckComing visit={visit} place={place} />}
      {status.kind === 'started' && issue.state !== 'sent' && (
        <section
          className="card"
          data-progress={issue.state === 'sending' ? issueAddress(place, '/progress') : undefined}
        >
          <Progress status={status} visit={visit} />
        </section>
      )}
    </div>
  );
}

/** The check takes seconds, because it follows every link: with script it comes by itself. */
function CheckComing({
  visit,
  place,
}: {
  readonly visit: Visit;
  readonly place: Parameters<typeof issueAddress>[0];
}) {
  const address = issueAddress(place, '/check');
  return (
    <section
      id="check"
      className="card"
      hx-get={address}
      hx-trigger="load"
      hx-target="this"
      hx-select="#check"
      hx-swap="outerHTML"
    >
      <h2>{visit.say('La vérification', 'The check')}</h2>
      <p role="status">
        {visit.say('Chaque lien et chaque image sont essayés…', 'Every link and picture is being tried…')}{' '}
        <a href={address}>{visit.say('Vérifier', 'Check')}</a>
      </p>
    </section>
  );
}

function Standing({ leaving: { visit, newsletter, issue } }: { readonly leaving: Leaving }) {
  const { say, language } = visit;
  const moment = (at: Date) => momentInWords(at, newsletter.time_zone, language);
  switch (issue.state) {
    case 'draft':
      return <p>{say('Relisez ce qui suit, puis approuvez.', 'Read what follows, then approve.')}</p>;
    case 'approved':
      return (
        <p>
          {say(`Approuvé par ${issue.approvedBy}. Édition `, `Approved by ${issue.approvedBy}. Edition `)}
          <code>{issue.approvedHash?.slice(0, 12)}</code>
        </p>
      );
    case 'scheduled':
      return <p>{issue.sendAt && say(`Part ${moment(issue.sendAt)}.`, `Leaves ${moment(issue.sendAt)}.`)}</p>;
    case 'paused':
      return <p className="said warn">{issue.pausedReason ?? say('Suspendu.', 'Paused.')}</p>;
    case 'sent':
      return (
        <p>
          <a
            className="button"
            href={issueAddress({ newsletter: newsletter.name, period: issue.period }, '/report')}
          >
            {say('Lire le bilan', 'Read the report')}
          </a>
        </p>
      );
    case 'sending':
    case 'cancelled':
      return null;
    default:
      return issue.state satisfies never;
  }
}

function Hands({ leaving }: { readonly leaving: Leaving }) {
  const { visit, newsletter, issue } = leaving;
  const { say, language } = visit;
  const can = (right: Right & IssueAction) =>
    visit.editor !== null && mayUse(visit.editor, right, newsletter.approval) && mayDo(issue.state, right);
  const action = (name: string) =>
    issueAddress({ newsletter: newsletter.name, period: issue.period }, `/${name}`);
  const slot = slotOf(newsletter, issue.period);
  return (
    <>
      {can('schedule') && slot && (
        <PostForm visit={visit} action={action('schedule')}>
          <button type="submit" id="schedule">
            {say('Programmer : ', 'Schedule: ')}
            {momentInWords(slot, newsletter.time_zone, language)}
          </button>
        </PostForm>
      )}
      {can('schedule') && (
        <PostForm visit={visit} action={action('schedule')} className="row">
          <label htmlFor="at">{say('ou à', 'or at')}</label>
          <input type="datetime-local" id="at" name="at" required aria-describedby="zone" />
          <span id="zone" className="small soft">
            {newsletter.time_zone}
          </span>
          <button type="submit" className="quiet">
            {say('Programmer', 'Schedule')}
          </button>
        </PostForm>
      )}
      {can('send') && issue.state !== 'sending' && (
        <PostForm visit={visit} action={action('send')} className="row">
          <label htmlFor="sure">
            <input type="checkbox" id="sure" name="sure" value="yes" required />{' '}
            {say('Les lettres partent tout de suite', 'The letters leave at once')}
          </label>
          <button type="submit" className="quiet" id="send">
            {say('Envoyer maintenant', 'Send now')}
          </button>
        </PostForm>
      )}
      {can('pause') && (
        <PostForm visit={visit} action={action('pause')}>
          <button type="submit" id="pause">
            {say('Suspendre', 'Pause')}
          </button>
        </PostForm>
      )}
      {can('resume') && (
        <PostForm visit={visit} action={action('resume')}>
          <button type="submit" id="resume">
            {say('Reprendre', 'Resume')}
          </button>
        </PostForm>
      )}
      {visit.editor && mayUse(visit.editor, 'test', newsletter.approval) && mayDo(issue.state, 'edit') && (
        <PostForm visit={visit} action={action('test')}>
          <button type="submit" className="quiet" id="test">
            {say('M’envoyer une lettre d’essai', 'Send me a test letter')}
          </button>
        </PostForm>
      )}
      {can('cancel') && (
        <details id="cancel-details">
          <summary>{say('Annuler ce numéro…', 'Cancel this issue…')}</summary>
          <PostForm visit={visit} action={action('cancel')}>
            <p>
              {say(
                'Pour de bon : ce qui n’est pas parti ne partira pas.',
                'For good: what has not left will not leave.',
              )}
            </p>
            <button type="submit" className="bad" id="cancel">
              {say('Annuler le numéro', 'Cancel the issue')}
            </button>
          </PostForm>
        </details>
      )}
    </>
  );
}
