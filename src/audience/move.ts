/** A reader moves to another address: nothing changes before the letter to the new one has been answered. */
import { type AddressFault, type EmailKey, parseEmailAddress } from './address.ts';
import { type Doubt, doubtAbout } from './doubt.ts';
import type { EmailAddress, SubscriberId } from './ids.ts';
import { mailboxOf } from './mailbox.ts';
import { type MoverNeeds, type MoverStopped, moverBehind } from './mover.ts';
import { type Attempts, leavesToday } from './sign-up.ts';

export type MoveRequest = {
  readonly email: string;
  /** The reader was asked about the spelling and keeps it. */
  readonly asWritten: boolean;
  readonly language: 'fr' | 'en';
  readonly network: string | null;
};

export type AskedMove = {
  readonly subscriberId: SubscriberId;
  readonly newsletter: string;
  readonly language: 'fr' | 'en';
  readonly email: EmailAddress;
  readonly key: EmailKey;
  readonly at: Date;
  readonly until: Date;
};

export type MoveNeeds = MoverNeeds & {
  /** Notes an attempt under each key; counts of attempts since then, this one included, in the same order. */
  readonly attempts: Attempts;
  /** Keeps the request and posts its letter. leaves false: takes the same steps and time, with neither address nor letter. */
  readonly send: (asked: AskedMove, leaves: boolean) => Promise<void>;
};

export type MoveOutcome =
  /** The same for an address that is new, known, suppressed, their own or tired of letters: a guess learns nothing. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'not_an_address'; readonly fault: AddressFault }
  | { readonly kind: 'doubtful'; readonly address: EmailAddress; readonly doubt: Doubt }
  | { readonly kind: 'too_often' }
  | MoverStopped;

/** How long the letter's button works, in hours. */
export const moveHours = 48;
/**
 * For how long the old address may take a move back, in days: a friend who was forwarded a letter can ask for one. Until
 * then nobody moves on, and no file of data is made for who may be that friend.
 */
export const takeBackDays = 7;
/** Within an hour. */
const most = { address: 3, network: 30, reader: 5 };

/** Sends the letter to the new address, unless something stands against it. */
export async function askToMove(
  text: string,
  request: MoveRequest,
  at: Date,
  needs: MoveNeeds,
): Promise<MoveOutcome> {
  const mover = await moverBehind(text, needs);
  if (mover.kind !== 'mover') return mover;
  const { id: subscriberId, newsletter, own } = mover;
  const parsed = parseEmailAddress(request.email);
  if (parsed.kind === 'fault') return { kind: 'not_an_address', fault: parsed.fault };
  const { address, key } = parsed;
  const doubt = request.asWritten ? null : doubtAbout(address);
  if (doubt !== null) return { kind: 'doubtful', address, doubt };
  const keys = [`network ${request.network}`, `move ${subscriberId}`];
  const since = new Date(at.getTime() - 3_600_000);
  const [fromNetwork = 0, ofReader = 0] = await needs.attempts(keys, since, at);
  if (fromNetwork > most.network || ofReader > most.reader) return { kind: 'too_often' };
  const [toAddress = 0] = await needs.attempts([`address ${mailboxOf(key)}`], since, at, most.address);
  const may = !(await needs.suppressed(key)) && own !== key && toAddress <= most.address;
  const leaves = await leavesToday(key, may, at, needs.attempts);
  const over = new Date(at.getTime() + moveHours * 3_600_000);
  const { language } = request;
  await needs.send({ subscriberId, newsletter, language, email: address, key, at, until: over }, leaves);
  return { kind: 'asked' };
}
