/** Keeps the pulse of every issue that this process sends: one row, written each second while a run lasts. */
import { randomUUID } from 'node:crypto';
import type { IssueId } from '../audience/ids.ts';
import type { DeliverNeeds } from '../outbox/deliver-needs.ts';
import { type Meter, openMeter } from '../outbox/meter.ts';
import type { Asking } from '../world/db/database.ts';
import { endPulse, keepPulse } from '../world/db/pulses.ts';
import { clearOldHeapSooner, holdYoungHeap } from '../world/heap.ts';

const beatMs = 1_000;

type Beating = { readonly meter: Meter; readonly timer: NodeJS.Timeout; runs: number; last: Promise<void> };

/** Runs of the same issue share a pulse. Writing it never disturbs the work: what cannot be written is not. */
export function measuring(pool: Asking) {
  const process = randomUUID();
  const beating = new Map<IssueId, Beating>();
  const beat = (issueId: IssueId, { meter }: Beating): Promise<void> => {
    const { pulse, moved } = meter.read();
    return keepPulse(pool, { process, issueId }, pulse, moved).catch(() => undefined);
  };
  const begin = (issueId: IssueId): Beating => {
    const meter = openMeter(() => performance.now());
    clearOldHeapSooner();
    const timer = setInterval(() => {
      holdYoungHeap();
      one.last = one.last.then(() => beat(issueId, one));
    }, beatMs);
    const one: Beating = { meter, timer, runs: 0, last: Promise.resolve() };
    beating.set(issueId, one);
    return one;
  };
  const end = async (issueId: IssueId, one: Beating): Promise<void> => {
    clearInterval(one.timer);
    beating.delete(issueId);
    await one.last;
    // The last letters moved the issue too, and a short run never came to a beat.
    await beat(issueId, one);
    await endPulse(pool, { process, issueId }).catch(() => undefined);
  };

  return async <Report>(
    issueId: IssueId,
    needs: DeliverNeeds,
    run: (measured: DeliverNeeds) => Promise<Report>,
  ): Promise<Report> => {
    const one = beating.get(issueId) ?? begin(issueId);
    one.runs++;
    try {
      return await run(one.meter.measured(needs));
    } finally {
      one.runs--;
      if (one.runs === 0) await end(issueId, one);
    }
  };
}
