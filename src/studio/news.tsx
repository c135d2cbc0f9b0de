/** What others changed since a page was made: asked for every few seconds by the script, told in words. */
import { renderToStaticMarkup } from 'react-dom/server';
import type { Period } from '../audience/ids.ts';
import { changeInWords } from '../issue/edit-words.ts';
import type { IssueState } from '../issue/issue.ts';
import { issueAddress } from './edit-page-form.tsx';
import type { StudioContext } from './env.ts';
import type { EditSteps } from './issue-facts.ts';
import { stateInWords } from './words.ts';

/** Told politely to whoever cannot see it (role status); empty until there is something. */
export function News({
  place,
  version,
  state,
  moved,
}: {
  readonly place: { readonly newsletter: string; readonly period: Period };
  readonly version: number;
  readonly state: IssueState;
  /** Which articles changed at their source, where the page shows the letter that follows them. */
  readonly moved?: string;
}) {
  const articles = moved === undefined ? '' : `&moved=${moved}`;
  return (
    <div
      className="news said"
      role="status"
      data-news={`${issueAddress(place, '/news')}?since=${version}&state=${state}${articles}`}
    />
  );
}

/** 204: nothing new. */
export async function answerNews(context: StudioContext, steps: Pick<EditSteps, 'news'>): Promise<Response> {
  const { newsletter = '', period = '' } = context.req.param() as Record<string, string>;
  const { since = '', state = '', moved } = context.req.query();
  if (!/^\d{1,9}$/.test(since)) return context.body(null, 400);
  const news = await steps.news(newsletter, period as Period, Number(since));
  if (news === null) return context.body(null, 404);
  const hasMoved = moved !== undefined && news.moved !== moved && news.moved !== '';
  if (news.version === Number(since) && news.state === state && !hasMoved) return context.body(null, 204);
  const { say } = context.get('visit');
  const told = [
    ...news.changes.map(({ by, change }) => `${by} : ${changeInWords(change, say)}`),
    ...(news.state === state
      ? []
      : [
          say(
            `Le numéro est ${stateInWords(news.state, say)}.`,
            `The issue is ${stateInWords(news.state, say)}.`,
          ),
        ]),
    ...(hasMoved
      ? [
          say(
            'Un article du numéro a changé sur le site : la lettre montrée en tient compte.',
            'An article of the issue changed on the site: the letter that is shown takes it in.',
          ),
        ]
      : []),
    ...(news.changes.length === 0 && news.state === state && news.version !== Number(since)
      ? [say('Le brouillon a été refait.', 'The draft was made anew.')]
      : []),
  ];
  const lines = told.map((line, at) => ({ line, key: `${at} ${line}` }));
  return context.html(renderToStaticMarkup(lines.map(({ line, key }) => <p key={key}>{line}</p>)));
}
