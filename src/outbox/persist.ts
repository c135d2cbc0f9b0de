/** A database that restarts is waited for; one that stays away ends the work with nothing lost. */

/** The ledger did not answer for so long that the work must stop. What was not written stays a doubt of the ledger. */
export class LedgerFault extends Error {
  constructor(cause: unknown) {
    const said = cause instanceof Error ? cause.message : String(cause);
    super(
      `The database did not answer while letters were on their way (${said}). Nothing is lost: when it is back, the same command goes on.`,
      { cause },
    );
    this.name = 'LedgerFault';
  }
}

/** About a quarter of a minute together: a restart of PostgreSQL, not an outage. */
const retryDelaysMs = [100, 200, 400, 800, 1600, 3200, 5000, 5000];

/** Does the work, again after a failure. Throws LedgerFault after the last. */
export async function persist<Value>(
  work: () => Promise<Value>,
  wait: (ms: number) => Promise<void>,
): Promise<Value> {
  for (const delay of [...retryDelaysMs, null]) {
    try {
      return await work();
    } catch (error) {
      if (delay === null) throw new LedgerFault(error);
      await wait(delay);
    }
  }
  throw new LedgerFault('no attempt');
}
