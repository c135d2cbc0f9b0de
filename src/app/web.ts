/** The web part of the process: the site that readers reach, and /health for whoever watches the machine. */
import { Hono } from 'hono';
import { sql } from 'kysely';
import { serveHttp, type WebServer } from '../world/web-server.ts';
import type { World } from '../world/world.ts';

/** Whatever the process knows to be wrong with itself, one sentence each; empty when all is well. */
export type Complaints = () => readonly string[];

/** Serves the site together with /health on the configured host and port. */
export function openWeb(world: World, site: Hono, complaints: Complaints = () => []): Promise<WebServer> {
  const { host, port } = world.configuration;
  const app = new Hono().get('/health', async (context) => {
    const wrong = [...(await databaseComplaints(world)), ...complaints()];
    return context.json({ ok: wrong.length === 0, wrong }, wrong.length === 0 ? 200 : 503, {
      'Cache-Control': 'no-store',
    });
  });
  return serveHttp(app.route('/', site).fetch, host, port);
}

async function databaseComplaints({ database }: World): Promise<readonly string[]> {
  try {
    await sql`select 1`.execute(database.db);
    return [];
  } catch {
    // Its message may name the server and the user: that is for the log, not for the web.
    return ['the database does not answer'];
  }
}
