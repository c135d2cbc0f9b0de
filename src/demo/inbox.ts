/** A local inbox (maildev): takes every letter of the demo and shows it in a browser. Nothing leaves the machine. */
import { Worker } from 'node:worker_threads';
import { freePort } from '../world/port.ts';

export type Inbox = AsyncDisposable & {
  /** For SMTP_URL. */
  readonly smtpUrl: string;
  /** Where to look at the letters; ends with a slash. */
  readonly address: string;
  /** The HTML of the newest letter; undefined while there is none. */
  readonly newestLetter: () => Promise<string | undefined>;
};

type Ports = { readonly smtp: number; readonly web: number };

/** Keeps letters under `folder`. Listens on the ports people know, 1025 and 1080, or on others when these are taken. */
export async function openInbox(folder: string): Promise<Inbox> {
  const known = { smtp: await freePortNear(1025), web: await freePortNear(1080) };
  // Another demo may have taken a port between the look and the start.
  const { worker, ports } = await startInbox(folder, known).catch(async () =>
    startInbox(folder, { smtp: await freePort(0), web: await freePort(0) }),
  );
  const address = `http://127.0.0.1:${ports.web}/`;
  return {
    smtpUrl: `smtp://127.0.0.1:${ports.smtp}`,
    address,
    newestLetter: async () => {
      const answer = await fetch(`${address}api/email?sort=desc&limit=1`, {
        signal: AbortSignal.timeout(10_000),
      });
      const [letter] = (await answer.json()) as { html?: string }[];
      return letter?.html;
    },
    [Symbol.asyncDispose]: async () => {
      await worker.terminate();
    },
  };
}

async function startInbox(folder: string, wanted: Ports): Promise<{ worker: Worker; ports: Ports }> {
  // The build knows no .ts files.
  const thread = new URL(import.meta.url.replace(/inbox(\.[jt]s)$/, 'inbox-thread$1'));
  const worker = new Worker(thread, { workerData: { mailDirectory: folder, ...wanted }, stdout: true });
  const ports = await new Promise<Ports>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return { worker, ports };
}

/** The port people know, or any other when it is taken. */
export function freePortNear(known: number): Promise<number> {
  return freePort(known).catch(() => freePort(0));
}
