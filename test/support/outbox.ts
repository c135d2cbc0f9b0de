/** A small paper whose approved issue waits for its readers, with a scripted relay to send it to. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type SendingTimes, type SendingWorld, sending } from '../../src/app/sending.ts';
import type { EditionHash, IssueId, Period } from '../../src/audience/ids.ts';
import { type Newsletter, parseNewsletter } from '../../src/config/newsletter.ts';
import type { EditionContent } from '../../src/issue/edition.ts';
import { usualPatience } from '../../src/outbox/back-off.ts';
import { connectDatabase, type Database } from '../../src/world/db/database.ts';
import { storeEdition } from '../../src/world/db/editions.ts';
import { migrate } from '../../src/world/db/migrate.ts';
import { usualLimits } from '../../src/world/smtp/limits.ts';
import { type OpenRelay, openRelay } from '../../src/world/smtp/relay.ts';
import { createDatabase } from './database.ts';
import { openScriptedRelay, type Script, type ScriptedRelay } from './smtp.ts';

export const period = '2026-W48' as Period;
export const newsletterName = 'lhebdo';
export const secret = 'a-secret-of-thirty-two-characters-or-more';

const content: EditionContent = {
  subject: 'L’Hebdo n° 447',
  html: '<p>Bonjour [[ reader.first_name | "à vous" ]]</p><p><a href="[[ unsubscribe_url ]]">Se désinscrire</a></p>',
  text: 'Bonjour [[ reader.first_name | "à vous" ]]\nSe désinscrire : [[ unsubscribe_url ]]\n',
  from: { name: 'La Calanque', address: 'hebdo@lacalanque.example' },
  replyTo: null,
  returnPathDomain: 'retours.lacalanque.example',
  listId: { name: 'L’Hebdo', id: 'lhebdo.lacalanque.example' },
  language: 'fr',
};

/** A lease short enough to run out within a test, and deferred letters that come back at once. */
export const shortTimes: SendingTimes = {
  leaseMs: 400,
  patience: { delaysMs: [50], giveUpAfterMs: usualPatience.giveUpAfterMs },
};

export type TestPaper = AsyncDisposable & {
  readonly url: string;
  readonly database: Database;
  readonly server: ScriptedRelay;
  readonly issueId: IssueId;
  readonly rung: number[];
  /** Steps of one process, with relay sessions of its own. */
  readonly process: (times?: SendingTimes, connections?: number) => TestProcess;
  /** How many letters are in each state. */
  readonly states: () => Promise<Record<string, number>>;
  readonly issueState: () => Promise<string>;
};
export type TestProcess = AsyncDisposable & ReturnType<typeof sending> & { readonly relay: OpenRelay };

export async function openPaper(
  readers: number,
  script?: Script,
  settings: Partial<Newsletter> = {},
): Promise<TestPaper> {
  const url = await createDatabase();
  const database = connectDatabase(url, { connections: 12, onError: () => {} });
  await migrate(database.db);
  const server = await openScriptedRelay(script);
  const newsletter = { ...(await sampleNewsletter()), ...settings };
  const issueId = await approvedIssue(database);
  await addReaders(database, readers);
  const rung: number[] = [];
  const open: TestProcess[] = [];
  return {
    url,
    database,
    server,
    issueId,
    rung,
    process: (times = shortTimes, connections = 4) => {
      const one = startProcess({ database, newsletter, rung, relayUrl: server.url }, times, connections);
      open.push(one);
      return one;
    },
    states: async () => {
      const { rows } = await database.pool.query(
        'select state, count(*) as count from letters group by state',
      );
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
    issueState: async () => (await database.pool.query('select state from issues')).rows[0].state,
    [Symbol.asyncDispose]: async () => {
      for (const one of open) await one[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

function startProcess(
  paper: { database: Database; newsletter: Newsletter; rung: number[]; relayUrl: string },
  times: SendingTimes,
  connections: number,
): TestProcess {
  const limits = {
    ...usualLimits,
    connect: 1000,
    greeting: 1000,
    mail: 2000,
    rcpt: 2000,
    data: 2000,
    dot: 2000,
  };
  const relay = openRelay({ url: paper.relayUrl, connections }, limits);
  const world: SendingWorld = {
    clock: { now: () => new Date() },
    database: paper.database,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    publicUrl: 'https://lettres.lacalanque.example',
    queue: {
      addBatches: async (_, batches) => {
        paper.rung.push(...batches);
      },
      backend: () => Promise.reject(new Error('no queue here')),
    },
    relay,
    secret,
    templates: {
      newsletter: async () => paper.newsletter,
    } as unknown as SendingWorld['templates'],
  };
  return Object.assign(
    sending(world, async () => ['nothing approves here'], times),
    {
      relay,
      [Symbol.asyncDispose]: () => relay[Symbol.asyncDispose](),
    },
  );
}

async function sampleNewsletter(): Promise<Newsletter> {
  const file = new URL('../../templates/lhebdo/newsletter.yaml', import.meta.url);
  const parsed = parseNewsletter(newsletterName, 'newsletter.yaml', await readFile(file, 'utf8'));
  if (parsed.kind === 'faults') throw new Error(JSON.stringify(parsed.faults));
  return parsed.newsletter;
}

async function approvedIssue(database: Database): Promise<IssueId> {
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex') as EditionHash;
  const { rows } = await database.pool.query(
    `insert into issues (newsletter, period, number, date, state, subject, approved_hash, drafted_at, articles_until)
     values ($1, $2, 447, '2026-11-24', 'approved', $3, $4, now(), now()) returning id`,
    [newsletterName, period, content.subject, hash],
  );
  const issueId = rows[0].id as IssueId;
  await storeEdition(database.db, { hash, issueId, newsletter: newsletterName, content }, new Date());
  return issueId;
}

/** reader0@example.org and so on, all active. */
export async function addReaders(database: Database, count: number): Promise<void> {
  await database.pool.query(
    `with added as (
       insert into subscribers (email, email_key, first_name, created_at)
       select 'reader' || n || '@example.org', 'reader' || n || '@example.org', 'Prénom ' || n, now()
       from generate_series(0, $1 - 1) n order by n returning id)
     insert into subscriptions (subscriber_id, newsletter, state, since) select id, $2, 'active', now() from added`,
    [count, newsletterName],
  );
}
