/** /p/:token, what a reader chooses: newsletters, the name they are greeted by, their commune. */
import { type Context, Hono } from 'hono';
import type { Wishes } from '../audience/choices.ts';
import { readName } from '../audience/import/values.ts';
import type { ReaderSeen } from '../audience/reader-page.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { formFields } from './form.ts';
import { Label, type Language, renderPage } from './page.tsx';
import { TrackingForm } from './tracking.tsx';
import { gonePage, troublePage } from './trouble.tsx';
import { eraseWords, receiptWords, preferenceWords as words } from './words.ts';

export type PreferencesNeeds = {
  /** Those whose settings can be read. */
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly seen: (token: string) => Promise<ReaderSeen>;
  readonly save: (
    token: string,
    wishes: Wishes,
  ) => Promise<
    { readonly kind: 'saved'; readonly suppressed: readonly string[] } | { readonly kind: 'gone' | 'invalid' }
  >;
};

export function preferencesPages(needs: PreferencesNeeds): Hono {
  return new Hono()
    .get('/p/:token', (context) => showForm(context, context.req.param('token'), needs, null))
    .post('/p/:token', async (context) => {
      const fields = await formFields(context);
      if (fields?.get('action') !== 'save') return troublePage(context, 'notUnderstood');
      const token = context.req.param('token');
      const saved = await needs.save(token, wishesOf(fields, await needs.newsletters()));
      if (saved.kind === 'invalid') return troublePage(context, 'badLink');
      if (saved.kind !== 'saved') return gonePage(context);
      return showForm(context, token, needs, saved.suppressed.length > 0 ? 'suppressed' : 'saved');
    });
}

/** Only newsletters that the page offered are decided: one that appeared meanwhile is not turned off. */
function wishesOf(fields: URLSearchParams, newsletters: readonly Newsletter[]): Wishes {
  const known = new Set(newsletters.map(({ name }) => name));
  const offered = fields.getAll('offered').filter((name) => known.has(name));
  const wanted = new Set(fields.getAll('newsletter'));
  const communes = new Set(newsletters.flatMap(({ communes: all }) => all.map(({ id }) => id)));
  const commune = fields.get('commune') ?? '';
  return {
    firstName: readName(fields.get('first_name') ?? ''),
    commune: communes.has(commune) ? commune : null,
    newsletters: new Map(offered.map((name) => [name, wanted.has(name)])),
  };
}

async function showForm(
  context: Context,
  token: string,
  needs: PreferencesNeeds,
  outcome: 'saved' | 'suppressed' | null,
): Promise<Response> {
  const seen = await needs.seen(token);
  if (seen.kind === 'invalid') return troublePage(context, 'badLink');
  if (seen.kind === 'gone') return gonePage(context);
  const newsletters = await needs.newsletters();
  const newsletter = newsletters.find(({ name }) => name === seen.newsletter) ?? null;
  const language = newsletter?.language ?? 'fr';
  const children = (
    <>
      <h1>{words.title[language]}</h1>
      {outcome && (
        <p className="state" role="status">
          {words[outcome][language]}
        </p>
      )}
      <p>
        {language === 'fr' ? 'Adresse' : 'Address'} <span className="address">{seen.maskedAddress}</span>
      </p>
      <PreferencesForm reader={seen} newsletters={newsletters} language={language} />
      {newsletter && <TrackingForm token={token} tracking={seen.tracking} newsletter={newsletter} />}
      <p>
        <a href={`/p/${token}/receipt`}>{receiptWords.see[language]}</a>
        {' · '}
        <a href={`/p/${token}/erase`}>{eraseWords.erase[language]}</a>
      </p>
    </>
  );
  return context.html(renderPage({ title: words.title[language], language, newsletter, children }));
}

function PreferencesForm(form: {
  readonly reader: Extract<ReaderSeen, { kind: 'reader' }>;
  readonly newsletters: readonly Newsletter[];
  readonly language: Language;
}) {
  const { reader, newsletters, language } = form;
  const communes = new Map(
    newsletters.flatMap((one) => one.communes.map(({ id, name }) => [id, name] as const)),
  );
  return (
    <form method="post">
      <input type="hidden" name="action" value="save" />
      <fieldset>
        <legend>
          <Label say={words.newsletters} language={language} />
        </legend>
        {newsletters.map(({ name, title, tagline }) => (
          <label className="choice" key={name}>
            <input type="hidden" name="offered" value={name} />
            <input
              type="checkbox"
              name="newsletter"
              value={name}
              defaultChecked={reader.subscriptions[name] === 'active'}
            />
            <span>
              {typeset(title, language)}
              {tagline && <span className="hint">{typeset(tagline, language)}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor="first_name">
          <Label say={words.firstName} language={language} />
          <span className="hint">{words.firstNameHint[language]}</span>
        </label>
        <input
          id="first_name"
          name="first_name"
          maxLength={100}
          autoComplete="given-name"
          defaultValue={reader.firstName ?? ''}
        />
      </div>
      {communes.size > 0 && (
        <div className="field">
          <label htmlFor="commune">
            <Label say={words.commune} language={language} />
          </label>
          <select id="commune" name="commune" defaultValue={reader.commune ?? ''}>
            <option value="">{words.noCommune[language]}</option>
            {[...communes].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      <button type="submit">
        {words.save[language]}{' '}
        <span lang={language === 'fr' ? 'en' : 'fr'}>{words.save[language === 'fr' ? 'en' : 'fr']}</span>
      </button>
    </form>
  );
}
