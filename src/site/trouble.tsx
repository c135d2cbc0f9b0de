/** Pages for what went wrong: each says whether anything changed and what to do next. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { renderPage, type Words } from './page.tsx';
import { goneWords, overWords, type Trouble, troubleWords } from './words.ts';

const statuses: Record<Trouble, ContentfulStatusCode> = {
  badLink: 404,
  notFound: 404,
  notUnderstood: 400,
  tooLarge: 413,
  tooOften: 429,
  fault: 500,
};

/** French with English beside it: which newsletter the reader meant is not known here. */
export function troublePage(context: Context, trouble: Trouble): Response {
  const { title, text } = troubleWords[trouble];
  return context.html(noticePage(title, text), statuses[trouble]);
}

/** The reader behind a good link was erased: as good as unsubscribed. */
export function gonePage(context: Context): Response {
  return context.html(noticePage(goneWords.title, goneWords.text));
}

/** A link that worked for a while, or once. */
export function overPage(context: Context): Response {
  return context.html(noticePage(overWords.title, overWords.text), 404);
}

function noticePage(title: Words, text: Words): string {
  return renderPage({
    title: title.fr,
    language: 'fr',
    newsletter: null,
    children: (
      <>
        <h1>{title.fr}</h1>
        <p>{text.fr}</p>
        <p className="other" lang="en">
          <strong>{title.en}.</strong> {text.en}
        </p>
      </>
    ),
  });
}
