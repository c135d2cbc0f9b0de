/** Where an issue stands on its way out, in a sentence; and the seconds in which it can be taken back. */
import { mayUse } from '../desk/editor.ts';
import { isCounting, leavesAt } from '../issue/recall.ts';
import { issueAddress } from './edit-page-form.tsx';
import type { Leaving } from './leaving-facts.ts';
import { PostForm } from './page.tsx';
import { momentInWords } from './words.ts';

export function Standing({ leaving }: { readonly leaving: Leaving }) {
  const { visit, newsletter, issue } = leaving;
  const { say, language } = visit;
  const at = leavesAt(newsletter, issue);
  if (isCounting(newsletter, issue, leaving.now)) return <Countdown leaving={leaving} />;
  switch (issue.state) {
    case 'draft':
      return <p>{say('Relisez ce qui suit, puis approuvez.', 'Read what follows, then approve.')}</p>;
    case 'approved':
    case 'scheduled':
      return (
        <p>
          {say(`Approuvé par ${issue.approvedBy}, édition `, `Approved by ${issue.approvedBy}, edition `)}
          <code>{issue.approvedHash?.slice(0, 12)}</code>.{' '}
          <strong>
            {at
              ? say(
                  `Part tout seul ${momentInWords(at, newsletter.time_zone, language)}.`,
                  `Leaves by itself ${momentInWords(at, newsletter.time_zone, language)}.`,
                )
              : say(
                  'Ne part pas tout seul : programmez-le ou envoyez-le.',
                  'Does not leave by itself: schedule it or send it.',
                )}
          </strong>
        </p>
      );
    case 'paused':
      return <p className="said warn">{issue.pausedReason ?? say('Suspendu.', 'Paused.')}</p>;
    case 'sent':
      return (
        <p className="row">
          <a
            className="button"
            href={issueAddress({ newsletter: newsletter.name, period: issue.period }, '/report')}
          >
            {say('Lire le bilan', 'Read the report')}
          </a>
          <a
            className="button quiet"
            href={issueAddress({ newsletter: newsletter.name, period: issue.period }, '/errata')}
          >
            {say('Publier un erratum', 'Publish an erratum')}
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

function Countdown({ leaving: { visit, newsletter, issue, now } }: { readonly leaving: Leaving }) {
  const { say, language, editor } = visit;
  const at = leavesAt(newsletter, issue) ?? now;
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
