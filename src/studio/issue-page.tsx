/** The issue: what can be chosen, the order, the words, and the letter beside them. */
import { Hono } from 'hono';
import type { Period } from '../audience/ids.ts';
import { mayUse } from '../desk/editor.ts';
import type { EditOutcome } from '../issue/edit-issue.ts';
import { mayDo } from '../issue/issue.ts';
import { typeset } from '../issue/typography.ts';
import { ChecksPanel } from './checks-panel.tsx';
import { showConflict } from './conflict.tsx';
import { readEditForm } from './edit-form.ts';
import { type Desk, issueAddress } from './edit-page-form.tsx';
import type { StudioContext, StudioEnv } from './env.ts';
import { ErratumCard } from './erratum-card.tsx';
import { Candidates } from './issue-candidates.tsx';
import type { EditSteps, IssueOnDesk } from './issue-facts.ts';
import { Head } from './issue-head.tsx';
import { History } from './issue-history.tsx';
import { EditoCard, InboxLines } from './issue-lines.tsx';
import { IssueOrder } from './issue-order.tsx';
import { answerNews, News } from './news.tsx';
import { renderPage } from './page.tsx';
import { itemInAddress } from './places.ts';
import { pressOf } from './press.ts';
import { PreviewPanel } from './preview-panel.tsx';
import { refusalInWords } from './refusals.ts';
import { SponsorCard } from './sponsor-card.tsx';
import { troublePage } from './trouble.tsx';
import { viewOf } from './view.ts';
import { stateInWords } from './words.ts';

export function issuePages(steps: EditSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get('/issue/:newsletter/:period', async (context) => {
      const { newsletter, period } = context.req.param();
      const found = await steps.issue(newsletter, period as Period);
      return found ? showIssue(context, found) : troublePage(context, 'notFound');
    })
    .get('/issue/:newsletter/:period/news', (context) => answerNews(context, steps))
    .post('/issue/:newsletter/:period/edit', (context) => takeEdit(context, steps))
    .post('/issue/:newsletter/:period/undo', (context) => takeUndo(context, steps));
}

async function takeEdit(context: StudioContext, steps: EditSteps): Promise<Response> {
  const { newsletter, period } = placeOf(context);
  const { editor, say } = context.get('visit');
  if (editor === null) return troublePage(context, 'notAllowed');
  const reason = say(`Choisi par ${editor.name}.`, `Chosen by ${editor.name}.`);
  const fields = context.get('fields');
  const form = await readEditForm(fields, (id) => steps.article(newsletter, id), reason);
  if (form === null) return troublePage(context, 'notUnderstood');
  const signed = { by: editor.name, version: form.version, press: pressOf(fields) };
  const outcome = await steps.edit(newsletter, period, form.edit, signed);
  // Pictures are chosen and described on the item's own page.
  const { edit } = form;
  const page = edit.kind === 'image' || edit.kind === 'alt' ? `/item/${itemInAddress(edit.item)}` : '';
  const query = new URL(context.req.url).search;
  return answerEdit(context, outcome, `${issueAddress(placeOf(context), page)}${query}`);
}

async function takeUndo(context: StudioContext, steps: EditSteps): Promise<Response> {
  const { newsletter, period } = placeOf(context);
  const { editor } = context.get('visit');
  const fields = context.get('fields');
  const [change, version] = [Number(fields.get('change')), Number(fields.get('version'))];
  if (editor === null || !Number.isSafeInteger(change) || !Number.isSafeInteger(version))
    return troublePage(context, 'notUnderstood');
  const outcome = await steps.undo(newsletter, period, change, {
    by: editor.name,
    version,
    press: pressOf(fields),
  });
  return answerEdit(context, outcome, `${issueAddress(placeOf(context))}${new URL(context.req.url).search}`);
}

/**
 * A change that was made is shown by the page itself (`next`): a reload repeats nothing.
 * Who prefers the least (RFC 7240: return=minimal) is told the version that it made, and asks for the page when it wants it.
 */
export function answerEdit(context: StudioContext, outcome: EditOutcome, next: string): Response {
  const { say } = context.get('visit');
  const place = placeOf(context);
  switch (outcome.kind) {
    case 'edited':
      if (context.req.header('Prefer') !== 'return=minimal') return context.redirect(next, 303);
      return context.body(null, 204, {
        'Preference-Applied': 'return=minimal',
        'Content-Location': next,
        'Issue-Version': String(outcome.issue.version),
      });
    case 'conflict':
      return showConflict(context, place, outcome);
    case 'redrafted':
      return showConflict(context, place, { issue: outcome.issue, changes: [], redrafted: true });
    case 'refused':
      return showConflict(context, place, {
        ...outcome,
        changes: [],
        refusal: refusalInWords(outcome.reason, say),
      });
    case 'settled':
      return showConflict(context, place, {
        ...outcome,
        changes: [],
        refusal: say(
          `Le numéro est ${stateInWords(outcome.issue.state, say)} : il ne se change plus.`,
          `The issue is ${stateInWords(outcome.issue.state, say)}: it cannot be changed any more.`,
        ),
      });
    case 'no_issue':
      return troublePage(context, 'notFound');
    default:
      return outcome satisfies never;
  }
}

export function placeOf(context: StudioContext): { newsletter: string; period: Period } {
  const { newsletter = '', period = '' } = context.req.param() as Record<string, string>;
  return { newsletter, period: period as Period };
}

/** The issue as this editor looks at it. */
export function deskOf(context: StudioContext, { newsletter, issue }: IssueOnDesk): Desk {
  const visit = context.get('visit');
  const { editor } = visit;
  const allowed = editor !== null && mayUse(editor, 'edit', newsletter.approval);
  return {
    visit,
    newsletter: newsletter.name,
    period: issue.period,
    version: issue.version,
    view: viewOf(context.req.query(), newsletter),
    mayEdit: allowed && mayDo(issue.state, 'edit'),
  };
}

function showIssue(context: StudioContext, found: IssueOnDesk): Response {
  const visit = context.get('visit');
  const { say } = visit;
  const { newsletter, issue, chosen } = found;
  const desk = deskOf(context, found);
  const title = `${typeset(newsletter.title, newsletter.language)} n° ${issue.number}`;
  return context.html(
    renderPage(
      visit,
      title,
      <div className="stack">
        <Head desk={desk} found={found} title={title} />
        <News
          place={desk}
          version={issue.version}
          state={issue.state}
          // An approved letter follows no article any more.
          {...(issue.state === 'draft' && { moved: found.moved })}
        />
        <ChecksPanel desk={desk} />
        <div className="grid work">
          <div className="stack">
            <InboxLines desk={desk} issue={issue} newsletter={newsletter} />
            <EditoCard desk={desk} issue={issue} newsletter={newsletter} />
            <ErratumCard desk={desk} found={found} />
            <IssueOrder
              desk={desk}
              newsletter={newsletter}
              chosen={chosen}
              mayRedraft={mayDo(issue.state, 'redraft')}
            />
            <SponsorCard desk={desk} newsletter={newsletter} issue={issue} />
          </div>
          <Candidates desk={desk} newsletter={newsletter} candidates={found.candidates} />
          <div className="stack side">
            <PreviewPanel desk={desk} found={found} />
            <History desk={desk} newsletter={newsletter} changes={found.changes} />
          </div>
        </div>
        <p className="saving small" role="status">
          {say('Enregistrement…', 'Saving…')}
        </p>
      </div>,
    ),
  );
}
