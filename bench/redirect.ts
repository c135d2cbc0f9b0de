/**
 * The redirect of letters' links at 1,000 requests a second (or argv[2]) for 20 seconds (or argv[3]): the readers' site in
 * a process of its own beside an embedded PostgreSQL. Half of the links are signed for readers who agreed. Prints rate and
 * percentiles, counted from when a request was due, and whether every visit was written.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { IssueId, Period, SubscriberId } from '../src/audience/ids.ts';
import { countedLinksUrl, readerLinks } from '../src/audience/links.ts';
import { openEmbeddedDatabase } from '../src/world/embedded/embedded.ts';
import { freePort } from '../src/world/port.ts';
import { processorSeconds, startSite } from './sending/site-process.ts';

const rate = Number(process.argv[2] ?? 1000);
const seconds = Number(process.argv[3] ?? 20);
const secret = 'a-secret-for-the-bench-only-0123456789';
const readers = 10_000;
const links = 30;

const home = await mkdtemp(join(tmpdir(), 'hebdo-bench-'));
{
  await using place = await openEmbeddedDatabase(home);
  const port = await freePort(0, '127.0.0.1');
  const site = await startSite({ databaseUrl: place.url, port, home, secret });
  const base = `http://127.0.0.1:${port}`;
  const ledger = new pg.Client({ connectionString: place.url });
  await ledger.connect();
  const issueId = await storeIssue(ledger);
  const addresses = addressesOf(base, issueId);
  await fire(addresses, rate, 3);
  const before = await processorSeconds(site.pid);
  const took = await fire(addresses, rate, seconds);
  const used = (await processorSeconds(site.pid)) - before;
  const sent = rate * (seconds + 3);
  site.kill('SIGTERM');
  await new Promise((resolve) => site.once('exit', resolve));
  const { rows } = await ledger.query('select sum(people + programs)::int as visits from link_visits');
  await ledger.end();
  const at = (share: number) => (took[Math.floor(took.length * share)] ?? 0).toFixed(2);
  console.log(
    `${took.length} redirects at ${rate}/s: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${took.at(-1)?.toFixed(1)} ms`,
  );
  console.log(`${((used / took.length) * 1000).toFixed(3)} ms of processor for each, in the site's process`);
  console.log(`${sent} followed, ${rows[0].visits} written`);
  if (rows[0].visits !== sent) process.exitCode = 1;
}
await rm(home, { recursive: true, force: true });

async function storeIssue(ledger: pg.Client): Promise<IssueId> {
  const to = Array.from({ length: links }, (_, at) => `https://lacalanque.example/article-${at + 1}`);
  const content = JSON.stringify({ subject: '', html: '', text: '', links: { counted: 'all', to } });
  const { rows } = await ledger.query<{ id: IssueId }>(
    `with issue as (
       insert into issues (newsletter, period, number, date, state, subject, approved_hash, drafted_at, articles_until)
       values ('lhebdo', '2026-W48', 447, '2026-11-24', 'sent', '', 'cafe', now(), now()) returning id),
     edition as (
       insert into editions (hash, issue_id, content, created_at) select 'cafe', id, $1::jsonb, now() from issue),
     send as (
       insert into sends (issue_id, edition_hash, candidates, letters, batches, released, unknown_policy, frozen_at)
       select id, 'cafe', 1, 1, 1, 1, 'at_most_once', now() from issue),
     readers as (
       insert into subscribers (email, email_key, created_at, track_clicks)
       select 'r' || n || '@example.org', 'r' || n || '@example.org', now(), true from generate_series(1, $2::int) n)
     select id from issue`,
    [content, readers],
  );
  return rows[0]?.id as IssueId;
}

function addressesOf(publicUrl: string, issueId: IssueId): string[] {
  const period = '2026-W48' as Period;
  const counted = countedLinksUrl(publicUrl, 'lhebdo', period);
  return Array.from({ length: readers }, (_, at) => {
    const link = (at % links) + 1;
    if (at % 2 === 0) return `${counted}/${link}`;
    const letter = {
      newsletter: 'lhebdo',
      subscriberId: (at + 1) as SubscriberId,
      issueId,
      period,
      tracked: true,
    };
    return `${readerLinks({ publicUrl, secret }, letter).clicks}/${link}`;
  });
}

/** Asks at an even pace whatever the answers do, so that a slow answer also delays those behind it. */
async function fire(addresses: readonly string[], perSecond: number, duration: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const total = perSecond * duration;
  const begun = performance.now();
  const answers: Promise<number>[] = [];
  while (answers.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - begun) / 1000) * perSecond) + 1);
    while (answers.length < due) {
      const number = answers.length;
      const address = addresses[(number * 7919) % addresses.length] ?? '';
      answers.push(follow(agent, address, number, begun + (number / perSecond) * 1000));
    }
    await wait(1);
  }
  const took = await Promise.all(answers);
  agent.destroy();
  return took.toSorted((one, other) => one - other);
}

function follow(agent: Agent, address: string, number: number, due: number): Promise<number> {
  const headers = {
    'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'X-Forwarded-For': `198.51.${(number >> 8) & 255}.${number & 255}`,
  };
  return new Promise((resolve, reject) => {
    request(address, { agent, headers }, (answer) => {
      answer.resume();
      if (answer.statusCode !== 302) reject(new Error(`${answer.statusCode} for ${address}`));
      answer.once('end', () => resolve(performance.now() - due));
    })
      .once('error', reject)
      .end();
  });
}
