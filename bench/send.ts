/** How fast the outbox sends: a whole send with its ledger in a real PostgreSQL, to a sink in its own process. */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type SendingWorld, sending } from '../src/app/sending.ts';
import type { EditionHash, IssueId, Period } from '../src/audience/ids.ts';
import type { EditionContent } from '../src/issue/edition.ts';
import { connectDatabase, type Database } from '../src/world/db/database.ts';
import { storeEdition } from '../src/world/db/editions.ts';
import { migrate } from '../src/world/db/migrate.ts';
import { openEmbeddedDatabase } from '../src/world/embedded/embedded.ts';
import { openRelay } from '../src/world/smtp/relay.ts';
import { openTemplates } from '../src/world/templates.ts';

const { values } = parseArgs({
  options: {
    letters: { type: 'string', default: '10000' },
    connections: { type: 'string', default: '20' },
    kb: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
  },
});
const letters = Number(values.letters);
const connections = Number(values.connections);
const name = 'lhebdo';
const period = '2026-W48' as Period;

const folder = mkdtempSync(join(tmpdir(), 'hebdo-bench-'));
const sink = fork(new URL('./sink.ts', import.meta.url), { stdio: 'inherit', execArgv: process.execArgv });
try {
  const { port } = await answer<{ port: number }>();
  await using place = await openEmbeddedDatabase(join(folder, 'postgres'));
  await using database = connectDatabase(place.url, { connections: 10, onError: () => {} });
  await migrate(database.db);
  await seed(database);
  await using relay = openRelay({ url: `smtp://127.0.0.1:${port}`, connections });
  const steps = sending(world(database, relay), async () => []);
  const cpu = process.cpuUsage();
  const start = performance.now();
  let peak = 0;
  const outcome = await steps.send(name, period, {
    signal: new AbortController().signal,
    onProgress: () => {
      peak = Math.max(peak, process.memoryUsage.rss());
    },
  });
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  sink.send('count');
  const { taken, cpu: sinkCpu } = await answer<{ taken: number; cpu: NodeJS.CpuUsage }>();
  const { rows } = await database.pool.query(
    `select extract(epoch from min(settled_at) - $1::timestamptz)::float as first,
       extract(epoch from max(settled_at) - min(settled_at))::float as sending from letters`,
    [new Date(Date.now() - seconds * 1000)],
  );
  const perLetter = (usage: NodeJS.CpuUsage) => Math.round(usage.user + usage.system) / 1000 / letters;
  const result = {
    letters,
    connections,
    kb: Number(values.kb),
    outcome: outcome.kind,
    taken,
    seconds: round(seconds),
    first_letter_s: round(rows[0].first),
    letters_per_s: Math.round(letters / seconds),
    sending_letters_per_s: Math.round(letters / rows[0].sending),
    cpu_ms_per_letter: round(perLetter(used)),
    sink_cpu_ms_per_letter: round(perLetter(sinkCpu)),
    peak_mb: Math.round(Math.max(peak, process.memoryUsage.rss()) / 1e6),
  };
  if (values.json) console.log(JSON.stringify(result));
  else console.table(result);
} finally {
  sink.disconnect();
  rmSync(folder, { recursive: true, force: true });
}

function answer<Message>(): Promise<Message> {
  return new Promise((resolve) => sink.once('message', (message) => resolve(message as Message)));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function world(database: Database, relay: SendingWorld['relay']): SendingWorld {
  return {
    clock: { now: () => new Date() },
    database,
    log: { debug: () => {}, info: () => {}, warn: console.error, error: console.error },
    publicUrl: 'https://lettres.lacalanque.example',
    queue: { addBatches: async () => {}, backend: () => Promise.reject(new Error('no queue here')) },
    relay,
    secret: 'a-secret-of-thirty-two-characters-or-more',
    signing: { keys: [], records: async () => ({ kind: 'none' }) },
    templates: openTemplates(new URL('../templates', import.meta.url).pathname),
  };
}

async function seed(database: Database): Promise<void> {
  const content: EditionContent = {
    subject: 'L’Hebdo n° 447',
    html: `<p>Bonjour [[ reader.first_name | "à vous" ]]</p>${'<p>Un paragraphe de la semaine, ni long ni court.</p>\n'.repeat(Number(values.kb) * 18)}<p><a href="[[ unsubscribe_url ]]">Se désinscrire</a></p>`,
    text: 'Bonjour\nSe désinscrire : [[ unsubscribe_url ]]\n',
    from: { name: 'La Calanque', address: 'hebdo@lacalanque.example' },
    replyTo: null,
    returnPathDomain: 'retours.lacalanque.example',
    listId: { name: 'L’Hebdo', id: 'lhebdo.lacalanque.example' },
    language: 'fr',
  };
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex') as EditionHash;
  const { rows } = await database.pool.query(
    `insert into issues (newsletter, period, number, date, state, subject, approved_hash, drafted_at, articles_until)
     values ($1, $2, 447, '2026-11-24', 'approved', '', $3, now(), now()) returning id`,
    [name, period, hash],
  );
  const edition = { hash, issueId: rows[0].id as IssueId, newsletter: name, content };
  await storeEdition(database.db, edition, new Date());
  await database.pool.query(
    `with added as (
       insert into subscribers (email, email_key, first_name, created_at)
       select 'reader' || n || '@example.org', 'reader' || n || '@example.org', 'Prénom ' || n, now()
       from generate_series(1, $1) n returning id)
     insert into subscriptions (subscriber_id, newsletter, state, since) select id, $2, 'active', now() from added`,
    [letters, name],
  );
  await database.pool.query('analyze subscribers, subscriptions');
}
