/** Joins the outbox's questions to the ledger's SQL. */
import { setTimeout as wait } from 'node:timers/promises';
import type { IssueId } from '../audience/ids.ts';
import type { ControlNeeds } from '../outbox/control.ts';
import type { ProviderPace } from '../outbox/holds.ts';
import { rateOf } from '../outbox/pace.ts';
import { persist } from '../outbox/persist.ts';
import {
  type Audience,
  type IssueToSend,
  lettersPerBatch,
  type SendLedger,
  type StageLedger,
} from '../outbox/send-ledger.ts';
import type { StatusNeeds } from '../outbox/status.ts';
import type { SweepNeeds } from '../outbox/sweep.ts';
import { answeredWithin } from '../world/db/database.ts';
import { countAudience, freezeIssue } from '../world/db/freeze.ts';
import { type LetterFigures, letterFigures, progressOf } from '../world/db/kept-figures.ts';
import {
  countLetters,
  exclusionsOf,
  groupLetters,
  letterProblems,
  openBatches,
  outlookOf,
} from '../world/db/letter-figures.ts';
import { readPaces } from '../world/db/paces.ts';
import { pulsesOf } from '../world/db/pulses.ts';
import { relayStandings } from '../world/db/relays.ts';
import { returnExpired, returnOrphans } from '../world/db/runs.ts';
import {
  cancelLetters,
  idleBatches,
  issueToSend,
  moveIssue,
  openSends,
  reopenLetters,
  settleIssue,
} from '../world/db/sends.ts';
import { markStageTried, releaseStages, waitingStage } from '../world/db/stages.ts';
import { hashPads } from '../world/db/suppression-hash.ts';
import { lookAtLetters, writeNext } from '../world/db/unwritten.ts';
import type { World } from '../world/world.ts';
import { segmentOfIssue, segmentRefusals } from './segments.ts';

type LedgerWorld = Pick<World, 'database' | 'queue' | 'secret' | 'templates'>;
type StatusWorld = Pick<World, 'database' | 'relay'>;

/** Nobody waits for longer than this for a look at the ledger, however long it is: some minutes, in milliseconds. */
export const lookMs = 300_000;

export function sendLedger(world: LedgerWorld): SendLedger {
  const { pool } = world.database;
  const looking = answeredWithin(pool, lookMs);
  const pads = hashPads(world.secret);
  return {
    issue: (newsletter, period) => issueToSend(looking, newsletter, period),
    audience: ({ id, newsletter }) => audienceOf(world, newsletter, id),
    freeze: async ({ id, newsletter, period }, order) => {
      const found = await segmentOfIssue(world, newsletter, id);
      // The send asks before: only a change in the same second leads here, and the next command says it in words.
      if (found.kind === 'unusable') throw new Error(segmentRefusals(found, period).join(' '));
      const segment = found.kind === 'segment' ? found.tree : null;
      return freezeIssue(pool, pads, {
        ...order,
        issueId: id,
        newsletter,
        batchSize: lettersPerBatch,
        segment,
        premiumOnly: await isPremiumOnly(world, newsletter),
      });
    },
    write: (id) => writeNext(pool, id),
    lookAtLetters: () => lookAtLetters(pool),
    progress: (id) => countLetters(looking, id),
    outlook: (id) => outlookOf(looking, id),
    stages: stageLedger(world),
    returnExpired: () => returnExpired(looking),
    returnOrphans: (id) => returnOrphans(looking, id),
    reopen: (id, missing) => reopenLetters(pool, id, missing),
    settle: (id) => settleIssue(looking, id),
  };
}

/** Who would receive an issue now, by the segment it leaves to; nobody while that cannot be used. */
export async function audienceOf(
  world: Pick<World, 'database' | 'secret' | 'templates'>,
  newsletter: string,
  issue: IssueId,
): Promise<Audience> {
  const { pool } = world.database;
  const pads = hashPads(world.secret);
  const found = await segmentOfIssue(world, newsletter, issue);
  const segment = found.kind === 'segment' ? found.tree : null;
  const premiumOnly = await isPremiumOnly(world, newsletter);
  const audience = await countAudience(pool, pads, { issueId: issue, newsletter, segment, premiumOnly });
  if (found.kind !== 'unusable' || audience.letters === 0) return audience;
  const outside = { reason: 'not_in_segment', count: audience.letters };
  return { ...audience, letters: 0, exclusions: [outside, ...audience.exclusions] };
}

async function isPremiumOnly({ templates }: Pick<World, 'templates'>, newsletter: string): Promise<boolean> {
  return (await templates.newsletter(newsletter)).audience.premium_only === true;
}

function stageLedger({ database: { pool } }: Pick<World, 'database'>): StageLedger {
  return {
    find: (id) => waitingStage(pool, id),
    markTried: (id, stage) => markStageTried(pool, id, stage),
    release: (id, stage, all) => releaseStages(pool, id, stage, all),
  };
}

export function sweepLedger(world: LedgerWorld): SweepNeeds['ledger'] {
  const { pool } = world.database;
  const looking = answeredWithin(pool, lookMs);
  return {
    stages: stageLedger(world),
    returnExpired: () => returnExpired(looking),
    returnOrphans: (id) => returnOrphans(looking, id),
    openSends: () => openSends(looking),
    cancelLetters: (id) => cancelLetters(pool, id),
    write: (id) => writeNext(pool, id),
    settle: (id) => settleIssue(looking, id),
    idleBatches: (id) => idleBatches(looking, id),
  };
}

export function controlNeeds(world: LedgerWorld): ControlNeeds {
  const { pool } = world.database;
  return {
    issue: (newsletter, period) => issueToSend(pool, newsletter, period),
    move: (issue, from, to, reason) => moveIssue(pool, issue.id, from, to, reason),
    // It locks letters that are at hand in another order than a tick does: PostgreSQL may end the one or the other.
    cancelLetters: (issue) => persist(() => cancelLetters(pool, issue.id), wait),
    wakeIdle: async (issue) => world.queue.addBatches(issue.id, await idleBatches(pool, issue.id)),
  };
}

/** Providers that may not have letters as fast as they come. */
async function pacesNow({ database, relay }: StatusWorld): Promise<readonly ProviderPace[]> {
  const paces = await readPaces(database.pool);
  return paces.flatMap(({ provider, bucket: { slowed }, now }) => {
    const limit = relay?.pace[provider] ?? null;
    const rate = rateOf(slowed, limit, now);
    if (rate === null) return [];
    return [{ provider, rate, said: rate === limit ? null : (slowed?.said ?? null) }];
  });
}

export function statusNeeds(world: StatusWorld): StatusNeeds {
  const { pool } = world.database;
  // One look asks three times for the figures of a send that is through.
  const looks = new WeakMap<IssueToSend, Promise<LetterFigures>>();
  const kept = (issue: IssueToSend) => {
    const look = looks.get(issue) ?? letterFigures(pool, issue.id);
    looks.set(issue, look);
    return look;
  };
  const isThrough = ({ state }: IssueToSend) => state === 'sent';
  return {
    issue: (newsletter, period) => issueToSend(pool, newsletter, period),
    ledger: {
      openBatches: (issue) => openBatches(pool, issue.id),
      progress: async (issue) =>
        isThrough(issue) ? progressOf(await kept(issue)) : countLetters(pool, issue.id),
      outlook: (issue) => outlookOf(pool, issue.id),
      groups: async (issue) => (isThrough(issue) ? (await kept(issue)).groups : groupLetters(pool, issue.id)),
      problems: async (issue) =>
        isThrough(issue) ? (await kept(issue)).problems : letterProblems(pool, issue.id),
      exclusions: (issue) => exclusionsOf(pool, issue.id),
      stage: (issue) => waitingStage(pool, issue.id),
    },
    pulses: (issue) => pulsesOf(pool, issue.id),
    holders: async () => ({ relays: await relayStandings(pool), paces: await pacesNow(world) }),
  };
}
