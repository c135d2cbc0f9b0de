/** Hebdo's own path, whole: audience frozen, letters claimed, dots committed, outcomes recorded in a real PostgreSQL. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SendingWorld, sending } from '../../src/app/sending.ts';
import type { EditionHash, Period } from '../../src/audience/ids.ts';
import { connectDatabase, type Database } from '../../src/world/db/database.ts';
import { serverProcess, writeApprovedIssue } from '../../src/world/db/drill.ts';
import { storeEdition } from '../../src/world/db/editions.ts';
import { openRelay } from '../../src/world/smtp/relay.ts';
import { openTemplates } from '../../src/world/templates.ts';
import { editionOf } from './bytes.ts';
import type { Measured, Task } from './plan.ts';

const newsletter = 'lhebdo';
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** Sends to the first readers of the database; the figures begin when the audience is frozen. */
export async function sendByHebdo(
  task: Task,
  port: number,
  databaseUrl: string,
  started: () => void,
): Promise<Pick<Measured, 'freeze_s' | 'first_letter_s' | 'ledger_cpu_ms_per_letter'>> {
  await using database = connectDatabase(databaseUrl, { connections: 10, onError: () => {} });
  const period = await prepare(database, task);
  await using relay = openRelay({ url: `smtp://127.0.0.1:${port}?tls=none`, connections: task.connections });
  const server = await serverProcess(database.pool);
  const called = { at: performance.now(), on: new Date() };
  let frozenAt = 0;
  let ledgerCpu = 0;
  const steps = sending(
    worldOf(database, relay, task.dkim, () => {
      frozenAt = performance.now();
      ledgerCpu = cpuOfFamily(server);
      started();
    }),
    async () => [],
  );
  const outcome = await steps.send(newsletter, period, { signal: new AbortController().signal });
  if (outcome.kind !== 'sent' || outcome.progress.counts.accepted !== task.letters)
    throw new Error(
      `the send ended with ${outcome.kind}: ${JSON.stringify('progress' in outcome && outcome.progress)}`,
    );
  const used = cpuOfFamily(server) - ledgerCpu;
  const { rows } = await database.pool.query(
    'select extract(epoch from min(settled_at) - $2::timestamptz)::float as first from letters where issue_id = $1',
    [outcome.issue.id, called.on],
  );
  return {
    freeze_s: (frozenAt - called.at) / 1000,
    first_letter_s: rows[0].first,
    ledger_cpu_ms_per_letter: used / task.letters,
  };
}

/** A second process on the list that the first one freezes; it leaves when nothing is left to claim. */
export async function joinHebdo(
  task: Task,
  port: number,
  databaseUrl: string,
  started: () => void,
): Promise<object> {
  await using database = connectDatabase(databaseUrl, { connections: 10, onError: () => {} });
  await using relay = openRelay({ url: `smtp://127.0.0.1:${port}?tls=none`, connections: task.connections });
  const steps = sending(
    worldOf(database, relay, task.dkim, () => {}),
    async () => [],
  );
  const period = await nextSending(database);
  started();
  await steps.send(newsletter, period, { signal: new AbortController().signal });
  return {};
}

/** The issue that begins to leave; the one before has left by now. */
async function nextSending({ pool }: Database): Promise<Period> {
  for (;;) {
    const { rows } = await pool.query<{ period: Period }>(
      "select period from issues where state = 'sending'",
    );
    if (rows[0]) return rows[0].period;
    await sleep(5);
  }
}

/** As many subscribers as letters, and a new issue for them. */
async function prepare({ pool, db }: Database, { letters, kb }: Task): Promise<Period> {
  const { rows } = await pool.query('select count(*)::int as issues from issues');
  const year = 2030 + Math.floor(rows[0].issues / 50);
  const period = `${year}-W${String(1 + (rows[0].issues % 50)).padStart(2, '0')}` as Period;
  await pool.query('truncate letters cascade');
  await subscribeFirst(pool, letters);
  const content = editionOf(kb);
  const hash = createHash('sha256')
    .update(JSON.stringify([content, period]))
    .digest('hex') as EditionHash;
  const issueId = await writeApprovedIssue(pool, { newsletter, period, edition: hash });
  await storeEdition(db, { hash, issueId, newsletter, content }, new Date());
  return period;
}

/** reader1@example.org and so on, exactly so many of them subscribed. */
async function subscribeFirst(pool: Database['pool'], count: number): Promise<void> {
  await pool.query(
    `insert into subscribers (email, email_key, first_name, created_at)
     select 'reader' || n || '@example.org', 'reader' || n || '@example.org', 'Prénom ' || n, now()
     from generate_series((select count(*) + 1 from subscribers), $1) n`,
    [count],
  );
  await pool.query('truncate subscriptions');
  await pool.query(
    `insert into subscriptions (subscriber_id, newsletter, state, since)
     select id, $2, 'active', now() from subscribers order by id limit $1`,
    [count, newsletter],
  );
  await pool.query('vacuum analyze subscribers, subscriptions');
}

function worldOf(
  database: Database,
  relay: SendingWorld['relay'],
  dkim: boolean,
  onFrozen: () => void,
): SendingWorld {
  return {
    clock: { now: () => new Date() },
    database,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: console.error },
    publicUrl: 'https://lettres.lacalanque.example',
    queue: {
      addBatches: async () => onFrozen(),
      backend: () => Promise.reject(new Error('no queue here')),
    },
    relay,
    secret: 'a-secret-of-thirty-two-characters-or-more',
    signing: {
      keys: dkim ? [{ domain: 'lacalanque.example', selector: 'bench', key, active: true }] : [],
      records: async () => ({ kind: 'none' }),
    },
    templates: unstaged(openTemplates(new URL('../../templates', import.meta.url).pathname)),
  };
}

/** A stage is looked at for minutes before the rest follows: that is not what is measured here. */
function unstaged(templates: SendingWorld['templates']): SendingWorld['templates'] {
  return {
    ...templates,
    newsletter: async (name) => {
      const settings = await templates.newsletter(name);
      return { ...settings, release: { ...settings.release, seeds: [], share_percent: 0 } };
    },
  };
}

/** Milliseconds of CPU of the server and its living children; 0 where there is no /proc. */
function cpuOfFamily(server: number): number {
  try {
    const ticks = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => statOf(pid))
      .filter((stat) => stat !== undefined && (stat.pid === server || stat.parent === server));
    return ticks.reduce((sum, stat) => sum + (stat?.ms ?? 0), 0);
  } catch {
    return 0;
  }
}

function statOf(pid: string): { pid: number; parent: number; ms: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // proc(5): ppid, utime and stime; a tick is 10 ms on every Linux that Node runs on.
    return {
      pid: Number(pid),
      parent: Number(fields[1]),
      ms: 10 * (Number(fields[11]) + Number(fields[12])),
    };
  } catch {
    return undefined;
  }
}
