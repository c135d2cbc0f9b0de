/** Joins world and outbox: the ledger's SQL, the relay, the letters, the queue's bell. */
import type { EditionHash, IssueId, Period } from '../audience/ids.ts';
import { sayIn } from '../config/say.ts';
import { releaseWithinMs } from '../issue/departure.ts';
import { currentPeriod } from '../issue/slot.ts';
import { usualDelaysMs } from '../outbox/back-off.ts';
import { cancel, pause, resume } from '../outbox/control.ts';
import { eachByItself } from '../outbox/each-by-itself.ts';
import { tryGate } from '../outbox/release.ts';
import { rulesOf } from '../outbox/rules.ts';
import { send } from '../outbox/send.ts';
import type { Frozen, IssueToSend, Missing, SendProgress } from '../outbox/send-ledger.ts';
import type { SendNeeds, SendOutcome } from '../outbox/send-order.ts';
import { planStages } from '../outbox/stages.ts';
import { type Status, status } from '../outbox/status.ts';
import { type SweepReport, sweep } from '../outbox/sweep.ts';
import { forgetForOthers } from '../world/db/approvals.ts';
import { answeredWithin } from '../world/db/database.ts';
import { editionByHash } from '../world/db/editions.ts';
import { unattendedSends } from '../world/db/pulses.ts';
import { duePeriods, issueToSendById, settleIssue } from '../world/db/sends.ts';
import { writeBatches } from '../world/db/unwritten.ts';
import type { World } from '../world/world.ts';
import { delivering, ownRelay, type RunReport, type SendingTimes, time } from './delivering.ts';
import { guardSend } from './guarding.ts';
import { lostLinks } from './lost-links.ts';
import { weighRefusals } from './returns.ts';
import { readersOfIssue, segmentOfIssue, segmentRefusals } from './segments.ts';
import { controlNeeds, lookMs, sendLedger, statusNeeds, sweepLedger } from './send-ledger.ts';
import { signingDesk } from './signing.ts';

const usualTimes: SendingTimes = {
  leaseMs: 30_000,
  reconnectDelaysMs: [500, 1000, 2000, 4000, 8000],
  retryDelaysMs: usualDelaysMs,
  answerMs: 20_000,
};

export type SendOptions = {
  readonly dryRun?: boolean;
  /** A release's moment; without it the issue leaves now. */
  readonly dueBy?: Date;
  /** Missing letters to send again: an operator's decision, never a job's. */
  readonly again?: readonly Missing[];
  /** Lets all stages leave without waiting for each other: an operator's decision too. */
  readonly atOnce?: boolean;
  /** How long to stay for letters that were put off, in milliseconds. */
  readonly waitMs?: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: SendProgress) => void;
  readonly onStage?: (reason: string) => void;
};

export type BatchOutcome =
  | ({ readonly kind: 'worked'; readonly sent: boolean } & RunReport)
  /** Paused, cancelled, sent or gone meanwhile. */
  | { readonly kind: 'nothing_to_do' };

/** What sending needs of the world. */
export type SendingWorld = Pick<
  World,
  'clock' | 'database' | 'log' | 'publicUrl' | 'queue' | 'relay' | 'secret' | 'signing' | 'templates'
>;

export type ReleaseReport = { readonly period: Period; readonly outcome: SendOutcome['kind'] };

export type Approve = SendNeeds['checks']['approve'];
export type Sending = ReturnType<typeof sending>;

/** `approve` is drafting's step for newsletters that leave unattended. */
export function sending(world: SendingWorld, approve: Approve, times: SendingTimes = usualTimes) {
  const { pool } = world.database;
  const looking = answeredWithin(pool, lookMs);
  const ledger = sendLedger(world);
  const signingOf = signingDesk(world);
  const work = delivering(world, signingOf, times);
  const refusals = async ({ id, newsletter, period }: IssueToSend, hash: EditionHash) => {
    const edition = await editionByHash(world.database.db, hash);
    const signing = edition && (await signingOf(edition.content.from.address));
    const segment = await segmentOfIssue(world, newsletter, id);
    return [
      ...lostLinks(world, edition?.content.html),
      ...(signing?.kind === 'refused' ? signing.reasons : []),
      ...segmentRefusals(segment, period),
    ];
  };
  const readers = async ({ id, newsletter }: IssueToSend) => {
    const say = sayIn((await world.templates.newsletter(newsletter)).language);
    const reason = say(
      'Selon newsletter.yaml, il irait à d’autres lecteurs que ceux pour qui il a été approuvé.',
      'By newsletter.yaml it would go to other readers than those it was approved for.',
    );
    const now = await readersOfIssue(world, newsletter, id);
    return (await forgetForOthers(pool, id, now, reason))
      ? `it was approved for other readers than ${now}`
      : null;
  };
  const relay = () => void ownRelay(world);
  const guard = (issue: IssueId) => guardSend(world, issue);
  const guardStage = (issue: IssueId) => guardSend(world, issue, 'stage');
  const wake: SendNeeds['wake'] = (issueId, batches) => world.queue.addBatches(issueId, batches);
  const control = controlNeeds(world);
  const whichPeriod = async (newsletter: string, period: Period | undefined) =>
    period ?? currentPeriod(await world.templates.newsletter(newsletter), world.clock.now());

  /** Letters that their pace holds back need somebody who waits; one job of this process is enough for all of them. */
  const staying = new Set<IssueId>();
  const stay = async (issue: IssueToSend, frozen: Frozen, signal: AbortSignal) => {
    if (staying.has(issue.id)) return;
    staying.add(issue.id);
    await work(issue, frozen, { from: 0, to: frozen.released - 1 }, true, signal).finally(() =>
      staying.delete(issue.id),
    );
  };

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
      rules: rulesOf(newsletter),
      stages: (letters: number) => planStages(newsletter.release, letters),
      atOnce: options.atOnce ?? false,
      dryRun: options.dryRun ?? false,
      dueBy: options.dueBy ?? null,
      again: options.again ?? [],
      waitMs: options.waitMs ?? 120_000,
      onProgress: options.onProgress ?? (() => {}),
      onStage: options.onStage ?? (() => {}),
    };
    const deliverAll: SendNeeds['deliver'] = (issue, frozen, signal) =>
      work(issue, frozen, { from: 0, to: frozen.released - 1 }, true, signal);
    const outcome = await send(
      {
        ledger,
        wake,
        checks: { relay, approve, readers, refusals, guard, guardStage },
        deliver: deliverAll,
        time,
      },
      order,
      options.signal,
    );
    if (outcome.kind === 'refused')
      world.log.warn({ newsletter: name, reasons: outcome.reasons }, 'send refused');
    world.log.info({ newsletter: name, period: order.period, outcome: outcome.kind }, 'send');
    // Sent by cron alone, no worker polls for returns: the next issue must know whose mailbox is gone.
    if (outcome.kind === 'sent' || outcome.kind === 'partly') await weighed(world, options.signal);
    return outcome;
  };

  return {
    send: sendIssue,
    /** Goes on with each send of the newsletter that nobody is at, whichever its period; begins none. */
    goOnSending: async (name: string, options: SendOptions): Promise<readonly SendOutcome[]> => {
      await world.templates.newsletter(name);
      const periods = await unattendedSends(pool, name);
      return eachByItself(periods, (period) => sendIssue(name, period, options), options.signal);
    },
    /** Sends what may leave and whose slot has come, and tells of the last; null when there is nothing, or nothing to send it with. */
    releaseIfDue: async (name: string, signal: AbortSignal, waitMs = 0): Promise<ReleaseReport | null> => {
      const { approval, undo_seconds } = await world.templates.newsletter(name);
      const now = world.clock.now();
      const drafts = approval === 'none';
      const approvedBy = drafts ? now : new Date(now.getTime() - undo_seconds * 1000);
      const due = await duePeriods(pool, name, { now, withinMs: releaseWithinMs, drafts, approvedBy });
      const [period] = due;
      if (period === undefined) return null;
      if (world.relay === undefined) {
        const event = 'an issue is due and SMTP_URL is not set here: left to a process that has a relay';
        world.log.warn({ newsletter: name, period }, event);
        return null;
      }
      const release = async (one: Period) => {
        const { kind } = await sendIssue(name, one, { signal, waitMs, dueBy: now });
        return { period: one, outcome: kind };
      };
      // One that the check or its key keeps back must not keep those after it for a day.
      return (await eachByItself(due, release, signal)).at(-1) ?? null;
    },
    /** Puts missing letters in line again, because a person decided so; how many. */
    reopen: async (name: string, period: Period, missing: readonly Missing[]): Promise<number> => {
      const issue = await ledger.issue(name, period);
      return issue === undefined ? 0 : ledger.reopen(issue.id, missing);
    },
    /** Lets every later stage leave now, as `atOnce` does for a send: a person's decision. False when nothing waits for it. */
    releaseAll: async (name: string, period: Period): Promise<boolean> => {
      const issue = await ledger.issue(name, period);
      if (issue?.state !== 'sending') return false;
      const gate = await tryGate({ stages: ledger.stages, guardStage, wake }, issue.id, true);
      return gate.kind === 'released';
    },
    /** One batch, as a worker is woken for it. Harmless at any time and in any number of processes. */
    sendBatch: async (issueId: number, batch: number, signal: AbortSignal): Promise<BatchOutcome> => {
      const issue = await issueToSendById(looking, issueId as IssueId);
      if (issue?.state !== 'sending' || issue.frozen === null) return { kind: 'nothing_to_do' };
      const { frozen } = issue;
      // Rung for by somebody who was faster than the gate: it is rung for again when its stage may leave.
      if (batch >= frozen.released) return { kind: 'nothing_to_do' };
      // The bell may be faster than whoever writes the frozen audience out.
      await writeBatches(pool, {
        issueId: issue.id,
        batches: { from: batch, to: batch },
        most: 1,
        others: 'wait',
      });
      const report = await work(issue, frozen, { from: batch, to: batch }, false, signal);
      if (report.held && report.rest === null) await stay(issue, frozen, signal);
      return { kind: 'worked', ...report, sent: await settleIssue(looking, issue.id) };
    },
    sweep: (): Promise<SweepReport> => sweep({ ledger: sweepLedger(world), guard, guardStage, wake }),
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

async function weighed(world: SendingWorld, signal: AbortSignal): Promise<void> {
  await weighRefusals(world, signal).catch((error: unknown) =>
    world.log.warn({ reason: String(error) }, 'refusals could not be weighed; the next poll does it'),
  );
}
