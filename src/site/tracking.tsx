/** /p/:token/tracking: two unticked choices of the preferences page. GET shows, POST decides; each leaves its receipt. */

import { type Context, Hono } from 'hono';
import type { ReaderSeen } from '../audience/reader-page.ts';
import type { Tracking, TrackingPurpose } from '../audience/tracking.ts';
import { trackingWording } from '../audience/tracking-wording.ts';
import type { Wording } from '../audience/wording.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { AllPreferences } from './all-preferences.tsx';
import { formFields } from './form.ts';
import { openedBy } from './opened.ts';
import { Both, Label, type Language, renderPage, Submit } from './page.tsx';
import { type Caller, callerOf } from './peer.ts';
import { ShownMark, wasShown } from './sentence.tsx';
import { gonePage, troublePage } from './trouble.tsx';
import { preferenceWords, sentenceWords, trackingWords as words } from './words.ts';

type Wordings = Readonly<Record<TrackingPurpose, Wording>>;

export type TrackingSteps = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly seen: (token: string) => Promise<ReaderSeen>;
  readonly choose: (
    token: string,
    wanted: Tracking,
    /** wordings null: others were shown, so that nothing is granted. */
    shown: Caller & { readonly wordings: Wordings | null },
  ) => Promise<{ readonly kind: 'saved' | 'gone' | 'invalid' }>;
};

export function trackingPages(steps: TrackingSteps): Hono {
  return new Hono()
    .get('/p/:token/tracking', (context) => showChoices(context, steps, null))
    .post('/p/:token/tracking', (context) => choose(context, steps));
}

async function choose(context: Context, steps: TrackingSteps): Promise<Response> {
  const fields = await formFields(context);
  if (fields?.get('action') !== 'tracking') return troublePage(context, 'notUnderstood');
  const opened = await openedBy(context, steps);
  if (opened instanceof Response) return opened;
  const { token, seen, spoken } = opened;
  // A withdrawal must not fail because the settings of one newsletter are gone.
  const { speaker } = spoken;
  if (speaker === null) return troublePage(context, 'fault');
  const wanted = { opens: fields.has('opens'), clicks: fields.has('clicks') };
  const now = wordingsOf(speaker, speaker.language);
  const wordings = wasShown(fields, Object.values(now)) ? now : null;
  const saved = await steps.choose(token, wanted, { wordings, ...callerOf(context) });
  if (saved.kind === 'invalid') return troublePage(context, 'badLink');
  if (saved.kind === 'gone') return gonePage(context);
  return showChoices(context, steps, wordings === null && asksMore(wanted, seen) ? wanted : 'saved');
}

function asksMore({ opens, clicks }: Tracking, { tracking }: { readonly tracking: Tracking }): boolean {
  return (opens && !tracking.opens) || (clicks && !tracking.clicks);
}

/** What both pages show, and what the receipts name. */
function wordingsOf({ publisher }: Pick<Newsletter, 'publisher'>, language: Language): Wordings {
  return {
    open_tracking: trackingWording(publisher.name, 'open_tracking', language),
    click_tracking: trackingWording(publisher.name, 'click_tracking', language),
  };
}

async function showChoices(
  context: Context,
  steps: TrackingSteps,
  /** What was ticked beside other sentences than those of now: it is shown again. */
  answer: 'saved' | Tracking | null,
): Promise<Response> {
  const opened = await openedBy(context, steps);
  if (opened instanceof Response) return opened;
  const { token, seen, spoken } = opened;
  const { newsletter, speaker, language } = spoken;
  if (speaker === null) return troublePage(context, 'fault');
  const title = words.title[language];
  const ticked = answer === 'saved' ? null : answer;
  const children = (
    <>
      <h1>{title}</h1>
      {answer && (
        <div className="state" role={ticked ? 'alert' : 'status'}>
          <Both say={ticked ? sentenceWords.rest : preferenceWords.saved} language={language} />
        </div>
      )}
      <p>
        {language === 'fr' ? 'Adresse' : 'Address'} <span className="address">{seen.maskedAddress}</span>
      </p>
      <TrackingForm token={token} tracking={ticked ?? seen.tracking} speaker={speaker} />
      <AllPreferences token={token} language={language} />
    </>
  );
  return context.html(renderPage({ title, language, newsletter, children }), ticked ? 422 : 200);
}

/** A form of its own: whoever saves the rest of their preferences decides nothing about tracking by the way. */
export function TrackingForm({
  token,
  tracking,
  speaker,
}: {
  readonly token: string;
  readonly tracking: Tracking;
  readonly speaker: Newsletter;
}) {
  const { language } = speaker;
  const wordings = wordingsOf(speaker, language);
  const choices = [
    { name: 'opens', ticked: tracking.opens, wording: wordings.open_tracking },
    { name: 'clicks', ticked: tracking.clicks, wording: wordings.click_tracking },
  ];
  return (
    <form method="post" action={`/p/${token}/tracking`}>
      <input type="hidden" name="action" value="tracking" />
      <ShownMark of={Object.values(wordings)} />
      <fieldset>
        <legend>
          <Label say={words.title} language={language} />
        </legend>
        {choices.map(({ name, ticked, wording }) => (
          <label className="choice" key={name}>
            <input type="checkbox" name={name} value="yes" defaultChecked={ticked} />
            <span>{wording.text}</span>
          </label>
        ))}
      </fieldset>
      <Submit say={words.save} language={language} quiet />
    </form>
  );
}
