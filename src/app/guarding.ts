/** Joins a send's health to its pause. */
import type { IssueId } from '../audience/ids.ts';
import { reasonToPause } from '../outbox/health.ts';
import { answeredWithin } from '../world/db/database.ts';
import { sendHealth } from '../world/db/send-health.ts';
import { moveIssue } from '../world/db/sends.ts';
import type { World } from '../world/world.ts';
import { lookMs } from './send-ledger.ts';

/** Pauses a running send that does harm; true when it did. `of`: while letters leave, or at the end of a stage. */
export async function guardSend(
  { database: { pool }, log }: Pick<World, 'database' | 'log'>,
  issue: IssueId,
  of: 'running' | 'stage' = 'running',
): Promise<boolean> {
  const { health, rules } = await sendHealth(answeredWithin(pool, lookMs), issue);
  const reason = reasonToPause(health, rules, of);
  if (reason === null) return false;
  const paused = await moveIssue(pool, issue, ['sending'], 'paused', reason);
  if (paused) log.warn({ issue, reason }, 'send paused');
  return paused;
}
