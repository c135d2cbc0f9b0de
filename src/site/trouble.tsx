/** Pages for what went wrong: each says whether anything changed and what to do next. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AllPreferences } from './all-preferences.tsx';
import { Label, renderPage, type Words } from './page.tsx';
import { visitorLanguage } from './visitor-language.ts';
import { goneWords, noticeWords, overWords, type Trouble, troubleWords } from './words.ts';

const statuses: Record<Trouble, ContentfulStatusCode> = {
  badLink: 404,
  notFound: 404,
  otherMethod: 405,
  notUnderstood: 400,
  tooLarge: 413,
  tooOften: 429,
  fault: 500,
};

/** In the visitor's language with the other one beside it: which reader it was is not known here. */
export function troublePage(context: Context, trouble: Trouble): Response {
  return noticePage(context, troubleWords[trouble], statuses[trouble]);
}

/** The reader behind a good link was erased: as good as unsubscribed. */
export function gonePage(context: Context): Response {
  return noticePage(context, goneWords, 200);
}

/** A link that worked for a while, or once. */
export function overPage(context: Context): Response {
  return noticePage(context, overWords, 404);
}

/** Where no newsletter is known to speak for: both languages, and the way to what there is. */
export function noticePage(
  context: Context,
  { title, text }: { readonly title: Words; readonly text: Words },
  status: ContentfulStatusCode,
  /** Of the preferences from which they came. */
  token: string | null = null,
): Response {
  const language = visitorLanguage(context);
  const other = language === 'fr' ? 'en' : 'fr';
  const children = (
    <>
      <h1>{title[language]}</h1>
      <p>{text[language]}</p>
      <p className="other" lang={other}>
        <strong>{title[other]}.</strong> {text[other]}
      </p>
      {token !== null && <AllPreferences token={token} language={language} />}
      {token === null && (
        <p>
          <a href="/">
            <Label say={noticeWords.onwards} language={language} />
          </a>
        </p>
      )}
    </>
  );
  return context.html(renderPage({ title: title[language], language, newsletter: null, children }), status);
}
