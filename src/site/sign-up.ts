/** /s and /s/:newsletter: a visitor asks for letters, on our page or in a frame of the paper's own site. */
import { type Context, Hono } from 'hono';
import type { SignUpOutcome, SignUpRequest } from '../audience/sign-up.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { closedFrame, closedPage, insteadFor } from './closed.tsx';
import { formFields } from './form.ts';
import type { Words } from './page.tsx';
import { type Caller, callerOf } from './peer.ts';
import { wasShown } from './sentence.tsx';
import { everyNewsletter, type Typed } from './sign-up-form.tsx';
import { asksForProof, closedOf, framingSites, type Offer, offerOf } from './sign-up-offer.ts';
import { askedPage, doubtPage, formPage, framedPage } from './sign-up-pages.tsx';
import { signUpWords as words } from './sign-up-words.ts';
import { framePolicy, proofPolicy } from './style.ts';
import { troublePage } from './trouble.tsx';
import { sentenceWords } from './words.ts';

type SignUpAsked = Omit<SignUpRequest, 'network'> &
  Caller & {
    /** What the widget computed; undefined: a program that has none. */
    readonly proof?: string;
  };

export type SignUpSteps = {
  /** Those whose settings can be read; only open ones are offered. */
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly ask: (asked: SignUpAsked) => Promise<SignUpOutcome | { readonly kind: 'no_relay' }>;
};

export function signUpPages(steps: SignUpSteps): Hono {
  return new Hono()
    .get('/s', (context) => showForm(context, steps, null))
    .get('/s/:newsletter', (context) => showForm(context, steps, context.req.param('newsletter')))
    .get('/s/:newsletter/embed', (context) => showFrame(context, steps, context.req.param('newsletter')))
    .post('/s', (context) => answer(context, steps, null))
    .post('/s/:newsletter', (context) => answer(context, steps, context.req.param('newsletter')));
}

async function showForm(context: Context, steps: SignUpSteps, name: string | null): Promise<Response> {
  const offer = offerOf(context, await steps.newsletters(), name);
  if (offer === null) return nothingOffered(context, steps, name);
  allowProof(context, offer);
  return context.html(formPage(offer, null, null));
}

async function nothingOffered(context: Context, steps: SignUpSteps, name: string | null): Promise<Response> {
  const newsletters = await steps.newsletters();
  const closed = closedOf(context, newsletters, name);
  if (closed === null) return troublePage(context, 'notFound');
  const { newsletter, title, language } = closed;
  return context.html(closedPage(newsletter, { title, language, instead: insteadFor(newsletters) }), 410);
}

async function showFrame(context: Context, steps: SignUpSteps, name: string): Promise<Response> {
  const newsletters = await steps.newsletters();
  const offer = offerOf(context, newsletters, name);
  if (offer === null) return closedInFrame(context, newsletters, name);
  allowFrame(context, offer.first, asksForProof(offer));
  return context.html(framedPage(offer, framedBy(offer, context.req.header('referer'))));
}

/** A frame of a page that still has the form says so in its place. */
function closedInFrame(context: Context, newsletters: readonly Newsletter[], name: string): Response {
  const closed = closedOf(context, newsletters, name);
  if (closed === null) return troublePage(context, 'notFound');
  const { newsletter, title, language } = closed;
  allowFrame(context, newsletter, false);
  return context.html(closedFrame({ title, language, instead: insteadFor(newsletters) }), 410);
}

function allowFrame(context: Context, newsletter: Newsletter, proof: boolean): void {
  context.header('Content-Security-Policy', framePolicy(framingSites([newsletter]), proof));
}

async function answer(context: Context, steps: SignUpSteps, name: string | null): Promise<Response> {
  const offer = offerOf(context, await steps.newsletters(), name);
  if (offer === null) return nothingOffered(context, steps, name);
  const fields = await formFields(context);
  if (fields === null) return troublePage(context, 'notUnderstood');
  const typed = typedIn(fields, offer);
  const showAgain = (trouble: Words) => {
    allowProof(context, offer);
    return context.html(formPage(offer, typed, trouble), 422);
  };
  // A form made by hand says nothing: whoever confirms sees the sentence then, and nothing begins before.
  if (fields.has('shown') && !wasShown(fields, [offer.wording])) return showAgain(sentenceWords.again);
  const outcome = await steps.ask({
    email: typed.email,
    newsletters: typed.newsletters,
    trap: fields.get('website') ?? '',
    asWritten: fields.has('as_written'),
    wording: offer.wording,
    source: sourceOf(offer, typed.from),
    ...callerOf(context),
    proof: typed.proof,
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

/** One newsletter's page has nothing to tick; a form in which one was ticked that closed since asks for no other. */
function typedIn(fields: URLSearchParams, offer: Offer): Typed {
  const { newsletters, action } = offer;
  const names = newsletters.map(({ name }) => name);
  const ticked = new Set(fields.getAll('newsletter'));
  const wanted = ticked.has(everyNewsletter) ? names : names.filter((name) => ticked.has(name));
  return {
    email: fields.get('email') ?? '',
    proof: fields.get('altcha') ?? '',
    from: framedBy(offer, fields.get('from') ?? undefined),
    newsletters: action === '/s' && (names.length > 1 || ticked.size > 0) ? wanted : names,
  };
}

/** The site in whose page the form stood; anybody may write a name there, so only of those that may frame it. */
function framedBy({ newsletters }: Offer, address: string | undefined): string | null {
  const site = originOf(address);
  return site !== null && framingSites(newsletters).includes(site) ? site : null;
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
