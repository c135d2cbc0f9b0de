/** A hebdo process under drill: the real program, started again whenever it ends, as a service manager would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export type DrilledProgram = {
  readonly name: string;
  /** Which of the sink's ports it sends to. */
  readonly port: number;
  readonly kill: () => void;
  /** How often it ended by itself before its work was done. */
  readonly gaveUp: () => number;
  /** Asks it to end, and insists after a while. Not started again. */
  readonly stop: () => Promise<void>;
};

/** How long a process may take to come to its end, and to rest before it is started again, in milliseconds. */
const patience = { stop: 15_000, rest: 500 };

/** `args` are those of `hebdo`; what it prints goes to `log`. A process that ends with 0 has done its work. */
export async function keepRunning(
  { name, args, port }: { readonly name: string; readonly args: readonly string[]; readonly port: number },
  environment: Readonly<Record<string, string>>,
  log: string,
): Promise<DrilledProgram> {
  const out = await open(log, 'a');
  let child = start(args, environment, out);
  let stopping = false;
  let killed = false;
  let gaveUp = 0;
  const life = (async () => {
    while (!stopping) {
      const code = await exitOf(child);
      if (stopping || code === 0) break;
      if (!killed) {
        gaveUp++;
        await sleep(patience.rest);
      }
      killed = false;
      if (!stopping) child = start(args, environment, out);
    }
  })();
  return {
    name,
    port,
    kill: () => {
      killed = true;
      child.kill('SIGKILL');
    },
    gaveUp: () => gaveUp,
    stop: async () => {
      stopping = true;
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), patience.stop);
      await life;
      clearTimeout(insist);
      await out.close();
    },
  };
}

/** In a group of its own: Ctrl-C is for the drill, which then ends its programs. */
function start(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  out: FileHandle,
): ChildProcess {
  return spawn(process.execPath, [process.argv[1] ?? '', ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', out.fd, out.fd],
    detached: true,
  });
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(1));
  });
}
