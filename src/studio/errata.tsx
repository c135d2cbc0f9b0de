/** Corrections of an issue that left: written here, shown with the letter on the web, proposed to the next issue. */
import { Hono } from 'hono';
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Correction } from '../issue/correction.ts';
import type { DeskIssue } from '../issue/desk.ts';
import {
  choiceOf,
  type Erratum,
  longestErratum,
  longestWords,
  type WrittenCorrection,
  writeCorrection,
  writeErratum,
} from '../issue/erratum.ts';
import { showConflict } from './conflict.tsx';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext, StudioEnv } from './env.ts';
import { ErrataPage, type TypedErratum } from './errata-page.tsx';
import type { ChosenOnDesk, EditSteps } from './issue-facts.ts';
import { answerEdit, placeOf } from './issue-page.tsx';
import { renderPage, type Visit } from './page.tsx';
import { pressOf } from './press.ts';
import { keepTextPage, troublePage } from './trouble.tsx';

export type ErrataSteps = Pick<EditSteps, 'issue' | 'edit'> & {
  readonly newsletter: (name: string) => Promise<Newsletter>;
  readonly find: (newsletter: string, period: Period) => Promise<DeskIssue | null>;
  /** Of this issue, the oldest first. */
  readonly errata: (newsletter: string, period: Period) => Promise<readonly Erratum[]>;
  /** Whether somebody got a letter of it: also of one that was cancelled on the way. */
  readonly hasLeft: (issue: DeskIssue) => Promise<boolean>;
  /** False when the issue has not left. */
  readonly add: (
    issue: DeskIssue,
    by: string,
    written: Pick<Erratum, 'text' | 'correction'>,
  ) => Promise<boolean>;
  /** In how many places of the web version, as it stands now, these words would change. */
  readonly places: (issue: DeskIssue, correction: Correction) => Promise<number>;
};

const issue = '/issue/:newsletter/:period';

export function errataPages(steps: ErrataSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get(`${issue}/errata`, (context) => showErrata(context, steps))
    .post(`${issue}/errata`, (context) => takeErratum(context, steps))
    .post(`${issue}/erratum`, (context) => takeChoice(context, steps));
}

async function showErrata(
  context: StudioContext,
  steps: ErrataSteps,
  refused: { readonly typed: TypedErratum; readonly refusal: string } | null = null,
): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const [newsletter, found] = await Promise.all([steps.newsletter(name), steps.find(name, period)]);
  if (found === null || !(await steps.hasLeft(found))) return troublePage(context, 'notFound');
  const visit = context.get('visit');
  const [errata, onDesk] = await Promise.all([steps.errata(name, period), steps.issue(name, period)]);
  const articles = articlesOf(onDesk?.chosen ?? []);
  const title = visit.say(`Erratum du n° ${found.number}`, `Erratum of no. ${found.number}`);
  const shown = { visit, newsletter, issue: found, errata, articles, refused };
  return context.html(renderPage(visit, title, <ErrataPage shown={shown} />), refused === null ? 200 : 422);
}

async function takeErratum(context: StudioContext, steps: ErrataSteps): Promise<Response> {
  const place = placeOf(context);
  const { editor, say } = context.get('visit');
  const found = await steps.find(place.newsletter, place.period);
  if (editor === null || found === null) return troublePage(context, 'notFound');
  const tooEarly = say(
    'Ce numéro n’est pas parti : corrigez-le avant son départ.',
    'This issue has not left: correct it before it does.',
  );
  if (!(await steps.hasLeft(found)))
    return showConflict(context, place, { issue: found, changes: [], refusal: tooEarly });
  const typed = typedIn(context);
  const [written, words] = [writeErratum(typed.text), writeCorrection(typed)];
  const refuse = (refusal: string) => showErrata(context, steps, { typed, refusal });
  if (written.kind === 'refused') return refuse(refusedText(written.reason, say));
  if (words.kind === 'refused') return refuse(refusedWords(words.reason, say));
  const { correction } = words;
  if (correction !== null && (await steps.places(found, correction)) === 0) return refuse(notThere(say));
  if (!(await steps.add(found, editor.name, { text: written.text, correction })))
    return showConflict(context, place, { issue: found, changes: [], refusal: tooEarly });
  return context.redirect(issueAddress(place, '/errata'), 303);
}

function typedIn(context: StudioContext): TypedErratum {
  const typed = (name: string) => context.get('fields').get(name) ?? '';
  return { text: typed('text'), wrong: typed('wrong'), right: typed('right'), article: typed('article') };
}

function notThere(say: Visit['say']): string {
  return say(
    'Ces mots ne sont pas à cet endroit de la lettre : écrivez-les comme elle les imprime, sans passer d’un mot en gras à un autre.',
    'These words are not in that place of the letter: write them as it prints them, without going over from bold to plain.',
  );
}

function refusedText(reason: 'empty' | 'too_long', say: Visit['say']): string {
  return reason === 'empty'
    ? say('Un erratum ne peut pas être vide.', 'An erratum cannot be empty.')
    : say(
        `Un erratum a ${longestErratum} caractères au plus.`,
        `An erratum has ${longestErratum} characters at most.`,
      );
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
    { by: editor.name, version, press: pressOf(context.get('fields')) },
  );
  return answerEdit(context, outcome, `${issueAddress(place)}${new URL(context.req.url).search}`);
}

/** Each once, by the title that the letter prints. */
function articlesOf(
  chosen: readonly ChosenOnDesk[],
): readonly { readonly url: string; readonly title: string }[] {
  const titles = new Map(chosen.map(({ article, edited }) => [article.url, edited.title ?? article.title]));
  return [...titles].map(([url, title]) => ({ url, title }));
}

function refusedWords(
  reason: Extract<WrittenCorrection, { kind: 'refused' }>['reason'],
  say: Visit['say'],
): string {
  const words = {
    half: say(
      'Pour corriger la version en ligne il faut les mots faux et les mots justes ; sinon, laissez les deux vides.',
      'To correct the version on the web, say the wrong words and the right ones; or leave both empty.',
    ),
    same: say('Les mots justes sont ceux d’avant.', 'The right words are those before.'),
    too_long: say(
      `${longestWords} caractères au plus, d’un côté et de l’autre.`,
      `${longestWords} characters at most, on either side.`,
    ),
  };
  return words[reason];
}
