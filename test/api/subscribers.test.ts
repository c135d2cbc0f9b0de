/** Readers by the API, over real HTTP, PostgreSQL and SMTP: asked, stored, changed, erased; and everything that is refused. */
import { readFile, writeFile } from 'node:fs/promises';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoom, openApiRoom } from './room.ts';

let room: ApiRoom;
let all: string;
let write: string;
beforeAll(async () => {
  room = await openApiRoom();
  all = await room.token(['subscribers:read', 'subscribers:write', 'subscribers:consent']);
  write = await room.token(['subscribers:write']);
}, 120_000);
afterAll(() => room[Symbol.asyncDispose]());

const rows = async (text: string, values: readonly unknown[] = []) =>
  (await room.room.app.world.database.pool.query(text, [...values])).rows;
const join = (body: object, token?: string, headers?: Record<string, string>) =>
  room.call('POST', '/subscribers', { body, ...(token && { token }), ...(headers && { headers }) });
const consent = { given_at: '2026-01-01T10:00:00+01:00', source: 'bulletin papier n° 12' };
let names = 0;
const fresh = () => `reader${++names}@example.org`;
const stated = async (more: object = {}) => {
  const told = await join({ email: fresh(), newsletters: ['lhebdo'], consent, ...more }, all);
  expect(told.status).toBe(201);
  return told.json.subscriber as { id: number; email: string };
};

describe('somebody is signed up', () => {
  it('by the step of the sign-up page: nobody is a reader before the letter was answered', async () => {
    const email = fresh();
    const told = await join({ email, newsletters: ['lhebdo'] }, write);
    expect([told.status, told.json]).toEqual([202, { status: 'confirmation_sent' }]);
    await room.room.relay.has(1);
    const { text = '' } = await PostalMime.parse(room.room.relay.arrived[0]?.raw ?? '');
    expect(await rows('select from subscribers where email = $1', [email])).toHaveLength(0);
    const path = /\/c\/[\w-]+/.exec(text)?.[0] ?? '';
    await fetch(`${room.room.base}${path}`, {
      method: 'POST',
      body: new URLSearchParams({ action: 'confirm' }),
    });
    expect(
      await rows(
        `select b.state, r.source from subscribers s join subscriptions b on b.subscriber_id = s.id
           join consent_receipts r on r.subscriber_id = s.id where s.email = $1`,
        [email],
      ),
    ).toEqual([
      {
        state: 'active',
        source: expect.stringMatching(/^API, token «test \d+», asked .* confirmed by letter$/),
      },
    ]);
  });

  it('with a consent given elsewhere, and its proof', async () => {
    const person = await stated({
      first_name: 'Zoé',
      commune: 'arles',
      attributes: { job: 'maire', age: 51, vip: true },
    });
    const read = await room.call('GET', `/subscribers/${person.id}`, { token: all });
    expect(read.json).toMatchObject({
      email: person.email,
      first_name: 'Zoé',
      commune: 'arles',
      attributes: { job: 'maire', age: 51, vip: true },
      subscriptions: [{ newsletter: 'lhebdo', state: 'active' }],
    });
    const { json } = await room.call('GET', `/subscribers/${person.id}/receipts`, { token: all });
    expect(json.data).toEqual([
      expect.objectContaining({
        action: 'granted',
        at: '2026-01-01T09:00:00.000Z',
        source: expect.stringMatching(/^API, token «test \d+» \(bulletin papier n° 12\)$/),
      }),
    ]);
    const again = await join({ email: person.email, newsletters: ['lhebdo'], consent }, all);
    expect([again.status, again.json.outcomes[0].outcome]).toEqual([200, 'unchanged']);
  });

  it('a consent needs its own scope, a token, and a day that has come', async () => {
    const body = { email: fresh(), newsletters: ['lhebdo'], consent };
    expect((await join(body, write)).status).toBe(403);
    expect((await join(body)).status).toBe(403);
    const ahead = { ...consent, given_at: new Date(Date.now() + 3_600_000).toISOString() };
    const refused = await join({ ...body, consent: ahead }, all);
    expect([refused.status, refused.json.errors[0].field]).toEqual([422, '#/consent/given_at']);
    for (const given_at of ['0000-01-01T00:00:00Z', '1899-12-31T23:59:59Z']) {
      const old = await join({ ...body, consent: { ...consent, given_at } }, all);
      expect([old.status, old.json.errors?.[0].field]).toEqual([422, '#/consent/given_at']);
    }
    expect(await rows('select from subscribers where email = $1', [body.email])).toHaveLength(0);
  });

  it('with more attributes than fit is not stored at all, in no newsletter and with no receipt', async () => {
    const many = (word: string) =>
      Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`${word}${at}`, at]));
    const known = await stated({ newsletters: ['lhebdo'], attributes: many('a') });
    const before = await room.tables();
    const body = { email: known.email, newsletters: ['sante', 'lhebdo'], consent, attributes: many('b') };
    const refused = await join(body, all);
    expect([refused.status, refused.json.errors[0].field]).toEqual([422, '#/attributes']);
    expect(await room.tables()).toBe(before);
    const fits = await join({ ...body, attributes: { b: 1 } }, all);
    expect(fits.json.outcomes).toEqual([
      { newsletter: 'sante', outcome: 'added' },
      { newsletter: 'lhebdo', outcome: 'unchanged' },
    ]);
  });

  it.each([
    [
      'subscribes them in another order',
      "insert into subscriptions (subscriber_id, newsletter, state, since) values ($1, 'essentiel', 'active', now())",
    ],
    ['changes what is said of them', 'select from subscribers where id = $1 for no key update'],
  ])('waits for somebody who %s at the same moment, and never both for each other', async (_, first) => {
    const { email, id } = await stated();
    const beside = await room.room.app.world.database.pool.connect();
    await beside.query('begin');
    await beside.query(first, [id]);
    const told = join({ email, newsletters: ['sante', 'essentiel'], consent }, all);
    const waits =
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    await expect.poll(async () => (await rows(waits)).length).toBe(1);
    await beside.query(
      "insert into subscriptions (subscriber_id, newsletter, state, since) values ($1, 'sante', 'active', now())",
      [id],
    );
    await beside.query('commit');
    beside.release();
    expect((await told).json.outcomes).toContainEqual({ newsletter: 'sante', outcome: 'unchanged' });
    expect(await rows('select from subscriptions where subscriber_id = $1', [id])).toHaveLength(3);
  });

  it('for a newsletter that closed by a stated consent alone, as by a file', async () => {
    const file = `${room.room.templates}/sante/newsletter.yaml`;
    const settings = await readFile(file, 'utf8');
    await writeFile(file, `${settings}\nsign_up: { open: false }\n`);
    const body = { email: fresh(), newsletters: ['sante'] };
    const refused = [await join(body), await join(body, write)];
    expect(await room.tables()).not.toContain(body.email);
    const stored = await join({ ...body, consent }, all);
    await writeFile(file, settings);
    expect([...refused, stored].map(({ status }) => status)).toEqual([422, 422, 201]);
    for (const { json } of refused)
      expect(json.errors).toEqual([{ field: '#/newsletters/0', detail: 'is no newsletter to sign up for' }]);
  });

  it('who left or was erased is not brought back', async () => {
    const left = await stated();
    await room.call('POST', `/subscribers/${left.id}/unsubscribe`, {
      token: all,
      body: { newsletter: 'lhebdo' },
    });
    const again = await join({ email: left.email, newsletters: ['lhebdo'], consent }, all);
    expect(again.json.outcomes).toEqual([{ newsletter: 'lhebdo', outcome: 'unsubscribed' }]);
    const gone = await stated();
    expect((await room.call('DELETE', `/subscribers/${gone.id}`, { token: all })).status).toBe(204);
    const back = await join({ email: gone.email, newsletters: ['lhebdo'], consent }, all);
    expect([back.status, back.json.type]).toEqual([409, expect.stringMatching(/#suppressed$/)]);
    expect((await room.call('GET', `/subscribers/${gone.id}`, { token: all })).status).toBe(404);
    expect(await room.tables()).not.toContain(gone.email);
  });
});

describe('the form on the paper’s own pages', () => {
  let site: string;
  beforeAll(async () => {
    const { publisher } = await room.room.app.world.templates.newsletter('lhebdo');
    site = new URL(publisher.url).origin;
  });

  it('may ask from the publisher’s site, and from nowhere else', async () => {
    const preflight = (origin: string, path = '/subscribers') =>
      fetch(`${room.api}${path}`, {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      });
    const allowed = await preflight(site);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(site);
    expect(allowed.headers.get('access-control-allow-headers')).toBe('content-type');
    for (const other of [await preflight('https://evil.example'), await preflight(site, '/issues')])
      expect(other.headers.get('access-control-allow-origin')).toBeNull();
    const asked = await join({ email: fresh(), newsletters: ['lhebdo'] }, undefined, { Origin: site });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([202, site]);
    const email = fresh();
    const foreign = await join({ email, newsletters: ['lhebdo'] }, undefined, {
      Origin: 'https://evil.example',
    });
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect(await room.tables()).not.toContain(email);
    const read = await room.call('GET', '/newsletters', { headers: { Origin: site } });
    expect(read.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('shows the sentence that the receipt will name', async () => {
    const { json } = await room.call('GET', '/newsletters');
    const lhebdo = json.data.find(({ name }: { name: string }) => name === 'lhebdo');
    await join({ email: 'wording@example.org', newsletters: ['lhebdo'] }, undefined, { Origin: site });
    expect(
      await rows("select wording_hash as hash from sign_ups where email = 'wording@example.org'"),
    ).toEqual([{ hash: lhebdo.wording.hash }]);
    const forged = await join({ email: fresh(), newsletters: ['lhebdo'], wording: 'Je veux tout.' });
    expect([forged.status, forged.json.errors[0].field]).toEqual([422, '#/wording']);
  });

  it('a program that fills the trap hears the usual answer, and no letter leaves', async () => {
    const email = fresh();
    expect((await join({ email, newsletters: ['lhebdo'], website: 'x' })).status).toBe(202);
    expect(await room.tables()).not.toContain(email);
  });

  it('an address gets five letters a day at most, asked for by a page or by a token', async () => {
    const email = fresh();
    const earlier = () => rows("update sign_up_attempts set at = at - interval '2 hours'");
    for (let times = 0; times < 7; times++) {
      expect((await join({ email, newsletters: ['lhebdo'] }, times % 2 ? write : undefined)).status).toBe(
        202,
      );
      await earlier();
    }
    expect(await rows('select from sign_ups where email = $1', [email])).toHaveLength(5);
  });

  it('a network is held back, a token is not', async () => {
    const from = { 'X-Forwarded-For': '203.0.77.7' };
    const statuses: number[] = [];
    for (let at = 0; at < 31; at++)
      statuses.push((await join({ email: fresh(), newsletters: ['lhebdo'] }, undefined, from)).status);
    expect([statuses.slice(0, 30), statuses[30]]).toEqual([Array(30).fill(202), 429]);
    const own: number[] = [];
    for (let at = 0; at < 31; at++)
      own.push((await join({ email: fresh(), newsletters: ['lhebdo'] }, write, from)).status);
    expect(new Set(own)).toEqual(new Set([202]));
  });
});

describe('reading', () => {
  it('goes page by page, and skips nobody', async () => {
    for (let at = 0; at < 5; at++) await stated();
    const expected = await rows('select id from subscribers order by id');
    const seen: number[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const { json }: { json: { data: { id: number }[]; next: number | null } } = await room.call(
        'GET',
        `/subscribers?limit=2&after=${after}`,
        { token: all },
      );
      seen.push(...json.data.map(({ id }) => id));
      after = json.next;
    }
    expect(seen).toEqual(expected.map(({ id }) => id));
  });

  it('finds an address in any spelling, and says nothing of who is not there', async () => {
    const { email, id } = await stated();
    const find = async (text: string) =>
      (await room.call('GET', `/subscribers?email=${encodeURIComponent(text)}`, { token: all })).json.data;
    expect((await find(email.toUpperCase())).map((one: { id: number }) => one.id)).toEqual([id]);
    for (const none of ['nobody@example.org', "' or 1=1 --", '%', 'a@b'])
      expect(await find(none)).toEqual([]);
  });

  it('a token limited to a newsletter sees and touches nobody else', async () => {
    const other = await room.token(
      ['subscribers:read', 'subscribers:write', 'subscribers:consent'],
      ['autre'],
    );
    const { id, email } = await stated();
    for (const [method, path, body] of [
      ['GET', `/subscribers/${id}`],
      ['GET', `/subscribers/${id}/receipts`],
      ['PATCH', `/subscribers/${id}`, { first_name: 'Non' }],
      ['DELETE', `/subscribers/${id}`],
      ['POST', `/subscribers/${id}/unsubscribe`, { newsletter: 'lhebdo' }],
    ] as const)
      expect((await room.call(method, path, { token: other, ...(body && { body }) })).status).toBe(404);
    expect((await join({ email: fresh(), newsletters: ['lhebdo'], consent }, other)).status).toBe(403);
    expect((await room.call('GET', `/subscribers?email=${email}`, { token: other })).json.data).toEqual([]);
    await rows(
      "insert into subscriptions (subscriber_id, newsletter, state, since) values ($1, 'autre', 'active', now())",
      [id],
    );
    const seen = await room.call('GET', `/subscribers/${id}`, { token: other });
    expect(seen.json.subscriptions.map((one: { newsletter: string }) => one.newsletter)).toEqual(['autre']);
    expect((await room.call('DELETE', `/subscribers/${id}`, { token: other })).status).toBe(403);
  });
});

describe('changing', () => {
  it('changes what is given, merges attributes, and leaves the rest', async () => {
    const { id } = await stated({ first_name: 'Luc', attributes: { job: 'maire', age: 51 } });
    const body = { last_name: 'Morel', attributes: { age: null, team: 'OM' } };
    const { json } = await room.call('PATCH', `/subscribers/${id}`, { token: all, body });
    expect(json).toMatchObject({
      first_name: 'Luc',
      last_name: 'Morel',
      attributes: { job: 'maire', team: 'OM' },
    });
    expect(json.attributes).not.toHaveProperty('age');
    const many = Object.fromEntries(Array.from({ length: 49 }, (_, at) => [`a${at}`, at]));
    const refused = await room.call('PATCH', `/subscribers/${id}`, {
      token: all,
      body: { attributes: many },
    });
    expect([refused.status, refused.json.errors[0].field]).toEqual([422, '#/attributes']);
  });

  it('rubriques and further communes are given as whole lists, of those that a newsletter has', async () => {
    const { id } = await stated({
      commune: 'aix-en-provence',
      more_communes: ['arles'],
      sections: ['sante'],
    });
    const change = (body: object) => room.call('PATCH', `/subscribers/${id}`, { token: all, body });
    const read = async () => (await room.call('GET', `/subscribers/${id}`, { token: all })).json;
    expect(await read()).toMatchObject({ more_communes: ['arles'], sections: ['sante'] });
    const { json } = await change({ sections: ['sports', 'economie'] });
    expect(json).toMatchObject({
      commune: 'aix-en-provence',
      more_communes: ['arles'],
      sections: ['sports', 'economie'],
    });
    for (const [body, fields] of [
      [{ more_communes: ['cassis', 'atlantis'] }, ['#/more_communes/1']],
      [{ sections: ["x'; --"], more_communes: ['{{7*7}}'] }, ['#/more_communes/0', '#/sections/0']],
      [{ sections: ['sports', 'sports'] }, ['#/sections']],
      [{ sections: 'sports' }, ['#/sections']],
      [{ more_communes: null }, ['#/more_communes']],
      [{ more_communes: Array.from({ length: 101 }, (_, at) => `c${at}`) }, ['#/more_communes']],
    ] as const) {
      const refused = await change(body);
      expect([refused.status, refused.headers.get('content-type')]).toEqual([
        422,
        'application/problem+json',
      ]);
      expect(refused.json.errors.map(({ field }: { field: string }) => field)).toEqual(fields);
    }
    expect((await change({ more_communes: [] })).json).toMatchObject({
      more_communes: [],
      sections: ['sports', 'economie'],
    });
    // As on the page: their own commune is none of the further ones, whichever of the two is named later.
    await change({ commune: 'arles', more_communes: ['cassis', 'arles'] });
    expect(await read()).toMatchObject({ commune: 'arles', more_communes: ['cassis'] });
    await change({ more_communes: ['arles', 'aubagne'] });
    expect(await read()).toMatchObject({ commune: 'arles', more_communes: ['aubagne'] });
    await change({ commune: 'aubagne' });
    expect(await read()).toMatchObject({ commune: 'aubagne', more_communes: [] });
    const early = await join({ email: fresh(), newsletters: ['lhebdo'], sections: ['sante'] }, write);
    expect([early.status, early.json.errors[0].field]).toEqual([422, '#/sections']);
  });

  it('does not wait for somebody who subscribes the reader at the same moment', async () => {
    const { id } = await stated();
    const beside = await room.room.app.world.database.pool.connect();
    await beside.query('begin');
    await beside.query(
      "insert into subscriptions (subscriber_id, newsletter, state, since) values ($1, 'sante', 'active', now())",
      [id],
    );
    const body = { attributes: { job: 'maire' } };
    expect((await room.call('PATCH', `/subscribers/${id}`, { token: all, body })).status).toBe(200);
    await beside.query('rollback');
    beside.release();
  });

  it('keeps SQL and template metacharacters as they are', async () => {
    const nasty = `'); drop table subscribers; -- {{7*7}} [[ if premium ]] <script>alert(1)</script> %s \${x} \\`;
    const { id } = await stated({ first_name: nasty.slice(0, 99), last_name: '[[ unsubscribe_url ]]' });
    const body = { attributes: { note: nasty } };
    const { json } = await room.call('PATCH', `/subscribers/${id}`, { token: all, body });
    expect([json.first_name, json.last_name, json.attributes.note]).toEqual([
      nasty.slice(0, 99).trim(),
      '[[ unsubscribe_url ]]',
      nasty,
    ]);
  });
});

describe('a token that may write and not read', () => {
  const blindTo = async (body: object, token: string, known: { id: number; email: string }) => {
    const { status, json } = await join({ newsletters: ['lhebdo'], consent, ...body }, token);
    expect(JSON.stringify(json)).not.toContain(known.email);
    return { status, json };
  };

  it('is told which reader it was, and nothing that is stored of them', async () => {
    const person = await stated({ first_name: 'Zoé', attributes: { job: 'maire' } });
    const change = (body: object) => room.call('PATCH', `/subscribers/${person.id}`, { token: write, body });
    expect((await change({ last_name: 'Morel' })).json).toEqual({ id: person.id });
    expect((await change({ attributes: { age: 51 } })).json).toEqual({ id: person.id });
    const left = await room.call('POST', `/subscribers/${person.id}/unsubscribe`, {
      token: write,
      body: { newsletter: 'lhebdo' },
    });
    expect([left.status, left.json]).toEqual([200, { id: person.id }]);
    const { json } = await room.call('GET', `/subscribers/${person.id}`, { token: all });
    expect(json).toMatchObject({
      ...{ first_name: 'Zoé', last_name: 'Morel', attributes: { job: 'maire', age: 51 } },
      subscriptions: [{ state: 'unsubscribed' }],
    });
  });

  it('hears the same of a consent, whoever was a reader before', async () => {
    const consents = await room.token(['subscribers:consent']);
    const reader = await stated({ first_name: 'Zoé' });
    const gone = await stated();
    await room.call('POST', `/subscribers/${gone.id}/unsubscribe`, {
      token: all,
      body: { newsletter: 'lhebdo' },
    });
    for (const known of [reader, gone])
      expect(await blindTo({ email: known.email }, consents, known)).toEqual({
        status: 200,
        json: { status: 'stored', subscriber: { id: known.id } },
      });
    const email = fresh();
    const made = await blindTo({ email }, consents, { id: 0, email });
    expect(made).toEqual({ status: 200, json: { status: 'stored', subscriber: { id: expect.any(Number) } } });
    expect(await rows('select id::int from subscribers where email = $1', [email])).toEqual([
      { id: made.json.subscriber.id },
    ]);
  });

  it.each([{}, { attributes: {} }])('is refused a change of nothing: %j', async (body) => {
    const { id } = await stated();
    for (const token of [write, all]) {
      const refused = await room.call('PATCH', `/subscribers/${id}`, { token, body });
      expect([refused.status, refused.json.errors[0].detail]).toEqual([422, 'must change something']);
    }
  });
});

describe('repeated requests', () => {
  const keyed = (key: string, body: object, token = all) => join(body, token, { 'Idempotency-Key': key });

  it('are done once and answered alike', async () => {
    const body = { email: fresh(), newsletters: ['lhebdo'], consent };
    const first = await keyed('once', body);
    const again = await keyed('once', body);
    expect([again.status, again.json]).toEqual([first.status, first.json]);
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(await rows('select sealed from api_answers where key = $1', ['once'])).not.toEqual([
      { sealed: null },
    ]);
  });

  it('with another body are refused; under another token the key is another one', async () => {
    const body = { email: fresh(), newsletters: ['lhebdo'] };
    await keyed('mine', body);
    const other = await keyed('mine', { ...body, as_written: true });
    expect([other.status, other.json.type]).toEqual([422, expect.stringMatching(/#key_reused$/)]);
    expect((await keyed('mine', { ...body, as_written: true }, write)).status).toBe(202);
  });

  it('at the same moment: one is done, the others hear that it is at work or what it answered', async () => {
    const email = fresh();
    const before = room.room.relay.arrived.length;
    const body = { email, newsletters: ['lhebdo'] };
    const told = await Promise.all(Array.from({ length: 8 }, () => keyed('together', body)));
    expect(new Set(told.map(({ status }) => status)).isSubsetOf(new Set([202, 409]))).toBe(true);
    expect(
      told.filter(({ status, headers }) => status === 202 && !headers.has('idempotency-replayed')),
    ).toHaveLength(1);
    expect(await rows('select from sign_ups where email = $1', [email])).toHaveLength(1);
    await room.room.relay.has(before + 1);
  });

  it('that did not end are not repeated by guess', async () => {
    const body = { email: fresh(), newsletters: ['lhebdo'] };
    await keyed('slow', body);
    await rows("update api_answers set sealed = null where key = 'slow'");
    const waiting = await keyed('slow', body);
    expect([waiting.status, waiting.json.type]).toEqual([409, expect.stringMatching(/#key_at_work$/)]);
  });

  it('are forgotten after a day, and with the reader', async () => {
    const body = { email: fresh(), newsletters: ['lhebdo'], consent };
    const { json } = await keyed('reader', body);
    await room.call('DELETE', `/subscribers/${json.subscriber.id}`, { token: all });
    expect(await rows("select from api_answers where key = 'reader'")).toHaveLength(0);
    await keyed('day', { email: fresh(), newsletters: ['lhebdo'] });
    await rows("update api_answers set begun_at = now() - interval '25 hours' where key = 'day'");
    expect((await keyed('day', { email: fresh(), newsletters: ['lhebdo'] })).status).toBe(202);
  });

  it('are forgotten after a day also where no other one comes, and two minutes after they were cut', async () => {
    for (const key of ['over', 'cut', 'kept', 'at-work'])
      await keyed(key, { email: fresh(), newsletters: ['lhebdo'], consent });
    await rows("delete from api_answers where key not in ('over', 'cut', 'kept', 'at-work')");
    for (const [key, ago, change] of [
      ['over', '25 hours', ''],
      ['kept', '23 hours', ''],
      ['cut', '3 minutes', ', sealed = null'],
      ['at-work', '1 minute', ', sealed = null'],
    ] as const)
      await rows(`update api_answers set begun_at = now() - interval '${ago}'${change} where key = '${key}'`);
    expect(await room.room.app.tidy()).toMatchObject({ answers: 2 });
    expect((await rows('select key from api_answers order by key')).map(({ key }) => key)).toEqual([
      'at-work',
      'kept',
    ]);
    expect(await room.room.app.tidy()).toMatchObject({ answers: 0 });
  });
});
