/** What commands that stay have in common: a known port, a number of batches, an end when somebody stops them. */
import { InvalidArgumentError } from 'commander';
import type { Configuration } from '../config/environment.ts';
import type { Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

/**
 * As runCommand; a port of 0 becomes a free one first, because links to readers name it. What signs the letters is examined
 * beside the work, which does not wait for DNS.
 */
export function runService(
  options: { json?: boolean },
  work: (session: Session) => Promise<Outcome>,
): Promise<void> {
  const examinedWork = async (session: Session) => {
    const { examineSenders } = await import('../app/signing.ts');
    void examineSenders(session.app.world);
    return work(session);
  };
  return runCommand(options, examinedWork, withKnownPort);
}

async function withKnownPort(configuration: Configuration): Promise<Configuration> {
  if (configuration.port !== 0) return configuration;
  const { freePort } = await import('../world/port.ts');
  return { ...configuration, port: await freePort(0, configuration.host) };
}

/** Resolves with the first SIGINT, SIGTERM or SIGHUP. */
export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** The --concurrency option. */
export function batchesAtATime(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 50) return number;
  throw new InvalidArgumentError('expected a whole number from 1 to 50.');
}
