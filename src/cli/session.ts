/** The frame around every command: configuration, the app, signals, output, exit code. */
import type { App } from '../app.ts';
import type { Configuration, EnvironmentFault } from '../config/environment.ts';
import { Refused } from '../config/refused.ts';
import { WrongUse } from '../config/wrong-use.ts';
import { exits, type Outcome } from './outcome.ts';

export type Session = {
  readonly app: App;
  /** Aborted by SIGINT, SIGTERM or a closed terminal; a second SIGINT or SIGTERM ends the process at once. */
  readonly signal: AbortSignal;
  /** A line for the person watching: stderr under --json, stdout otherwise. */
  readonly say: (line: string) => void;
  /** Whether a person watches a terminal, so that progress may be drawn. */
  readonly terminal: boolean;
};

/** Runs one command from configuration to exit code. `adapt` may complete the configuration. Never throws. */
export function runCommand(
  options: { json?: boolean },
  work: (session: Session) => Promise<Outcome>,
  adapt: (configuration: Configuration) => Promise<Configuration> = async (configuration) => configuration,
): Promise<void> {
  const json = options.json === true;
  return ending(json, async () => {
    const configuration = await adapt(await readConfiguration());
    const signal = untilStopped();
    // Loaded now and not at the top: `hebdo --help` and wrong use answer without database, queue and templates.
    const { openApp } = await import('../app.ts');
    await using app = await openApp(configuration);
    const say = (line: string) => (json ? process.stderr : process.stdout).write(`${line}\n`);
    // Awaited here: the app must not be closed before the work has come to its end.
    return await work({ app, signal, say, terminal: !json && process.stdout.isTTY === true });
  });
}

/** Turns an outcome, or an error, into output and exit code: for commands that open less than the whole app. */
export async function ending(json: boolean, work: () => Promise<Outcome>): Promise<void> {
  try {
    print(await work(), json);
  } catch (error) {
    process.stderr.write(`hebdo: ${reasonOf(error)}\n`);
    process.exitCode = exitOf(error);
  }
  endPromptly();
}

function exitOf(error: unknown): Outcome['exit'] {
  if (error instanceof WrongUse) return exits.wrongUse;
  return error instanceof Refused ? exits.refused : exits.fault;
}

/** Every fault of the environment at once, by variable. */
class EnvironmentError extends WrongUse {
  constructor(faults: readonly EnvironmentFault[]) {
    super(
      [
        'The environment is not right:',
        ...faults.map(({ variable, expected }) => `  ${variable}: expected ${expected}`),
      ].join('\n'),
    );
  }
}

/** Reads the environment and says on stderr, in one line, what is in effect. Throws EnvironmentError. */
export async function readConfiguration(): Promise<Configuration> {
  const [{ parseEnvironment }, { adviceFor }, { showConfiguration }, { dkimKeyFaults }] = await Promise.all([
    import('../config/environment.ts'),
    import('../config/advice.ts'),
    import('../config/show.ts'),
    import('../world/dkim-keys.ts'),
  ]);
  const parsed = parseEnvironment(process.env, process.cwd());
  const keyFaults = await dkimKeyFaults(process.env.DKIM_KEYS ?? '', process.cwd());
  if (parsed.kind === 'faults') throw new EnvironmentError([...parsed.faults, ...keyFaults]);
  if (keyFaults.length > 0) throw new EnvironmentError(keyFaults);
  const { configuration } = parsed;
  if (configuration.logLevel === 'debug' || configuration.logLevel === 'info')
    process.stderr.write(`hebdo: ${showConfiguration(configuration, process.cwd())}\n`);
  if (configuration.logLevel !== 'silent')
    for (const { variable, message } of adviceFor(process.env, configuration))
      process.stderr.write(`hebdo: ${variable}: ${message}\n`);
  return configuration;
}

/**
 * The first SIGINT or SIGTERM lets the command come to its end; then the system's own rule is back: the next kills. So does SIGHUP,
 * however often: of a closed terminal the shell and the system both tell. Node takes back what nohup asked for before anything of
 * ours runs; setsid is the way to outlive a terminal.
 */
function untilStopped(): AbortSignal {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    for (const each of ['SIGINT', 'SIGTERM'] as const) process.off(each, stop);
    controller.abort(new Error(`stopped by ${signal}`));
  };
  for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(each, stop);
  return controller.signal;
}

function print(outcome: Outcome, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify(outcome.json)}\n`);
  else for (const line of outcome.lines) process.stdout.write(`${line}\n`);
  process.exitCode = outcome.exit;
}

/** The cause is often the part that helps: «fetch failed» says less than the refused connection behind it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (process.env.LOG_LEVEL === 'debug') return error.stack ?? error.message;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  const message = error.message || String(inner ?? error.name);
  return inner instanceof Error && !message.includes(inner.message)
    ? `${message} (${inner.message})`
    : message;
}

/** Everything is closed by now: whatever keeps the process alive is a library's idle timer or socket. */
function endPromptly(): void {
  setTimeout(() => process.exit(), 2_000).unref();
}
