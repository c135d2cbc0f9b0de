/**
 * Measures a round over 500 feeds of 20 items from loopback, five of them bad: npx tsx bench/gather.ts
 * Prints one JSON object; the process that gathers is apart from the one that serves, so that its memory is its own.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openNewsroom } from './newsroom.ts';

const feedCount = 500;
/** Hosts of the feeds: 127.0.1.1, 127.0.1.2 … are all this machine. */
const hostCount = 50;

const badPaths = ['/hang', '/round', '/bomb', '/missing', '/page'];

async function measure(): Promise<void> {
  const newsroom = await openNewsroom();
  const home = mkdtempSync(join(tmpdir(), 'hebdo-bench-'));
  try {
    const gathering = fork(fileURLToPath(import.meta.url), ['gather', String(newsroom.port), home], {
      execArgv: ['--import', 'tsx'],
    });
    await ended(gathering);
  } finally {
    newsroom.close();
    rmSync(home, { recursive: true, force: true });
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`gathering ended with ${code}`)),
    );
  });
}

async function gatherHere(port: number, home: string): Promise<void> {
  const { parseEnvironment } = await import('../src/config/environment.ts');
  const { openApp } = await import('../src/app.ts');
  const parsed = parseEnvironment(
    { ...process.env, HEBDO_HOME: home, HEBDO_ALLOW_PRIVATE_FEEDS: '1', LOG_LEVEL: 'warn' },
    process.cwd(),
  );
  if (parsed.kind === 'faults') throw new Error(JSON.stringify(parsed.faults));
  await using app = await openApp(parsed.configuration);
  const paper = await app.world.templates.newsletter('lhebdo');
  const [sample] = paper.feeds;
  if (!sample) throw new Error('the sample newsletter has no feed');
  const feeds = feedUrls(port).map((url) => ({ ...sample, url }));
  const newsletter = { ...paper, name: `bench-${randomUUID()}`, feeds };
  const signal = new AbortController().signal;
  let memory = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage.rss());
  }, 50);
  const idle = process.memoryUsage.rss();
  const first = await app.gatherFor(newsletter, signal);
  const second = await app.gatherFor(newsletter, signal);
  clearInterval(watch);
  const bad = first.feeds.filter((feed) => feed.outcome !== 'articles');
  const result = {
    feeds: first.feeds.length,
    articles: first.articles,
    first: { seconds: first.seconds, new: first.new },
    second: { seconds: second.seconds, new: second.new, changed: second.changed },
    memory_mb: Math.round(memory / 1e6),
    memory_before_mb: Math.round(idle / 1e6),
    bad: bad.map(({ url, outcome, problems }) => ({
      path: new URL(url).pathname,
      outcome,
      problem: problems[0],
    })),
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}

function feedUrls(port: number): string[] {
  const host = (at: number) => `http://127.0.1.${1 + (at % hostCount)}:${port}`;
  const good = Array.from({ length: feedCount - badPaths.length }, (_, at) => `${host(at)}/feed/${at}`);
  return [...good, ...badPaths.map((path, at) => `${host(at)}${path}`)];
}

if (process.argv[2] === 'gather') await gatherHere(Number(process.argv[3]), process.argv[4] ?? '');
else await measure();
