/** Free ports on this machine. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** The wanted port, or any free one for 0. Rejects with the system's error when it is taken. */
export function freePort(wanted: number, host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(wanted, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * Where a server is found again that was killed and started anew: the system hands no port below 32,768 to a connection that
 * goes out, so that none takes it meanwhile. 10,080 is not among them: browsers and fetch refuse it (Fetch Standard, 2.9).
 */
const lasting = { from: 10_081, below: 32_000 };

/** A free port that stays free while its server is away for a moment. */
export async function lastingPort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = await freePort(randomInt(lasting.from, lasting.below)).catch(() => null);
    if (port !== null) return port;
  }
  throw new Error(`of a hundred ports from ${lasting.from} to ${lasting.below} none was free`);
}
