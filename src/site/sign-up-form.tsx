/** The sign-up form, and the question about an address that may not be meant. No script. */
import type { SignUpOutcome } from '../audience/sign-up.ts';
import type { Wording } from '../audience/wording.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { Both, Label, type Language, Submit, type Words } from './page.tsx';
import { ProofWidget } from './proof.tsx';
import { signUpWords as words } from './sign-up-words.ts';
import { SubscribersOnly } from './subscribers-only.tsx';

/** What a page offers: one newsletter, or all that are open. */
export type Offer = {
  readonly action: string;
  /** «?lang=en» where the page does not speak the newsletter's language. */
  readonly query: string;
  readonly newsletters: readonly Newsletter[];
  /** It gives the page its publisher and its language. */
  readonly first: Newsletter;
  readonly titles: readonly string[];
  readonly language: Language;
  readonly wording: Wording;
};
export type Typed = {
  readonly email: string;
  readonly newsletters: readonly string[];
  /** What the widget computed for the first attempt; a question about the spelling has not used it. */
  readonly proof: string;
};

export function asksForProof({ newsletters }: Offer): boolean {
  return newsletters.some(({ sign_up }) => sign_up.proof_of_work);
}

/** frame: the form stands in a page of the paper; its answer opens beside that page. */
export function SignUpForm({
  offer,
  typed,
  frame,
}: {
  readonly offer: Offer;
  readonly typed: Typed | null;
  readonly frame: { readonly from: string | null } | null;
}) {
  const { action, query, newsletters, language, wording } = offer;
  return (
    <form method="post" action={`${action}${query}`} target={frame ? '_blank' : undefined}>
      {frame?.from && <input type="hidden" name="from" value={frame.from} />}
      {newsletters.length > 1 && <Choices offer={offer} typed={typed} />}
      {newsletters.length === 1 && offer.first.audience.premium_only && (
        <p>
          <SubscribersOnly newsletter={offer.first} language={language} />
        </p>
      )}
      <div className="field">
        <label htmlFor="email">
          <Label say={words.email} language={language} />
        </label>
        <input
          id="email"
          name="email"
          type="email"
          autoComplete="email"
          maxLength={254}
          required
          defaultValue={typed?.email}
        />
      </div>
      <div className="trap" aria-hidden="true">
        <label htmlFor="website">{words.trap[language]}</label>
        <input id="website" name="website" tabIndex={-1} autoComplete="off" />
      </div>
      {asksForProof(offer) && <ProofWidget language={language} />}
      <p className="wording">{wording.text}</p>
      <Submit say={words.subscribe} language={language} />
    </form>
  );
}

/** Two buttons: the address that was probably meant, and the one that was written. */
export function DoubtAsked({
  offer,
  typed,
  outcome: { address, doubt },
}: {
  readonly offer: Offer;
  readonly typed: Typed;
  readonly outcome: Extract<SignUpOutcome, { kind: 'doubtful' }>;
}) {
  const { language } = offer;
  const send = { offer, typed };
  if (doubt.kind === 'role')
    return (
      <>
        <Both say={words.role(address)} language={language} />
        <SignUpForm offer={offer} typed={{ ...typed, email: '' }} frame={null} />
        <Again {...send} email={address} say={words.keep(address)} asWritten />
      </>
    );
  return (
    <>
      <Both say={words.misspelt(address, doubt.proposal)} language={language} />
      <Again {...send} email={doubt.proposal} say={words.take(doubt.proposal)} />
      <Again {...send} email={address} say={words.keep(address)} asWritten />
    </>
  );
}

function Again(again: {
  readonly offer: Offer;
  readonly typed: Typed;
  readonly email: string;
  readonly say: Words;
  readonly asWritten?: boolean;
}) {
  const { offer, typed, email, say, asWritten } = again;
  return (
    <form method="post" action={`${offer.action}${offer.query}`}>
      <input type="hidden" name="email" value={email} />
      {typed.newsletters.map((name) => (
        <input key={name} type="hidden" name="newsletter" value={name} />
      ))}
      {typed.proof && <input type="hidden" name="altcha" value={typed.proof} />}
      {asWritten && <input type="hidden" name="as_written" value="1" />}
      <Submit say={say} language={offer.language} quiet={asWritten === true} />
    </form>
  );
}

function Choices({ offer, typed }: { readonly offer: Offer; readonly typed: Typed | null }) {
  const { newsletters, language } = offer;
  return (
    <fieldset>
      <legend>
        <Label say={words.newsletters} language={language} />
      </legend>
      {newsletters.map(({ name, title, tagline, audience }) => (
        <label className="choice" key={name}>
          {/* Consent is a tick that the reader sets, never one to take off. */}
          <input
            type="checkbox"
            name="newsletter"
            value={name}
            defaultChecked={typed?.newsletters.includes(name)}
          />
          <span>
            {typeset(title, language)}
            {tagline && <span className="hint">{typeset(tagline, language)}</span>}
            <SubscribersOnly newsletter={{ audience }} language={language} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
