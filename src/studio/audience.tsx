/** Whom an issue leaves to: counted, chosen among the segments, and a test letter to the few of one. */

import { Hono } from 'hono';
import type { ReactNode } from 'react';
import type { Period } from '../audience/ids.ts';
import type { Segment } from '../audience/segment.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { sayCount } from '../config/say.ts';
import { mayUse } from '../desk/editor.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { mayDo } from '../issue/issue.ts';
import type { Audience } from '../outbox/send-ledger.ts';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext, StudioEnv } from './env.ts';
import { placeOf } from './issue-page.tsx';
import type { ToldReaders, UntriedTest } from './outcomes.ts';
import { PostForm, renderPage, type Visit } from './page.tsx';
import type { Said, SaidSteps } from './said.ts';
import { backTo, toldHere } from './said-address.ts';
import type { TestOutcome } from './test-letters.tsx';
import { troublePage } from './trouble.tsx';
import { excludedInWords, numberInWords } from './words.ts';

export type AudienceSteps = SaidSteps & {
  readonly newsletter: (name: string) => Promise<Newsletter>;
  readonly find: (newsletter: string, period: Period) => Promise<DeskIssue | null>;
  readonly segments: () => Promise<readonly Segment[]>;
  /** undefined: newsletter.yaml decides; null: everybody. */
  readonly chosen: (issue: DeskIssue) => Promise<string | null | undefined>;
  /** Takes an approval back where the readers become others: they are a part of what was approved. */
  readonly choose: (issue: DeskIssue, segment: string | null | undefined, by: string) => Promise<ToldReaders>;
  readonly count: (issue: DeskIssue) => Promise<Audience>;
  /** What became of each letter; or why none was tried. */
  readonly test: (issue: DeskIssue, segment: string) => Promise<TestOutcome | UntriedTest>;
};

const issue = '/issue/:newsletter/:period';

export function audiencePages(steps: AudienceSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get(`${issue}/audience`, (context) => showAudience(context, steps))
    .post(`${issue}/audience`, (context) => takeChoice(context, steps))
    .post(`${issue}/test-segment`, (context) => takeTest(context, steps));
}

async function takeChoice(context: StudioContext, steps: AudienceSteps): Promise<Response> {
  const { newsletter, period } = placeOf(context);
  const { editor } = context.get('visit');
  const found = await steps.find(newsletter, period);
  const wanted = context.get('fields').get('segment');
  if (editor === null || found === null || wanted === null) return troublePage(context, 'notUnderstood');
  const segment =
    wanted === 'usual' ? undefined : wanted === 'everybody' ? null : wanted.replace(/^segment:/, '');
  const known =
    segment === undefined ||
    segment === null ||
    (await steps.segments()).some(({ name }) => name === segment);
  if (!known) return troublePage(context, 'notUnderstood');
  const kind = await steps.choose(found, segment, editor.name);
  return backTo('/audience', context, steps, { of: 'readers', kind });
}

async function takeTest(context: StudioContext, steps: AudienceSteps): Promise<Response> {
  const { newsletter, period } = placeOf(context);
  const found = await steps.find(newsletter, period);
  if (found === null) return troublePage(context, 'notFound');
  const told = await steps.test(found, context.get('fields').get('segment') ?? '');
  const said: Said =
    typeof told === 'string' ? { of: 'test_segment', kind: told } : { of: 'test', outcome: told };
  return backTo('/audience', context, steps, said);
}

async function showAudience(context: StudioContext, steps: AudienceSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const [newsletter, found, segments] = await Promise.all([
    steps.newsletter(name),
    steps.find(name, period),
    steps.segments(),
  ]);
  if (found === null) return troublePage(context, 'notFound');
  const visit = context.get('visit');
  const [chosen, audience, said] = await Promise.all([
    steps.chosen(found),
    steps.count(found),
    toldHere(context, steps, found),
  ]);
  const shown = { visit, newsletter, issue: found, segments, chosen, audience, said };
  return context.html(
    renderPage(
      visit,
      visit.say(`Les lecteurs du n° ${found.number}`, `The readers of no. ${found.number}`),
      <div className="stack">
        <section className="card now">
          <p>
            <a href={issueAddress({ newsletter: name, period }, '/leaving')}>
              {visit.say('Retour au départ', 'Back to the sending')}
            </a>
          </p>
          <h1>{visit.say(`Les lecteurs du n° ${found.number}`, `The readers of no. ${found.number}`)}</h1>
        </section>
        <AudienceCard shown={shown} />
      </div>,
    ),
  );
}

type Shown = {
  readonly visit: Visit;
  readonly newsletter: Newsletter;
  readonly issue: DeskIssue;
  readonly segments: readonly Segment[];
  readonly chosen: string | null | undefined;
  readonly audience: Audience;
  readonly said: ReactNode;
};

function AudienceCard({ shown }: { readonly shown: Shown }) {
  const { visit, audience, said } = shown;
  const { say, language } = visit;
  const number = (count: number) => numberInWords(count, language);
  return (
    <section id="audience" className="card form stack">
      <h2>{say('À qui', 'To whom')}</h2>
      {said && (
        <div className="said" role="status">
          {said}
        </div>
      )}
      <p>
        <strong>
          {number(audience.letters)}{' '}
          {sayCount(audience.letters, say, ['lettre', 'lettres'], ['letter', 'letters'])}
        </strong>
        {audience.exclusions.map(
          ({ reason, count }) => ` · ${number(count)} ${excludedInWords(reason, count, say)}`,
        )}
      </p>
      <Choose shown={shown} />
      <Test shown={shown} />
      <p className="small">
        <a href="/studio/segments">{say('Les segments', 'Segments')}</a>
        {visit.editor && mayUse(visit.editor, 'readers', 'one') && (
          <>
            {' · '}
            <a href="/studio/receipt">
              {say('Reçu de consentement d’un lecteur', 'Consent receipt of a reader')}
            </a>
          </>
        )}
      </p>
    </section>
  );
}

function Choose({ shown: { visit, newsletter, issue: of, segments, chosen } }: { readonly shown: Shown }) {
  const { say, editor } = visit;
  if (editor === null || !mayUse(editor, 'schedule', newsletter.approval) || !mayDo(of.state, 'edit'))
    return null;
  const usual = newsletter.audience.segment;
  const value = chosen === undefined ? 'usual' : chosen === null ? 'everybody' : `segment:${chosen}`;
  return (
    <PostForm
      visit={visit}
      action={issueAddress({ newsletter: newsletter.name, period: of.period }, '/audience')}
      className="row"
    >
      <label htmlFor="audience-segment">{say('Ce numéro va à', 'This issue goes to')}</label>
      <select id="audience-segment" name="segment" defaultValue={value}>
        <option value="usual">
          {usual === undefined
            ? say('tous les abonnés de la lettre', 'everybody who receives the newsletter')
            : say(`comme newsletter.yaml le dit : ${usual}`, `as newsletter.yaml says: ${usual}`)}
        </option>
        {usual !== undefined && (
          <option value="everybody">
            {say('tous les abonnés de la lettre', 'everybody who receives it')}
          </option>
        )}
        {segments.map(({ name, title }) => (
          <option key={name} value={`segment:${name}`}>
            {title}
          </option>
        ))}
      </select>
      <button type="submit" className="quiet" id="choose-segment">
        {say('Choisir', 'Choose')}
      </button>
    </PostForm>
  );
}

function Test({ shown: { visit, newsletter, issue: of, segments } }: { readonly shown: Shown }) {
  const { say, editor } = visit;
  if (segments.length === 0 || editor === null) return null;
  if (!mayUse(editor, 'test', newsletter.approval) || !mayDo(of.state, 'edit')) return null;
  return (
    <PostForm
      visit={visit}
      action={issueAddress({ newsletter: newsletter.name, period: of.period }, '/test-segment')}
      className="row"
    >
      <label htmlFor="test-segment">
        {say('Une lettre d’essai au segment', 'A test letter to the segment')}
      </label>
      <select id="test-segment" name="segment">
        {segments.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      <button type="submit" className="quiet" id="send-test-segment">
        {say('Envoyer l’essai', 'Send the test')}
      </button>
    </PostForm>
  );
}
