/** POST /subscribers: the sign-up page's own step, or a consent that was given elsewhere. */
import { createHash } from 'node:crypto';
import { addressFaults } from '../../audience/address.ts';
import type { SubscriberId } from '../../audience/ids.ts';
import type { ImportOutcome } from '../../audience/import/decide.ts';
import type { ReaderChange, ReaderRecord } from '../../audience/reader-record.ts';
import type { Wording } from '../../audience/wording.ts';
import type { Newsletter } from '../../config/newsletter.ts';
import { hasScope } from '../../desk/api-token.ts';
import type { SignUpSteps } from '../../site/sign-up.ts';
import { type Answer, type Call, type Refusal, refuse } from '../route.ts';
import { detailNames, type subscriberRoutes } from '../routes/subscribers.ts';
import { wordingOf } from './newsletters.ts';
import { changeOf, toldTo } from './reader.ts';

type Shape = (typeof subscriberRoutes)['createSubscriber'];
type Body = Call<Shape>['body'];

export type JoinSteps = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly ask: SignUpSteps['ask'];
  /** Origins whose pages may ask. */
  readonly origins: () => Promise<ReadonlySet<string>>;
  /** Stores a reader who agreed elsewhere, as an import does. */
  readonly store: (stated: Stated) => Promise<StoreOutcome>;
  readonly record: (id: SubscriberId, reach: readonly string[] | null) => Promise<ReaderRecord | null>;
};
export type Stated = {
  readonly email: string;
  readonly newsletters: readonly string[];
  readonly givenAt: Date;
  /** Where the consent can be proved. */
  readonly source: string;
  /** The token, for the receipt. */
  readonly by: string;
  readonly change: ReaderChange;
};
export type StoreOutcome =
  | { readonly kind: 'fault'; readonly fault: keyof typeof addressFaults }
  | { readonly kind: 'suppressed' | 'too_many' }
  | {
      readonly kind: 'stored';
      readonly id: SubscriberId;
      readonly outcomes: readonly { readonly newsletter: string; readonly outcome: ImportOutcome }[];
    };

export async function createSubscriber(steps: JoinSteps, call: Call<Shape>): Promise<Answer<Shape>> {
  const { body, caller } = call;
  if (caller === null && call.origin !== undefined && !(await steps.origins()).has(call.origin))
    return refuse(
      'forbidden',
      `Pages of ${call.origin} may not sign readers up: sign_up.embed_on does not name it.`,
    );
  const scope = body.consent ? 'subscribers:consent' : 'subscribers:write';
  if ((caller !== null || body.consent) && !hasScope(caller, scope))
    return refuse('forbidden', `This needs a token with the scope ${scope}.`);
  const newsletters = await chosen(steps, call);
  if ('problem' in newsletters) return newsletters;
  return body.consent ? state(steps, call, body.consent) : ask(steps, call, newsletters);
}

async function chosen(
  steps: JoinSteps,
  { body, caller }: Call<Shape>,
): Promise<readonly Newsletter[] | Refusal> {
  const known = await steps.newsletters();
  const reach = caller?.newsletters ?? null;
  for (const [at, name] of body.newsletters.entries()) {
    const newsletter = known.find((one) => one.name === name);
    // One that closed is joined by a consent given elsewhere alone, as by a file.
    if (newsletter === undefined || (body.consent === undefined && !newsletter.sign_up.open))
      return invalid(`#/newsletters/${at}`, 'is no newsletter to sign up for');
    if (reach !== null && !reach.includes(name))
      return refuse('forbidden', `This token does not reach the newsletter ${name}.`);
  }
  return known.filter(({ name }) => body.newsletters.includes(name));
}

async function ask(
  steps: JoinSteps,
  { body, caller, peer, forwarded, origin }: Call<Shape>,
  newsletters: readonly Newsletter[],
): Promise<Answer<Shape>> {
  const early = detailNames.find((name) => body[name] !== undefined);
  if (early !== undefined)
    return invalid(`#/${early}`, 'is kept only with a consent; send it with PATCH once they confirmed');
  if (caller === null && body.wording !== undefined)
    return invalid('#/wording', 'may be stated with a token only');
  const [first] = newsletters;
  if (first === undefined) return invalid('#/newsletters', 'must name a newsletter');
  const outcome = await steps.ask({
    email: body.email,
    newsletters: newsletters.map(({ name }) => name),
    trap: body.website ?? '',
    asWritten: body.as_written === true,
    wording: wordingShown(body, first, newsletters),
    source: caller ? `API, token «${caller.name}»` : `API${origin ? `, form on ${origin}` : ''}`,
    ...(body.proof !== undefined && { proof: body.proof }),
    // A program's network is its own server's: its limit is its token's.
    ...(caller ? { peer: undefined, forwarded: undefined, byProgram: true } : { peer, forwarded }),
  });
  switch (outcome.kind) {
    case 'asked':
      return { kind: 'answer', status: 202, body: { status: 'confirmation_sent' } };
    case 'not_an_address':
      return invalid('#/email', `has ${addressFaults[outcome.fault]}`);
    case 'doubtful':
      return invalid('#/email', doubtInWords(outcome.doubt));
    case 'nothing_chosen':
      return invalid('#/newsletters', 'must name a newsletter');
    case 'proof_refused':
      return invalid('#/proof', 'was used already, or took too long');
    case 'too_often':
      return refuse('too_often', 'Too many sign-ups came from there or for this newsletter within an hour.', {
        headers: { 'Retry-After': '3600' },
      });
    case 'no_relay':
      return refuse('no_relay', 'No relay is configured that could post the confirmation letter.');
    default:
      return outcome satisfies never;
  }
}

async function state(
  steps: JoinSteps,
  { body, caller, at }: Call<Shape>,
  consent: NonNullable<Body['consent']>,
): Promise<Answer<Shape>> {
  const givenAt = new Date(consent.given_at);
  if (givenAt > at) return invalid('#/consent/given_at', 'lies ahead: such a consent was not given yet');
  const change = changeOf(body, await steps.newsletters());
  if ('problem' in change) return change;
  const stored = await steps.store({
    email: body.email,
    newsletters: [...new Set(body.newsletters)],
    givenAt,
    source: consent.source,
    by: caller?.name ?? '',
    change,
  });
  if (stored.kind !== 'stored') return notStored(stored);
  const record = await steps.record(stored.id, caller?.newsletters ?? null);
  if (record === null) return refuse('suppressed', 'This reader was erased meanwhile.');
  const subscriber = toldTo(caller, record);
  // An outcome tells whether they were a reader already, or left.
  if (!hasScope(caller, 'subscribers:read'))
    return { kind: 'answer', status: 200, body: { status: 'stored', subscriber }, about: stored.id };
  const added = stored.outcomes.some(({ outcome }) => outcome === 'added');
  return {
    kind: 'answer',
    status: added ? 201 : 200,
    body: { status: 'stored', subscriber, outcomes: [...stored.outcomes] },
    about: stored.id,
  };
}

function notStored(stored: Exclude<StoreOutcome, { kind: 'stored' }>): Refusal {
  switch (stored.kind) {
    case 'fault':
      return invalid('#/email', `has ${addressFaults[stored.fault]}`);
    case 'too_many':
      return invalid('#/attributes', 'would be more than 50 with those stored');
    case 'suppressed':
      return refuse(
        'suppressed',
        'This address was erased, complained or bounced: only its owner can come back.',
      );
    default:
      return stored satisfies never;
  }
}

function wordingShown(body: Body, first: Newsletter, newsletters: readonly Newsletter[]): Wording {
  if (body.wording === undefined) return wordingOf(first, newsletters);
  const text = body.wording;
  const hash = createHash('sha256').update(text).digest('hex');
  return { text, language: first.language, version: 'stated by a program', hash };
}

function doubtInWords(doubt: { readonly kind: string; readonly proposal?: string }): string {
  return doubt.kind === 'role'
    ? 'looks like a mailbox that several people share; send as_written: true where it is meant'
    : `looks misspelt, for ${doubt.proposal}; send as_written: true where it is meant`;
}

export function invalid(field: string, detail: string): Refusal {
  return refuse('invalid', `${field} ${detail}`, { errors: [{ field, detail }] });
}
