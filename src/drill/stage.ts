/** What a drill stands on: a passing home with a newsletter of its own, a relay that fails on order, Redis if there is one. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UnknownPolicy } from '../outbox/send-ledger.ts';
import { type DrillRedis, openRedis } from './redis.ts';
import { openSink, type Sink } from './sink.ts';

export const drillNewsletter = 'exercice';
/** Connections of each sending process: what an operator has who sets nothing. */
export const connectionsEach = 5;

export type DrillStage = AsyncDisposable & {
  readonly home: string;
  readonly sink: Sink;
  /** undefined where redis-server is not installed; the queue is then in PostgreSQL. */
  readonly redis: DrillRedis | undefined;
  /** Variables that make every hebdo command work on the drill, and on nothing else. */
  readonly environment: Readonly<Record<string, string>>;
  /** Leaves home and its logs where they are, to be looked at. */
  readonly keepHome: () => void;
};

/** Dispose to end the servers and remove the home. `senders` is how many processes will send. */
export async function openDrillStage(policy: UnknownPolicy, senders: number): Promise<DrillStage> {
  await using opened = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), 'hebdo-drill-'));
  let keep = false;
  opened.defer(() => (keep ? undefined : rm(home, { recursive: true, force: true })));
  // Started by root, the database runs as another user, who must be able to pass through.
  await chmod(home, 0o711);
  const templates = join(home, 'templates');
  await mkdir(join(templates, drillNewsletter), { recursive: true });
  await writeFile(join(templates, drillNewsletter, 'newsletter.yaml'), settings(policy));
  const redis = await openRedis(home);
  if (redis) opened.use(redis);
  const sink = opened.use(await openSink(join(home, 'taken'), senders));
  const stack = opened.move();
  return {
    home,
    sink,
    redis,
    environment: {
      // Empty counts as absent: nothing of the shell's own database, queue or relay is any of the drill's business.
      ...{ DATABASE_URL: '', IMAP_URL: '', DKIM_KEYS: '', BOUNCE_LISTEN: '', METRICS_LISTEN: '' },
      ...{ BOUNCE_TLS_CERT: '', BOUNCE_TLS_KEY: '' },
      ...{ HEBDO_CONTACT: '', PUBLIC_URL: 'https://lettres.lacalanque.example' },
      REDIS_URL: redis?.url ?? '',
      HEBDO_HOME: home,
      HEBDO_TEMPLATES: templates,
      HEBDO_SECRET: randomBytes(32).toString('hex'),
      SMTP_CONNECTIONS: String(connectionsEach),
    },
    keepHome: () => {
      keep = true;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Never gathers nor drafts by itself: the 29th of February is far, and its only feed is nowhere. */
function settings(unknown: UnknownPolicy): string {
  return `title: Exercice
publisher:
  name: La Calanque
  legal: La Calanque Médias, société d'exemple
  address: 1 quai de l'Exemple, 13002 Marseille
  url: https://lacalanque.example
  contact: contact@lacalanque.example
numbering: { number: 1, date: 2026-01-05 }
sender: { name: La Calanque, address: hebdo@lacalanque.example }
schedule: { gather: "0 0 29 2 *", draft: "0 18 * * 1", send: "0 6 * * 2" }
feeds: [{ url: "https://lacalanque.example/feed/" }]
sections: [{ id: societe, name: Société }]
unknown: ${unknown}
release: { share_percent: 1, from_letters: 0, settle_minutes: 0 }
`;
}
