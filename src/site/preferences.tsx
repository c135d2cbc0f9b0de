/** /p/:token, what a reader chooses: letters, rubriques, communes, language, a rest, and the ways to their data. */
import { type Context, Hono } from 'hono';
import { offeredTo } from '../audience/offer.ts';
import type { RestResult } from '../audience/pause.ts';
import type { SavedPreferences, Wishes } from '../audience/preferences.ts';
import type { ReaderSeen } from '../audience/reader-page.ts';
import { formFields } from './form.ts';
import { openedBy } from './opened.ts';
import { Alert, Both, Label, renderPage } from './page.tsx';
import { PausedUntil, PauseForm } from './pause.tsx';
import { choiceWords, dataWords, moveWords } from './preference-words.ts';
import { PreferencesForm, preferencesWording } from './preferences-form.tsx';
import { type Shown, shownIn } from './sentence.tsx';
import type { Spoken } from './spoken.ts';
import { type StaySteps, stayPages } from './stay.tsx';
import { TrackingForm } from './tracking.tsx';
import { gonePage, troublePage } from './trouble.tsx';
import { isOfFormerPage, pairsLost, typedOnFormerPage, wishesOf } from './wishes.ts';
import { eraseWords, pauseWords, sentenceWords, preferenceWords as words } from './words.ts';

export type PreferencesNeeds = StaySteps & {
  readonly save: (
    token: string,
    wishes: Wishes,
    /** null: the form showed another sentence than that of now. */
    shown: Shown | null,
  ) => Promise<SavedPreferences | { readonly kind: 'gone' | 'invalid' }>;
  /** Whether a complaint, or an operator, ended letters to this reader for good. */
  readonly barred: (token: string) => Promise<boolean>;
  /** Every letter rests until a day; null: they come again now. */
  readonly rest: (token: string, until: string | null) => Promise<RestResult>;
  readonly now: () => Date;
};

export function preferencesPages(needs: PreferencesNeeds): Hono {
  return new Hono()
    .get('/p/:token', (context) => showPage(context, needs, null))
    .post('/p/:token', async (context) => {
      const token = context.req.param('token');
      const fields = await formFields(context);
      switch (fields?.get('action')) {
        case 'save':
          return save(context, needs, fields ?? new URLSearchParams());
        case 'pause':
          return showRest(context, needs, await needs.rest(token, fields?.get('until') ?? ''));
        case 'resume':
          return showRest(context, needs, await needs.rest(token, null));
        default:
          return troublePage(context, 'notUnderstood');
      }
    })
    .route(
      '/',
      stayPages(needs, (context) => showPage(context, needs, choiceWords.stayed)),
    );
}

async function save(context: Context, needs: PreferencesNeeds, fields: URLSearchParams): Promise<Response> {
  const opened = await openedBy(context, needs);
  if (opened instanceof Response) return opened;
  const { token, seen, spoken } = opened;
  const wishes = wishesOf(fields, spoken.newsletters, seen);
  const wording = preferencesWording(seen, spoken);
  const saved = await needs.save(token, wishes, wording && shownIn(context, fields, wording));
  if (saved.kind === 'invalid') return troublePage(context, 'badLink');
  if (saved.kind !== 'saved') return gonePage(context);
  if (isOfFormerPage(fields))
    return showPage(context, needs, sentenceWords.former, (reader) => ({
      ...asTyped(reader, saved),
      ...typedOnFormerPage(fields),
    }));
  if (saved.unread.length > 0)
    return showPage(context, needs, sentenceWords.rest, (reader) => asTyped(reader, saved));
  if (pairsLost(fields, offeredTo(spoken.newsletters, seen.subscriptions)).length > 0)
    return showPage(context, needs, sentenceWords.former, (reader) => reader);
  return showPage(context, needs, saved.suppressed.length > 0 ? words.suppressed : words.saved);
}

/** The letters as they were ticked. One that goes on meanwhile is shown as not received, and is offered as before. */
function asTyped(reader: Reader, { unread, kept }: SavedPreferences): Reader {
  const shown = [
    ...unread.map((name) => [name, 'active'] as const),
    ...kept.map((name) => [name, 'pending'] as const),
  ];
  return { ...reader, subscriptions: { ...reader.subscriptions, ...Object.fromEntries(shown) } };
}

function showRest(
  context: Context,
  needs: PreferencesNeeds,
  result: RestResult,
): Promise<Response> | Response {
  if (result.kind === 'invalid') return troublePage(context, 'badLink');
  if (result.kind === 'gone') return gonePage(context);
  return result.kind === 'not_a_day'
    ? showPage(context, needs, pauseWords.notADay, (reader) => reader)
    : showPage(context, needs, words.saved);
}

type Reader = Extract<ReaderSeen, { kind: 'reader' }>;

async function showPage(
  context: Context,
  needs: PreferencesNeeds,
  said: { fr: string; en: string } | null,
  /** Something was refused: the form shows what was typed, though it is not so. */
  typed: ((reader: Reader) => Reader) | null = null,
): Promise<Response> {
  const opened = await openedBy(context, needs);
  if (opened instanceof Response) return opened;
  const { token, seen, spoken } = opened;
  const { newsletter, speaker, language } = spoken;
  const barred = said !== words.suppressed && (await needs.barred(token));
  const children = (
    <>
      <h1>{words.title[language]}</h1>
      {barred && <Alert say={words.barred} language={language} />}
      {said && (
        <div className="state" role={typed ? 'alert' : 'status'}>
          <Both say={said} language={language} />
        </div>
      )}
      <WhoseChoices reader={seen} spoken={spoken} />
      <PreferencesForm reader={typed ? typed(seen) : seen} spoken={spoken} />
      <Rest reader={seen} spoken={spoken} now={needs.now()} />
      {speaker && <TrackingForm token={token} tracking={seen.tracking} speaker={speaker} />}
      <YourData token={token} spoken={spoken} />
    </>
  );
  return context.html(
    renderPage({ title: words.title[language], language, newsletter, children }),
    typed ? 422 : 200,
  );
}

function WhoseChoices({ reader, spoken: { newsletter, language } }: { reader: Reader; spoken: Spoken }) {
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <>
      <p>
        {language === 'fr' ? 'Adresse' : 'Address'} <span className="address">{reader.maskedAddress}</span>
      </p>
      <p className="other">
        {choiceWords.forwarded[language]}{' '}
        {newsletter?.sign_up.open && <a href={`/s/${newsletter.name}`}>{choiceWords.ownLetter[language]}</a>}
      </p>
      <p className="other" lang={other}>
        {choiceWords.forwarded[other]}
      </p>
    </>
  );
}

/** One rest for all letters; a letter of its own rests from its own unsubscribe page. */
function Rest({ reader, spoken: { language }, now }: { reader: Reader; spoken: Spoken; now: Date }) {
  const receives = Object.entries(reader.subscriptions).filter(([, state]) => state === 'active');
  const days = receives.map(([name]) => reader.paused[name]);
  const [day] = days;
  if (receives.length === 0) return null;
  if (day !== undefined && days.every((one) => one !== undefined))
    return <PausedUntil day={day} language={language} />;
  return (
    <section className="card">
      <h2>
        <Label say={choiceWords.pause} language={language} />
      </h2>
      <p className="hint">{choiceWords.pauseExplain[language]}</p>
      <PauseForm today={now} language={language} />
    </section>
  );
}

function YourData({ token, spoken: { language } }: { readonly token: string; readonly spoken: Spoken }) {
  const ways = [
    ['receipt', choiceWords.why],
    ['address', moveWords.link],
    ['data', dataWords.link],
    ['erase', eraseWords.erase],
  ] as const;
  return (
    <section className="card">
      <h2>
        <Label say={choiceWords.yourData} language={language} />
      </h2>
      <ul className="ways">
        {ways.map(([page, say]) => (
          <li key={page}>
            <a href={`/p/${token}/${page}`}>
              <Label say={say} language={language} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
