/** Where BullMQ keeps its jobs: Redis when one is named, else a schema of its own in the same PostgreSQL. */
import type { BackendFactory, IQueueBackend } from 'bullmq';
import type { QueuePlace } from '../../config/environment.ts';
import { keptAlive, LentClient } from '../db/client.ts';
import { patient } from './patient.ts';

/** The last constructor argument of BullMQ's classes, and the connection that belongs to it. */
export type QueueBackend = {
  readonly connection: unknown;
  readonly factory: BackendFactory<IQueueBackend, unknown>;
};

/**
 * Nothing connects yet: each BullMQ class opens, and closes, connections of its own.
 * BullMQ itself is loaded here, not at the top: most commands never ask for it, and it takes a third of a second.
 */
export async function queueBackend(place: QueuePlace, databaseUrl: string): Promise<QueueBackend> {
  const { createPostgresBackend, createRedisBackend } = await import('bullmq');
  if (place.kind === 'redis')
    return { connection: { url: place.url }, factory: createRedisBackend as QueueBackend['factory'] };
  return {
    // Two connections per class: five queues and five workers must leave room in a server of a hundred.
    connection: {
      connectionString: databaseUrl,
      schema: 'hebdo_queue',
      migrate: true,
      max: 2,
      Client: LentClient,
      ...keptAlive,
    },
    factory: patient(createPostgresBackend) as QueueBackend['factory'],
  };
}
