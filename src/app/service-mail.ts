/** Joins service letters to the relay: kept first, tried at once, and tried again while the relay puts them off. */
import { parseEmailAddress, withoutAddresses } from '../audience/address.ts';
import { emailHash } from '../audience/email-hash.ts';
import type { ServiceLetterKind } from '../audience/refused-letter.ts';
import { nextDelay, type Patience, usualDelaysMs } from '../outbox/back-off.ts';
import { refuseServiceLetter } from '../world/db/refused-letters.ts';
import {
  dropServiceLetter,
  keepServiceLetter,
  postponeLetter,
  takeDueLetter,
  type WaitingLetter,
} from '../world/db/service-letters.ts';
import { seal, unseal } from '../world/seal.ts';
import { letsNobodyIn, postingMs, postServiceLetter, type ServiceLetter } from '../world/service-mail.ts';
import type { World } from '../world/world.ts';
import { definitionOf, serviceLetters } from './service-letters.ts';

/** Longer than one letter may take: held for less, it would be posted by two. */
const heldMs = postingMs + 30_000;
/** In one run of the job; the next one goes on. */
const mostInARun = 50;
/** Characters of a relay's answer that are kept. */
const mostWords = 300;
/** Each letter says itself how long it is of use. */
const patience: Patience = { delaysMs: usualDelaysMs, giveUpAfterMs: Number.POSITIVE_INFINITY };

type MailWorld = Pick<World, 'clock' | 'configuration' | 'database' | 'log' | 'secret' | 'signing'>;
type Outcome = 'posted' | 'deferred' | 'refused';
export type ServiceMail = ReturnType<typeof serviceMail>;

export function serviceMail(world: MailWorld) {
  const { clock, database } = world;
  return {
    /** Resolves when the letter is kept; how long the relay takes must hold no page, and tell nothing. */
    post: async (kind: ServiceLetterKind, letter: ServiceLetter) =>
      leave(world, await keep(world, kind, letter, kind)),
    /** Resolves when the relay has answered, for who writes to many: one line to it at a time, and nothing left behind. */
    postAndWait: async (kind: ServiceLetterKind, letter: ServiceLetter) =>
      attempt(world, await keep(world, kind, letter, kind)),
    /** What post does, and no letter: so that whoever waits for the answer cannot tell the two apart. */
    pretend: async (kind: ServiceLetterKind, letter: ServiceLetter) =>
      leave(world, await keep(world, kind, letter, 'none')),
    /** Letters whose next attempt is due. */
    postDue: async (signal: AbortSignal): Promise<Record<Outcome, number>> => {
      const done = { posted: 0, deferred: 0, refused: 0 };
      // One by one: what is held while others are posted would outlast its hold behind a slow relay.
      for (let tried = 0; tried < mostInARun && !signal.aborted; tried++) {
        const letter = await takeDueLetter(database.db, clock.now(), heldMs);
        if (letter === null) break;
        const outcome = await attempt(world, letter);
        if (outcome !== null) done[outcome]++;
      }
      return done;
    },
  };
}

async function keep(
  world: MailWorld,
  kind: ServiceLetterKind,
  letter: ServiceLetter,
  keptAs: ServiceLetterKind | 'none',
): Promise<WaitingLetter> {
  const { clock, database, secret } = world;
  const parsed = parseEmailAddress(letter.to);
  if (parsed.kind === 'fault') throw new Error(`a service letter to no address: ${parsed.fault}`);
  const at = clock.now();
  const until = new Date(at.getTime() + serviceLetters[kind].hours * 3_600_000);
  const sealed = seal(secret, JSON.stringify(letter));
  const toHash = emailHash(secret, parsed.key);
  return keepServiceLetter(database.db, { kind: keptAs, toHash, sealed, at, until }, heldMs);
}

function leave(world: MailWorld, kept: WaitingLetter): void {
  const { kind } = kept;
  void attempt(world, kept).catch((error: unknown) =>
    world.log.error({ kind, reason: reasonOf(error) }, 'a service letter could not be settled'),
  );
}

/** null: there was nothing to post. */
async function attempt(world: MailWorld, waiting: WaitingLetter): Promise<Outcome | null> {
  const { database, clock, log } = world;
  const { id, kind, toHash, attempts, askedAt, until } = waiting;
  if (kind === 'none') {
    await dropServiceLetter(database.db, id);
    return null;
  }
  const refusal = await postOnce(world, waiting);
  if (refusal === null) {
    await dropServiceLetter(database.db, id);
    return 'posted';
  }
  const now = clock.now();
  const delay = refusal.final ? null : nextDelay(patience, attempts, askedAt, now);
  const nextAt = delay === null ? null : new Date(now.getTime() + delay);
  if (nextAt !== null && nextAt < until) {
    await postponeLetter(database.db, id, nextAt);
    log.info({ kind, attempts, nextAt, reason: refusal.reason }, 'a service letter was put off');
    return 'deferred';
  }
  await refuseServiceLetter(database.db, id, { reason: refusal.reason.slice(0, mostWords), at: now });
  if (!refusal.final) await definitionOf(kind)?.neverSent?.(world, toHash);
  log.warn({ kind, attempts, reason: refusal.reason }, 'a service letter was given up');
  return 'refused';
}

type Refusal = { readonly final: boolean; readonly reason: string };

/** null: the relay took it. Codes decide (RFC 5321, 4.2.1); a line that broke is tried again. */
async function postOnce(
  { configuration: { smtp }, secret, signing }: MailWorld,
  { sealed }: WaitingLetter,
): Promise<Refusal | null> {
  const text = unseal(secret, sealed);
  if (text === null) return { final: true, reason: 'it was sealed with another HEBDO_SECRET' };
  if (smtp === undefined) return { final: false, reason: 'SMTP_URL names no relay' };
  const letter: ServiceLetter = JSON.parse(text);
  try {
    await postServiceLetter([smtp.url, ...smtp.more], letter, signing.keys);
    return null;
  } catch (error) {
    // A greeting or a login that is refused is our affair with the relay, not the letter's.
    return { final: codeOf(error) >= 500 && !letsNobodyIn(error), reason: reasonOf(error) };
  }
}

function codeOf(error: unknown): number {
  const code = error instanceof Error && 'responseCode' in error ? error.responseCode : 0;
  return typeof code === 'number' ? code : 0;
}

/** The relay's own answer where it gave one. It quotes the address; logs and tables hold none. */
function reasonOf(error: unknown): string {
  const answer = error instanceof Error && 'response' in error ? error.response : undefined;
  if (typeof answer === 'string') return withoutAddresses(answer);
  return withoutAddresses(error instanceof Error ? error.message : String(error));
}
