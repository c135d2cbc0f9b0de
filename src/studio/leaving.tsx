/** The way out: check, approve, schedule, send, pause, resume, cancel, test letters, live figures. */
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { EditionHash, Period } from '../audience/ids.ts';
import { sayIn } from '../config/say.ts';
import { isDay, startOfDay } from '../issue/calendar.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { CheckCard } from './check-page.tsx';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext, StudioEnv } from './env.ts';
import type { LeavingSteps } from './leaving-facts.ts';
import { LeavingPage } from './leaving-page.tsx';
import { approvalInWords, controlInWords, holdInWords, schedulingInWords, sendInWords } from './outcomes.ts';
import { renderPage } from './page.tsx';
import { Progress } from './progress.tsx';
import { testInWords } from './test-letters.tsx';
import { troublePage } from './trouble.tsx';
import { numberInWords } from './words.ts';

const issue = '/issue/:newsletter/:period';
/** Milliseconds between two looks at the figures. */
const lookEvery = 1_000;

export function leavingPages(steps: LeavingSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get(`${issue}/leaving`, (context) => showLeaving(context, steps, null))
    .get(`${issue}/check`, (context) => showCheck(context, steps))
    .get(`${issue}/progress`, (context) => followProgress(context, steps))
    .post(`${issue}/approve`, (context) => takeApproval(context, steps))
    .post(`${issue}/schedule`, (context) => takeSchedule(context, steps))
    .post(`${issue}/send`, (context) => takeSend(context, steps))
    .post(`${issue}/hold`, async (context) => {
      const { name, period } = placeOf(context);
      const { say } = context.get('visit');
      return showLeaving(context, steps, holdInWords(await steps.hold(name, period), say));
    })
    .post(`${issue}/unapprove`, (context) => takeUnapproval(context, steps))
    .post(`${issue}/again`, (context) => takeAgain(context, steps))
    .post(`${issue}/release`, (context) => takeRelease(context, steps))
    .post(`${issue}/pause`, async (context) => {
      const { name, period } = placeOf(context);
      const { say, editor } = context.get('visit');
      const reason = say(`Suspendu par ${editor?.name}.`, `Paused by ${editor?.name}.`);
      return showLeaving(context, steps, controlInWords(await steps.pause(name, period, reason), say));
    })
    .post(`${issue}/resume`, async (context) => {
      const { name, period } = placeOf(context);
      const outcome = await steps.resume(name, period);
      // Without a worker at hand the letters would wait for the next send.
      if (outcome.kind === 'done') steps.goOn(name, period);
      return showLeaving(context, steps, controlInWords(outcome, context.get('visit').say));
    })
    .post(`${issue}/cancel`, async (context) => {
      const { name, period } = placeOf(context);
      return showLeaving(
        context,
        steps,
        controlInWords(await steps.cancel(name, period), context.get('visit').say),
      );
    })
    .post(`${issue}/test`, (context) => takeTest(context, steps));
}

async function takeApproval(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { name, period } = placeOf(context);
  const { editor, say } = context.get('visit');
  const expected = context.get('fields').get('hash') as EditionHash | null;
  const found = await steps.find(name, period);
  if (editor === null || expected === null || found === null) return troublePage(context, 'notUnderstood');
  const newsletter = await steps.newsletter(name);
  const others = (await steps.approvers(found, expected)).filter((one) => one !== editor.name);
  // Where two must agree, one of them is the chief: the second name of two editors would not do.
  const chiefs = others.length > 0 && newsletter.approval === 'two' ? await steps.chiefs() : null;
  if (chiefs && !editor.roles.includes('chief') && !others.some((one) => chiefs.has(one)))
    return troublePage(
      context,
      'notAllowed',
      say(
        `Il faut deux accords, dont celui d’une personne qui a le rôle de chef : ${others.join(', ')} a déjà approuvé.`,
        `Two people must agree, one of them with the role chief: ${others.join(', ')} approved already.`,
      ),
    );
  return showLeaving(
    context,
    steps,
    approvalInWords(await steps.approve(name, period, { by: editor.name, expected }), say),
  );
}

async function takeSend(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { name, period } = placeOf(context);
  const { editor, say } = context.get('visit');
  if (editor === null || context.get('fields').get('sure') !== 'yes')
    return troublePage(context, 'notUnderstood');
  const outcome = await steps.send(name, period, editor.name);
  const said = sendInWords(outcome, say);
  if (said !== null) return showLeaving(context, steps, said);
  return context.redirect(issueAddress({ newsletter: name, period }, '/leaving'), 303);
}

/** Nobody has seen how the first letters fare: whoever does not wait for it says that they know. */
async function takeRelease(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { name, period } = placeOf(context);
  const { editor, say } = context.get('visit');
  if (editor === null || context.get('fields').get('sure') !== 'yes')
    return troublePage(context, 'notUnderstood');
  const released = await steps.releaseAll(name, period, editor.name);
  const said = released
    ? say('Toutes les lettres partent, sans attendre.', 'All letters leave, without waiting.')
    : say('Rien n’attendait d’être libéré.', 'Nothing waited to be let go.');
  return showLeaving(context, steps, said);
}

async function takeTest(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { name, period } = placeOf(context);
  const { editor, say } = context.get('visit');
  if (editor === null) return troublePage(context, 'notAllowed');
  const to = context.get('fields').get('to') ?? 'me';
  if (to !== 'me' && to !== 'testers') return troublePage(context, 'notUnderstood');
  const outcome = await steps.test(name, period, to, editor);
  if (outcome === null) return troublePage(context, 'notFound');
  return showLeaving(context, steps, testInWords(outcome, say));
}

async function takeUnapproval(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { name, period } = placeOf(context);
  const { editor, say } = context.get('visit');
  const found = await steps.find(name, period);
  if (editor === null || found === null) return troublePage(context, 'notFound');
  const { language } = await steps.newsletter(name);
  const reason = sayIn(language)(`Retirée par ${editor.name}.`, `Taken back by ${editor.name}.`);
  const done = await steps.unapprove(found, reason);
  return showLeaving(
    context,
    steps,
    done ? null : say('Il n’y avait rien à retirer.', 'There was nothing to take back.'),
  );
}

/** What is in doubt may have arrived: whoever sends it again says that they know. */
async function takeAgain(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { name, period } = placeOf(context);
  const { say, language } = context.get('visit');
  const fields = context.get('fields');
  const missing = fields.get('missing');
  if ((missing !== 'unknown' && missing !== 'given_up') || fields.get('sure') !== 'yes')
    return troublePage(context, 'notUnderstood');
  const letters = await steps.again(name, period, [missing]);
  const number = numberInWords(letters, language);
  const said =
    letters === 0
      ? say('Il n’y avait rien à renvoyer.', 'There was nothing to send again.')
      : say(`${number} lettres repartent.`, `${number} letters leave again.`);
  return showLeaving(context, steps, said);
}

async function takeSchedule(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { name, period } = placeOf(context);
  const { say } = context.get('visit');
  const typed = context.get('fields').get('at');
  const { time_zone } = await steps.newsletter(name);
  const at = typed === null ? undefined : localMoment(typed, time_zone);
  if (at === null) return troublePage(context, 'notUnderstood');
  return showLeaving(context, steps, schedulingInWords(await steps.schedule(name, period, at), say));
}

/** «2026-11-24T06:30» of a form, in the paper's own time; null when it is no such moment. */
function localMoment(text: string, zone: string): Date | null {
  const [, day = '', hour = '', minute = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/.exec(text) ?? [];
  if (!isDay(day) || Number(hour) > 23 || Number(minute) > 59) return null;
  return new Date(startOfDay(day, zone).getTime() + (Number(hour) * 60 + Number(minute)) * 60_000);
}

async function showLeaving(context: StudioContext, steps: LeavingSteps, said: ReactNode): Promise<Response> {
  const { name, period } = placeOf(context);
  const [newsletter, found, status] = await Promise.all([
    steps.newsletter(name),
    steps.find(name, period),
    steps.status(name, period),
  ]);
  if (found === null) return troublePage(context, 'notFound');
  const visit = context.get('visit');
  const title = visit.say(`Départ du n° ${found.number}`, `Sending of no. ${found.number}`);
  return context.html(
    renderPage(
      visit,
      title,
      <LeavingPage leaving={{ visit, newsletter, issue: found, status, said, now: steps.now() }} />,
    ),
  );
}

async function showCheck(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { name, period } = placeOf(context);
  const visit = context.get('visit');
  const [newsletter, checked] = await Promise.all([
    steps.newsletter(name),
    steps.check(name, period, { language: visit.language, signal: context.req.raw.signal }),
  ]);
  if (checked === null) return troublePage(context, 'notFound');
  const { issue: checkedIssue, edition } = checked.report;
  const approvers = edition ? await steps.approvers(checkedIssue, edition.hash) : [];
  return context.html(
    renderPage(
      visit,
      visit.say('La vérification', 'The check'),
      <div className="stack">
        <section className="card now">
          <p>
            <a href={issueAddress({ newsletter: name, period })}>
              {visit.say('Retour au numéro', 'Back to the issue')}
            </a>
          </p>
          <h1>
            {visit.say('La vérification du', 'The check of')} n° {checkedIssue.number}
          </h1>
        </section>
        <CheckCard visit={visit} newsletter={newsletter} checked={checked} approvers={approvers} />
      </div>,
    ),
  );
}

/**
 * The figures as they move: a stream for browsers that follow one, as long as their tab is looked at; one look for those
 * that ask again and again. 204, or «settled»: it leaves no more.
 */
async function followProgress(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { name, period } = placeOf(context);
  const visit = context.get('visit');
  const { time_zone: zone } = await steps.newsletter(name);
  const look = async (): Promise<string | null> => {
    const status = await steps.status(name, period);
    if (status.kind !== 'started' || !atWork(status.issue.state)) return null;
    return renderToStaticMarkup(
      <Progress status={status} visit={visit} clock={{ now: steps.now(), zone }} />,
    );
  };
  if (!context.req.header('accept')?.includes('text/event-stream')) {
    const figures = await look();
    return figures === null ? context.body(null, 204) : context.html(figures);
  }
  // A proxy that gathers answers would hold the figures back.
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async (stream) => {
    for (let figures = await look(); figures !== null; figures = await look()) {
      if (stream.aborted) return;
      await stream.writeSSE({ event: 'figures', data: figures });
      await stream.sleep(lookEvery);
    }
    await stream.writeSSE({ event: 'settled', data: '' });
  });
}

function atWork(state: DeskIssue['state']): boolean {
  return state === 'sending';
}

function placeOf(context: StudioContext): { name: string; period: Period } {
  const { newsletter = '', period = '' } = context.req.param() as Record<string, string>;
  return { name: newsletter, period: period as Period };
}
