/** The sign-up form: what to receive, an address, the sentence that is agreed to. No script. */
import type { SignUpOutcome } from '../audience/sign-up.ts';
import { typeset } from '../issue/typography.ts';
import { AddressField, DoubtAsked } from './address-field.tsx';
import { DataNotice } from './data-notice.tsx';
import { Both, Label, Submit } from './page.tsx';
import { ProofWidget } from './proof.tsx';
import { Sentence, shownMark } from './sentence.tsx';
import { asksForProof, type Offer } from './sign-up-offer.ts';
import { signUpWords as words } from './sign-up-words.ts';
import { SubscribersOnly } from './subscribers-only.tsx';

export type Typed = {
  readonly email: string;
  readonly newsletters: readonly string[];
  /** What the widget computed for the first attempt; a question about the spelling has not used it. */
  readonly proof: string;
  /** The site whose page the form stood in at first; it goes along to the end, for the receipt. */
  readonly from: string | null;
};

/** No newsletter has this name. */
export const everyNewsletter = '*';

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
  const from = frame?.from ?? typed?.from;
  return (
    <form method="post" action={`${action}${query}`} target={frame ? '_blank' : undefined}>
      {from && <input type="hidden" name="from" value={from} />}
      {newsletters.length > 1 && <Choices offer={offer} typed={typed} />}
      {newsletters.length === 1 && offer.first.audience.premium_only && (
        <div className="state">
          <Both say={words.forSubscribers} language={language} />
        </div>
      )}
      <AddressField say={words.email} language={language} typed={typed?.email} />
      <div className="trap" aria-hidden="true">
        <label htmlFor="website">{words.trap[language]}</label>
        <input id="website" name="website" tabIndex={-1} autoComplete="off" />
      </div>
      {asksForProof(offer) && <ProofWidget language={language} />}
      <Sentence wording={wording} />
      <Submit say={words.subscribe} language={language} />
      <DataNotice publisher={offer.first.publisher} language={language} folded={frame !== null} />
    </form>
  );
}

/** What was chosen and computed goes along with the answer about the spelling. */
export function SpellingAsked({
  offer,
  typed,
  outcome,
}: {
  readonly offer: Offer;
  readonly typed: Typed;
  readonly outcome: Extract<SignUpOutcome, { kind: 'doubtful' }>;
}) {
  const { action, query, language, wording } = offer;
  const hidden = [
    ['shown', shownMark([wording])] as const,
    ...typed.newsletters.map((name) => ['newsletter', name] as const),
    ...(typed.proof ? [['altcha', typed.proof] as const] : []),
    ...(typed.from ? [['from', typed.from] as const] : []),
  ];
  return (
    <DoubtAsked
      about={outcome}
      form={<SignUpForm offer={offer} typed={{ ...typed, email: '' }} frame={null} />}
      sent={{ to: `${action}${query}`, hidden, language }}
    />
  );
}

function Choices({ offer, typed }: { readonly offer: Offer; readonly typed: Typed | null }) {
  const { newsletters, language } = offer;
  return (
    <fieldset>
      <legend>
        <Label say={words.newsletters} language={language} />
      </legend>
      <label className="choice">
        <input type="checkbox" name="newsletter" value={everyNewsletter} />
        <span>
          <Label say={words.everything} language={language} />
        </span>
      </label>
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
