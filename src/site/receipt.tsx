/** /p/:token/receipt: what a reader agreed to, when, where and in which words. It shows, and changes nothing. */
import { Hono } from 'hono';
import type { ConsentRecord, ReceiptSeen } from '../audience/receipt.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { type Language, renderPage } from './page.tsx';
import { gonePage, troublePage } from './trouble.tsx';
import { receiptWords as words } from './words.ts';

export type ReceiptSteps = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly seen: (token: string) => Promise<ReceiptSeen>;
};

export function receiptPages(steps: ReceiptSteps): Hono {
  return new Hono().get('/p/:token/receipt', async (context) => {
    const seen = await steps.seen(context.req.param('token'));
    if (seen.kind === 'invalid') return troublePage(context, 'badLink');
    if (seen.kind === 'gone') return gonePage(context);
    const newsletters = await steps.newsletters();
    const newsletter = newsletters.find(({ name }) => name === seen.newsletter) ?? null;
    const language = newsletter?.language ?? 'fr';
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
        <p>{words.explain[language]}</p>
        {seen.records.length === 0 && <p className="state">{words.none[language]}</p>}
        {seen.records.map((record, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: receipts are append-only and keep their order.
          <Receipt key={at} record={record} title={titleOf(record.newsletter)} language={language} />
        ))}
      </>
    );
    return context.html(renderPage({ title, language, newsletter, children }));
  });
}

/** The network is left out: the letter, and this page with it, may be in a friend's hands. */
function Receipt({ record, title, language }: { record: ConsentRecord; title: string; language: Language }) {
  const { action, purpose, at, source, wording } = record;
  return (
    <section className="receipt">
      <h2>{words[action](title)[language]}</h2>
      <p>
        {words[purpose][language]}
        {' · '}
        <time dateTime={at.toISOString()}>{inWords(at, language)}</time>
      </p>
      {wording && (
        <blockquote lang={language}>
          <p>{wording.text}</p>
        </blockquote>
      )}
      <p className="hint" lang="en">
        {source}
      </p>
      {wording && (
        <p className="hint">
          {wording.version} · SHA-256 {wording.hash}
        </p>
      )}
    </section>
  );
}

function inWords(at: Date, language: Language): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${at.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', format)} UTC`;
}
