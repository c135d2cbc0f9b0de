/** Facts with ids, one JSON line per event on stderr; never an address. */
import { pino } from 'pino';
import { withoutAddresses } from '../audience/address.ts';

export type Log = {
  readonly debug: (facts: object, event: string) => void;
  readonly info: (facts: object, event: string) => void;
  readonly warn: (facts: object, event: string) => void;
  readonly error: (facts: object, event: string) => void;
};

/** Logs to stderr, so that stdout stays for results. */
export function openLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  const destination = pino.destination({ dest: 2, sync: true });
  // Its terminal was closed, or whoever read it has ended: what is at work comes to its end without a log.
  destination.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EIO' && error.code !== 'EPIPE') throw error;
  });
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: (facts) => quiet(facts) as Record<string, unknown> },
    },
    destination,
  );
}

/** The net below: no step logs an address, but a server or a library may quote one in the reason that it gives. */
function quiet(fact: unknown): unknown {
  if (typeof fact === 'string') return quietText(fact);
  if (Array.isArray(fact)) return fact.map(quiet);
  if (typeof fact !== 'object' || fact === null || Object.getPrototypeOf(fact) !== Object.prototype)
    return fact;
  return Object.fromEntries(Object.entries(fact).map(([name, inside]) => [name, quiet(inside)]));
}

/** Frames of a stack name places, and a package's name has an @. */
function quietText(text: string): string {
  if (!text.includes('@')) return text;
  return text
    .split('\n')
    .map((line) => (/^\s+at /.test(line) ? line : withoutAddresses(line)))
    .join('\n');
}
