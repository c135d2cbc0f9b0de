/** Pages for those who watch the machine: /health, and /metrics for Prometheus. */
import { Hono } from 'hono';
import { serveHttp, type WebServer } from '../world/web-server.ts';
import type { World } from '../world/world.ts';
import { type Complaints, databaseComplaints, sendComplaints } from './health.ts';
import { type Metrics, openMetrics } from './metrics.ts';

const notKept = { 'Cache-Control': 'no-store' };

/** /health looks at everything; /health/site only at what readers' pages need, for whoever takes the site out of service. */
export function healthPages(world: World, complaints: Complaints): Hono {
  return new Hono()
    .get('/health', async (context) => {
      const [database, sends] = await Promise.all([databaseComplaints(world), sendComplaints(world)]);
      const wrong = [...database, ...complaints(), ...sends];
      return context.json({ ok: wrong.length === 0, wrong }, wrong.length === 0 ? 200 : 503, notKept);
    })
    .get('/health/site', async (context) => {
      const wrong = await databaseComplaints(world);
      return context.json({ ok: wrong.length === 0, wrong }, wrong.length === 0 ? 200 : 503, notKept);
    });
}

export function metricsPage(metrics: Metrics): Hono {
  return new Hono().get('/metrics', async (context) => {
    const text = await metrics.text().catch(() => null);
    if (text === null) return context.text('The database does not answer.\n', 503, notKept);
    return context.body(text, 200, {
      ...notKept,
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    });
  });
}

/** On the readers' port figures are for this network only: what a proxy passed on comes from outside. */
export function metricsBesideSite(metrics: Metrics): Hono {
  const app = new Hono();
  app.use('/metrics', async (context, next) => {
    const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) =>
      context.req.header(name),
    );
    return passedOn ? context.notFound() : next();
  });
  return app.route('/', metricsPage(metrics));
}

/** A port of its own for both, where METRICS_LISTEN names one; undefined elsewhere. */
export async function openWatch(world: World, complaints: Complaints): Promise<WebServer | undefined> {
  const place = world.configuration.metricsListen;
  if (place === undefined) return undefined;
  const metrics = openMetrics(world);
  const app = new Hono().route('/', healthPages(world, complaints)).route('/', metricsPage(metrics));
  const server = await serveHttp(app.fetch, place.host, place.port, 'METRICS_LISTEN');
  return {
    ...server,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await metrics[Symbol.asyncDispose]();
    },
  };
}
