/**
 * The readers' pages at 200 requests a second (or argv[2]) for 15 seconds (or argv[3]): the site in a process of its own
 * beside an embedded PostgreSQL with 10,000 readers. Prints size and percentiles of each page, counted from when a request
 * was due, then the one-click unsubscription of as many readers as the rate has seconds.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { IssueId, Period, SubscriberId } from '../src/audience/ids.ts';
import { readerLinks } from '../src/audience/links.ts';
import { composeLetter } from '../src/issue/compose.ts';
import { compileMjml } from '../src/world/compile.ts';
import { openEmbeddedDatabase } from '../src/world/embedded/embedded.ts';
import { freePort } from '../src/world/port.ts';
import { sampleManuscript } from '../test/support/sample-issue.ts';
import { processorSeconds, startSite } from './sending/site-process.ts';

const rate = Number(process.argv[2] ?? 200);
const seconds = Number(process.argv[3] ?? 15);
const secret = 'a-secret-for-the-bench-only-0123456789';
const readers = 10_000;

type Ask = { readonly name: string; readonly url: string; readonly body?: string };
type Answer = { readonly name: string; readonly ms: number; readonly bytes: number; readonly status: number };

const home = await mkdtemp(join(tmpdir(), 'hebdo-bench-'));
{
  await using place = await openEmbeddedDatabase(home);
  const port = await freePort(0, '127.0.0.1');
  const site = await startSite({ databaseUrl: place.url, port, home, secret });
  const ledger = new pg.Client({ connectionString: place.url });
  await ledger.connect();
  const issueId = await storeReaders(ledger);
  await ledger.end();
  const base = `http://127.0.0.1:${port}`;
  const linksOf = (reader: number) =>
    readerLinks(
      { publicUrl: base, secret },
      { newsletter: 'lhebdo', subscriberId: reader as SubscriberId, issueId, period: '2026-W48' as Period },
    );
  const page = (at: number): Ask => {
    const { unsubscribe, preferences, web } = linksOf(1 + ((at * 7919) % readers));
    const pages: readonly Ask[] = [
      { name: 'unsubscribe', url: unsubscribe },
      { name: 'preferences', url: preferences },
      { name: 'receipt', url: `${preferences}/receipt` },
      { name: 'sign-up', url: `${base}/s/lhebdo` },
      { name: 'all letters', url: `${base}/s` },
      { name: 'front page', url: `${base}/` },
      { name: 'archive', url: `${base}/kiosque/lhebdo` },
      { name: 'letter on the web', url: web },
    ];
    return pages[at % pages.length] ?? { name: 'front page', url: base };
  };
  await fire(page, 3);
  const before = await processorSeconds(site.pid);
  const answers = await fire(page, seconds);
  const used = (await processorSeconds(site.pid)) - before;
  report(answers);
  console.log(
    `${((used / answers.length) * 1000).toFixed(2)} ms of processor for each, in the site's process`,
  );
  report(
    await fire(
      (at) => ({
        ...{ name: 'one-click unsubscription', body: 'List-Unsubscribe=One-Click' },
        url: linksOf(1 + (at % readers)).oneClick,
      }),
      seconds,
    ),
  );
  site.kill('SIGTERM');
  await new Promise((resolve) => site.once('exit', resolve));
}
await rm(home, { recursive: true, force: true });

/** 10,000 readers, one issue of twenty articles that left, fifty before it. */
async function storeReaders(ledger: pg.Client): Promise<IssueId> {
  await ledger.query(
    `insert into subscribers (email, email_key, first_name, commune, created_at)
     select 'r' || n || '@example.org', 'r' || n || '@example.org', 'Zoé', 'arles', now() from generate_series(1, ${readers}) n`,
  );
  await ledger.query(
    `insert into subscriptions (subscriber_id, newsletter, state, since) select id, 'lhebdo', 'active', now() from subscribers`,
  );
  await ledger.query(
    `insert into consent_receipts (subscriber_id, email_hash, newsletter, purpose, action, at, source)
     select id, sha256(convert_to(email_key, 'UTF8')), 'lhebdo', 'newsletter', 'granted', now(), 'import' from subscribers`,
  );
  const composed = await composeLetter(sampleManuscript(), { compile: compileMjml });
  if (composed.kind === 'faults') throw new Error(JSON.stringify(composed.faults));
  const { rows } = await ledger.query<{ id: IssueId }>(
    `with issue as (
       insert into issues (newsletter, period, number, date, state, subject, approved_hash, drafted_at, articles_until, sending_at)
       select 'lhebdo', '2026-W' || lpad(n::text, 2, '0'), 400 + n, date '2026-01-01' + n::int, 'sent', 's', 'h' || n, now(), now(), now()
       from generate_series(1, 48) n returning id, period, approved_hash),
     edition as (
       insert into editions (hash, issue_id, content, created_at) select approved_hash, id, $1::jsonb, now() from issue)
     select id from issue where period = '2026-W48'`,
    [JSON.stringify(composed.content)],
  );
  await ledger.query('analyze');
  return rows[0]?.id as IssueId;
}

/** A request is late from the moment it was due: a server that stalls is not spared the ones that wait behind it. */
async function fire(ask: (at: number) => Ask, long: number): Promise<readonly Answer[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const begun = performance.now();
  const answers = Array.from({ length: rate * long }, async (_, at) => {
    const due = begun + (at / rate) * 1000;
    await wait(Math.max(0, due - performance.now()));
    return answerTo(ask(at), agent, due);
  });
  return Promise.all(answers).finally(() => agent.destroy());
}

function answerTo({ name, url, body }: Ask, agent: Agent, due: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = body ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {};
    const sent = request(url, { agent, method: body ? 'POST' : 'GET', headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () =>
        resolve({ name, ms: performance.now() - due, bytes, status: response.statusCode ?? 0 }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function report(answers: readonly Answer[]): void {
  for (const [name, own] of Map.groupBy(answers, (one) => one.name)) {
    const took = own.map(({ ms }) => ms).sort((one, other) => one - other);
    const at = (share: number) => (took[Math.floor(took.length * share)] ?? 0).toFixed(1);
    const wrong = own.filter(({ status }) => status !== 200).length;
    console.log(
      `${name}: ${((own[0]?.bytes ?? 0) / 1000).toFixed(1)} kB, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms${wrong > 0 ? `, ${wrong} not answered with 200` : ''}`,
    );
    if (wrong > 0) process.exitCode = 1;
  }
}
