/** A sender of a test paper in a process of its own, so that it can be killed, stopped and woken. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Newsletter } from '../../src/config/newsletter.ts';
import { newsletterName, period, type TestPaper } from './outbox.ts';

/** Ends with the test whatever state it is in. */
export type Sender = ChildProcess & AsyncDisposable & { readonly ended: Promise<void> };

export function startSender(
  { url, server }: Pick<TestPaper, 'url' | 'server'>,
  settings: Partial<Newsletter> = {},
): Sender {
  const program = new URL('./sender.ts', import.meta.url).pathname;
  const values = [url, server.url, newsletterName, period, JSON.stringify(settings)];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...values], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  return Object.assign(child, {
    ended,
    [Symbol.asyncDispose]: () => {
      child.kill('SIGKILL');
      return ended;
    },
  });
}
