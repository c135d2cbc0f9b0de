/** Joins returns to the bounce mailbox, the ledger and the clock. */
import { createHash } from 'node:crypto';
import { leave } from '../audience/subscription.ts';
import { type PollReport, pollReturns } from '../returns/poll.ts';
import type { Return } from '../returns/read.ts';
import { isOurReturnPath, receiveReturn, type UnreadReturn } from '../returns/receive.ts';
import { type TakeNeeds, takeRefusal, takeReturn } from '../returns/take.ts';
import {
  actOnReturn,
  blockedFigures,
  keepReadMark,
  letterBehind,
  readMark,
  refusedLetters,
  rememberReturn,
} from '../world/db/returns.ts';
import { moveIssue } from '../world/db/sends.ts';
import { changeSubscription } from '../world/db/subscribers.ts';
import { hashPads } from '../world/db/suppression-hash.ts';
import { keepUnread, unreadReturns } from '../world/db/unread-returns.ts';
import { openMailbox } from '../world/imap/mailbox.ts';
import { type Listener, type ListenerNeeds, listenForMail } from '../world/smtp/listener.ts';
import type { World } from '../world/world.ts';

export type ReturnsWorld = Pick<World, 'clock' | 'configuration' | 'database' | 'log' | 'secret'>;
export type PollOutcome =
  | { readonly kind: 'polled'; readonly report: PollReport; readonly refusals: RefusalReport }
  /** Only what the relay refused was weighed. */
  | { readonly kind: 'no_mailbox'; readonly refusals: RefusalReport };
export type RefusalReport = { readonly weighed: number; readonly suppressed: number };
export type Returns = ReturnType<typeof returns>;

/** So many unread returns are looked at in one go. */
const mostShown = 200;

export function returns(world: ReturnsWorld) {
  const needs = takeNeeds(world);
  return {
    /** Weighs what the relay refused, then reads the bounce mailbox. Any number of runs at once do no harm. */
    pollReturns: async (signal: AbortSignal): Promise<PollOutcome> => {
      const refusals = await weighRefusals(world, signal);
      const { imap } = world.configuration;
      if (imap === undefined) return { kind: 'no_mailbox', refusals };
      const report = await pollMailbox(world, needs, imap, signal);
      world.log.info({ ...report, refusals: refusals.weighed }, 'returns');
      return { kind: 'polled', report, refusals };
    },
    /** What mail servers handed over and nobody could read, the latest first. */
    unreadReturns: () => unreadReturns(world.database.pool, mostShown),
    /** Takes returned letters by SMTP where BOUNCE_LISTEN says so; undefined where it does not. */
    listenForReturns: async (): Promise<Listener | undefined> => {
      const { bounceListen: place, bounceTls: tls } = world.configuration;
      return place && listenForMail({ ...place, tls }, listenerNeeds(world, needs));
    },
  };
}

function listenerNeeds({ clock, database, log, secret }: ReturnsWorld, needs: TakeNeeds): ListenerNeeds {
  const take = (mail: Return, known: { digest: Buffer; at: Date }) => takeReturn(needs, mail, known);
  const keep = async (mail: UnreadReturn) => {
    const kept = await keepUnread(database.pool, mail);
    const event = kept
      ? 'a return that nobody could read is kept: hebdo returns unread shows it'
      : 'a return that nobody could read is not kept: of its letter there are enough already, or its reader is erased';
    log.warn({ letter: mail.letterId }, event);
  };
  return {
    accepts: (address) => isOurReturnPath(secret, address),
    receive: async (mail) => {
      const { kind, answer } = await receiveReturn({ take, keep, secret }, { ...mail, at: clock.now() });
      log.info({ kind, answer }, 'return received');
      return answer;
    },
    onTrouble: (error) =>
      log.warn({ reason: error.message }, 'a return could not be kept; its sender comes again'),
  };
}

async function pollMailbox(
  { database, secret }: ReturnsWorld,
  needs: TakeNeeds,
  imap: string,
  signal: AbortSignal,
): Promise<PollReport> {
  await using mailbox = await openMailbox(imap);
  const mark = await readMark(database.pool, mailbox.name);
  const { uidValidity } = mailbox;
  // Awaited here: the mailbox must not be closed before it is read.
  return await pollReturns(
    {
      messages: (stop) => mailbox.messages(mark, stop),
      take: (mail, known) => takeReturn(needs, mail, known),
      understood: mailbox.markRead,
      reached: (lastUid) => keepReadMark(database.pool, mailbox.name, { uidValidity, lastUid }),
      secret,
    },
    signal,
  );
}

/** The relay's own refusals, by the same rules as bounces; each is weighed once, by whoever comes first. */
export async function weighRefusals(
  world: Pick<World, 'clock' | 'database' | 'secret'>,
  signal: AbortSignal,
): Promise<RefusalReport> {
  const needs = takeNeeds(world);
  const { database } = world;
  const report = { weighed: 0, suppressed: 0 };
  while (!signal.aborted) {
    const letters = await refusedLetters(database.pool, 500);
    if (letters.length === 0) break;
    for (const letter of letters) {
      const digest = createHash('sha256').update(`refused letter ${letter.letterId}`).digest();
      const taken = await takeRefusal(needs, letter, digest);
      report.weighed++;
      if (taken === 'hard_bounce' || taken === 'soft_bounces') report.suppressed++;
    }
  }
  return report;
}

function takeNeeds({ clock, database, secret }: Pick<World, 'clock' | 'database' | 'secret'>): TakeNeeds {
  const { pool, db } = database;
  const pads = hashPads(secret);
  return {
    remember: (fact) => rememberReturn(pool, fact),
    letter: (id) => letterBehind(pool, id),
    act: async (fact, effect, letter) => {
      if (effect === 'left' && letter !== null) {
        const { subscriberId, newsletter, issueId } = letter;
        const what = { subscriberId, newsletter, issueId, at: clock.now(), source: 'unsubscribed by mail' };
        await changeSubscription(db, secret, what, leave);
      }
      await actOnReturn(pool, pads, fact, effect, letter);
    },
    blockedIn: (issue) => blockedFigures(pool, issue),
    pause: async (issue, reason) => {
      await moveIssue(pool, issue, ['sending'], 'paused', reason);
    },
  };
}
