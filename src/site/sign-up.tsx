/** /s and /s/:newsletter: a visitor asks for letters, on our page or in a frame of the paper's own site. */
import { type Context, Hono } from 'hono';
import type { ReactNode } from 'react';
import type { SignUpOutcome } from '../audience/sign-up.ts';
import { signUpWording, type Wording } from '../audience/wording.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { formFields } from './form.ts';
import { Both, Label, renderFragment, renderPage, type Words } from './page.tsx';
import { peerOf } from './peer.ts';
import { ProofHead } from './proof.tsx';
import {
  asksForProof,
  everyNewsletter,
  type Offer,
  SignUpForm,
  SpellingAsked,
  type Typed,
} from './sign-up-form.tsx';
import { signUpWords as words } from './sign-up-words.ts';
import { framePolicy, proofPolicy } from './style.ts';
import { troublePage } from './trouble.tsx';

export type SignUpSteps = {
  /** Those whose settings can be read; only open ones are offered. */
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly ask: (asked: {
    readonly email: string;
    readonly newsletters: readonly string[];
    readonly trap: string;
    readonly asWritten: boolean;
    readonly wording: Wording;
    readonly source: string;
    readonly peer: string | undefined;
    readonly forwarded: string | undefined;
    readonly byProgram?: boolean;
    /** What the widget computed; undefined: a program that has none. */
    readonly proof?: string;
  }) => Promise<SignUpOutcome | { readonly kind: 'no_relay' }>;
};

export function signUpPages(steps: SignUpSteps): Hono {
  return new Hono()
    .get('/s', (context) => showForm(context, steps, null))
    .get('/s/:newsletter', (context) => showForm(context, steps, context.req.param('newsletter')))
    .get('/s/:newsletter/embed', (context) => showFrame(context, steps, context.req.param('newsletter')))
    .post('/s', (context) => answer(context, steps, null))
    .post('/s/:newsletter', (context) => answer(context, steps, context.req.param('newsletter')));
}

/** null: there is nothing to sign up for here. ?lang=en: the wording, the letter and the reader's later pages follow. */
async function offerOf(context: Context, steps: SignUpSteps, name: string | null): Promise<Offer | null> {
  const open = (await steps.newsletters()).filter((one) => one.sign_up.open);
  const newsletters = name === null ? open : open.filter((one) => one.name === name);
  const [first] = newsletters;
  if (first === undefined) return null;
  const asked = context.req.query('lang');
  const language = asked === 'fr' || asked === 'en' ? asked : first.language;
  const titles = newsletters.map(({ title }) => typeset(title, language));
  const wording = signUpWording({ paper: first.publisher.name, titles }, language);
  const action = name === null ? '/s' : `/s/${first.name}`;
  const query = language === first.language ? '' : `?lang=${language}`;
  return {
    ...{ action, query, newsletters, titles, language, wording },
    first: { ...first, language },
  };
}

async function showForm(context: Context, steps: SignUpSteps, name: string | null): Promise<Response> {
  const offer = await offerOf(context, steps, name);
  if (offer === null) return troublePage(context, 'notFound');
  allowProof(context, offer);
  return context.html(formPage(offer, null, null));
}

async function showFrame(context: Context, steps: SignUpSteps, name: string): Promise<Response> {
  const offer = await offerOf(context, steps, name);
  if (offer === null) return troublePage(context, 'notFound');
  const { publisher, sign_up } = offer.first;
  const sites = [publisher.url, ...sign_up.embed_on].map((url) => new URL(url).origin);
  context.header('Content-Security-Policy', framePolicy([...new Set(sites)], asksForProof(offer)));
  const from = originOf(context.req.header('referer'));
  const title = words.title(offer.titles)[offer.language];
  return context.html(
    renderFragment({
      title,
      language: offer.language,
      head: proofHead(offer),
      children: (
        <>
          <h1>{title}</h1>
          <SignUpForm offer={offer} typed={null} frame={{ from }} />
        </>
      ),
    }),
  );
}

async function answer(context: Context, steps: SignUpSteps, name: string | null): Promise<Response> {
  const offer = await offerOf(context, steps, name);
  if (offer === null) return troublePage(context, 'notFound');
  const fields = await formFields(context);
  if (fields === null) return troublePage(context, 'notUnderstood');
  const typed = typedIn(fields, offer);
  const showAgain = (trouble: Words) => {
    allowProof(context, offer);
    return context.html(formPage(offer, typed, trouble), 422);
  };
  const outcome = await steps.ask({
    ...typed,
    trap: fields.get('website') ?? '',
    asWritten: fields.has('as_written'),
    wording: offer.wording,
    source: sourceOf(offer, originOf(fields.get('from') ?? undefined)),
    peer: peerOf(context),
    forwarded: context.req.header('x-forwarded-for'),
    proof: fields.get('altcha') ?? '',
  });
  switch (outcome.kind) {
    case 'asked':
      return context.html(askedPage(offer, typed.email));
    case 'not_an_address':
      return showAgain(words.notAnAddress);
    case 'nothing_chosen':
      return showAgain(words.nothingChosen);
    case 'proof_refused':
      return showAgain(words.proofRefused);
    case 'doubtful':
      allowProof(context, offer);
      return context.html(doubtPage(offer, typed, outcome));
    case 'too_often':
      return troublePage(context, 'tooOften');
    case 'no_relay':
      return troublePage(context, 'fault');
    default:
      return outcome satisfies never;
  }
}

/** A page with the form may load the widget where one is asked for. */
function allowProof(context: Context, offer: Offer): void {
  if (asksForProof(offer)) context.header('Content-Security-Policy', proofPolicy);
}

function proofHead(offer: Offer): ReactNode {
  return asksForProof(offer) ? <ProofHead /> : undefined;
}

function doubtPage(
  offer: Offer,
  typed: Typed,
  outcome: Extract<SignUpOutcome, { kind: 'doubtful' }>,
): string {
  const asked = <SpellingAsked offer={offer} typed={typed} outcome={outcome} />;
  return page(offer, words.doubt, asked, proofHead(offer));
}

/** One newsletter's page has nothing to tick. */
function typedIn(fields: URLSearchParams, { newsletters, action }: Offer): Typed {
  const names = newsletters.map(({ name }) => name);
  const ticked = new Set(fields.getAll('newsletter'));
  const wanted = ticked.has(everyNewsletter) ? names : names.filter((name) => ticked.has(name));
  return {
    email: fields.get('email') ?? '',
    proof: fields.get('altcha') ?? '',
    newsletters: action === '/s' && names.length > 1 ? wanted : names,
  };
}

function sourceOf({ action }: Offer, embedder: string | null): string {
  return embedder === null ? `sign-up page ${action}` : `sign-up form ${action} shown on ${embedder}`;
}

/** Scheme, host and port, and nothing a visitor may have typed beside them. */
function originOf(address: string | undefined): string | null {
  if (address === undefined || address.length > 2_000 || !URL.canParse(address)) return null;
  const { protocol, origin, host } = new URL(address);
  return /^https?:$/.test(protocol) && host.length <= 253 ? origin : null;
}

function formPage(offer: Offer, typed: Typed | null, trouble: Words | null): string {
  const { first, titles, language, newsletters } = offer;
  const tagline = newsletters.length === 1 ? typeset(first.tagline, language) : '';
  return page(
    offer,
    words.title(titles),
    <>
      {tagline && <p>{tagline}</p>}
      {trouble && (
        <div className="state" role="alert">
          <Both say={trouble} language={language} />
        </div>
      )}
      <SignUpForm offer={offer} typed={typed} frame={null} />
      <OtherLanguage offer={offer} />
    </>,
    proofHead(offer),
  );
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

/** What was typed is shown, whatever became of it: a slip is seen at once, and nothing else is told. */
function askedPage(offer: Offer, email: string): string {
  const { language, action, query } = offer;
  return page(
    offer,
    words.asked,
    <>
      <p>
        <span className="address">{email.trim()}</span>
      </p>
      <Both say={words.askedText} language={language} />
      <p>
        <a href={`${action}${query}`}>
          <Label say={words.wrong} language={language} />
        </a>
      </p>
    </>,
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
