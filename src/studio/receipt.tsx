/** The proof of one person's consent, for whoever answers for it: looked up by address, made to be printed. */
import { Hono } from 'hono';
import type { ReactNode } from 'react';
import type { ConsentRecord } from '../audience/receipt.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import type { StudioContext, StudioEnv } from './env.ts';
import { PostForm, renderPage, type Visit } from './page.tsx';

export type ReceiptLookUp = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  /** Of somebody who was erased, too; null: that is no address. Noted with who asked. */
  readonly records: (email: string, by: string) => Promise<readonly ConsentRecord[] | null>;
  readonly now: () => Date;
};

/** The address is posted: in an address of a page it would end up in logs and histories. */
export function receiptLookUp(steps: ReceiptLookUp): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get('/receipt', (context) => show(context, '', null))
    .post('/receipt', async (context) => {
      const visit = context.get('visit');
      const email = (context.get('fields').get('email') ?? '').trim();
      const records = await steps.records(email, visit.editor?.name ?? '');
      if (records === null) return show(context, email, <NoAddress visit={visit} />, 422);
      const titles = new Map((await steps.newsletters()).map(({ name, title }) => [name, title]));
      const found = { email, records, titles, at: steps.now() };
      return show(context, email, <Receipt visit={visit} found={found} />);
    });
}

function show(context: StudioContext, email: string, found: ReactNode, status: 200 | 422 = 200): Response {
  const visit = context.get('visit');
  const { say } = visit;
  const title = say('Reçu de consentement', 'Consent receipt');
  return context.html(
    renderPage(
      visit,
      title,
      <div className="stack form">
        <section className="card now screen">
          <h1>{title}</h1>
          <p>
            {say(
              'Ce qu’une personne a accepté ou retiré, quand, où et en quels termes. Pour le lui remettre, imprimez la page.',
              'What one person agreed to or withdrew, when, where and in which words. To hand it to them, print the page.',
            )}
          </p>
          <PostForm visit={visit} action="/studio/receipt">
            <p className="field">
              <label htmlFor="email">{say('Son adresse', 'Their address')}</label>
              <input type="email" id="email" name="email" required autoComplete="off" defaultValue={email} />
            </p>
            <button type="submit" id="look-up">
              {say('Chercher', 'Look up')}
            </button>
          </PostForm>
        </section>
        {found}
      </div>,
    ),
    status,
  );
}

function NoAddress({ visit: { say } }: { readonly visit: Visit }) {
  return (
    <div className="said bad" role="alert">
      <p>{say('Ce n’est pas une adresse complète.', 'This is not a whole address.')}</p>
    </div>
  );
}

type Found = {
  readonly email: string;
  readonly records: readonly ConsentRecord[];
  readonly titles: ReadonlyMap<string, string>;
  readonly at: Date;
};
type Shown = { readonly visit: Visit; readonly found: Found };

function Receipt({ visit, found: { email, records, titles, at } }: Shown) {
  const { say, language } = visit;
  const titleOf = (name: string | null) =>
    name === null
      ? say('Toutes les lettres', 'All newsletters')
      : typeset(titles.get(name) ?? name, language);
  return (
    <section className="card" aria-labelledby="receipt-title">
      <h2 id="receipt-title">{email}</h2>
      <p className="small soft" role="status">
        {say('Établi le ', 'Made on ')}
        {momentOf(at, language)}
      </p>
      {records.length === 0 && (
        <p>
          {say(
            'Aucun consentement ni retrait n’est gardé pour cette adresse.',
            'No consent and no withdrawal is kept for this address.',
          )}
        </p>
      )}
      <ul className="list">
        {records.map((record, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: receipts are append-only and keep their order.
          <li key={at}>
            <Line record={record} title={titleOf(record.newsletter)} visit={visit} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type LineShown = { readonly record: ConsentRecord; readonly title: string; readonly visit: Visit };

function Line({ record, title, visit: { say, language } }: LineShown) {
  const { action, purpose, at, source, network, wording } = record;
  const purposes = {
    newsletter: say('recevoir la lettre', 'to receive the letter'),
    open_tracking: say('mesure des ouvertures', 'open tracking'),
    click_tracking: say('mesure des clics', 'click tracking'),
  };
  const done = action === 'granted' ? say('accepté', 'agreed') : say('retiré', 'withdrawn');
  return (
    <>
      <strong>
        {title} · {purposes[purpose]} : {done}
      </strong>
      <br />
      <time dateTime={at.toISOString()}>{momentOf(at, language)}</time> · {source}
      {network !== null && ` · ${say('réseau', 'network')} ${network}`}
      {wording && (
        <>
          <blockquote lang={wording.language}>{wording.text}</blockquote>
          <span className="small soft">
            {wording.version} · SHA-256 <code>{wording.hash}</code>
          </span>
        </>
      )}
    </>
  );
}

function momentOf(at: Date, language: Visit['language']): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${at.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', format)} UTC`;
}
