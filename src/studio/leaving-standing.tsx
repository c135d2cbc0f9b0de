/** Where an issue stands on its way out, in a sentence; and the seconds in which it can be taken back. */
import { mayUse } from '../desk/editor.ts';
import { type Departure, departureOf } from '../issue/departure.ts';
import type { Status } from '../outbox/status.ts';
import { issueAddress } from './edit-page-form.tsx';
import type { Leaving } from './leaving-facts.ts';
import { PostForm } from './page.tsx';
import { momentInWords } from './words.ts';
import { lateInWords } from './words-departure.ts';

export function Standing({ leaving }: { readonly leaving: Leaving }) {
  const { visit, newsletter, issue } = leaving;
  const { say } = visit;
  const departure = departureOf(newsletter, issue, leaving.now);
  if (departure?.kind === 'counting') return <Countdown leaving={leaving} at={departure.at} />;
  switch (issue.state) {
    case 'draft':
      return <p>{say('Relisez ce qui suit, puis approuvez.', 'Read what follows, then approve.')}</p>;
    case 'approved':
    case 'scheduled':
      return (
        <p>
          {say(`Approuvé par ${issue.approvedBy}, édition `, `Approved by ${issue.approvedBy}, edition `)}
          <code>{issue.approvedHash?.slice(0, 12)}</code>.{' '}
          <strong>{departureInWords(departure, leaving)}</strong>
        </p>
      );
    case 'paused':
      return <p className="said warn">{issue.pausedReason ?? say('Suspendu.', 'Paused.')}</p>;
    case 'sent':
      return <Afterwards leaving={leaving} />;
    case 'cancelled':
      return somebodyHasIt(leaving.status) ? <Afterwards leaving={leaving} /> : null;
    case 'sending':
      return null;
    default:
      return issue.state satisfies never;
  }
}

function Afterwards({ leaving: { visit, newsletter, issue } }: { readonly leaving: Leaving }) {
  const { say } = visit;
  const place = { newsletter: newsletter.name, period: issue.period };
  return (
    <p className="row">
      <a className="button" href={issueAddress(place, '/report')}>
        {say('Lire le bilan', 'Read the report')}
      </a>
      <a className="button quiet" href={issueAddress(place, '/errata')}>
        {say('Publier un erratum', 'Publish an erratum')}
      </a>
    </p>
  );
}

/** Or may have it: then it can be read on the web, and is to be corrected there. */
function somebodyHasIt(status: Status): boolean {
  if (status.kind !== 'started') return false;
  const { accepted, dotted, unknown } = status.progress.counts;
  return accepted + dotted + unknown > 0;
}

function departureInWords(departure: Departure | null, { visit, newsletter, now }: Leaving): string {
  const { say, language } = visit;
  if (departure === null)
    return say(
      'Ne part pas tout seul : programmez-le ou envoyez-le.',
      'Does not leave by itself: schedule it or send it.',
    );
  const when = momentInWords(departure.at, newsletter.time_zone, language, now);
  const late = lateInWords(departure, say);
  return late === null
    ? say(`Part tout seul ${when}.`, `Leaves by itself ${when}.`)
    : say(`Devait partir ${when}. ${late}`, `It should have left ${when}. ${late}`);
}

function Countdown({
  leaving: { visit, newsletter, issue, now },
  at,
}: {
  readonly leaving: Leaving;
  readonly at: Date;
}) {
  const { say, language, editor } = visit;
  const seconds = Math.max(0, Math.ceil((at.getTime() - now.getTime()) / 1000));
  const place = { newsletter: newsletter.name, period: issue.period };
  return (
    <div className="said warn leaves" data-leaves={seconds}>
      <p>
        <strong>
          {say('Les lettres partent dans ', 'The letters leave in ')}
          <span data-left>{seconds}</span>
          {'\u00a0'}s
        </strong>{' '}
        <span className="small">
          {momentInWords(at, newsletter.time_zone, language)}
          {issue.leaveAskedBy && ` · ${say('demandé par', 'asked for by')} ${issue.leaveAskedBy}`}
        </span>
      </p>
      {editor && mayUse(editor, 'hold', newsletter.approval) && (
        <PostForm visit={visit} action={issueAddress(place, '/hold')}>
          <button type="submit" id="hold">
            {say('Ne pas envoyer', 'Do not send')}
          </button>
        </PostForm>
      )}
      <noscript>
        <p className="small">
          <a href={issueAddress(place, '/leaving')}>{say('Regarder de nouveau', 'Look again')}</a>
        </p>
      </noscript>
    </div>
  );
}
