/** Where the letter after three years of silence leads: stay, or receive nothing any more. GET asks, POST acts (RFC 8058). */
import { type Context, Hono } from 'hono';
import type { WayOut } from '../audience/choices.ts';
import type { ReaderSeen } from '../audience/reader-page.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { formFields } from './form.ts';
import { openedBy } from './opened.ts';
import { Both, Heading, Label, OneButton, renderPage, type Words } from './page.tsx';
import { leaveAllWords, stayWords } from './preference-words.ts';
import { gonePage, troublePage } from './trouble.tsx';
import { eraseWords, leaveWords, preferenceWords } from './words.ts';

export type StaySteps = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly seen: (token: string) => Promise<ReaderSeen>;
  readonly stay: (token: string) => Promise<{ readonly kind: 'stayed' | 'gone' | 'invalid' }>;
  /** Every letter that they have. */
  readonly leaveAll: (token: string, how: WayOut) => Promise<{ readonly kind: 'left' | 'gone' | 'invalid' }>;
};

export function stayPages(steps: StaySteps, stayed: (context: Context) => Promise<Response>): Hono {
  return new Hono()
    .get('/p/:token/stay', (context) => askPage(context, steps, { ...stayWords, action: 'stay' }))
    .post('/p/:token/stay', async (context) => {
      const fields = await formFields(context);
      if (fields?.get('action') !== 'stay') return troublePage(context, 'notUnderstood');
      const { kind } = await steps.stay(context.req.param('token'));
      if (kind !== 'stayed') return kind === 'gone' ? gonePage(context) : troublePage(context, 'badLink');
      return stayed(context);
    })
    .get('/p/:token/leave', (context) => askPage(context, steps, { ...leaveAllWords, action: 'leave' }))
    .post('/p/:token/leave', async (context) => {
      const fields = await formFields(context);
      const how = fields?.get('action') === 'leave' ? 'page' : isOneClick(fields) ? 'one_click' : null;
      if (how === null) return troublePage(context, 'notUnderstood');
      const { kind } = await steps.leaveAll(context.req.param('token'), how);
      if (kind === 'invalid') return troublePage(context, 'badLink');
      if (how === 'one_click') return context.text('Désabonnement enregistré. Unsubscribed.\n');
      return kind === 'gone' ? gonePage(context) : leftPage(context, steps);
    });
}

function isOneClick(fields: URLSearchParams | null): boolean {
  return fields?.get('List-Unsubscribe')?.toLowerCase() === 'one-click';
}

type Asked = {
  readonly title: Words;
  readonly explain: Words;
  readonly press: Words;
  readonly action: string;
};

async function askPage(
  context: Context,
  steps: StaySteps,
  { title, explain, press, action }: Asked,
): Promise<Response> {
  const opened = await openedBy(context, steps);
  if (opened instanceof Response) return opened;
  const { token, seen, spoken } = opened;
  const { newsletter, language } = spoken;
  const children = (
    <>
      <h1>{title[language]}</h1>
      <p>
        {language === 'fr' ? 'Adresse' : 'Address'} <span className="address">{seen.maskedAddress}</span>
      </p>
      <Both say={explain} language={language} />
      <OneButton action={action} say={press} language={language} />
      <Ways token={token} language={language} ways={action === 'stay' ? ['leave', 'erase'] : ['erase']} />
    </>
  );
  return context.html(renderPage({ title: title[language], language, newsletter, children }));
}

async function leftPage(context: Context, steps: StaySteps): Promise<Response> {
  const opened = await openedBy(context, steps);
  if (opened instanceof Response) return opened;
  const { token, spoken } = opened;
  const { newsletter, language } = spoken;
  const children = (
    <>
      <Heading words={leaveAllWords.left} language={language} />
      <Both say={leaveWords.underWay} language={language} />
      <Ways token={token} language={language} ways={['erase', 'preferences']} />
    </>
  );
  return context.html(renderPage({ title: leaveAllWords.left[language], language, newsletter, children }));
}

const wayWords = {
  leave: leaveAllWords.press,
  erase: eraseWords.erase,
  preferences: preferenceWords.title,
} as const;

function Ways(offered: {
  readonly token: string;
  readonly language: 'fr' | 'en';
  readonly ways: readonly (keyof typeof wayWords)[];
}) {
  const { token, language, ways } = offered;
  return (
    <ul className="ways">
      {ways.map((way) => (
        <li key={way}>
          <a href={way === 'preferences' ? `/p/${token}` : `/p/${token}/${way}`}>
            <Label say={wayWords[way]} language={language} />
          </a>
        </li>
      ))}
    </ul>
  );
}
