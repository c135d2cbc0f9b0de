/** Joins relay, letters and ledger to one run over some batches of an issue. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { IssueId } from '../audience/ids.ts';
import { WrongUse } from '../config/wrong-use.ts';
import { deliver } from '../outbox/deliver.ts';
import type { DeliverNeeds, Delivery, DeliveryReport, Time } from '../outbox/deliver-needs.ts';
import type { RunId } from '../outbox/ledger.ts';
import type { Frozen, IssueToSend } from '../outbox/send-ledger.ts';
import { answeredWithin } from '../world/db/database.ts';
import { recordLetters } from '../world/db/letters.ts';
import { noteRest } from '../world/db/pulses.ts';
import { type BatchRange, endRun, renewLease } from '../world/db/runs.ts';
import { moveIssue } from '../world/db/sends.ts';
import { hashPads } from '../world/db/suppression-hash.ts';
import type { OpenRelay } from '../world/smtp/relay.ts';
import type { World } from '../world/world.ts';
import { claimer } from './claiming.ts';
import { letterBuilder } from './letters.ts';
import { measuring } from './measuring.ts';
import { type Pacing, pacing } from './pacing.ts';
import { reporting } from './relay-reports.ts';
import { lookMs } from './send-ledger.ts';

type DeliveringWorld = Pick<World, 'database' | 'log' | 'publicUrl' | 'relay' | 'secret'>;
type SigningOf = Parameters<typeof letterBuilder>[1];

/** What a test may shorten. */
export type SendingTimes = Pick<Delivery, 'leaseMs' | 'reconnectDelaysMs'> & {
  /** How long a letter that was put off waits after each attempt; the last value repeats. */
  readonly retryDelaysMs: readonly number[];
  /** How long letters on their way wait for an answer of the database; less than a lease. */
  readonly answerMs: number;
};

export const time: Time = {
  now: () => new Date(),
  // An aborted wait is a wait that ended: whoever waits looks at the signal next.
  wait: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};

export type RunReport = DeliveryReport & {
  /** Letters are left that only the pace of their provider holds back. */
  readonly held: boolean;
};

/** One run over a range of batches, with this process's relay. `patient`: stays for letters that their pace holds back. */
export function delivering(
  world: DeliveringWorld,
  signingOf: SigningOf,
  { leaseMs, reconnectDelaysMs, retryDelaysMs, answerMs }: SendingTimes,
) {
  const pool = answeredWithin(world.database.pool, answerMs);
  // What is in line of a long ledger may take its time to be found; the heartbeat keeps the lease meanwhile.
  const looking = answeredWithin(world.database.pool, lookMs);
  const pads = hashPads(world.secret);
  const measured = measuring(pool);
  const buildFor = letterBuilder(world, signingOf);
  let kept: Pacing | undefined;
  const paces = (relay: OpenRelay) => {
    kept ??= pacing(pool, world.log, relay.pace);
    return kept;
  };
  const pause = async (id: IssueId, reason: string) => {
    await moveIssue(pool, id, ['sending'], 'paused', reason);
    world.log.warn({ issue: id, reason }, 'send paused');
  };
  return async (
    issue: IssueToSend,
    frozen: Frozen,
    batches: BatchRange,
    patient: boolean,
    signal: AbortSignal,
  ): Promise<RunReport> => {
    const relay = ownRelay(world);
    const builder = await buildFor(issue, frozen);
    if (builder.kind === 'refused') {
      const reason = `${builder.reasons.join(' ')} Then resume.`;
      await pause(issue.id, reason);
      return { ...nothingDone, paused: reason };
    }
    const run = { id: randomUUID() as RunId, issueId: issue.id, batches, leaseMs };
    const line = claimer(looking, world.secret, run, paces(relay), patient);
    const report = reporting(pool, world.log, relay);
    const needs: DeliverNeeds = {
      relay,
      ledger: {
        claim: async (limit) => {
          await report();
          return line.claim(limit);
        },
        record: (asked, outcomes) =>
          recordLetters(pool, pads, { runId: run.id, issueId: issue.id, asked, outcomes }),
        renew: async () => {
          await report();
          await renewLease(pool, run);
        },
        end: () => endRun(pool, run.id),
        pause,
        slowDown: (provider, said) => paces(relay).slowDown(provider, said),
      },
      build: builder.build,
      time,
      patience: { delaysMs: retryDelaysMs, giveUpAfterMs: frozen.rules.giveUpAfterHours * 3_600_000 },
    };
    const delivery = { issueId: issue.id, leaseMs, reconnectDelaysMs };
    const delivered = await measured(issue.id, needs, (watched) => deliver(watched, delivery, signal));
    if (delivered.rest) await noteRest(pool, issue.id, delivered.rest);
    // A short run may have ended before a session was there to tell of.
    await report(true);
    return { ...delivered, held: line.held() };
  };
}

/** Throws WrongUse: whoever asks before the freeze freezes nothing that could not leave from here. */
export function ownRelay({ relay }: Pick<World, 'relay'>): OpenRelay {
  if (relay === undefined)
    throw new WrongUse(
      'There is no relay to send with: set SMTP_URL, for example smtps://user:password@host:465.',
    );
  return relay;
}

const nothingDone: RunReport = {
  outcomes: { accepted: 0, deferred: 0, refused: 0, unknown: 0, given_up: 0, pending: 0 },
  paused: null,
  rest: null,
  held: false,
};
