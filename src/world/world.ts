/** Everything outside the program, opened once and closed once. */
import type { Configuration } from '../config/environment.ts';
import { maskUrl } from '../config/show.ts';
import type { SigningNeeds } from '../letter/signing.ts';
import { type Clock, systemClock } from './clock.ts';
import { ConnectFault } from './db/connect-fault.ts';
import { answeredWithin, connectDatabase, type Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { takeRelayDay } from './db/relays.ts';
import { readDkimKeys } from './dkim-keys.ts';
import { textRecords } from './dns.ts';
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded/embedded.ts';
import { type Http, openHttp } from './http/http.ts';
import { openPoster, type Poster } from './http/post.ts';
import { type Log, openLog } from './log.ts';
import { type QueueBackend, queueBackend } from './queue/backend.ts';
import { openWake, type Wake } from './queue/wake.ts';
import { agreedSecret } from './secret.ts';
import { usualLimits } from './smtp/limits.ts';
import { type OpenRelay, openRelay } from './smtp/relay.ts';
import { openSpelling, type Spelling } from './spelling/spelling.ts';
import { openTemplates, type Templates } from './templates.ts';

export type World = AsyncDisposable & {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly log: Log;
  readonly database: Database;
  readonly templates: Templates;
  /** Guarded: see HEBDO_ALLOW_PRIVATE_FEEDS. */
  readonly http: Http;
  /** Posts webhooks; guarded: see HEBDO_ALLOW_PRIVATE_WEBHOOKS. */
  readonly poster: Pick<Poster, 'post'>;
  /** Loads its dictionary when it is asked. */
  readonly spelling: Spelling;
  /** HEBDO_SECRET, or the one that home keeps. */
  readonly secret: string;
  /** Where readers reach the site, without a trailing slash. */
  readonly publicUrl: string;
  /** undefined without SMTP_URL. */
  readonly relay: OpenRelay | undefined;
  /** The keys of DKIM_KEYS, and the DNS that says whether receivers know them. */
  readonly signing: SigningNeeds;
  /** Wakes workers; jobs/ builds its queues and workers on the backend. */
  readonly queue: Pick<Wake, 'addBatches'> & { readonly backend: () => Promise<QueueBackend> };
};

/** A session waits for it before it is lent, in milliseconds. */
const relayDayMs = 20_000;

/**
 * Opens the world: the database answers and its tables are current when this returns. Throws OtherSecret where the secret is not
 * the database's own, unless it is to be taken.
 */
export async function openWorld(
  configuration: Configuration,
  agreement: 'kept' | 'taken' = 'kept',
): Promise<World> {
  await using opened = new AsyncDisposableStack();
  const log = openLog(configuration.logLevel);
  const signing = await openSigning(configuration);
  const place = opened.use(await databasePlace(configuration));
  const database = opened.use(openDatabase(place.url, log));
  await reach(database);
  await migrate(database.db);
  const secret = await agreedSecret(database, configuration, agreement);
  const http = opened.use(
    openHttp({ allowPrivate: configuration.allowPrivateFeeds, contact: configuration.contact }),
  );
  const poster = opened.use(openPoster({ allowPrivate: configuration.allowPrivateWebhooks }));
  const relay =
    configuration.smtp &&
    opened.use(
      openRelay(configuration.smtp, usualLimits, (name, take) =>
        takeRelayDay(answeredWithin(database.pool, relayDayMs), name, take),
      ),
    );
  const spelling = opened.use(openSpelling());
  const backend = () => queueBackend(configuration.queue, place.url);
  const wake = opened.use(openWake(backend, log));
  const stack = opened.move();
  return {
    configuration,
    clock: systemClock,
    log,
    database,
    templates: openTemplates(configuration.templates),
    http,
    poster,
    spelling,
    secret,
    publicUrl: configuration.publicUrl ?? localAddress(configuration),
    relay,
    signing,
    queue: { addBatches: wake.addBatches, backend },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** The command's frame has said what is wrong with the keys; whoever opens the world without it must not go on unsigned. */
async function openSigning({ dkim }: Configuration): Promise<SigningNeeds> {
  const { keys, faults } = await readDkimKeys(dkim);
  const [fault] = faults;
  if (fault) throw new Error(`${fault.variable}: expected ${fault.expected}`);
  return { keys, records: textRecords };
}

/** An idle connection that breaks is a fact to log, except while the program closes. */
function openDatabase(url: string, log: Log): Database {
  let closing = false;
  const onError = (error: Error) => {
    if (!closing) log.warn({ reason: error.message }, 'database connection lost');
  };
  const database = connectDatabase(url, { connections: 10, onError });
  return {
    ...database,
    [Symbol.asyncDispose]: async () => {
      closing = true;
      await database[Symbol.asyncDispose]();
    },
  };
}

/** The first question to a server, so that its absence is said in words and not as a failed migration. */
async function reach({ pool, url }: Database): Promise<void> {
  try {
    await pool.query('select 1');
  } catch (error) {
    if (error instanceof ConnectFault) throw error;
    const reason = error instanceof AggregateError ? error.errors[0] : error;
    throw new Error(
      `The database ${maskUrl(url)} does not let us in: ${reason instanceof Error ? reason.message : String(reason)}. ` +
        'Check DATABASE_URL and that the server runs; unset DATABASE_URL to use the embedded one.',
    );
  }
}

async function databasePlace({ database }: Configuration): Promise<EmbeddedDatabase> {
  if (database.kind === 'embedded') return openEmbeddedDatabase(database.folder);
  return { url: database.url, [Symbol.asyncDispose]: async () => {} };
}

/** Listening on every address is not an address: a reader on this machine reaches the loopback one. */
function localAddress({ host, port }: Configuration): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
