/** One sending process of a test paper, in this process or, run as a program, in one of its own that can be killed. */
import { readFile } from 'node:fs/promises';
import type { SendingTimes } from '../../src/app/delivering.ts';
import { type SendingWorld, sending } from '../../src/app/sending.ts';
import type { Period } from '../../src/audience/ids.ts';
import { type Newsletter, parseNewsletter } from '../../src/config/newsletter.ts';
import { connectDatabase, type Database } from '../../src/world/db/database.ts';
import { takeRelayDay } from '../../src/world/db/relays.ts';
import { usualLimits } from '../../src/world/smtp/limits.ts';
import { type OpenRelay, openRelay, type RelaySettings } from '../../src/world/smtp/relay.ts';

export const secret = 'a-secret-of-thirty-two-characters-or-more';

/** Deferred letters come back at once. The lease is that of the program: a busy machine takes no letter from who works on it. */
export const quickTimes: SendingTimes = {
  leaseMs: 30_000,
  reconnectDelaysMs: [50, 100],
  retryDelaysMs: [50],
  answerMs: 20_000,
};
/** And a lease short enough to run out within a test: for who is killed or sleeps in it, or loses the ledger. */
export const shortTimes: SendingTimes = { ...quickTimes, leaseMs: 400 };

export type TestProcess = AsyncDisposable & ReturnType<typeof sending> & { readonly relay: OpenRelay };

/** What a test says of its relay beside the address: other relays, limits, parameters, and where readers reach the site. */
export type TestRelay = Partial<RelaySettings> & { readonly query?: string; readonly publicUrl?: string };

export function startProcess(
  paper: {
    database: Database;
    newsletter: Newsletter;
    rung: number[];
    relayUrl: string;
    signing?: SendingWorld['signing'];
    relay?: TestRelay;
  },
  times: SendingTimes,
  connections: number,
): TestProcess {
  const limits = {
    ...usualLimits,
    connect: 20_000,
    greeting: 20_000,
    mail: 20_000,
    rcpt: 20_000,
    data: 20_000,
    dot: 20_000,
    turn: 100,
  };
  const { query = '', publicUrl = 'https://lettres.lacalanque.example', ...settings } = paper.relay ?? {};
  const relay = openRelay(
    { url: `${paper.relayUrl}${query}`, connections, ...settings },
    limits,
    (name, take) => takeRelayDay(paper.database.pool, name, take),
  );
  const world: SendingWorld = {
    clock: { now: () => new Date() },
    database: paper.database,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    publicUrl,
    queue: {
      addBatches: async (_, batches) => {
        paper.rung.push(...batches);
      },
      backend: () => Promise.reject(new Error('no queue here')),
    },
    relay,
    secret,
    signing: paper.signing ?? { keys: [], records: async () => ({ kind: 'none' }) },
    templates: { newsletter: async () => paper.newsletter } as unknown as SendingWorld['templates'],
  };
  return Object.assign(
    sending(world, async () => ['nothing approves here'], times),
    { relay, [Symbol.asyncDispose]: () => relay[Symbol.asyncDispose]() },
  );
}

export async function sampleNewsletter(name: string): Promise<Newsletter> {
  const file = new URL('../../templates/lhebdo/newsletter.yaml', import.meta.url);
  const parsed = parseNewsletter(name, 'newsletter.yaml', await readFile(file, 'utf8'));
  if (parsed.kind === 'faults') throw new Error(JSON.stringify(parsed.faults));
  return parsed.newsletter;
}

/** node test/support/sender.ts DATABASE_URL RELAY_URL NEWSLETTER PERIOD SETTINGS */
if (process.argv[1] === import.meta.filename) {
  const [url = '', relayUrl = '', name = '', period = '', settings = '{}'] = process.argv.slice(2);
  const newsletter = { ...(await sampleNewsletter(name)), ...JSON.parse(settings) };
  await using database = connectDatabase(url, { connections: 5, onError: () => {} });
  await using one = startProcess({ database, newsletter, rung: [], relayUrl }, shortTimes, 4);
  await one.send(name, period as Period, { signal: new AbortController().signal });
}
