/** Database and queue, through a world that is already open. */
import { sql } from 'kysely';
import { endsWithin } from '../../../jobs/ends-within.ts';
import { batchQueue } from '../../outbox/wake.ts';
import type { World } from '../../world/world.ts';
import { type Finding, fault, ok, warn } from './finding.ts';

export async function examineDatabase({
  database,
  configuration,
  clock,
}: World): Promise<readonly Finding[]> {
  const before = clock.now().getTime();
  const { rows } = await sql<{ version: string; bytes: number; now: Date; major: number }>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major,
      pg_database_size(current_database()) as bytes, clock_timestamp() as now`.execute(database.db);
  const [found] = rows;
  if (!found) throw new Error('the server answered nothing');
  const place = configuration.database.kind === 'embedded' ? 'embedded' : 'server';
  const size = `${Math.round(found.bytes / 1_048_576)} MB`;
  const version =
    found.major >= 15
      ? ok('database', `PostgreSQL ${found.version} (${place}), ${size}, tables current`)
      : fault(
          'database',
          `PostgreSQL ${found.version} is too old`,
          'Upgrade the server to version 15 or newer.',
        );
  return [version, skewOf((before + clock.now().getTime()) / 2 - found.now.getTime())];
}

/** Leases, slots and deferrals compare this machine's time with the database's. */
function skewOf(milliseconds: number): Finding {
  const seconds = Math.round(Math.abs(milliseconds) / 100) / 10;
  return seconds <= 2
    ? ok('clock', 'the same as the database server’s')
    : warn(
        'clock',
        `${seconds} s away from the database server's`,
        'Run a time service (chrony, timesyncd) on both.',
      );
}

/** Adds and removes nothing: asks who works, and how much waits. */
export async function examineQueue({
  queue: { backend },
  configuration,
  log,
}: World): Promise<readonly Finding[]> {
  const { openQueue } = await import('../../../jobs/queue.ts');
  const queue = openQueue(batchQueue, await backend(), log);
  // Asked while its server is away, a queue waits; its error event says why.
  const trouble = new Promise<never>((_, reject) => queue.once('error', reject));
  try {
    const answers = Promise.all([queue.getWaitingCount(), queue.getWorkers()]);
    const [waiting, workers] = await Promise.race([answers, trouble]);
    const kind = configuration.queue.kind === 'redis' ? 'Redis' : 'PostgreSQL';
    return [
      ok('queue', `${kind} answers, ${waiting} batches wait`),
      workers.length > 0
        ? ok('workers', `${workers.length} at work`)
        : warn(
            'workers',
            'none runs now',
            'Start "hebdo up" or "hebdo worker", or send by cron with "hebdo send".',
          ),
    ];
  } finally {
    await endsWithin(2_000, queue.close());
  }
}
