/** The frame around every command: configuration, the app, signals, output, exit code. */
import { type App, openApp } from '../app.ts';
import { type Configuration, type EnvironmentFault, parseEnvironment } from '../config/environment.ts';
import { exits, type Outcome } from './outcome.ts';

export type Session = {
  readonly app: App;
  /** Aborted by SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** A line for the person watching: stderr under --json, stdout otherwise. */
  readonly say: (line: string) => void;
  /** Whether a person watches a terminal, so that progress may be drawn. */
  readonly terminal: boolean;
};

/** Runs one command from configuration to exit code. Never throws. */
export async function runCommand(
  options: { json?: boolean },
  work: (session: Session) => Promise<Outcome>,
): Promise<void> {
  const json = options.json === true;
  try {
    const configuration = readConfiguration();
    await using app = await openApp(configuration);
    const say = (line: string) => (json ? process.stderr : process.stdout).write(`${line}\n`);
    const session = { app, signal: untilStopped(), say, terminal: !json && process.stdout.isTTY === true };
    print(await work(session), json);
  } catch (error) {
    process.stderr.write(`hebdo: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode ||= exits.fault;
  }
}

/** Every fault of the environment at once, by variable. */
export class EnvironmentError extends Error {
  constructor(faults: readonly EnvironmentFault[]) {
    super(
      [
        'The environment is not right:',
        ...faults.map(({ variable, expected }) => `  ${variable}: expected ${expected}`),
      ].join('\n'),
    );
  }
}

export function readConfiguration(): Configuration {
  const parsed = parseEnvironment(process.env, process.cwd());
  if (parsed.kind === 'faults') throw new EnvironmentError(parsed.faults);
  return parsed.configuration;
}

function untilStopped(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => controller.abort(new Error(`stopped by ${signal}`)));
  return controller.signal;
}

function print(outcome: Outcome, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify(outcome.json)}\n`);
  else for (const line of outcome.lines) process.stdout.write(`${line}\n`);
  process.exitCode = outcome.exit;
}
