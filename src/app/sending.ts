/** Joins world and outbox: the ledger's SQL, the relay, the letters, the queue's bell. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { IssueId, Period } from '../audience/ids.ts';
import { currentPeriod } from '../issue/slot.ts';
import { type Patience, usualPatience } from '../outbox/back-off.ts';
import { type ControlNeeds, cancel, pause, resume } from '../outbox/control.ts';
import { type Delivery, type DeliveryReport, deliver, type Time } from '../outbox/deliver.ts';
import type { RunId } from '../outbox/ledger.ts';
import { RelayFault } from '../outbox/relay.ts';
import { type SendNeeds, type SendOutcome, send } from '../outbox/send.ts';
import {
  type Frozen,
  type IssueToSend,
  lettersPerBatch,
  type SendLedger,
  type SendProgress,
} from '../outbox/send-ledger.ts';
import { type Status, type StatusNeeds, status } from '../outbox/status.ts';
import { type SweepReport, sweep } from '../outbox/sweep.ts';
import {
  countLetters,
  exclusionsOf,
  groupLetters,
  letterProblems,
  outlookOf,
} from '../world/db/letter-figures.ts';
import { type BatchRange, claimLetters, recordLetters, renewLeases } from '../world/db/letters.ts';
import {
  cancelLetters,
  countAudience,
  duePeriods,
  freezeIssue,
  idleBatches,
  issueToSend,
  issueToSendById,
  moveIssue,
  openSends,
  returnExpired,
  settleIssue,
} from '../world/db/sends.ts';
import { hashPads } from '../world/db/suppression-hash.ts';
import type { World } from '../world/world.ts';
import { letterBuilder } from './letters.ts';

/** What a test may shorten. */
export type SendingTimes = Pick<Delivery, 'leaseMs' | 'reconnectDelaysMs'> & { readonly patience: Patience };
const usualTimes: SendingTimes = {
  leaseMs: 30_000,
  reconnectDelaysMs: [500, 1000, 2000, 4000, 8000],
  patience: usualPatience,
};

export type SendOptions = {
  readonly dryRun?: boolean;
  /** How long to stay for letters that were put off, in milliseconds. */
  readonly waitMs?: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: SendProgress) => void;
};

export type BatchOutcome =
  | ({ readonly kind: 'worked'; readonly sent: boolean } & DeliveryReport)
  /** Paused, cancelled, sent or gone meanwhile. */
  | { readonly kind: 'nothing_to_do' };

/** What sending needs of the world. */
export type SendingWorld = Pick<
  World,
  'clock' | 'database' | 'log' | 'publicUrl' | 'queue' | 'relay' | 'secret' | 'templates'
>;

export type ReleaseReport = { readonly period: Period; readonly outcome: SendOutcome['kind'] };
/** After a longer outage the news is old: a person decides whether it still leaves. */
const releaseWithinMs = 36 * 3_600_000;

export type Approve = SendNeeds['approve'];
export type Sending = ReturnType<typeof sending>;

/** `approve` is drafting's step for newsletters that leave unattended. */
export function sending(world: SendingWorld, approve: Approve, times: SendingTimes = usualTimes) {
  const { pool } = world.database;
  const ledger = sendLedger(world);
  const work = delivering(world, times);
  const wake: SendNeeds['wake'] = (issueId, batches) => world.queue.addBatches(issueId, batches);
  const control = controlNeeds(world);
  const whichPeriod = async (newsletter: string, period: Period | undefined) =>
    period ?? currentPeriod(await world.templates.newsletter(newsletter), world.clock.now());

  const sendIssue = async (
    name: string,
    period: Period | undefined,
    options: SendOptions,
  ): Promise<SendOutcome> => {
    const newsletter = await world.templates.newsletter(name);
    const order = {
      newsletter: name,
      period: period ?? currentPeriod(newsletter, world.clock.now()),
      approval: newsletter.approval,
      unknown: newsletter.unknown,
      dryRun: options.dryRun ?? false,
      waitMs: options.waitMs ?? 120_000,
      onProgress: options.onProgress ?? (() => {}),
    };
    const deliverAll: SendNeeds['deliver'] = (issue, frozen, signal) =>
      work(issue, frozen, { from: 0, to: frozen.batches }, signal);
    const outcome = await send({ ledger, wake, approve, deliver: deliverAll, time }, order, options.signal);
    world.log.info({ newsletter: name, period: order.period, outcome: outcome.kind }, 'send');
    return outcome;
  };

  return {
    send: sendIssue,
    /** Sends what may leave and whose slot has come; null when there is nothing. */
    releaseIfDue: async (name: string, signal: AbortSignal): Promise<ReleaseReport | null> => {
      const { approval } = await world.templates.newsletter(name);
      const due = { now: world.clock.now(), withinMs: releaseWithinMs, drafts: approval === 'none' };
      const [period] = await duePeriods(pool, name, due);
      if (period === undefined) return null;
      const { kind } = await sendIssue(name, period, { signal, waitMs: 0 });
      return { period, outcome: kind };
    },
    /** One batch, as a worker is woken for it. Harmless at any time and in any number of processes. */
    sendBatch: async (issueId: number, batch: number, signal: AbortSignal): Promise<BatchOutcome> => {
      const issue = await issueToSendById(pool, issueId as IssueId);
      if (issue?.state !== 'sending' || issue.frozen === null) return { kind: 'nothing_to_do' };
      const report = await work(issue, issue.frozen, { from: batch, to: batch }, signal);
      return { kind: 'worked', ...report, sent: await settleIssue(pool, issue.id) };
    },
    sweep: async (): Promise<SweepReport> => {
      const needs = {
        returnExpired: () => returnExpired(pool),
        openSends: () => openSends(pool),
        cancelLetters: (id: IssueId) => cancelLetters(pool, id),
        settle: (id: IssueId) => settleIssue(pool, id),
        idleBatches: (id: IssueId) => idleBatches(pool, id),
      };
      return sweep({ ledger: needs, wake });
    },
    status: async (name: string, period: Period | undefined): Promise<Status> =>
      status(statusNeeds(world), name, await whichPeriod(name, period)),
    pause: async (name: string, period: Period | undefined, reason: string | null = null) =>
      pause(control, name, await whichPeriod(name, period), reason),
    resume: async (name: string, period: Period | undefined) =>
      resume(control, name, await whichPeriod(name, period)),
    cancel: async (name: string, period: Period | undefined) =>
      cancel(control, name, await whichPeriod(name, period)),
  };
}

const time: Time = {
  now: () => new Date(),
  // An aborted wait is a wait that ended: whoever waits looks at the signal next.
  wait: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};

function sendLedger(world: SendingWorld): SendLedger {
  const { pool } = world.database;
  const pads = hashPads(world.secret);
  return {
    issue: (newsletter, period) => issueToSend(pool, newsletter, period),
    audience: (newsletter) => countAudience(pool, pads, newsletter),
    freeze: ({ id, newsletter }, edition, unknown) =>
      freezeIssue(pool, pads, { issueId: id, newsletter, edition, batchSize: lettersPerBatch, unknown }),
    progress: (id) => countLetters(pool, id),
    outlook: (id) => outlookOf(pool, id),
    returnExpired: () => returnExpired(pool),
    settle: (id) => settleIssue(pool, id),
  };
}

/** One run over a range of batches, with this process's relay. */
function delivering(world: SendingWorld, { leaseMs, reconnectDelaysMs, patience }: SendingTimes) {
  const { pool } = world.database;
  const pads = hashPads(world.secret);
  const buildFor = letterBuilder(world);
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
    const claim = claimer(world, issue.id, batches, leaseMs);
    return deliver(
      {
        relay,
        ledger: {
          claim,
          record: (runId, asked, outcomes) => recordLetters(pool, pads, { runId, leaseMs, asked, outcomes }),
          renew: (run) => renewLeases(pool, run, leaseMs),
          pause: async (id, reason) => {
            await moveIssue(pool, id, ['sending'], 'paused', reason);
            world.log.warn({ issue: id, reason }, 'send paused');
          },
        },
        build: await buildFor(issue, frozen),
        time,
        patience,
      },
      { run: randomUUID() as RunId, issueId: issue.id, leaseMs, reconnectDelaysMs },
      signal,
    );
  };
}

/**
 * Claims in line. The first open batch is remembered, so that a long ledger is not read from its beginning each
 * time; it is only a hint, and an empty claim looks at everything once more.
 */
function claimer(world: SendingWorld, issueId: IssueId, batches: BatchRange, leaseMs: number) {
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

function controlNeeds(world: SendingWorld): ControlNeeds {
  const { pool } = world.database;
  return {
    issue: (newsletter, period) => issueToSend(pool, newsletter, period),
    move: (issue, from, to, reason) => moveIssue(pool, issue.id, from, to, reason),
    cancelLetters: (issue) => cancelLetters(pool, issue.id),
    wakeIdle: async (issue) => world.queue.addBatches(issue.id, await idleBatches(pool, issue.id)),
  };
}

function statusNeeds(world: SendingWorld): StatusNeeds {
  const { pool } = world.database;
  return {
    issue: (newsletter, period) => issueToSend(pool, newsletter, period),
    progress: (issue) => countLetters(pool, issue.id),
    groups: (issue) => groupLetters(pool, issue.id),
    problems: (issue) => letterProblems(pool, issue.id),
    exclusions: (issue) => exclusionsOf(pool, issue.id),
  };
}
