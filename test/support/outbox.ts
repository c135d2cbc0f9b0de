/** A small paper whose approved issue waits for its readers, with a scripted relay to send it to. */
import { createHash } from 'node:crypto';
import type { SendingTimes } from '../../src/app/delivering.ts';
import type { EditionHash, IssueId, Period } from '../../src/audience/ids.ts';
import type { Newsletter } from '../../src/config/newsletter.ts';
import type { EditionContent } from '../../src/issue/edition.ts';
import type { SigningNeeds } from '../../src/letter/signing.ts';
import { connectDatabase, type Database } from '../../src/world/db/database.ts';
import { storeEdition } from '../../src/world/db/editions.ts';
import { migrate } from '../../src/world/db/migrate.ts';
import { createDatabase } from './database.ts';
import { quickTimes, sampleNewsletter, startProcess, type TestProcess, type TestRelay } from './sender.ts';
import { openScriptedRelay, type Script, type ScriptedRelay } from './smtp.ts';

export const period = '2026-W48' as Period;
export const newsletterName = 'lhebdo';

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

const unsigned: SigningNeeds = { keys: [], records: async () => ({ kind: 'none' }) };

export type TestPaper = AsyncDisposable & {
  readonly url: string;
  readonly database: Database;
  readonly server: ScriptedRelay;
  readonly issueId: IssueId;
  readonly rung: number[];
  /** Steps of one process, with relay sessions of its own. */
  readonly process: (
    times?: SendingTimes,
    connections?: number,
    signing?: SigningNeeds,
    relay?: TestRelay,
  ) => TestProcess;
  /** How many letters are in each state. */
  readonly states: () => Promise<Record<string, number>>;
  readonly issueState: () => Promise<string>;
};

/** `at`: another PostgreSQL than the run's own, which a test may kill. */
export async function openPaper(
  readers: number,
  script?: Script,
  settings: Partial<Newsletter> = {},
  words: Partial<EditionContent> = {},
  at?: string,
): Promise<TestPaper> {
  const url = at ?? (await createDatabase());
  const database = connectDatabase(url, { connections: 12, onError: () => {} });
  await migrate(database.db);
  const server = await openScriptedRelay(script);
  const newsletter = { ...(await sampleNewsletter(newsletterName)), ...settings };
  const issueId = await approvedIssue(database, { ...content, ...words });
  await addReaders(database, readers);
  const rung: number[] = [];
  const open: TestProcess[] = [];
  return {
    url,
    database,
    server,
    issueId,
    rung,
    process: (times = quickTimes, connections = 4, signing = unsigned, relay = {}) => {
      const place = { database, newsletter, rung, relayUrl: server.url, signing, relay };
      const one = startProcess(place, times, connections);
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

async function approvedIssue(database: Database, content: EditionContent): Promise<IssueId> {
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
