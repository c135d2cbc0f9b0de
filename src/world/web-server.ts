/** Listens for HTTP and hands each request to whoever answers: a `fetch` function, as Hono has one. */
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';

export type WebServer = AsyncDisposable & { readonly host: string; readonly port: number };
type Answer = (request: Request, env?: object) => Response | Promise<Response>;

/** How long requests at work may take when the server stops, in milliseconds. */
const patience = 5_000;

/** Which setting names the place: the one to change when it is taken. */
type ListenSetting = 'HEBDO_PORT' | 'METRICS_LISTEN';

/**
 * How long a client may take, in milliseconds: for its header, and for the whole request. Whoever writes a byte now and then
 * would otherwise hold a connection for ever.
 */
export type ClientLimits = { readonly header: number; readonly request: number; readonly checkEvery: number };
const usualLimits: ClientLimits = { header: 10_000, request: 60_000, checkEvery: 5_000 };

/** Resolves when it listens. Throws, with what to do, when the port is taken. */
export async function serveHttp(
  answer: Answer,
  host: string,
  port: number,
  setting: ListenSetting = 'HEBDO_PORT',
  limits: ClientLimits = usualLimits,
): Promise<WebServer> {
  const serverOptions = {
    headersTimeout: limits.header,
    requestTimeout: limits.request,
    connectionsCheckingInterval: limits.checkEvery,
  };
  const server = createAdaptorServer({ fetch: answer, serverOptions }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(explained(error, `${host}:${port}`, setting)),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    host,
    port: typeof address === 'object' && address ? address.port : port,
    [Symbol.asyncDispose]: () => closeServer(server),
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearTimeout(limit);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function explained(error: NodeJS.ErrnoException, place: string, setting: ListenSetting): Error {
  const who = setting === 'HEBDO_PORT' ? 'The site' : 'The page of figures';
  if (error.code === 'EADDRINUSE')
    return new Error(
      `${who} cannot listen on ${place}: another program does (a second "hebdo up"?). Set ${setting} to a free port.`,
    );
  if (error.code === 'EACCES')
    return new Error(
      `${who} may not listen on ${place}: ports below 1024 belong to root. Set ${setting} to a higher one.`,
    );
  return new Error(`${who} cannot listen on ${place}: ${error.message}. Check HEBDO_HOST and ${setting}.`);
}
