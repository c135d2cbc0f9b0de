import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inEnglish } from '../../../src/config/say.ts';
import { troubleInWords } from '../../../src/gather/trouble-words.ts';
import { openHttp } from '../../../src/world/http/http.ts';

const bomb = gzipSync(Buffer.alloc(60_000_000));
const brotliBomb = brotliCompressSync(Buffer.alloc(20_000_000));
const served: Record<string, RequestListener> = {
  '/plain': (_, response) => response.end('bonjour'),
  '/gzip': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('bonjour')),
  '/br': (_, response) =>
    response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('bonjour')),
  '/feed.xml.gz': (_, response) => response.end(gzipSync('bonjour')),
  '/cut-gzip': (_, response) =>
    response
      .writeHead(200, { 'content-encoding': 'gzip' })
      .end(gzipSync('bonjour'.repeat(9)).subarray(0, -6)),
  '/not-gzip': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('bonjour'),
  '/compress': (_, response) => response.writeHead(200, { 'content-encoding': 'compress' }).end('bonjour'),
  '/bomb': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  '/bomb-br': (_, response) => response.writeHead(200, { 'content-encoding': 'br' }).end(brotliBomb),
  '/bomb.xml.gz': (_, response) => response.end(bomb),
  '/endless': (_, response) => {
    const more = () => {
      while (response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', more);
    more();
  },
  '/hang': () => {},
  '/drip': (_, response) => {
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  },
  '/cut': (_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('bonjour');
    setTimeout(() => response.destroy(), 10);
  },
  '/round': (_, response) => response.writeHead(302, { location: '/round' }).end(),
  '/moved': (_, response) => response.writeHead(301, { location: 'moved-too' }).end(),
  '/moved-too': (_, response) => response.writeHead(308, { location: '/lent' }).end(),
  '/lent': (_, response) => response.writeHead(302, { location: '/plain' }).end(),
  '/accents': (_, response) =>
    response.writeHead(302, { location: Buffer.from('/été', 'utf8').toString('latin1') }).end(),
  '/%C3%A9t%C3%A9': (_, response) => response.end('été'),
  '/to-file': (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/echo': (request, response) => response.end(JSON.stringify(request.headers)),
  '/same': (request, response) =>
    request.headers['if-none-match'] === '"one"'
      ? response.writeHead(304).end()
      : response.writeHead(200, { etag: '"one"' }).end('bonjour'),
};

let server: Server;
let base: string;
const never = new AbortController().signal;
beforeAll(async () => {
  server = createServer((request, response) => {
    const handler = served[request.url ?? ''];
    if (handler) handler(request, response);
    else response.writeHead(404).end('nothing here');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('a response', () => {
  it.each(['/plain', '/gzip', '/br', '/feed.xml.gz'])('of %s is decoded', async (path) => {
    await using http = openHttp({ allowPrivate: true, contact: undefined });
    const fetched = await http.fetch(base + path);
    expect(fetched).toMatchObject({ kind: 'response', status: 200, movedTo: null });
    if (fetched.kind === 'response') expect(Buffer.from(fetched.body).toString()).toBe('bonjour');
  });

  it('that is cut in its compressed end keeps what was readable', async () => {
    await using http = openHttp({ allowPrivate: true, contact: undefined });
    const fetched = await http.fetch(`${base}/cut-gzip`);
    if (fetched.kind !== 'response') throw new Error(fetched.kind);
    expect(Buffer.from(fetched.body).toString()).toMatch(/^bonjour/);
  });

  it('of an error keeps its status', async () => {
    await using http = openHttp({ allowPrivate: true, contact: undefined });
    expect(await http.fetch(`${base}/nowhere`)).toMatchObject({ kind: 'response', status: 404 });
  });

  it('is 304 when the copy at hand is the current one', async () => {
    await using http = openHttp({ allowPrivate: true, contact: undefined });
    expect(await http.fetch(`${base}/same`, { etag: '"one"' })).toMatchObject({ status: 304 });
    expect(await http.fetch(`${base}/same`, { etag: '"old"' })).toMatchObject({ status: 200 });
  });

  it('tells where permanent redirects led, as far as every one of them was permanent', async () => {
    await using http = openHttp({ allowPrivate: true, contact: undefined });
    expect(await http.fetch(`${base}/moved`)).toMatchObject({
      status: 200,
      url: `${base}/plain`,
      movedTo: `${base}/lent`,
    });
    expect(await http.fetch(`${base}/lent`)).toMatchObject({ status: 200, movedTo: null });
  });

  it('is reached through a Location of raw UTF-8', async () => {
    await using http = openHttp({ allowPrivate: true, contact: undefined });
    expect(await http.fetch(`${base}/accents`)).toMatchObject({ status: 200 });
  });
});

describe('trouble is a value', () => {
  it.each([
    ['/bomb', 'too_large', /\/bomb sends more than 10000000 bytes/],
    ['/bomb-br', 'too_large', /sends more/],
    ['/bomb.xml.gz', 'too_large', /sends more/],
    ['/endless', 'too_large', /sends more/],
    ['/hang', 'timed_out', /^127\.0\.0\.1:\d+ did not finish/],
    ['/drip', 'timed_out', /did not finish/],
    ['/cut', 'unreachable', /could not be asked: the connection was cut$/],
    ['/round', 'too_many_redirects', /^more than 5 redirects, the last one to .*\/round$/],
    ['/to-file', 'refused_address', /^file:\/\/ is neither/],
    ['/not-gzip', 'bad_encoding', /is not readable as "gzip"/],
    ['/compress', 'bad_encoding', /is not readable as "compress"/],
  ])('%s is %s', async (path, kind, said) => {
    await using http = openHttp({ allowPrivate: true, contact: undefined });
    const timeLimit = kind === 'timed_out' ? 300 : 20_000;
    const fetched = await http.fetch(base + path, { timeLimit });
    if (fetched.kind === 'response') throw new Error(`a response of ${path}`);
    expect(fetched.kind).toBe(kind);
    expect(troubleInWords(fetched, inEnglish)).toMatch(said);
  });

  it.each(['http://nowhere.invalid/', 'http://127.0.0.1:1/'])('%s is unreachable', async (url) => {
    await using http = openHttp({ allowPrivate: true, contact: undefined });
    expect(await http.fetch(url)).toMatchObject({ kind: 'unreachable' });
  });

  it('only the caller who gives up gets an error', async () => {
    await using http = openHttp({ allowPrivate: true, contact: undefined });
    const controller = new AbortController();
    const asked = http.fetch(`${base}/hang`, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
  });
});

describe('a private address', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://10.1.2.3/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a00:1]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://224.0.0.1/',
    'http://localhost/',
    'ftp://lacalanque.example/',
  ])('such as %s is refused', async (url) => {
    await using http = openHttp({ allowPrivate: false, contact: undefined });
    expect(await http.fetch(url)).toMatchObject({ kind: 'refused_address' });
  });
});

describe('a request', () => {
  it('says who asks and how to write to them, the operator before the newsletter', async () => {
    await using own = openHttp({ allowPrivate: true, contact: undefined });
    const headers = async (http: typeof own) => {
      const fetched = await http.fetch(`${base}/echo`, {
        contact: 'contact@lacalanque.example',
        accept: 'text/html',
      });
      if (fetched.kind !== 'response') throw new Error(fetched.kind);
      return JSON.parse(Buffer.from(fetched.body).toString());
    };
    expect(await headers(own)).toMatchObject({
      'user-agent': 'Hebdo (newsletter of a newsroom; contact@lacalanque.example)',
      accept: 'text/html',
      'accept-encoding': 'gzip, br',
    });
    await using operated = openHttp({ allowPrivate: true, contact: 'ops@lacalanque.example' });
    expect((await headers(operated))['user-agent']).toContain('; ops@lacalanque.example)');
  });

  it('waits until the host has answered the one before', async () => {
    let open = 0;
    let most = 0;
    const counting = createServer((_, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        response.end('bonjour');
      }, 5);
    });
    await new Promise<void>((listening) => counting.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(counting.address() as AddressInfo).port}/`;
    await using http = openHttp({ allowPrivate: true, contact: undefined });
    await Promise.all(Array.from({ length: 8 }, () => http.fetch(url, { signal: never })));
    expect(most).toBe(1);
    counting.closeAllConnections();
    counting.close();
  });
});
