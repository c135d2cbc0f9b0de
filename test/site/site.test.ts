/** The readers' pages over real HTTP and a real PostgreSQL. */
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { press } from '../support/form.ts';
import { openNewsroom } from './newsroom.ts';
import { everything as allRows } from './tables.ts';

let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room[Symbol.asyncDispose]());

const post = (url: string, body: BodyInit | undefined, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: body ?? null, headers, redirect: 'manual' });
const form = (fields: Record<string, string>) => new URLSearchParams(fields);

const everything = () => allRows(room.database.db);

describe('the unsubscribe link', () => {
  it('shows a page with one button when it is followed, and changes nothing however often', async () => {
    const before = await everything();
    for (let times = 0; times < 5; times++) {
      const page = await fetch(room.links.unsubscribe);
      expect(page.status).toBe(200);
      const html = await page.text();
      expect(html.match(/<button type="submit">/g)).toHaveLength(1);
      expect(html).toContain('Me désabonner');
      expect(html).toContain('Unsubscribe');
      expect(html).toContain('m•••@e•••.org');
      expect(html).not.toContain('marie@example.org');
    }
    expect(await everything()).toBe(before);
  });

  it('survives scanners: every link of a letter by GET, HEAD and OPTIONS, twice, changes nothing', async () => {
    const before = await everything();
    for (const url of [...Object.values(room.links), ...Object.values(room.links)])
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        const answer = await fetch(url, { method });
        await answer.arrayBuffer();
        expect(answer.status).toBeLessThan(500);
      }
    expect(await everything()).toBe(before);
  });

  it('answers HEAD as GET, without a body', async () => {
    const answer = await fetch(room.links.unsubscribe, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it('acts when the button is pressed, and the undo button takes it back', async () => {
    const left = await post(room.links.unsubscribe, form({ action: 'unsubscribe' }));
    expect(left.status).toBe(200);
    expect(await left.text()).toContain('Me réabonner');
    expect(await room.state()).toBe('unsubscribed');
    const back = await press(room.links.unsubscribe, 'resubscribe');
    expect(await back.text()).toContain('Vous recevez de nouveau');
    expect(await room.state()).toBe('active');
    const receipts = await sql<{ action: string; source: string }>`
      select action, source from consent_receipts order by id`.execute(room.database.db);
    expect(receipts.rows).toEqual([
      { action: 'granted', source: 'added by the operator' },
      { action: 'withdrawn', source: 'unsubscribe page, link of lhebdo issue 1' },
      { action: 'granted', source: 'unsubscribe page, undone, link of lhebdo issue 1' },
    ]);
  });

  it('shows who has left that they have left, without the words for who has just done it', async () => {
    const underWay = 'Si un numéro était déjà parti';
    const left = await (await post(room.links.unsubscribe, form({ action: 'unsubscribe' }))).text();
    expect(left).toContain(underWay);
    expect(left).toContain('C’était une erreur');
    const later = await (await fetch(room.links.unsubscribe)).text();
    expect(later).toContain('Vous ne recevez pas L’Hebdo');
    expect(later).toContain('Vous aimeriez recevoir de nouveau cette lettre');
    expect(later).not.toContain(underWay);
  });
});

describe('one-click unsubscribe (RFC 8058)', () => {
  const multipart = () => {
    const data = new FormData();
    data.set('List-Unsubscribe', 'One-Click');
    return data;
  };
  it.each<[string, () => Promise<Response>]>([
    ['urlencoded', () => post(room.links.oneClick, form({ 'List-Unsubscribe': 'One-Click' }))],
    ['multipart', () => post(room.links.oneClick, multipart())],
    [
      'a body without its type',
      () => post(room.links.oneClick, new TextEncoder().encode('List-Unsubscribe=One-Click')),
    ],
    ['an empty body', () => post(room.links.oneClick, undefined)],
  ])('%s: acts in one request without cookies, twice the same as once', async (_, ask) => {
    for (let times = 0; times < 2; times++) {
      const answer = await ask();
      expect(answer.status).toBe(200);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(await room.state()).toBe('unsubscribed');
    }
    const { rows } = await sql`select from consent_receipts where action = 'withdrawn'`.execute(
      room.database.db,
    );
    expect(rows).toHaveLength(1);
  });

  it.each(['List-Unsubscribe=One-Click\r\n', 'List-Unsubscribe=One-Click\n', '\r\n'])(
    'is taken where the program ends its body with a line break: %j',
    async (body) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      expect((await post(room.links.oneClick, body, headers)).status).toBe(200);
      expect(await room.state()).toBe('unsubscribed');
    },
  );

  it('of a reader who was erased is answered as done', async () => {
    await room.steps.forgetSubscriber('marie@example.org');
    expect((await post(room.links.oneClick, form({ 'List-Unsubscribe': 'One-Click' }))).status).toBe(200);
    expect(await (await fetch(room.links.unsubscribe)).text()).toContain('n’est plus dans nos listes');
  });
});

describe('a method that a page does not know', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    'is refused with those that it knows: %s',
    async (method) => {
      const before = await everything();
      const answered = async (path: string) => {
        const answer = await fetch(new URL(path, room.base), { method });
        return [
          answer.status,
          answer.headers.get('allow'),
          (await answer.text()).includes('Rien n’a été changé'),
        ];
      };
      for (const path of [
        room.links.unsubscribe,
        room.links.preferences,
        '/s/lhebdo',
        `/c/${'x'.repeat(32)}`,
      ])
        expect(await answered(path)).toEqual([405, 'GET, HEAD, POST', true]);
      for (const path of ['/', '/kiosque/lhebdo', `/i/${'0'.repeat(64)}.jpg`])
        expect(await answered(path)).toEqual([405, 'GET, HEAD', true]);
      expect(await answered('/nothing/here')).toEqual([404, null, expect.anything()]);
      expect(await everything()).toBe(before);
    },
  );

  it('is also POST where there is no form', async () => {
    const answer = await post(`${room.base}/kiosque/lhebdo`, form({}));
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('bad requests are answered clearly and change nothing', () => {
  it.each<[string, (base: string, token: string) => Promise<Response>, number]>([
    [
      'a token with a letter changed',
      (base, token) => post(`${base}/u/${token.slice(0, -1)}A`, undefined),
      404,
    ],
    ['a token cut off by a mail program', (base, token) => fetch(`${base}/u/${token.slice(0, 30)}`), 404],
    [
      "a token of the other page's",
      (base, token) => post(`${base}/p/${token}`, form({ action: 'save' })),
      404,
    ],
    ['a token that is no token', (base) => fetch(`${base}/u/%00%F0%9F%92%8C'--`), 404],
    ['an address that does not exist', (base) => fetch(`${base}/nothing/here`), 404],
    [
      'a body that says something else',
      (base, token) => post(`${base}/u/${token}`, form({ hello: 'you' })),
      400,
    ],
    [
      'a multipart body that is none',
      (base, token) =>
        post(`${base}/u/${token}`, 'garbage', { 'content-type': 'multipart/form-data; boundary=x' }),
      400,
    ],
    [
      'a form without a decision',
      (base, token) => post(`${base}/p/${token}`, form({ first_name: 'x' })),
      400,
    ],
    ['a body of one megabyte', (base, token) => post(`${base}/u/${token}`, 'a'.repeat(1_000_000)), 413],
    ['an issue that has not left', (base) => fetch(`${base}/l/lhebdo/2026-W49`), 404],
    ['an issue with quotes in its name', (base) => fetch(`${base}/l/lhebdo/'%20or%201=1`), 404],
    ['a picture that is not kept', (base) => fetch(`${base}/i/${'0'.repeat(64)}.jpg`), 404],
    ['a file of the machine', (base) => fetch(`${base}/i/..%2F..%2Fetc%2Fpasswd`), 404],
  ])('%s', async (_, ask, status) => {
    const before = await everything();
    const answer = await ask(room.base, room.links.unsubscribe.split('/u/')[1] ?? '');
    expect(answer.status).toBe(status);
    const html = await answer.text();
    expect(html).toMatch(/<html lang="fr">.*<h1>/s);
    expect(html).toMatch(/lang="en"/);
    expect(await everything()).toBe(before);
  });

  it('a body without an end is cut off at the limit', async () => {
    const { port } = new URL(room.base);
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          `POST ${new URL(room.links.unsubscribe).pathname} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`,
        );
        for (let times = 0; times < 40; times++) socket.write(`400\r\n${'a'.repeat(1024)}\r\n`);
      });
      socket.on('data', (data) => {
        text += data;
        socket.destroy();
        resolve(text);
      });
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413/);
    expect(await room.state()).toBe('active');
  });
});

describe('metacharacters', () => {
  const rubbish = [
    ...["'; drop table subscribers; --", '" or 1=1 --', '{{ 7*7 }}', '#{7*7} $& $1', '[[ unsubscribe_url ]]'],
    ...[
      '{% include "issue" %}',
      '<script>alert(1)</script>',
      '../../etc/passwd',
      '\0',
      'a\0b',
      '\r\nX: y',
      '\uD800',
    ],
    ...['%', '_', '\\', '💌', 'a'.repeat(3_000)],
  ];
  const noFault = () => expect(room.logged.filter((one) => 'stack' in (one as object))).toEqual([]);

  it('in any place of an address are no fault of ours, and change nothing', async () => {
    const before = await everything();
    const places = [
      '/*',
      '/u/*',
      '/p/*',
      '/p/*/erase',
      '/c/*',
      '/a/*',
      '/d/*',
      '/o/*',
      '/r/*/1',
      '/r/lhebdo/*/1',
    ];
    const more = [
      '/l/lhebdo/*',
      '/l/*/2026-W48',
      '/l/lhebdo/*/share.jpg',
      '/l/lhebdo/2026-W48*',
      '/s/*',
      '/s/*/embed',
    ];
    const asked = [
      '/i/*.jpg',
      '/altcha/*',
      '/kiosque/*',
      '/kiosque/lhebdo?q=*',
      '/kiosque/lhebdo?page=*',
      '/s?lang=*',
    ];
    for (const place of [...places, ...more, ...asked])
      for (const text of rubbish) {
        const path = place.replace('*', encodeURIComponent(text.toWellFormed()));
        const answer = await fetch(room.base + path, { redirect: 'manual' });
        expect([200, 404], path.slice(0, 100)).toContain(answer.status);
        expect(await answer.text()).not.toContain('<script>alert');
      }
    expect(await everything()).toBe(before);
    noFault();
  }, 60_000);

  it('in any field of any form are text or refused', async () => {
    const { preferences, unsubscribe } = room.links;
    const forms: readonly (readonly [string, string, string])[] = [
      ...['first_name', 'commune', 'more_commune', 'section', 'language', 'offered', 'newsletter'].map(
        (field) => [preferences, 'save', field] as const,
      ),
      [preferences, 'pause', 'until'],
      ...['opens', 'clicks', 'x'].map((field) => [`${preferences}/tracking`, 'tracking', field] as const),
      ...['email', 'as_written'].map((field) => [`${preferences}/address`, 'ask', field] as const),
      [unsubscribe, 'reason', 'reason'],
      [unsubscribe, 'pause', 'until'],
      ...['email', 'newsletter', 'website', 'from', 'altcha', 'as_written'].map(
        (field) => [`${room.base}/s`, 'ask', field] as const,
      ),
    ];
    for (const [url, action, field] of forms)
      for (const text of rubbish) {
        const answer = await post(url, new URLSearchParams({ action, [field]: text }));
        expect([200, 400, 422], `${field} of ${action}`).toContain(answer.status);
        expect(await answer.text()).not.toContain('<script>alert');
      }
    noFault();
    expect((await sql`select from subscribers`.execute(room.database.db)).rows).toHaveLength(1);
  }, 60_000);
});

describe('a page that knows no reader', () => {
  it('speaks as the browser asks, with the other language beside it', async () => {
    for (const [asked, language] of [
      ['fr-FR,fr;q=0.9,en;q=0.8', 'fr'],
      ['en-GB,en;q=0.9', 'en'],
      ['de-DE,de;q=0.9,en;q=0.5,fr;q=0.4', 'en'],
      ['en;q=0.3, fr-CA ; q=0.9', 'fr'],
      ['de, *;q=0.5', 'fr'],
      ['', 'fr'],
      ['en;q=', 'fr'],
      ['x'.repeat(5_000), 'fr'],
    ] as const)
      for (const path of ['/nothing/here', '/u/nothing', '/a/nothing', '/c/nothing']) {
        const html = await (await fetch(room.base + path, { headers: { 'Accept-Language': asked } })).text();
        expect(html, asked.slice(0, 50)).toContain(`<html lang="${language}">`);
        expect(html).toContain(`lang="${language === 'fr' ? 'en' : 'fr'}"`);
      }
  });

  it('leads on to what there is', async () => {
    for (const path of ['/nothing/here', '/u/nothing', '/a/nothing'])
      expect(await (await fetch(room.base + path)).text()).toMatch(
        /<main>.*<a href="\/">Voir toutes nos lettres/s,
      );
    expect(await (await fetch(`${room.base}/c/nothing`)).text()).toContain('href="/s?lang=fr"');
  });
});

describe('the preferences page', () => {
  it('shows what is chosen, and only a masked address', async () => {
    const html = await (await fetch(room.links.preferences)).text();
    expect(html).toMatch(/<option value="arles" selected="">/);
    expect(html).toMatch(/<input type="radio" name="rhythm-lhebdo" checked="" value="lhebdo"/);
    expect(html).not.toContain('marie@example.org');
  });

  it('gives no name to a friend with a forwarded letter, not even whether one is known', async () => {
    const { preferences } = room.links;
    const save = (fields: Record<string, string>) =>
      post(
        preferences,
        form({ action: 'save', offered: 'lhebdo', newsletter: 'lhebdo', commune: 'arles', ...fields }),
      );
    const name = async () =>
      (await sql<{ first_name: string | null }>`select first_name from subscribers`.execute(room.database.db))
        .rows[0]?.first_name;
    const known = await (await fetch(preferences)).text();
    expect(known).not.toMatch(/marie/i);
    for (const fields of [{}, { first_name: '' }, { first_name: '  ' }]) {
      await save(fields);
      expect(await name()).toBe('Marie');
    }
    expect(await (await save({ first_name: 'Zoé' })).text()).not.toContain('Zoé');
    expect(await name()).toBe('Zoé');
    await save({ first_name: 'Luc', no_first_name: 'on' });
    expect(await name()).toBeNull();
    expect(await (await fetch(preferences)).text()).toBe(known);
  });

  it('saves names as text, whatever they contain', async () => {
    const name = `"><script>alert(1)</script>\r\nBcc: x '; drop table subscribers; -- {{ 7*7 }} [[ unsubscribe_url ]]`;
    const saved = await post(
      room.links.preferences,
      new URLSearchParams([
        ['action', 'save'],
        ['offered', 'lhebdo'],
        ['newsletter', 'lhebdo'],
        ['first_name', name],
        ['offered_communes', 'arles cassis'],
        ['commune', 'cassis'],
      ]),
    );
    const html = await saved.text();
    expect(html).toContain('C’est enregistré');
    expect(html).not.toContain('<script');
    const { rows } = await sql`select first_name, commune from subscribers`.execute(room.database.db);
    expect(rows).toEqual([{ first_name: name.replace('\r\n', ' ').slice(0, 100).trim(), commune: 'cassis' }]);
    expect(await room.state()).toBe('active');
  });

  it('is a click away from each page that it leads to, and from what such a page answers', async () => {
    const { preferences, unsubscribe } = room.links;
    const all = `href="${new URL(preferences).pathname}"`;
    for (const one of ['tracking', 'receipt', 'address', 'data', 'erase'])
      expect(await (await fetch(`${preferences}/${one}`)).text(), one).toContain(all);
    const asked = post(`${preferences}/address`, form({ action: 'ask', email: 'marie@example.com' }));
    for (const answer of [await asked, await post(`${preferences}/data`, form({ action: 'send' }))])
      expect(await answer.text()).toContain(all);
    await press(unsubscribe, 'unsubscribe');
    const back = await (await press(unsubscribe, 'resubscribe')).text();
    const [, way = ''] = /href="(\/p\/[^"]+)"/.exec(back) ?? [];
    expect(await (await fetch(room.base + way)).text()).toContain('Vos préférences');
    await room.posted(2);
  });

  it('turns the letter off and on', async () => {
    await post(
      room.links.preferences,
      form({ action: 'save', offered: 'lhebdo', first_name: '', commune: '' }),
    );
    expect(await room.state()).toBe('unsubscribed');
    await press(room.links.preferences, 'save', { 'rhythm-lhebdo': 'lhebdo' });
    expect(await room.state()).toBe('active');
  });

  it('decides nothing about newsletters that it did not offer or does not know', async () => {
    const offered_communes = 'arles cassis paris';
    await post(
      room.links.preferences,
      form({ action: 'save', newsletter: 'other', offered_communes, commune: 'paris' }),
    );
    expect(await room.state()).toBe('active');
    const { rows } =
      await sql`select newsletter, commune from subscriptions join subscribers on id = subscriber_id`.execute(
        room.database.db,
      );
    expect(rows).toEqual([{ newsletter: 'lhebdo', commune: null }]);
  });

  it('cannot turn a letter on for a suppressed address, and says so, before anything is chosen', async () => {
    await post(room.links.unsubscribe, form({ action: 'unsubscribe' }));
    const stopped = 'aucune n’arrive plus ici';
    expect(await (await fetch(room.links.preferences)).text()).not.toContain(stopped);
    await sql`insert into suppressions (email_hash, reason, at) select email_hash, 'complaint', now() from consent_receipts limit 1`.execute(
      room.database.db,
    );
    expect(await (await fetch(room.links.preferences)).text()).toContain(stopped);
    const answer = await press(room.links.preferences, 'save', { 'rhythm-lhebdo': 'lhebdo' });
    expect(await answer.text()).toContain('n’a pas pu être activée');
    const undo = await press(room.links.unsubscribe, 'resubscribe');
    expect(await undo.text()).toContain('ne peut pas être réabonnée');
    expect(await room.state()).toBe('unsubscribed');
  });
});

describe('issues on the web', () => {
  it('hold nothing of any reader', async () => {
    const answer = await fetch(room.links.web);
    const html = await answer.text();
    expect(html).toContain('Bonjour à vous,');
    expect(html).not.toMatch(/\[\[|\/u\/|\/p\//);
    expect(answer.headers.get('x-robots-tag')).toBe('noindex');
  });

  it('are not sent again to who has them', async () => {
    const etag = (await fetch(room.links.web)).headers.get('etag') ?? '';
    expect((await fetch(room.links.web, { headers: { 'If-None-Match': etag } })).status).toBe(304);
  });

  it('are listed on the front page once they have left', async () => {
    const html = await (await fetch(`${room.base}/`)).text();
    expect(html).toContain('href="/l/lhebdo/2026-W48"');
    expect(html).toContain('mardi 24 novembre 2026');
    expect(html).not.toContain('2026-W49');
  });

  it('stand there under the paper’s name and imprint, each with its own way to sign up', async () => {
    const html = await (await fetch(`${room.base}/`)).text();
    expect(html).toContain('<title>Les lettres de La Calanque</title>');
    expect(html).toMatch(/<header><a class="title" href="\/">La Calanque<\/a><\/header>/);
    expect(html).toMatch(/<footer>.*contact@lacalanque\.example.*Mentions légales/s);
    const ways = [...html.matchAll(/<a href="\/s\/[^"]+">([^<]+)/g)].map(([, way]) => way);
    expect(ways).toEqual(['Recevoir L’Essentiel', 'Recevoir L’Hebdo', 'Recevoir La chaîne Santé']);
  });
});

describe('pictures', () => {
  it('are served by hash with a cache for ever', async () => {
    const bytes = Buffer.from('a picture');
    const hash = createHash('sha256').update(bytes).digest('hex');
    await sql`insert into images (hash, width, height, type, bytes, fetched_at) values (${hash}, 1, 1, 'image/jpeg', ${bytes}, now())`.execute(
      room.database.db,
    );
    const answer = await fetch(`${room.base}/i/${hash}.jpg`);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    const again = await fetch(`${room.base}/i/${hash}.jpg`, {
      headers: { 'If-None-Match': answer.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
    expect((await fetch(`${room.base}/i/${hash}.png`)).status).toBe(404);
  });
});

describe('every page', () => {
  it('is small, needs no script, allows none, and keeps its address to itself', async () => {
    for (const url of [room.base, `${room.base}/nothing`, ...Object.values(room.links)]) {
      const answer = await fetch(url);
      const html = await answer.text();
      expect(html.length).toBeLessThan(30_000);
      expect(html).not.toContain('<script');
      expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      expect(answer.headers.get('content-security-policy')).not.toContain('script-src');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('x-robots-tag')).toBe('noindex');
    }
  });

  it('that fails says so without details, and the log gets no token', async () => {
    await room.database[Symbol.asyncDispose]();
    const answer = await fetch(room.links.unsubscribe);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('erreur est survenue');
    expect(JSON.stringify(room.logged)).not.toContain(room.links.unsubscribe.split('/u/')[1]);
  });
});
