/** A newsroom of its own for a journey: database, home, sample feeds, relay, and the program that works for it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNewsroom } from '../../src/demo/newsroom.ts';
import { sampleReaders } from '../../src/demo/readers.ts';
import { writeDemoTemplates } from '../../src/demo/settings.ts';
import { lastingPort } from '../../src/world/port.ts';
import { createDatabase } from './database.ts';
import { type Ended, type Running, runProgram, startProgram } from './program.ts';
import { openRelay, type Relay, type RelayBehaviour } from './relay.ts';

export type TestNewsroom = AsyncDisposable & {
  readonly home: string;
  readonly templates: string;
  readonly databaseUrl: string;
  readonly publicUrl: string;
  readonly relay: Relay;
  /** What the program is started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly hebdo: (...args: readonly string[]) => Promise<Ended>;
  readonly start: (...args: readonly string[]) => Running;
};

/** Nothing is gathered, imported or sent yet. */
export async function openTestNewsroom(
  behaviour: RelayBehaviour = {},
  more: Readonly<Record<string, string>> = {},
): Promise<TestNewsroom> {
  await using opened = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), 'hebdo-journey-'));
  opened.defer(() => rm(home, { recursive: true, force: true }));
  const now = new Date();
  const newsroom = opened.use(await openNewsroom(now));
  const relay = opened.use(await openRelay(behaviour));
  const templates = join(home, 'templates');
  await writeDemoTemplates('templates', templates, newsroom.address, [], now);
  const [databaseUrl, port] = await Promise.all([createDatabase(), lastingPort()]);
  const publicUrl = `http://127.0.0.1:${port}`;
  const environment = {
    HEBDO_HOME: home,
    HEBDO_TEMPLATES: templates,
    HEBDO_PORT: String(port),
    HEBDO_ALLOW_PRIVATE_FEEDS: '1',
    HEBDO_ALLOW_PRIVATE_WEBHOOKS: '1',
    HEBDO_SECRET: 'a-secret-for-tests-only-0123456789',
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: publicUrl,
    SMTP_URL: relay.url,
    ...more,
  };
  const stack = opened.move();
  return {
    home,
    templates,
    databaseUrl,
    publicUrl,
    relay,
    environment,
    hebdo: (...args) => runProgram(args, environment),
    start: (...args) => startProgram(args, environment),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Readers imported, feeds gathered, an issue drafted and approved: the letter may leave. */
export async function makeReadyToSend(newsroom: TestNewsroom, readers: number): Promise<void> {
  const file = join(newsroom.home, 'readers.csv');
  await writeFile(file, sampleReaders(readers));
  await succeeds(newsroom.hebdo('subscribers', 'import', file, '--newsletter', 'lhebdo'), [0, 4]);
  await succeeds(newsroom.hebdo('gather', 'lhebdo'), [0, 4]);
  await succeeds(newsroom.hebdo('draft', 'lhebdo'), [0]);
  await succeeds(newsroom.hebdo('approve', 'lhebdo'), [0]);
}

async function succeeds(program: Promise<Ended>, codes: readonly number[]): Promise<void> {
  const ended = await program;
  if (ended.code === null || !codes.includes(ended.code))
    throw new Error(`exit ${ended.code ?? ended.signal}:\n${ended.stdout}\n${ended.stderr}`);
}
