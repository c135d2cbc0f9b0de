/** A free port on this machine. */
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
