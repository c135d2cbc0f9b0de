/** A change that was not made: what was typed, what another person made of it, and how to go on. Nothing is lost. */
import type { Period } from '../audience/ids.ts';
import type { Say } from '../config/say.ts';
import type { DeskIssue } from '../issue/desk.ts';
import type { Change } from '../issue/edit-issue.ts';
import { changeInWords } from '../issue/edit-words.ts';
import { refusedPage } from './card-page.tsx';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext } from './env.ts';
import { KeptText, typedIn } from './kept-text.tsx';
import { PostForm, type Visit } from './page.tsx';

export type NotMade = {
  readonly issue: DeskIssue;
  readonly changes: readonly Change[];
  /** Why the change itself is impossible; without it, another change came first. */
  readonly refusal?: string;
  /** The draft was made anew: nobody's words stand against these. */
  readonly redrafted?: true;
};

export function showConflict(
  context: StudioContext,
  place: { readonly newsletter: string; readonly period: Period },
  notMade: NotMade,
): Response {
  const { issue, changes, refusal, redrafted = false } = notMade;
  const visit = context.get('visit');
  const { say } = visit;
  const fields = context.get('fields');
  const { title, text } = inWords(notMade, say);
  const back = say('Revenir au numéro', 'Back to the issue');
  return refusedPage(
    context,
    { title, status: refusal ? 422 : 409 },
    <>
      <p>{text}</p>
      {changes.length > 0 && (
        <>
          <h2>{say('L’autre changement', 'The other change')}</h2>
          <OtherChanges changes={changes} say={say} />
        </>
      )}
      {typedIn(fields).length > 0 && <h2>{say('Le vôtre', 'Yours')}</h2>}
      <KeptText fields={fields} say={say} />
      <div className="row">
        <a className="button" href={issueAddress(place)}>
          {refusal || redrafted ? back : say('Garder l’autre', 'Keep the other')}
        </a>
        {/* What came with a file cannot be said again without it. */}
        {refusal === undefined && context.req.path.endsWith('/edit') && (
          <Insist visit={visit} place={place} fields={fields} version={issue.version} />
        )}
      </div>
    </>,
  );
}

export function OtherChanges({ changes, say }: { readonly changes: readonly Change[]; readonly say: Say }) {
  return (
    <ul className="list">
      {changes.map((change) => (
        <li key={change.id}>
          <strong>{change.by}</strong> : {changeInWords(change.change, say)}
          {change.change.taken !== 'back' && change.change.text && (
            <blockquote>{change.change.text}</blockquote>
          )}
        </li>
      ))}
    </ul>
  );
}

function inWords({ changes, refusal, redrafted }: NotMade, say: Say): { title: string; text: string } {
  if (refusal !== undefined)
    return { title: say('Ce changement n’a pas été fait', 'This change was not made'), text: refusal };
  if (redrafted)
    return {
      title: say('Le brouillon a été refait', 'The draft was made anew'),
      text: say(
        'Les articles ont été choisis de nouveau depuis que vous avez ouvert la page, et votre changement n’a pas été fait. Revenez au numéro pour voir le nouveau choix, et refaites-le s’il a encore lieu d’être.',
        'The articles were chosen anew since you opened the page, and your change was not made. Go back to the issue to see the new choice, and make it again if it still makes sense.',
      ),
    };
  return {
    title: say('Quelqu’un a changé la même chose', 'Somebody changed the same thing'),
    text:
      changes.length === 0
        ? say('Rien n’a été écrasé.', 'Nothing was overwritten.')
        : say(
            'Rien n’a été écrasé. Voici les deux versions.',
            'Nothing was overwritten. Here are both versions.',
          ),
  };
}

/** The same change again, by somebody who has now seen the other one. */
function Insist({
  visit,
  place,
  fields,
  version,
}: {
  readonly visit: Visit;
  readonly place: { readonly newsletter: string; readonly period: Period };
  readonly fields: URLSearchParams;
  readonly version: number;
}) {
  if (!fields.has('what')) return null;
  const again = [...fields].filter(([name]) => !['form_token', 'version', 'page', 'press'].includes(name));
  return (
    <PostForm visit={visit} action={issueAddress(place, '/edit')}>
      <input type="hidden" name="version" value={version} />
      {again.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className="quiet">
        {visit.say('Mettre le mien quand même', 'Use mine all the same')}
      </button>
    </PostForm>
  );
}
