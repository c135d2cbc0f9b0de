/** The pause offered beside the way out, and what is said of it. */
import { pauseDays } from '../audience/pause.ts';
import { Label, type Language, OneButton, Submit } from './page.tsx';
import { pauseWords as words } from './words.ts';

export function PauseOffer({ today, language }: { readonly today: Date; readonly language: Language }) {
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <section className="leave">
      <h2>{words.offer[language]}</h2>
      <p className="other" lang={other}>
        {words.offer[other]}
      </p>
      <PauseForm today={today} language={language} />
    </section>
  );
}

export function PauseForm({ today, language }: { readonly today: Date; readonly language: Language }) {
  const { first, usual, last } = pauseDays(today);
  return (
    <form method="post">
      <input type="hidden" name="action" value="pause" />
      <div className="field">
        <label htmlFor="until">
          <Label say={words.until} language={language} />
        </label>
        <input id="until" name="until" type="date" required min={first} max={last} defaultValue={usual} />
      </div>
      <Submit say={words.pause} language={language} quiet />
    </form>
  );
}

export function PausedUntil({ day, language }: { readonly day: string; readonly language: Language }) {
  const format = { dateStyle: 'full', timeZone: 'UTC' } as const;
  const said = (one: Language) =>
    words.paused(new Date(`${day}T00:00:00Z`).toLocaleDateString(one === 'fr' ? 'fr-FR' : 'en-GB', format))[
      one
    ];
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <section className="state">
      <p>{said(language)}</p>
      <p className="other" lang={other}>
        {said(other)}
      </p>
      <OneButton action="resume" say={words.resume} language={language} quiet />
    </section>
  );
}
