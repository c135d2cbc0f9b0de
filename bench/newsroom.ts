/** Serves the feeds of the benchmark, and five bad ones, from loopback. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

const itemCount = 20;

/** Listens on every loopback address: /feed/<number>, /hang, /round, /bomb, /page, all else is 404. */
export async function openNewsroom(): Promise<{ readonly port: number; readonly close: () => void }> {
  const bomb = gzipSync(Buffer.alloc(300_000_000));
  const server = createServer((request, response) => {
    answer(bomb, request.url ?? '', request.headers['if-none-match'], response);
  });
  await new Promise<void>((listening) => server.listen(0, '0.0.0.0', listening));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close };
}

function answer(bomb: Buffer, path: string, known: unknown, response: ServerResponse): unknown {
  const feed = /^\/feed\/(\d+)$/.exec(path)?.[1];
  if (feed !== undefined) return answerFeed(Number(feed), known, response);
  if (path === '/hang') return;
  if (path === '/round') return response.writeHead(302, { location: '/round' }).end();
  if (path === '/bomb') return response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
  if (path === '/page')
    return response.writeHead(200).end('<!doctype html><html><body>Bonjour</body></html>');
  return response.writeHead(404).end('nothing here');
}

function answerFeed(feed: number, known: unknown, response: ServerResponse): unknown {
  const etag = `"${feed}"`;
  if (known === etag) return response.writeHead(304, { etag }).end();
  const body = gzipSync(feedXml(feed));
  response
    .writeHead(200, { etag, 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' })
    .end(body);
}

const words =
  'port gare marché école ligne quai tramway budget plage hôpital chantier théâtre forêt usine'.split(' ');
const lorem = `<p>${'Le conseil a voté une ligne de plus, et les riverains attendent la suite du chantier. '.repeat(6)}</p>`;

/** As WordPress writes it: a description with its trailer and the whole text, some 4 kB an item. */
function feedXml(feed: number): string {
  const items = Array.from({ length: itemCount }, (_, at) => {
    const id = feed * itemCount + at;
    const title = `${words[id % 14]} et ${words[(id * 5 + 3) % 14]} : l’annonce ${id}`;
    const link = `http://journal-${feed}.example/economie/${id}/?utm_source=rss`;
    const date = new Date(Date.now() - at * 3_600_000).toUTCString();
    return `<item><title>${title}</title><link>${link}</link><guid isPermaLink="false">http://journal-${feed}.example/?p=${id}</guid>
<pubDate>${date}</pubDate><category>Économie</category><category>${words[at % 14]}</category>
<description><![CDATA[${lorem}<p>L’article <a href="${link}">${title}</a> est apparu en premier sur <a href="/">Journal</a>.</p>]]></description>
<content:encoded><![CDATA[<figure><img src="/photo-${id}-800x600.jpg"><figcaption>Le quai (photo : DR)</figcaption></figure>${lorem.repeat(5)}]]></content:encoded></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Journal ${feed}</title><link>http://journal-${feed}.example/</link>${items.join('')}</channel></rss>`;
}
