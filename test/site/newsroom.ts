/** The site over real HTTP on a real database, with one reader and one issue that left. */
import { sql } from 'kysely';
import PostalMime from 'postal-mime';
import { vi } from 'vitest';
import { audience } from '../../src/app/audience.ts';
import { siteApp } from '../../src/app/site.ts';
import { visits } from '../../src/app/visits.ts';
import type { IssueId, Period, SubscriberId } from '../../src/audience/ids.ts';
import { readerLinks } from '../../src/audience/links.ts';
import { openTemplates } from '../../src/world/templates.ts';
import { serveHttp } from '../../src/world/web-server.ts';
import type { World } from '../../src/world/world.ts';
import { openTestDatabase } from '../support/database.ts';
import { openRelay, type Relay, type RelayBehaviour } from '../support/relay.ts';

type Particulars = { readonly behaviour?: RelayBehaviour; readonly templates?: string };

const secret = 'a secret of at least thirty-two characters';

export async function openNewsroom({ behaviour = {}, templates = 'templates' }: Particulars = {}) {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await openTestDatabase());
  const relay = opened.use(await openRelay(behaviour));
  const faults: unknown[] = [];
  let now = new Date('2026-11-24T07:00:00Z');
  const said = (facts: object) => void faults.push(facts);
  const world = {
    database,
    secret,
    publicUrl: 'http://127.0.0.1',
    configuration: { smtp: { url: relay.url, more: [], connections: 1 } },
    clock: { now: () => now },
    log: { debug: said, info: said, warn: said, error: said },
    templates: openTemplates(templates),
    signing: { keys: [], records: async () => ({ kind: 'none' }) },
  } as unknown as World;
  const steps = audience(world);
  const visited = opened.use(visits(world));
  const server = opened.use(
    await serveHttp(siteApp(world, { ...steps, visits: visited }).fetch, '127.0.0.1', 0),
  );
  const subscribe = (newsletter: string) =>
    steps.addSubscriber({
      ...{ email: 'marie@example.org', newsletter, firstName: 'Marie', lastName: null, commune: 'arles' },
      ...{ premium: null, language: null, again: false },
    });
  await subscribe('lhebdo');
  const issueId = await storeIssue(database.db);
  const linksOf = (newsletter: string) =>
    readerLinks(
      { publicUrl: `http://127.0.0.1:${server.port}`, secret },
      { newsletter, subscriberId: 1 as SubscriberId, issueId, period: '2026-W48' as Period },
    );
  const stack = opened.move();
  return {
    database,
    steps,
    links: linksOf('lhebdo'),
    linksOf,
    /** Marie receives this one too. */
    subscribe,
    world,
    relay,
    /** That many letters have arrived, and the program knows that they did. */
    posted: (count: number) => posted(relay, database.db, count),
    /** The link of the latest confirmation letter. */
    confirmationLink: async () => {
      await posted(relay, database.db, 1);
      const { text = '' } = await PostalMime.parse(relay.arrived.at(-1)?.raw ?? '');
      const path = /\/c\/[\w-]+/.exec(text)?.[0];
      if (path === undefined) throw new Error(`no link in:\n${text}`);
      return `http://127.0.0.1:${server.port}${path}`;
    },
    /** Writes at once what would be written within a second. */
    visitsWritten: () => visited[Symbol.asyncDispose](),
    issueId,
    /** Lets time pass. */
    later: (hours: number) => {
      now = new Date(now.getTime() + hours * 3_600_000);
    },
    logged: faults,
    base: `http://127.0.0.1:${server.port}`,
    state: () => stateOf(database.db),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

type Db = Awaited<ReturnType<typeof openTestDatabase>>['db'];

async function posted(relay: Relay, db: Db, count: number): Promise<void> {
  await relay.has(count);
  await vi.waitFor(
    async () => {
      const { rows } = await sql`select from service_letters`.execute(db);
      if (rows.length > 0) throw new Error('a letter arrived and is still kept as waiting');
    },
    { timeout: 50_000, interval: 10 },
  );
}

async function stateOf(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{
    state: string;
  }>`select state from subscriptions where newsletter = 'lhebdo' and subscriber_id = 1`.execute(db);
  return rows[0]?.state;
}

const html = `<!doctype html><html lang="fr"><head><title>L'Hebdo</title><style>p{color:#1c1a17}</style></head>
<body><h1>L'Hebdo n° 447</h1><p>Bonjour [[ reader.first_name | "à vous" ]],</p>
<p><a href="[[ unsubscribe_url ]]">Se désabonner</a> <a href="[[ web_url ]]">Lire en ligne</a></p></body></html>`;

async function storeIssue(db: Db): Promise<IssueId> {
  const content = JSON.stringify({ subject: "L'Hebdo n° 447\u00A0: le port respire", html, text: '' });
  const { rows } = await sql<{ id: IssueId }>`
    insert into issues (newsletter, period, number, date, state, subject, approved_hash, drafted_at, articles_until)
    values ('lhebdo', '2026-W48', 447, '2026-11-24', 'sent', 's', 'cafe', now(), now()),
      ('lhebdo', '2026-W49', 448, '2026-12-01', 'approved', 's', 'beef', now(), now()) returning id`.execute(
    db,
  );
  const [sent, approved] = rows;
  await sql`insert into editions (hash, issue_id, content, created_at)
    values ('cafe', ${sent?.id}, ${content}::jsonb, now()), ('beef', ${approved?.id}, ${content}::jsonb, now())`.execute(
    db,
  );
  return sent?.id as IssueId;
}
