/** The web part of the process: the site that readers reach, and beside it the pages for whoever watches the machine. */
import { Hono } from 'hono';
import { keepHeapSmall } from '../world/heap.ts';
import { serveHttp, type WebServer } from '../world/web-server.ts';
import type { World } from '../world/world.ts';
import type { Complaints } from './health.ts';
import { openMetrics } from './metrics.ts';
import { keepOlderWords } from './shelf.ts';
import { healthPages, metricsBesideSite } from './watching.ts';

/** Serves the site with /health on the configured host and port; /metrics too, unless it has a port of its own. */
export async function openWeb(
  world: World,
  site: Hono,
  complaints: Complaints = () => [],
): Promise<WebServer> {
  // Pages and letters are made and forgotten: without this, fifty editors' tabs grew the process to 900 MB, 45 of them alive.
  keepHeapSmall(40);
  const { host, port, metricsListen } = world.configuration;
  await using opened = new AsyncDisposableStack();
  const app = new Hono().route('/', healthPages(world, complaints));
  if (metricsListen === undefined) app.route('/', metricsBesideSite(opened.use(openMetrics(world))));
  await keepOlderWords(world);
  const server = opened.use(await serveHttp(app.route('/', site).fetch, host, port));
  const stack = opened.move();
  return { ...server, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
