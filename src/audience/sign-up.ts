/** A visitor asks for a newsletter: nothing begins before the letter that this sends has been answered. */
import { type AddressFault, type EmailKey, parseEmailAddress } from './address.ts';
import { type Doubt, doubtAbout } from './doubt.ts';
import type { EmailAddress } from './ids.ts';
import { mailboxOf } from './mailbox.ts';
import type { Wording } from './wording.ts';

export type SignUpRequest = {
  readonly email: string;
  /** Names of newsletters that exist and are open. */
  readonly newsletters: readonly string[];
  /** A field that people do not see: whoever fills it is a program. */
  readonly trap: string;
  /** The visitor was asked about the spelling and keeps it. */
  readonly asWritten: boolean;
  readonly wording: Wording;
  /** The page, for the receipt. */
  readonly source: string;
  /** Truncated (src/audience/network.ts). */
  readonly network: string | null;
  /** A program with a token asks: the limit of its token counts, not that of the network its server is in. */
  readonly byProgram?: boolean;
};

/** missing: one is asked for, and this visitor's browser runs no script. */
export type Proof = 'not_asked' | 'given' | 'missing' | 'wrong';

export type AskedSignUp = Pick<SignUpRequest, 'newsletters' | 'wording' | 'source' | 'network'> & {
  readonly email: EmailAddress;
  readonly key: EmailKey;
  readonly at: Date;
  readonly until: Date;
};

/** most: under a key that has as many already none is noted any more, so that asking again does not prolong the wait. */
export type Attempts = (
  keys: readonly string[],
  since: Date,
  at: Date,
  most?: number,
) => Promise<readonly number[]>;

export type SignUpNeeds = {
  /** Notes an attempt under each key; counts of attempts since then, this one included, in the same order. */
  readonly attempts: Attempts;
  /** Whether even the person themselves cannot come back by signing up. */
  readonly suppressed: (key: EmailKey) => Promise<boolean>;
  /** Looks at the proof of work, which serves once. */
  readonly proof: () => Promise<Proof>;
  /**
   * Keeps the request, and posts its letter without waiting for the relay. leaves false: takes the same steps, keeps no
   * address and posts nothing; how long an answer takes must not tell what its words do not.
   */
  readonly send: (asked: AskedSignUp, leaves: boolean) => Promise<void>;
};

export type SignUpOutcome =
  /** The same for an address that is new, known, suppressed or tired of letters. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'not_an_address'; readonly fault: AddressFault }
  | { readonly kind: 'doubtful'; readonly address: EmailAddress; readonly doubt: Doubt }
  | { readonly kind: 'nothing_chosen' }
  /** It was used, or took too long: the form is to be sent again. */
  | { readonly kind: 'proof_refused' }
  | { readonly kind: 'too_often' };

/** How long the letter's button works, in hours; afterwards the request is forgotten. */
export const signUpHours = 48;
/** Within an hour: letters to one mailbox, requests from one network, requests for one newsletter. */
const most = { address: 3, network: 30, newsletter: 600 };
/** Letters to one mailbox within a day: three an hour would be seventy-two for whom somebody wants to harm. */
const mostInADay = 5;
/** The longest time that attempts are counted over: they are kept as long. */
export const attemptHours = 24;
/** The same for those who give no proof where one is asked for. */
const mostUnproven = { network: 3, newsletter: 60 };

/** Sends the confirmation letter, unless something stands against it. A second request sends a second letter. */
export async function askToSubscribe(
  request: SignUpRequest,
  at: Date,
  { attempts, suppressed, proof, send }: SignUpNeeds,
): Promise<SignUpOutcome> {
  if (request.trap !== '') return { kind: 'asked' };
  const parsed = parseEmailAddress(request.email);
  if (parsed.kind === 'fault') return { kind: 'not_an_address', fault: parsed.fault };
  if (request.newsletters.length === 0) return { kind: 'nothing_chosen' };
  const { address, key } = parsed;
  const doubt = request.asWritten ? null : doubtAbout(address);
  if (doubt !== null) return { kind: 'doubtful', address, doubt };
  const proven = await proof();
  if (proven === 'wrong') return { kind: 'proof_refused' };
  const { limits, prefix } = budgetOf(proven, request.byProgram);
  const since = hoursBefore(at, 1);
  // One after the other, and only what passed: whoever is held back uses up nothing that others share.
  const [fromNetwork = 0] = await attempts([`${prefix}network ${request.network}`], since, at);
  if (fromNetwork > limits.network && !request.byProgram) return { kind: 'too_often' };
  const [toAddress = 0] = await attempts([`address ${mailboxOf(key)}`], since, at, most.address);
  const may = !(await suppressed(key)) && toAddress <= most.address;
  // Where no letter may leave the same counts are read and nothing is noted: the answer is that of any other address.
  const newsletterKeys = request.newsletters.map((name) => `${prefix}newsletter ${name}`);
  const ofNewsletters = await attempts(newsletterKeys, since, at, may ? limits.newsletter : 0);
  if (ofNewsletters.some((count) => count > limits.newsletter)) return { kind: 'too_often' };
  // Said to nobody: the answer must not tell whether somebody asked for this address before.
  const leaves = await leavesToday(key, may, at, attempts);
  const { newsletters, wording, source, network } = request;
  const until = new Date(at.getTime() + signUpHours * 3_600_000);
  await send({ newsletters, wording, source, network, email: address, key, at, until }, leaves);
  return { kind: 'asked' };
}

/** Programs with a token, visitors and those who give no proof each have a budget of their own: none closes it for the others. */
function budgetOf(proven: Proof, byProgram = false) {
  if (proven === 'missing') return { limits: mostUnproven, prefix: 'unproven ' };
  return { limits: most, prefix: byProgram ? 'program ' : '' };
}

/**
 * Notes one more letter to the mailbox of this address, for a sign-up or a move, if it may leave and is one of the few of a day: what sends
 * none counts for none. A letter that may not leave takes the same step under a key that nobody asks about.
 */
export async function leavesToday(
  key: EmailKey,
  may: boolean,
  at: Date,
  attempts: Attempts,
): Promise<boolean> {
  const counted = `${may ? 'day of address' : 'no letter to address'} ${mailboxOf(key)}`;
  const [inADay = 0] = await attempts([counted], hoursBefore(at, attemptHours), at, mostInADay);
  return may && inADay <= mostInADay;
}

function hoursBefore(at: Date, hours: number): Date {
  return new Date(at.getTime() - hours * 3_600_000);
}
