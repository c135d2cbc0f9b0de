/** The sample newsroom on a loopback port: feeds, pages and pictures, as a small paper's site would serve them. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { channelFeeds, type FeedAnswer, sampleFeeds } from './feeds.ts';
import { articlePage, frontPage, legalPage } from './page.ts';
import { paintPicture } from './pictures/picture.ts';
import { type Published, publishedArticles } from './published.ts';

export type Newsroom = AsyncDisposable & {
  /** Without a trailing slash. */
  readonly address: string;
  readonly articles: readonly Published[];
};

type Site = Pick<Newsroom, 'address' | 'articles'>;
type Answer = { readonly status: number; readonly type: string; readonly body: string | Buffer };

/** How long the feed that never answers keeps its visitor waiting before the line is cut. */
const silenceMs = 3_000;

/** Opens the site on a free port of 127.0.0.1, its week counted back from `now`. */
export async function openNewsroom(now: Date): Promise<Newsroom> {
  let site: Site = { address: '', articles: [] };
  const server = createServer((request, response) => {
    respond(site, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const address = `http://127.0.0.1:${port}`;
  site = { address, articles: publishedArticles(address, now) };
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { ...site, [Symbol.asyncDispose]: close };
}

async function respond(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', site.address);
  const feed = [...sampleFeeds, ...Object.values(channelFeeds).flat()].find((one) => one.path === pathname);
  if (feed?.answer.kind === 'silence') return hangUpLater(response);
  const answer = feed ? feedAnswer(site, feed.answer) : await pageAnswer(site, pathname);
  send(request, response, answer);
}

function feedAnswer(site: Site, answer: Exclude<FeedAnswer, { kind: 'silence' }>): Answer {
  switch (answer.kind) {
    case 'document':
      return { status: 200, type: answer.type, body: answer.write(site.address, site.articles) };
    case 'missing':
      return notFound;
    case 'web_page':
      return html(frontPage(site.articles, site.address));
    default:
      return answer satisfies never;
  }
}

async function pageAnswer(site: Site, path: string): Promise<Answer> {
  if (path === '/') return html(frontPage(site.articles, site.address));
  if (path === '/mentions-legales') return html(legalPage(site.address));
  const pictured = site.articles.find((article) => article.picture.url === `${site.address}${path}`);
  if (pictured) {
    const { scene, light } = pictured.picture;
    return { status: 200, type: 'image/png', body: await paintPicture(scene, light) };
  }
  const article = site.articles.find((one) => one.url === `${site.address}${path}`);
  return article ? html(articlePage(article, site.address)) : notFound;
}

const notFound: Answer = { status: 404, type: 'text/plain; charset=utf-8', body: 'Page introuvable' };

function html(body: string): Answer {
  return { status: 200, type: 'text/html; charset=utf-8', body };
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const etag = `"${createHash('sha256').update(answer.body).digest('hex').slice(0, 16)}"`;
  if (answer.status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  response.writeHead(answer.status, { 'content-type': answer.type, etag });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

function hangUpLater(response: ServerResponse): void {
  const timer = setTimeout(() => response.destroy(), silenceMs);
  response.once('close', () => clearTimeout(timer));
}
