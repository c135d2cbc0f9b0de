/** Facts with ids, one JSON line per event on stderr; never an address. */
import { pino } from 'pino';

export type Log = {
  readonly debug: (facts: object, event: string) => void;
  readonly info: (facts: object, event: string) => void;
  readonly warn: (facts: object, event: string) => void;
  readonly error: (facts: object, event: string) => void;
};

/** Logs to stderr, so that stdout stays for results. */
export function openLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
