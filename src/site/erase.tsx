/** /p/:token/erase: a reader has everything about them erased. GET asks, POST acts. */
import { type Context, Hono } from 'hono';
import type { ReaderSeen } from '../audience/reader-page.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { formFields } from './form.ts';
import { openedBy } from './opened.ts';
import { Both, Label, OneButton, renderPage } from './page.tsx';
import { gonePage, troublePage } from './trouble.tsx';
import { eraseWords as words } from './words.ts';

export type EraseSteps = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly seen: (token: string) => Promise<ReaderSeen>;
  readonly erase: (token: string) => Promise<{ readonly kind: 'erased' | 'gone' | 'invalid' }>;
};

export function erasePages(steps: EraseSteps): Hono {
  return new Hono()
    .get('/p/:token/erase', (context) => askPage(context, steps))
    .post('/p/:token/erase', async (context) => {
      const fields = await formFields(context);
      if (fields?.get('action') !== 'erase') return troublePage(context, 'notUnderstood');
      const { kind } = await steps.erase(context.req.param('token'));
      return kind === 'invalid' ? troublePage(context, 'badLink') : gonePage(context);
    });
}

async function askPage(context: Context, steps: EraseSteps): Promise<Response> {
  const opened = await openedBy(context, steps);
  if (opened instanceof Response) return opened;
  const { token, seen, spoken } = opened;
  const { newsletter, language } = spoken;
  const title = words.title[language];
  const children = (
    <>
      <h1>{title}</h1>
      <p>
        {language === 'fr' ? 'Adresse' : 'Address'} <span className="address">{seen.maskedAddress}</span>
      </p>
      <Both say={words.explain} language={language} />
      <Both say={words.forwarded} language={language} />
      <OneButton action="erase" say={words.erase} language={language} />
      <p>
        <a href={`/p/${token}`}>
          <Label say={words.back} language={language} />
        </a>
      </p>
    </>
  );
  return context.html(renderPage({ title, language, newsletter, children }));
}
