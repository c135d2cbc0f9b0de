/** Corrections of an issue that left: written here, shown with the letter on the web, proposed to the next issue. */
import { Hono } from 'hono';
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { mayUse } from '../desk/editor.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { choiceOf, type Erratum, longestErratum, writeErratum } from '../issue/erratum.ts';
import { typeset } from '../issue/typography.ts';
import { showConflict } from './conflict.tsx';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext, StudioEnv } from './env.ts';
import type { EditSteps } from './issue-facts.ts';
import { answerEdit, placeOf } from './issue-page.tsx';
import { PostForm, renderPage, type Visit } from './page.tsx';
import { keepTextPage, troublePage } from './trouble.tsx';
import { momentInWords } from './words.ts';

export type ErrataSteps = Pick<EditSteps, 'issue' | 'edit'> & {
  readonly newsletter: (name: string) => Promise<Newsletter>;
  readonly find: (newsletter: string, period: Period) => Promise<DeskIssue | null>;
  /** Of this issue, the oldest first. */
  readonly errata: (newsletter: string, period: Period) => Promise<readonly Erratum[]>;
  /** False when the issue has not left. */
  readonly add: (issue: DeskIssue, by: string, text: string) => Promise<boolean>;
};

const issue = '/issue/:newsletter/:period';

export function errataPages(steps: ErrataSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get(`${issue}/errata`, (context) => showErrata(context, steps))
    .post(`${issue}/errata`, (context) => takeErratum(context, steps))
    .post(`${issue}/erratum`, (context) => takeChoice(context, steps));
}

function hasLeft({ state }: Pick<DeskIssue, 'state'>): boolean {
  return state === 'sending' || state === 'paused' || state === 'sent';
}

async function showErrata(context: StudioContext, steps: ErrataSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const [newsletter, found] = await Promise.all([steps.newsletter(name), steps.find(name, period)]);
  if (found === null || !hasLeft(found)) return troublePage(context, 'notFound');
  const visit = context.get('visit');
  const errata = await steps.errata(name, period);
  const title = visit.say(`Erratum du n° ${found.number}`, `Erratum of no. ${found.number}`);
  return context.html(
    renderPage(
      visit,
      title,
      <ErrataPage visit={visit} newsletter={newsletter} issue={found} errata={errata} />,
    ),
  );
}

async function takeErratum(context: StudioContext, steps: ErrataSteps): Promise<Response> {
  const place = placeOf(context);
  const { editor, say } = context.get('visit');
  const found = await steps.find(place.newsletter, place.period);
  if (editor === null || found === null) return troublePage(context, 'notFound');
  const written = writeErratum(context.get('fields').get('text') ?? '');
  const refuse = (refusal: string) => showConflict(context, place, { issue: found, changes: [], refusal });
  if (written.kind === 'refused')
    return refuse(
      written.reason === 'empty'
        ? say('Un erratum ne peut pas être vide.', 'An erratum cannot be empty.')
        : say(
            `Un erratum a ${longestErratum} caractères au plus.`,
            `An erratum has ${longestErratum} characters at most.`,
          ),
    );
  if (!(await steps.add(found, editor.name, written.text)))
    return refuse(
      say(
        'Ce numéro n’est pas parti : corrigez-le avant son départ.',
        'This issue has not left: correct it before it does.',
      ),
    );
  return context.redirect(issueAddress(place, '/errata'), 303);
}

/** Whether an issue prints a correction of an earlier one: a change like any other. */
async function takeChoice(context: StudioContext, steps: ErrataSteps): Promise<Response> {
  const place = placeOf(context);
  const fields = context.get('fields');
  const { editor } = context.get('visit');
  const [id, version] = [Number(fields.get('erratum')), Number(fields.get('version'))];
  const printed = fields.get('printed');
  const found = await steps.issue(place.newsletter, place.period);
  if (editor === null || found === null) return troublePage(context, 'notFound');
  const known = [...found.proposals.map((one) => choiceOf(one, false)), ...found.issue.errata];
  const choice = known.find((one) => one.id === id);
  if (!choice || !Number.isSafeInteger(version) || (printed !== 'yes' && printed !== 'no'))
    return keepTextPage(context, 'notUnderstood');
  const outcome = await steps.edit(
    place.newsletter,
    place.period,
    { kind: 'erratum', erratum: { ...choice, printed: printed === 'yes' } },
    { by: editor.name, version },
  );
  return answerEdit(context, outcome, `${issueAddress(place)}${new URL(context.req.url).search}`);
}

function ErrataPage({
  visit,
  newsletter,
  issue: of,
  errata,
}: {
  readonly visit: Visit;
  readonly newsletter: Newsletter;
  readonly issue: DeskIssue;
  readonly errata: readonly Erratum[];
}) {
  const { say, language, editor } = visit;
  const place = { newsletter: newsletter.name, period: of.period };
  return (
    <div className="stack">
      <section className="card now">
        <p>
          <a href={issueAddress(place, '/leaving')}>{say('Retour au départ', 'Back to the sending')}</a>
        </p>
        <h1>
          {say('Erratum : ', 'Erratum: ')}
          {typeset(newsletter.title, newsletter.language)} n° {of.number}
        </h1>
        <p>
          {say(
            'Les lettres sont parties et ne changent plus. L’erratum paraît sur la version en ligne, et il est proposé au numéro suivant. Une fois publié, il ne se modifie pas.',
            'The letters have left and do not change. The erratum appears with the version on the web, and is proposed to the next issue. Once published it is not changed.',
          )}
        </p>
      </section>
      {errata.length > 0 && (
        <section className="card" aria-labelledby="published-title">
          <h2 id="published-title">{say('Publié', 'Published')}</h2>
          <ul className="list">
            {errata.map(({ id, by, at, text }) => (
              <li key={id}>
                <span className="small soft">
                  {by} · {momentInWords(at, newsletter.time_zone, language)}
                </span>
                <br />
                {text}
              </li>
            ))}
          </ul>
          <p>
            <a href={`/l/${newsletter.name}/${of.period}`}>
              {say('La lettre sur le web', 'The letter on the web')}
            </a>
          </p>
        </section>
      )}
      {editor && mayUse(editor, 'edit', newsletter.approval) && (
        <section className="card form">
          <PostForm visit={visit} action={issueAddress(place, '/errata')}>
            <p className="field">
              <label htmlFor="erratum">{say('Ce qu’il fallait lire', 'What should have been read')}</label>
              <textarea id="erratum" name="text" rows={4} maxLength={longestErratum} required />
            </p>
            <button type="submit" id="publish">
              {say('Publier l’erratum', 'Publish the erratum')}
            </button>
          </PostForm>
        </section>
      )}
    </div>
  );
}
