/** Joins relay, letters and ledger to one run over some batches of an issue. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { IssueId } from '../audience/ids.ts';
import type { Patience } from '../outbox/back-off.ts';
import {
  type DeliverNeeds,
  type Delivery,
  type DeliveryReport,
  deliver,
  type Time,
} from '../outbox/deliver.ts';
import type { RunId } from '../outbox/ledger.ts';
import { RelayFault } from '../outbox/relay.ts';
import type { Frozen, IssueToSend } from '../outbox/send-ledger.ts';
import { type BatchRange, claimLetters, recordLetters, renewLeases } from '../world/db/letters.ts';
import { moveIssue } from '../world/db/sends.ts';
import { hashPads } from '../world/db/suppression-hash.ts';
import type { World } from '../world/world.ts';
import { letterBuilder } from './letters.ts';
import { measuring } from './measuring.ts';

type DeliveringWorld = Pick<World, 'database' | 'log' | 'publicUrl' | 'relay' | 'secret'>;
type SigningOf = Parameters<typeof letterBuilder>[1];

/** What a test may shorten. */
export type SendingTimes = Pick<Delivery, 'leaseMs' | 'reconnectDelaysMs'> & { readonly patience: Patience };

export const time: Time = {
  now: () => new Date(),
  // An aborted wait is a wait that ended: whoever waits looks at the signal next.
  wait: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};

/** One run over a range of batches, with this process's relay. */
export function delivering(
  world: DeliveringWorld,
  signingOf: SigningOf,
  { leaseMs, reconnectDelaysMs, patience }: SendingTimes,
) {
  const { pool } = world.database;
  const pads = hashPads(world.secret);
  const measured = measuring(world);
  const buildFor = letterBuilder(world, signingOf);
  const pause = async (id: IssueId, reason: string) => {
    await moveIssue(pool, id, ['sending'], 'paused', reason);
    world.log.warn({ issue: id, reason }, 'send paused');
  };
  return async (
    issue: IssueToSend,
    frozen: Frozen,
    batches: BatchRange,
    signal: AbortSignal,
  ): Promise<DeliveryReport> => {
    const { relay } = world;
    if (relay === undefined)
      throw new RelayFault(
        'There is no relay to send with: set SMTP_URL, for example smtps://user:password@host:465.',
        true,
      );
    const builder = await buildFor(issue, frozen);
    if (builder.kind === 'refused') {
      const reason = `${builder.reasons.join(' ')} Put DKIM_KEYS or the record right (see hebdo doctor), then resume.`;
      await pause(issue.id, reason);
      return { ...nothingDone, paused: reason };
    }
    const claim = claimer(world, issue.id, batches, leaseMs);
    const needs: DeliverNeeds = {
      relay,
      ledger: {
        claim,
        record: (runId, asked, outcomes) => recordLetters(pool, pads, { runId, leaseMs, asked, outcomes }),
        renew: (run) => renewLeases(pool, run, leaseMs),
        pause,
      },
      build: builder.build,
      time,
      patience,
    };
    const run = { run: randomUUID() as RunId, issueId: issue.id, leaseMs, reconnectDelaysMs };
    return await measured(issue.id, needs, (watched) => deliver(watched, run, signal));
  };
}

const nothingDone: DeliveryReport = {
  outcomes: { accepted: 0, deferred: 0, refused: 0, unknown: 0, given_up: 0, pending: 0 },
  paused: null,
};

/**
 * Claims in line. The first open batch is remembered, so that a long ledger is not read from its beginning each
 * time; it is only a hint, and an empty claim looks at everything once more.
 */
function claimer(world: DeliveringWorld, issueId: IssueId, batches: BatchRange, leaseMs: number) {
  const pads = hashPads(world.secret);
  let from = batches.from;
  return async (runId: RunId, limit: number) => {
    for (;;) {
      const range = { from, to: batches.to };
      const claim = { issueId, batches: range, limit, runId, leaseMs };
      const { letters, seen } = await claimLetters(world.database.pool, pads, claim);
      const started = from;
      from = letters[0]?.batch ?? (seen > 0 ? from : batches.from);
      if (letters.length > 0 || (seen === 0 && started === batches.from)) return letters;
    }
  };
}
