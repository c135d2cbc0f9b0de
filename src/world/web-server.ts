/** Listens for HTTP and hands each request to whoever answers: a `fetch` function, as Hono has one. */
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';

export type WebServer = AsyncDisposable & { readonly host: string; readonly port: number };
type Answer = (request: Request, env?: object) => Response | Promise<Response>;

/** How long requests at work may take when the server stops, in milliseconds. */
const patience = 5_000;

/** Resolves when it listens. Throws, with what to do, when the port is taken. */
export async function serveHttp(answer: Answer, host: string, port: number): Promise<WebServer> {
  const server = createAdaptorServer({ fetch: answer }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, host, port)));
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

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const place = `${host}:${port}`;
  if (error.code === 'EADDRINUSE')
    return new Error(
      `The site cannot listen on ${place}: another program does (a second "hebdo up"?). Set HEBDO_PORT to a free port.`,
    );
  if (error.code === 'EACCES')
    return new Error(
      `The site may not listen on ${place}: ports below 1024 belong to root. Set HEBDO_PORT to a higher one.`,
    );
  return new Error(`The site cannot listen on ${place}: ${error.message}. Check HEBDO_HOST and HEBDO_PORT.`);
}
