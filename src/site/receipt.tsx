/** /p/:token/receipt: what a reader agreed to, when, where and in which words. It shows, and changes nothing. */

import { Hono } from 'hono';
import type { ConsentRecord, ReceiptSeen } from '../audience/receipt.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { AllPreferences } from './all-preferences.tsx';
import { Both, type Language, renderPage } from './page.tsx';
import { spokenTo } from './spoken.ts';
import { gonePage, troublePage } from './trouble.tsx';
import { whyInWords, whyReceived } from './why.ts';
import { receiptWords as words } from './words.ts';

export type ReceiptSteps = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly seen: (token: string) => Promise<ReceiptSeen>;
};

export function receiptPages(steps: ReceiptSteps): Hono {
  return new Hono().get('/p/:token/receipt', async (context) => {
    const token = context.req.param('token');
    const seen = await steps.seen(token);
    if (seen.kind === 'invalid') return troublePage(context, 'badLink');
    if (seen.kind === 'gone') return gonePage(context);
    const { newsletters, newsletter, language } = await spokenTo(steps, seen);
    const titleOf = (name: string | null) =>
      name === null
        ? words.everyLetter[language]
        : typeset(newsletters.find((one) => one.name === name)?.title ?? name, language);
    const title = words.title[language];
    const children = (
      <>
        <h1>{title}</h1>
        <p>
          {language === 'fr' ? 'Adresse' : 'Address'} <span className="address">{seen.maskedAddress}</span>
        </p>
        <Why seen={seen} title={titleOf(seen.newsletter)} language={language} />
        <p>{words.explain[language]}</p>
        <p className="hint screen">{words.print[language]}</p>
        {seen.records.length === 0 && <p className="state">{words.none[language]}</p>}
        {seen.records.map((record, at) => (
          <Receipt
            // biome-ignore lint/suspicious/noArrayIndexKey: receipts are append-only and keep their order.
            key={at}
            record={record}
            title={titleOf(record.newsletter)}
            language={language}
            zone={newsletter?.time_zone ?? 'UTC'}
          />
        ))}
        <AllPreferences token={token} language={language} />
      </>
    );
    return context.html(renderPage({ title, language, newsletter, children }));
  });
}

function Why({
  seen: { records, newsletter },
  title,
  language,
}: {
  readonly seen: Pick<Extract<ReceiptSeen, { kind: 'receipt' }>, 'records' | 'newsletter'>;
  readonly title: string;
  readonly language: Language;
}) {
  const record = whyReceived(records, newsletter);
  if (record === null) return null;
  const day = (one: Language) =>
    record.at.toLocaleDateString(one === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  const say = whyInWords(title, { fr: day('fr'), en: day('en') }, record);
  return (
    <div className="state">
      <Both say={say} language={language} />
    </div>
  );
}

/** The network is left out: the letter, and this page with it, may be in a friend's hands. */
function Receipt({
  record,
  title,
  language,
  zone,
}: {
  readonly record: ConsentRecord;
  readonly title: string;
  readonly language: Language;
  readonly zone: string;
}) {
  const { action, purpose, at, source, wording } = record;
  return (
    <section className="receipt">
      <h2>{words[action](title)[language]}</h2>
      <p>
        {words[purpose][language]}
        {' · '}
        <time dateTime={at.toISOString()}>{inWords(at, language, zone)}</time>
      </p>
      {wording && (
        <blockquote lang={wording.language}>
          <p>{wording.text}</p>
        </blockquote>
      )}
      <p className="hint">
        {words.recorded[language]} <span lang="en">{source}</span>
      </p>
      {wording && (
        <p className="hint">
          {wording.version} · SHA-256 {wording.hash}
        </p>
      )}
    </section>
  );
}

/** The reader's hour, with what sets it apart from UTC: a receipt must not be read in two ways. */
function inWords(at: Date, language: Language, timeZone: string): string {
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit', timeZoneName: 'shortOffset' } as const;
  return at.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', { ...day, ...time, timeZone });
}
