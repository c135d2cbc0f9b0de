/** What the studio is measured on: the demo's newsroom with more feeds, a draft of it, and `hebdo up` in a process of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseDocument } from 'yaml';
import { openStage } from '../../src/demo/stage.ts';
import { openNewsroom } from '../newsroom.ts';

const run = promisify(execFile);
const program = 'bin/hebdo.mjs';
const newsletter = 'lhebdo';
const editor = 'redaction@lacalanque.example';
/** Of twenty articles each: with the demo's own they make more candidates than the page shows. */
const moreFeeds = 4;

export type Ground = AsyncDisposable & {
  readonly base: string;
  /** The draft's page. */
  readonly issue: string;
  /** Process id of `hebdo up`. */
  readonly pid: number;
  /** A sign-in link, good once. */
  readonly link: () => Promise<string>;
};

export async function openGround(): Promise<Ground> {
  await using opened = new AsyncDisposableStack();
  const stage = opened.use(await openStage({ templates: 'templates', ownFeeds: [], now: new Date() }));
  const more = await openNewsroom();
  opened.defer(() => more.close());
  await addFeeds(join(stage.environment.HEBDO_TEMPLATES ?? '', newsletter, 'newsletter.yaml'), more.port);
  const env = { ...process.env, LOG_LEVEL: 'warn', ...stage.environment };
  const up = spawn(process.execPath, [program, 'up'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  opened.defer(() => ended(up));
  await says(up, 'Hebdo is up.');
  const hebdo = async (...args: string[]) =>
    (await run(process.execPath, [program, ...args], { env })).stdout;
  await hebdo('gather', newsletter).catch(partlyDone);
  const draft = JSON.parse(await hebdo('draft', newsletter, '--json')) as { period: string };
  await hebdo('editors', 'add', editor, '--name', 'La rédaction', '--role', 'editor', '--role', 'chief');
  const base = stage.environment.PUBLIC_URL ?? '';
  const stack = opened.move();
  return {
    base,
    issue: `${base}/studio/issue/${newsletter}/${draft.period}`,
    pid: up.pid ?? 0,
    link: async () => /http\S+\/enter\/\S+/.exec(await hebdo('editors', 'link', editor))?.[0] ?? '',
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Some of the demo's feeds are broken on purpose. */
function partlyDone(error: unknown): void {
  if ((error as { code?: unknown }).code !== 4) throw error;
}

async function addFeeds(file: string, port: number): Promise<void> {
  const settings = parseDocument(await readFile(file, 'utf8'));
  for (let at = 0; at < moreFeeds; at++)
    settings.addIn(['feeds'], { url: `http://127.0.0.1:${port}/feed/${at}` });
  await writeFile(file, settings.toString());
}

function says(program: ChildProcess, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    program.stdout?.on('data', (text: Buffer) => text.includes(line) && resolve());
    program.once('exit', (code) => reject(new Error(`"hebdo up" ended with ${code}`)));
  });
}

function ended(program: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (program.exitCode !== null) return resolve();
    program.once('exit', () => resolve());
    program.kill('SIGTERM');
  });
}
