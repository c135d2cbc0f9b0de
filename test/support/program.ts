/** The real program as a child process, for journeys: nothing of it is imported. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/hebdo.mjs', import.meta.url));

export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type Running = {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when the output so far matches; rejects when the program ends before. */
  readonly says: (pattern: RegExp) => Promise<RegExpMatchArray>;
};

/** Only what is given is in its environment, beside the path. */
export function startProgram(args: readonly string[], environment: Record<string, string>): Running {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, ...output }));
  });
  return { process: child, ended, says: (pattern) => said(child, output, pattern) };
}

/** Runs to the end. */
export function runProgram(args: readonly string[], environment: Record<string, string>): Promise<Ended> {
  return startProgram(args, environment).ended;
}

function said(
  child: ChildProcess,
  output: { stdout: string; stderr: string },
  pattern: RegExp,
): Promise<RegExpMatchArray> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const match = `${output.stdout}${output.stderr}`.match(pattern);
      if (match) resolve(match);
      return match !== null;
    };
    if (look()) return;
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('close', () => {
      if (!look()) reject(new Error(`ended without saying ${pattern}:\n${output.stdout}${output.stderr}`));
    });
  });
}
