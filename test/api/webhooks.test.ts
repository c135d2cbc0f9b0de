/** Webhooks from the fact to the receiver, over real HTTP and PostgreSQL: told with the fact, signed, tried again, logged, forgotten. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { webhookSteps, webhooks } from '../../src/app/webhooks.ts';
import { webhookEvents } from '../../src/webhooks/event.ts';
import { openPoster } from '../../src/world/http/post.ts';
import { type ApiRoom, openApiRoom } from './room.ts';

type Got = { readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string };

let room: ApiRoom;
let server: Server;
let receiver: string;
let got: Got[] = [];
/** What the receiver answers. */
let reply: { status: number; headers?: Record<string, string>; text?: string };
let token: string;
beforeAll(async () => {
  room = await openApiRoom();
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => {
      body += piece;
    });
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(reply.status, reply.headers).end(reply.text ?? 'merci');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  receiver = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  token = await room.token(['webhooks', 'subscribers:read', 'subscribers:write', 'subscribers:consent']);
}, 120_000);
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await room[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await rows('delete from webhooks');
  got = [];
  reply = { status: 200 };
});

const rows = async (text: string, values: readonly unknown[] = []) =>
  (await room.room.app.world.database.pool.query(text, [...values])).rows;
const ask = (method: string, path: string, body?: unknown, own = token) =>
  room.call(method, path, { token: own, ...(body !== undefined && { body }) });
const hook = async (more: object = {}) => {
  const told = await ask('POST', '/webhooks', {
    url: `${receiver}/hook`,
    events: [...webhookEvents],
    ...more,
  });
  expect(told.status).toBe(201);
  return told.json as { id: number; secret: string };
};
/** As the job does it, at a time of our own: so many hours from now. */
const deliver = (hours = 0) => {
  const { world } = room.room.app;
  const clock = { now: () => new Date(Date.now() + hours * 3_600_000) };
  return webhooks({ ...world, clock }).deliverWebhooks(new AbortController().signal);
};
/** The same, while receivers under /slow keep their answers until they are let go. */
const deliverPastSlow = () => {
  const { world } = room.room.app;
  const held = Promise.withResolvers<void>();
  const holding = new Set<string>();
  let most = 0;
  const post: typeof world.poster.post = async (url, ...message) => {
    if (!url.includes('/slow')) return world.poster.post(url, ...message);
    holding.add(url);
    most = Math.max(most, holding.size);
    await held.promise;
    holding.delete(url);
    return world.poster.post(url, ...message);
  };
  const poster = { ...world.poster, post };
  const ended = webhooks({ ...world, poster }).deliverWebhooks(new AbortController().signal);
  return { ended, letGo: held.resolve, holding: () => holding.size, most: () => most };
};
let names = 0;
const join = async () => {
  const email = `hooked${++names}@example.org`;
  const consent = { given_at: '2026-01-01T10:00:00Z', source: 'papier' };
  const { json } = await ask('POST', '/subscribers', { email, newsletters: ['lhebdo'], consent });
  return { email, id: json.subscriber.id as number };
};
const types = () => got.map(({ body }) => JSON.parse(body).type);

/** The receiver's side of the standard, written from its text alone (standardwebhooks.com, «Verifying webhooks»). */
function verified({ headers, body }: Got, secret: string, now = new Date()): boolean {
  const [id, sent, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    String(headers[name]),
  ) as [string, string, string];
  if (!/^\d+$/.test(sent) || Math.abs(now.getTime() / 1_000 - Number(sent)) > 300) return false;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const wanted = createHmac('sha256', key).update(`${id}.${sent}.${body}`).digest();
  return signatures.split(' ').some((one) => {
    const [version, text = ''] = one.split(',');
    const given = Buffer.from(text, 'base64');
    return version === 'v1' && given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

describe('a fact', () => {
  it('of a reader or an issue is told by its name, with ids alone', async () => {
    const { secret } = await hook();
    const { id, email } = await join();
    await ask('POST', `/subscribers/${id}/unsubscribe`, { newsletter: 'lhebdo' });
    await rows("update subscriptions set state = 'active', source = 'x' where subscriber_id = $1", [id]);
    await rows(
      "update subscriptions set state = 'bounced', source = 'hard_bounce' where subscriber_id = $1",
      [id],
    );
    await rows("update subscriptions set state = 'active', source = 'x' where subscriber_id = $1", [id]);
    await rows("update subscriptions set state = 'bounced', source = 'complaint' where subscriber_id = $1", [
      id,
    ]);
    await ask('DELETE', `/subscribers/${id}`);
    const [issue] = await rows(
      `insert into issues (newsletter, period, number, date, state, subject, drafted_at, articles_until)
       values ('lhebdo', '2026-W01', 1, '2026-01-06', 'draft', 's', now(), now()) returning id`,
    );
    for (const state of ['approved', 'scheduled', 'sending', 'paused', 'sending', 'sent'])
      await rows('update issues set state = $2 where id = $1', [issue.id, state]);
    expect(await deliver()).toEqual({ delivered: 10, failed: 0 });
    expect(types().sort()).toEqual([
      'issue.approved',
      'issue.sent',
      'subscriber.bounced',
      'subscriber.complained',
      'subscriber.confirmed',
      'subscriber.confirmed',
      'subscriber.confirmed',
      'subscriber.created',
      'subscriber.erased',
      'subscriber.unsubscribed',
    ]);
    for (const one of got) {
      expect(one.body).not.toContain(email);
      expect([one.headers['content-type'], verified(one, secret)]).toEqual(['application/json', true]);
      expect(verified({ ...one, body: `${one.body} ` }, secret)).toBe(false);
    }
    const created = got.map(({ body }) => JSON.parse(body)).find(({ type }) => type === 'subscriber.created');
    expect(created).toEqual({
      type: 'subscriber.created',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { subscriber_id: id, newsletter: 'lhebdo' },
    });
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(10);
  });

  it('that was rolled back is not told, and nothing is written where nobody listens', async () => {
    await hook();
    const client = await room.room.app.world.database.pool.connect();
    await client.query('begin');
    await client.query(
      "insert into subscribers (email, email_key, created_at) values ('x@example.org', 'x@example.org', now())",
    );
    await client.query(
      "insert into subscriptions (subscriber_id, newsletter, state, since) select id, 'lhebdo', 'active', now() from subscribers where email = 'x@example.org'",
    );
    await client.query('rollback');
    client.release();
    expect(await rows('select from webhook_deliveries')).toHaveLength(0);
    await rows('delete from webhooks');
    await join();
    expect(await rows('select from webhook_deliveries')).toHaveLength(0);
  });

  it('is told to whom it concerns: by event, by newsletter, while turned on', async () => {
    await hook({ events: ['subscriber.created'] });
    await hook({ newsletters: ['autre'] });
    const off = await hook();
    await ask('PATCH', `/webhooks/${off.id}`, { active: false });
    await join();
    await deliver();
    expect(types()).toEqual(['subscriber.created']);
  });

  it('of many readers at once is told of each', async () => {
    await hook({ events: ['subscriber.confirmed'] });
    await rows(
      `with made as (insert into subscribers (email, email_key, created_at)
         select 'm' || n || '@example.org', 'm' || n || '@example.org', now() from generate_series(1, 40) n returning id)
       insert into subscriptions (subscriber_id, newsletter, state, since) select id, 'lhebdo', 'active', now() from made`,
    );
    await Promise.all([deliver(), deliver(), deliver()]);
    const told = got.map(({ body }) => JSON.parse(body).data.subscriber_id);
    expect([told.length, new Set(told).size]).toEqual([40, 40]);
  });
});

describe('the address', () => {
  it('is told only where it was asked for, by a token that may read it', async () => {
    const blind = await room.token(['webhooks']);
    const refused = await ask(
      'POST',
      '/webhooks',
      { url: receiver, events: ['issue.sent'], with_address: true },
      blind,
    );
    expect(refused.status).toBe(403);
    await hook({ events: ['subscriber.created'], with_address: true });
    const { email } = await join();
    await deliver();
    expect(JSON.parse(got[0]?.body ?? '').data.email).toBe(email);
  });

  it('leads nowhere else, and is read in no log, by a token that may not read it', async () => {
    const blind = await room.token(['webhooks']);
    const { id } = await hook({ events: ['subscriber.created'], with_address: true });
    const { email } = await join();
    reply = { status: 500, text: `no such person: ${email}` };
    await deliver();
    const [delivery] = (await ask('GET', `/webhooks/${id}/deliveries`)).json.data;
    const before = await room.tables();
    for (const [method, path, body] of [
      ['PATCH', '', { url: `${receiver}/mine` }],
      ['PATCH', '', { with_address: false }],
      ['PATCH', '', { events: [...webhookEvents], active: true }],
      ['POST', '/rotate'],
      ['GET', '/deliveries'],
      ['GET', `/deliveries/${delivery.id}`],
      ['POST', `/deliveries/${delivery.id}/redeliver`],
    ] as const) {
      const refused = await ask(method, `/webhooks/${id}${path}`, body, blind);
      expect([method, path, refused.status, refused.json.type]).toEqual([
        ...[method, path, 403],
        expect.stringMatching(/#forbidden$/),
      ]);
      expect(JSON.stringify(refused.json)).not.toContain(email);
    }
    expect(await room.tables()).toBe(before);
    expect((await ask('GET', `/webhooks/${id}`, undefined, blind)).json).toMatchObject({
      with_address: true,
    });
  });

  it('is in no answer that was kept, once a webhook that told it does so no more', async () => {
    const blind = await room.token(['webhooks']);
    const { id } = await hook({ events: ['subscriber.created'], with_address: true });
    const { email } = await join();
    reply = { status: 500, text: `no such person: ${email}` };
    await deliver();
    await ask('PATCH', `/webhooks/${id}`, { with_address: true });
    const answers = async (own: string) =>
      (await ask('GET', `/webhooks/${id}/deliveries`, undefined, own)).json.data[0].attempts.map(
        (one: { answer: string | null }) => one.answer,
      );
    expect(await answers(token)).toEqual([`no such person: ${email}`]);
    await ask('PATCH', `/webhooks/${id}`, { with_address: false });
    expect(await answers(blind)).toEqual([null]);
    reply = { status: 500, text: 'no' };
    await deliver(1);
    await ask('PATCH', `/webhooks/${id}`, { with_address: false });
    expect(await answers(blind)).toEqual([null, 'no']);
    expect((await ask('PATCH', `/webhooks/${id}`, { with_address: true }, blind)).status).toBe(403);
    expect((await ask('DELETE', `/webhooks/${id}`, undefined, blind)).status).toBe(204);
  });

  it('of somebody who was erased is in no message that still waits, nor in any answer that was kept', async () => {
    const { id: webhook } = await hook({
      events: ['subscriber.created', 'subscriber.confirmed'],
      with_address: true,
    });
    const { id, email } = await join();
    reply = { status: 500, text: `no such person: ${email}` };
    await deliver();
    const log = await ask('GET', `/webhooks/${webhook}/deliveries`);
    expect(log.json.data[0].attempts[0].answer).toContain(email);
    await ask('DELETE', `/subscribers/${id}`);
    expect(await room.tables()).not.toContain(email);
    reply = { status: 200 };
    got = [];
    await deliver(1);
    expect(got.map(({ body }) => JSON.parse(body).data.email)).toEqual([null, null]);
    expect(await room.tables()).not.toContain(email);
  });
});

describe('a receiver that does not answer well', () => {
  it('is tried eight times over three days, then let alone with a reason that is shown', async () => {
    const { id } = await hook({ events: ['subscriber.created'] });
    await join();
    reply = { status: 503, text: 'x'.repeat(5_000) };
    const waits: number[] = [];
    for (let hours = 0; waits.length < 8; ) {
      expect(await deliver(hours)).toEqual({ delivered: 0, failed: 1 });
      expect(await deliver(hours)).toEqual({ delivered: 0, failed: 0 });
      // From the end of the attempt, as it was written down with it.
      const [next] = await rows(
        `select (extract(epoch from next_at - at) - ms / 1000.0) / 3600 as hours
         from webhook_deliveries d join webhook_attempts a on delivery_id = d.id order by a.id desc limit 1`,
      );
      waits.push(Number(next.hours));
      hours += Number(next.hours) + 0.001;
    }
    for (const [at, wait] of waits.slice(0, 7).entries()) {
      const share = (wait * 3_600) / (25 * 4.5 ** at);
      expect(share, `wait ${at + 1}`).toBeGreaterThan(0.79);
      expect(share, `wait ${at + 1}`).toBeLessThan(1.21);
    }
    const total = waits.slice(0, 7).reduce((sum, one) => sum + one, 0);
    expect(total).toBeGreaterThan(55);
    expect(total).toBeLessThan(95);
    const delivery = (await ask('GET', `/webhooks/${id}/deliveries`)).json.data[0];
    expect([delivery.state, delivery.attempts.length, delivery.attempts[0].status]).toEqual([
      'given_up',
      8,
      503,
    ]);
    expect(delivery.attempts[0].answer).toBe('x'.repeat(1_024));
  });

  it('for three days is turned off, and goes on when somebody turns it on', async () => {
    const { id } = await hook({ events: ['subscriber.created'] });
    await rows("update webhooks set failing_since = now() - interval '73 hours'");
    await join();
    await rows('update webhook_deliveries set attempts = 7');
    reply = { status: 500 };
    await deliver();
    const off = (await ask('GET', `/webhooks/${id}`)).json;
    expect([off.active, off.disabled_reason]).toEqual([
      false,
      'nothing was delivered for 3 days; the last attempt: the answer was 500',
    ]);
    await join();
    expect(await rows('select from webhook_deliveries')).toHaveLength(1);
    const on = (await ask('PATCH', `/webhooks/${id}`, { active: true })).json;
    expect([on.active, on.disabled_reason, on.failing_since]).toEqual([true, null, null]);
    reply = { status: 200 };
    const [delivery] = (await ask('GET', `/webhooks/${id}/deliveries`)).json.data;
    expect((await ask('POST', `/webhooks/${id}/deliveries/${delivery.id}/redeliver`)).status).toBe(202);
    expect(await deliver()).toEqual({ delivered: 1, failed: 0 });
    const read = (await ask('GET', `/webhooks/${id}/deliveries/${delivery.id}`)).json;
    expect([read.state, read.attempts.length]).toEqual(['delivered', 2]);
    expect(new Set(got.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([read.message]));
  });

  it('says 410: nothing is sent there any more', async () => {
    const { id } = await hook({ events: ['subscriber.created'] });
    await join();
    reply = { status: 410 };
    await deliver();
    expect((await ask('GET', `/webhooks/${id}`)).json).toMatchObject({
      active: false,
      disabled_reason: 'the receiver answered 410 Gone',
    });
  });

  it('redirects: nobody follows', async () => {
    await hook({ events: ['subscriber.created'] });
    await join();
    reply = { status: 307, headers: { Location: `${receiver}/elsewhere` } };
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
    expect(got.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('is not there: the log says so', async () => {
    const { id } = await hook({ url: 'http://127.0.0.1:9/', events: ['subscriber.created'] });
    await join();
    await deliver();
    const [delivery] = (await ask('GET', `/webhooks/${id}/deliveries`)).json.data;
    expect(delivery.attempts[0]).toMatchObject({
      status: null,
      fault: expect.stringContaining('nothing listens'),
    });
    // As a version wrote it that knew sentences alone.
    await room.room.app.world.database.pool.query(
      `update webhook_attempts set fault = '"no answer came"' where delivery_id = $1`,
      [delivery.id],
    );
    const [again] = (await ask('GET', `/webhooks/${id}/deliveries`)).json.data;
    expect(again.attempts[0].fault).toBe('no answer came');
  });
});

describe('a receiver that keeps its answer', () => {
  const events = ['subscriber.created'];
  const newReaders = (word: string, count: number) =>
    rows(
      `with made as (insert into subscribers (email, email_key, created_at)
         select $1 || n || '@example.org', $1 || n || '@example.org', now() from generate_series(1, $2) n returning id)
       insert into subscriptions (subscriber_id, newsletter, state, since) select id, 'lhebdo', 'active', now() from made`,
      [word, count],
    );
  const told = (path: string) => got.filter((one) => one.path === path).length;

  it('is waited for by no other one: they have all of theirs, and what happens meanwhile', async () => {
    const { id } = await hook({ url: `${receiver}/slow`, events });
    await hook({ events });
    await newReaders('before', 12);
    const { ended, letGo } = deliverPastSlow();
    await expect.poll(() => told('/hook')).toBe(12);
    await newReaders('meanwhile', 3);
    await expect.poll(() => told('/hook')).toBe(15);
    expect(told('/slow')).toBe(0);
    expect(
      await rows(
        'select from webhook_attempts join webhook_deliveries d on d.id = delivery_id where webhook_id = $1',
        [id],
      ),
    ).toEqual([]);
    letGo();
    expect(await ended).toEqual({ delivered: 30, failed: 0 });
    expect(told('/slow')).toBe(15);
  });

  const makeSlow = (count: number, failingSince: Date | null) =>
    rows(
      `insert into webhooks (url, events, with_address, salt, created_at, failing_since)
       select $1 || n, '{subscriber.created}', false, '\\x00', now(), $2 from generate_series(1, $3::int) n`,
      [`${receiver}/slow`, failingSince, count],
    );

  it('and failed before takes no room of those that are well, however many there are', async () => {
    await makeSlow(30, new Date());
    await hook({ events });
    await newReaders('crowd', 1);
    const slow = deliverPastSlow();
    await expect.poll(() => [slow.holding(), told('/hook')]).toEqual([4, 1]);
    slow.letGo();
    expect(await slow.ended).toEqual({ delivered: 31, failed: 0 });
    expect(slow.most()).toBe(4);
  });

  it('is one of sixteen at most that are at work at a time', async () => {
    await makeSlow(20, null);
    await newReaders('many', 1);
    const slow = deliverPastSlow();
    await expect.poll(slow.holding).toBe(16);
    slow.letGo();
    expect(await slow.ended).toEqual({ delivered: 20, failed: 0 });
    expect(slow.most()).toBe(16);
  });
});

describe('where messages may not go', () => {
  it('private addresses are refused when a webhook is made, and again when a name leads there', async () => {
    const { world } = room.room.app;
    const guarded = { ...world, configuration: { ...world.configuration, allowPrivateWebhooks: false } };
    const { objection } = webhookSteps(guarded);
    for (const url of [
      'http://127.0.0.1/',
      'http://[::1]/',
      'http://10.0.0.1/x',
      'http://2130706433/',
      'http://169.254.169.254/',
    ])
      expect(objection(url)).toContain('private address');
    expect(objection('https://hooks.example.org/x')).toBeNull();
    await using poster = openPoster({ allowPrivate: false });
    for (const url of [receiver, receiver.replace('127.0.0.1', 'localhost')])
      expect(await poster.post(url, {}, '{}', new AbortController().signal)).toMatchObject({
        kind: 'failed',
        trouble: { kind: 'refused_address', allowedBy: 'HEBDO_ALLOW_PRIVATE_WEBHOOKS' },
      });
    expect(got).toEqual([]);
  });

  it.each([
    'ftp://example.org/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://user:password@example.org/',
    'example.org',
    '',
  ])('%j is no address for a webhook', async (url) => {
    const told = await ask('POST', '/webhooks', { url, events: ['issue.sent'] });
    expect([told.status, told.json.errors[0].field]).toEqual([422, '#/url']);
  });
});

describe('a secret', () => {
  it('is shown once, stored nowhere, and for a day after a rotation both sign', async () => {
    const { id, secret } = await hook({ events: ['subscriber.created'] });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect((await ask('GET', `/webhooks/${id}`)).json).not.toHaveProperty('secret');
    expect(await room.tables()).not.toContain(secret.slice(6, -1));
    const rotated = (await ask('POST', `/webhooks/${id}/rotate`)).json.secret;
    expect(rotated).not.toBe(secret);
    await join();
    await deliver();
    const [during] = got;
    expect(during && [verified(during, secret), verified(during, rotated)]).toEqual([true, true]);
    await join();
    await deliver(25);
    const [, after] = got;
    const then = new Date(Date.now() + 25 * 3_600_000);
    expect(after && [verified(after, secret, then), verified(after, rotated, then)]).toEqual([false, true]);
  });

  it('is kept for a repeated request without being readable', async () => {
    const body = { url: receiver, events: ['issue.sent'] };
    const headers = { 'Idempotency-Key': 'hook' };
    const [one, again] = [
      await room.call('POST', '/webhooks', { token, body, headers }),
      await room.call('POST', '/webhooks', { token, body, headers }),
    ];
    expect(again.json).toEqual(one.json);
    expect(await rows('select from webhooks')).toHaveLength(1);
    expect(await room.tables()).not.toContain(one.json.secret.slice(6, -1));
  });
});

it('a token limited to newsletters has webhooks of those alone', async () => {
  const limited = await room.token(['webhooks'], ['autre']);
  const everywhere = await hook();
  const made = await ask('POST', '/webhooks', { url: receiver, events: ['issue.sent'] }, limited);
  expect(made.json.newsletters).toEqual(['autre']);
  for (const newsletters of [null, ['lhebdo'], ['autre', 'lhebdo']])
    expect((await ask('PATCH', `/webhooks/${made.json.id}`, { newsletters }, limited)).status).toBe(403);
  for (const [method, path, body] of [
    ['GET', `/webhooks/${everywhere.id}`],
    ['PATCH', `/webhooks/${everywhere.id}`, { active: false }],
    ['DELETE', `/webhooks/${everywhere.id}`],
    ['POST', `/webhooks/${everywhere.id}/rotate`],
    ['GET', `/webhooks/${everywhere.id}/deliveries`],
  ] as const)
    expect((await ask(method, path, body, limited)).status).toBe(404);
  expect((await ask('GET', '/webhooks', undefined, limited)).json.data).toHaveLength(1);
  expect((await ask('DELETE', `/webhooks/${made.json.id}`, undefined, limited)).status).toBe(204);
});
