/** A draft made anew by hand: asked for on a page that says what it does, refused with the reason, taken back by an undo. */
import { Hono } from 'hono';
import type { Say } from '../config/say.ts';
import type { Change } from '../issue/edit-issue.ts';
import { mayDo } from '../issue/issue.ts';
import type { RedraftOutcome } from '../issue/redraft.ts';
import { refusedPage } from './card-page.tsx';
import { OtherChanges } from './conflict.tsx';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext, StudioEnv } from './env.ts';
import type { EditSteps } from './issue-facts.ts';
import { answerEdit, deskOf, placeOf } from './issue-page.tsx';
import { renderPage } from './page.tsx';
import { RedraftPage } from './redraft-page.tsx';
import { troublePage } from './trouble.tsx';
import { stateInWords } from './words.ts';

const issue = '/issue/:newsletter/:period/redraft';

export function redraftPages(steps: EditSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get(issue, (context) => showRedraft(context, steps))
    .post(issue, (context) => takeRedraft(context, steps));
}

async function showRedraft(context: StudioContext, steps: EditSteps): Promise<Response> {
  const { newsletter, period } = placeOf(context);
  const found = await steps.issue(newsletter, period);
  if (found === null) return troublePage(context, 'notFound');
  if (!mayDo(found.issue.state, 'redraft')) return tell(context, { kind: 'settled', issue: found.issue });
  const { say } = context.get('visit');
  const { number } = found.issue;
  const title = say(`Refaire le brouillon du n° ${number}`, `Draft no. ${number} anew`);
  const page = <RedraftPage desk={deskOf(context, found)} found={found} title={title} />;
  return context.html(renderPage(context.get('visit'), title, page));
}

async function takeRedraft(context: StudioContext, steps: EditSteps): Promise<Response> {
  const { newsletter, period } = placeOf(context);
  const { editor } = context.get('visit');
  const version = Number(context.get('fields').get('version'));
  if (editor === null || !Number.isSafeInteger(version) || version < 1)
    return troublePage(context, 'notUnderstood');
  return tell(context, await steps.redraft(newsletter, period, { by: editor.name, version }));
}

function tell(context: StudioContext, outcome: RedraftOutcome): Response {
  const { say } = context.get('visit');
  const place = placeOf(context);
  const notMade = (why: string) =>
    refusedPage(
      context,
      { title: say('Le brouillon n’a pas été refait', 'The draft was not made anew'), status: 422 },
      <>
        <p>{why}</p>
        <a className="button" href={issueAddress(place)}>
          {say('Revenir au numéro', 'Back to the issue')}
        </a>
      </>,
    );
  switch (outcome.kind) {
    case 'same':
      return notMade(
        say(
          'Le choix serait le même : les flux n’ont rien apporté qui le change.',
          'The choice would be the same: the feeds have brought nothing that changes it.',
        ),
      );
    case 'no_draft':
      return notMade(noDraftInWords(outcome.why, say));
    case 'settled':
      return notMade(
        mayDo(outcome.issue.state, 'unapprove')
          ? say(
              `Le numéro est ${stateInWords(outcome.issue.state, say)} : retirez d’abord l’approbation.`,
              `The issue is ${stateInWords(outcome.issue.state, say)}: take the approval back first.`,
            )
          : say(
              `Le numéro est ${stateInWords(outcome.issue.state, say)} : il ne se change plus.`,
              `The issue is ${stateInWords(outcome.issue.state, say)}: it cannot be changed any more.`,
            ),
      );
    case 'conflict':
      return overtakenPage(context, outcome.changes);
    case 'redrafted':
      return overtakenPage(context, []);
    default:
      return answerEdit(context, outcome, issueAddress(place));
  }
}

/** changes: since the page was made; none where a command made the draft anew, which keeps no log. */
function overtakenPage(context: StudioContext, changes: readonly Change[]): Response {
  const { say } = context.get('visit');
  const place = placeOf(context);
  return refusedPage(
    context,
    { title: say('Le brouillon n’a pas été refait', 'The draft was not made anew'), status: 409 },
    <>
      <p>
        {say(
          'Le numéro a changé depuis que vous avez ouvert la page : ce qui resterait et ce qui changerait n’est plus le même.',
          'The issue was changed since you opened the page: what would stay and what would change is not the same any more.',
        )}
      </p>
      {changes.length > 0 ? (
        <OtherChanges changes={changes} say={say} />
      ) : (
        <p>{say('Ses articles ont été choisis de nouveau.', 'Its articles were chosen anew.')}</p>
      )}
      <div className="row">
        <a className="button" href={issueAddress(place, '/redraft')}>
          {say('Regarder de nouveau', 'Look again')}
        </a>
        <a className="button quiet" href={issueAddress(place)}>
          {say('Revenir au numéro', 'Back to the issue')}
        </a>
      </div>
    </>,
  );
}

function noDraftInWords(why: Extract<RedraftOutcome, { kind: 'no_draft' }>['why'], say: Say): string {
  switch (why) {
    case 'empty':
    case 'quiet':
      return say(
        'Il n’y aurait aucun article à choisir : le brouillon reste comme il est.',
        'There would be no article to choose: the draft stays as it is.',
      );
    case 'skipped':
      return say(
        'newsletter.yaml dit que cette période n’a pas de numéro (numbering.skip).',
        'newsletter.yaml says that this period has no issue (numbering.skip).',
      );
    case 'faults':
      return say(
        'Le modèle de l’objet, dans newsletter.yaml, ne se lit pas : l’exploitant peut le corriger.',
        'The pattern of the subject in newsletter.yaml cannot be read: the operator can correct it.',
      );
    default:
      return why satisfies never;
  }
}
