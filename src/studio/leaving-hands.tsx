/** The hands on an issue that leaves: the ways out, hold, unapprove, pause, resume, test, cancel, each where state and role allow it. */
import { departureOf } from '../issue/departure.ts';
import { mayDo } from '../issue/issue.ts';
import type { Leaving } from './leaving-facts.ts';
import { handsOn, WaysOut } from './leaving-ways.tsx';
import { PostForm, type Visit } from './page.tsx';

export function Hands({ leaving }: { readonly leaving: Leaving }) {
  const { newsletter, issue, now } = leaving;
  // Nothing beside the one button that takes it back.
  if (departureOf(newsletter, issue, now)?.kind === 'counting') return null;
  return (
    <div className="stack">
      <WaysOut leaving={leaving} />
      <OtherHands leaving={leaving} />
    </div>
  );
}

function OtherHands({ leaving }: { readonly leaving: Leaving }) {
  const { visit, newsletter, issue, now } = leaving;
  const { say } = visit;
  const { can, mayEver, action } = handsOn(leaving);
  const departure = departureOf(newsletter, issue, now);
  return (
    <div className="row">
      {can('hold') && departure && departure.kind !== 'missed' && (
        <PostForm visit={visit} action={action('hold')}>
          <button type="submit" className="quiet" id="hold">
            {say('Ne pas le laisser partir seul', 'Do not let it leave by itself')}
          </button>
        </PostForm>
      )}
      {mayEver('approve') && mayDo(issue.state, 'unapprove') && (
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
      {mayEver('test') && mayDo(issue.state, 'edit') && (
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
