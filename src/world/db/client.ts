/** A PostgreSQL connection that may break while it is lent out: its question fails, the process lives. */
import pg from 'pg';

/**
 * pg emits `error` on a client whose server goes away, and an `error` without a listener ends the process. Pools
 * listen while a client is idle; lent out, in a transaction, nobody does, though the question at work fails anyway.
 */
export class LentClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', () => {});
  }
}

/** Milliseconds without a word after which an idle connection is tried: a host that vanishes says nothing. */
export const keptAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;

// BullMQ makes its LISTEN clients by itself, and listens to them only once they are connected: the server that goes away in
// that instant would end the process too.
Object.assign(pg, { Client: LentClient });
