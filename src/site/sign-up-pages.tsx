/** What a visitor who signs up sees: the form, alone or in a frame, the question about a spelling, and what was sent. */
import type { ReactNode } from 'react';
import type { SignUpOutcome } from '../audience/sign-up.ts';
import { typeset } from '../issue/typography.ts';
import { Alert, Both, Label, renderFragment, renderPage, type Words } from './page.tsx';
import { ProofHead } from './proof.tsx';
import { SignUpForm, SpellingAsked, type Typed } from './sign-up-form.tsx';
import { asksForProof, type Offer } from './sign-up-offer.ts';
import { signUpWords as words } from './sign-up-words.ts';

export function formPage(offer: Offer, typed: Typed | null, trouble: Words | null): string {
  const { first, titles, language, newsletters } = offer;
  const tagline = newsletters.length === 1 ? typeset(first.tagline, language) : '';
  return page(
    offer,
    words.title(titles),
    <>
      {tagline && <p>{tagline}</p>}
      {trouble && <Alert say={trouble} language={language} />}
      <SignUpForm offer={offer} typed={typed} frame={null} />
      <OtherLanguage offer={offer} />
    </>,
    proofHead(offer),
  );
}

/** from: the site whose page frames it. */
export function framedPage(offer: Offer, from: string | null): string {
  const title = words.title(offer.titles)[offer.language];
  return renderFragment({
    title,
    language: offer.language,
    head: proofHead(offer),
    children: (
      <>
        <h1>{title}</h1>
        <SignUpForm offer={offer} typed={null} frame={{ from }} />
      </>
    ),
  });
}

export function doubtPage(
  offer: Offer,
  typed: Typed,
  outcome: Extract<SignUpOutcome, { kind: 'doubtful' }>,
): string {
  const asked = <SpellingAsked offer={offer} typed={typed} outcome={outcome} />;
  return page(offer, words.doubt, asked, proofHead(offer));
}

/** What was typed is shown, whatever became of it: a slip is seen at once, and nothing else is told. */
export function askedPage(offer: Offer, email: string): string {
  const { language, action, query } = offer;
  return page(
    offer,
    words.asked,
    <>
      <p>
        <span className="address">{email.trim()}</span>
      </p>
      <Both say={words.askedText} language={language} />
      <Both say={words.nothingComes} language={language} />
      <p>
        <a href={`${action}${query}`}>
          <Label say={words.wrong} language={language} />
        </a>
      </p>
    </>,
  );
}

function proofHead(offer: Offer): ReactNode {
  return asksForProof(offer) ? <ProofHead /> : undefined;
}

function OtherLanguage({ offer: { action, language } }: { readonly offer: Offer }) {
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <p className="other">
      <a href={`${action}?lang=${other}`} hrefLang={other} lang={other}>
        {other === 'en' ? 'In English' : 'En français'}
      </a>
    </p>
  );
}

function page(
  { first, language, newsletters }: Offer,
  title: Words,
  children: ReactNode,
  head?: ReactNode,
): string {
  return renderPage({
    paperWide: newsletters.length > 1,
    title: title[language],
    language,
    newsletter: first,
    head,
    children: (
      <>
        <h1>{title[language]}</h1>
        {children}
      </>
    ),
  });
}
