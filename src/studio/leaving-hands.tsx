/** The hands on an issue that leaves: schedule, hold, send, pause, resume, cancel, each where state and role allow it. */
import { sayCount } from '../config/say.ts';
import { mayUse, type Right } from '../desk/editor.ts';
import { departureOf } from '../issue/departure.ts';
import { type IssueAction, mayDo } from '../issue/issue.ts';
import { slotOf } from '../issue/slot.ts';
import { issueAddress } from './edit-page-form.tsx';
import type { Leaving } from './leaving-facts.ts';
import { PostForm, type Visit } from './page.tsx';
import { momentInWords, numberInWords } from './words.ts';

export function Hands({ leaving }: { readonly leaving: Leaving }) {
  const { visit, newsletter, issue, now } = leaving;
  const { say, language } = visit;
  const can = (right: Right & IssueAction) =>
    visit.editor !== null && mayUse(visit.editor, right, newsletter.approval) && mayDo(issue.state, right);
  const action = (name: string) =>
    issueAddress({ newsletter: newsletter.name, period: issue.period }, `/${name}`);
  const slot = slotOf(newsletter, issue.period);
  const departure = departureOf(newsletter, issue, now);
  // Nothing beside the one button that takes it back.
  if (departure?.kind === 'counting') return null;
  return (
    <div className="row">
      {can('schedule') && slot && slot > now && slot.getTime() !== departure?.at.getTime() && (
        <PostForm visit={visit} action={action('schedule')}>
          <button type="submit" id="schedule">
            {say('Programmer : ', 'Schedule: ')}
            {momentInWords(slot, newsletter.time_zone, language)}
          </button>
        </PostForm>
      )}
      {can('schedule') && (
        <PostForm visit={visit} action={action('schedule')} className="row">
          <label htmlFor="at">{say('Départ le', 'Leave on')}</label>
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
            {newsletter.undo_seconds > 0
              ? say(
                  `Les lettres partent dans ${newsletter.undo_seconds} s`,
                  `The letters leave in ${newsletter.undo_seconds} s`,
                )
              : say('Les lettres partent tout de suite', 'The letters leave at once')}
          </label>
          <button type="submit" className="quiet" id="send">
            {say('Envoyer maintenant', 'Send now')}
          </button>
        </PostForm>
      )}
      {can('send') && <ReleaseForm leaving={leaving} action={action('release')} />}
      {can('hold') && departure && departure.kind !== 'missed' && (
        <PostForm visit={visit} action={action('hold')}>
          <button type="submit" className="quiet" id="hold">
            {say('Ne pas le laisser partir seul', 'Do not let it leave by itself')}
          </button>
        </PostForm>
      )}
      {visit.editor &&
        mayUse(visit.editor, 'approve', newsletter.approval) &&
        mayDo(issue.state, 'unapprove') && (
          <PostForm visit={visit} action={action('unapprove')}>
            <button type="submit" className="quiet" id="unapprove">
              {say('Retirer l’approbation', 'Take the approval back')}
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
        <TestForm visit={visit} action={action('test')} testers={newsletter.testers.length} />
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
    </div>
  );
}

/** Only while letters wait for how the first ones are received. */
function ReleaseForm({ leaving, action }: { readonly leaving: Leaving; readonly action: string }) {
  const { visit, issue, status } = leaving;
  const { say, language } = visit;
  if (issue.state !== 'sending' || status.kind !== 'started' || status.stage === null) return null;
  const { waiting } = status.stage.stage;
  const number = numberInWords(waiting, language);
  return (
    <PostForm visit={visit} action={action} className="row">
      <label htmlFor="sure-release">
        <input type="checkbox" id="sure-release" name="sure" value="yes" required />{' '}
        {sayCount(
          waiting,
          say,
          [
            `${number} lettre part sans attendre l’accueil des premières`,
            `${number} lettres partent sans attendre l’accueil des premières`,
          ],
          [
            `${number} letter leaves without waiting to see how the first fare`,
            `${number} letters leave without waiting to see how the first fare`,
          ],
        )}
      </label>
      <button type="submit" className="quiet" id="release">
        {say('Libérer la suite maintenant', 'Let the rest leave now')}
      </button>
    </PostForm>
  );
}

/** Without testers there is nothing to choose. */
function TestForm({
  visit,
  action,
  testers,
}: {
  readonly visit: Visit;
  readonly action: string;
  readonly testers: number;
}) {
  const { say } = visit;
  if (testers === 0)
    return (
      <PostForm visit={visit} action={action}>
        <button type="submit" className="quiet" id="test">
          {say('M’envoyer une lettre d’essai', 'Send me a test letter')}
        </button>
      </PostForm>
    );
  return (
    <PostForm visit={visit} action={action} className="row">
      <label htmlFor="test-to">{say('Une lettre d’essai', 'A test letter')}</label>
      <select id="test-to" name="to">
        <option value="me">{say('à moi', 'to me')}</option>
        <option value="testers">
          {say(`à la liste des testeurs (${testers})`, `to the list of testers (${testers})`)}
        </option>
      </select>
      <button type="submit" className="quiet" id="test">
        {say('Envoyer l’essai', 'Send the test')}
      </button>
    </PostForm>
  );
}
