/** A send that can be taken back: the minute before the first letter, a restart in it, and letters that leave again. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sending } from '../../src/app/sending.ts';
import { leavingSteps } from '../../src/app/studio-leaving.ts';
import { recall } from '../../src/app/studio-recall.ts';
import type { Period } from '../../src/audience/ids.ts';
import type { World } from '../../src/world/world.ts';
import { type Browser, openRoom, type Room, setUndo } from './room.ts';

const readers = 12;
let room: Room;
let issue: string;
let period: Period;
let chief: Browser;
beforeAll(async () => {
  room = await openRoom();
  issue = await room.prepare(readers);
  await room.fetchOnce();
  period = issue.slice(-8) as Period;
  chief = await room.signedIn('Rose', ['chief']);
  await setUndo(room.templates, 600);
}, 240_000);
afterAll(() => room[Symbol.asyncDispose]());

async function seen(path = `${issue}/leaving`, who = chief) {
  const html = await (await who.get(path)).text();
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  return { html, form: { form_token: value('form_token'), version: value('version') }, value };
}

const act = async (page: string, fields: Record<string, string> = {}, who = chief) => {
  const { form } = await seen(`${issue}/leaving`, who);
  return who.post(`${issue}${page}`, { ...form, ...fields });
};

async function approve(): Promise<void> {
  const { form, value } = await seen(`${issue}/check`);
  const answer = await chief.post(`${issue}/approve`, {
    ...form,
    hash: value('hash'),
    readers: value('readers'),
  });
  expect(/role="status">([^<]*)/.exec(await chief.follow(answer))?.[1]).toBe('Approuvé.');
}

const standing = async () => {
  const { rows } = await sql<{ state: string; approved_hash: string | null; send_at: Date | null }>`
    select state, approved_hash, send_at from issues`.execute(room.app.world.database.db);
  return rows[0];
};

const past = (age: string) =>
  sql`update issues set send_at = now() - ${age}::interval, approved_at = now() - interval '9 days'`.execute(
    room.app.world.database.db,
  );

describe('within the minute', () => {
  it('one click takes it back: nothing has left, the approval and the slot stand', async () => {
    await approve();
    const before = await standing();
    expect((await act('/send', { sure: 'yes' })).status).toBe(303);
    const { html } = await seen();
    expect(html).toContain('Les lettres partent dans');
    expect(html).toContain('demandé par Rose');
    expect(html).not.toContain('id="send"');
    const asked = await standing();
    await act('/send', { sure: 'yes' });
    expect(await standing()).toEqual(asked);

    // Whoever sees that it must not leave may hold it, also without the right to send it.
    const operator = await room.signedIn('Oscar', ['operator']);
    expect(await operator.follow(await act('/hold', {}, operator))).toContain('aucune lettre n’est partie');
    expect(await standing()).toMatchObject({ state: 'approved', approved_hash: before?.approved_hash });
    expect(room.relay.arrived).toEqual([]);
  }, 60_000);

  it('a release that has begun finds it held back', async () => {
    const signal = AbortSignal.timeout(30_000);
    const released = await room.app.send('lhebdo', period, { signal, dueBy: new Date() });
    expect(released.kind).toBe('held_back');
    expect(await room.app.releaseIfDue('lhebdo', signal)).toBeNull();
    expect(room.relay.arrived).toEqual([]);
  });

  it('a change takes it back too, and the slot of before counts again', async () => {
    const before = await standing();
    await act('/send', { sure: 'yes' });
    await chief.post(`${issue}/edit`, {
      ...(await seen(issue)).form,
      what: 'preheader',
      text: 'Au dernier moment',
    });
    expect(await standing()).toEqual({ state: 'draft', approved_hash: null, send_at: before?.send_at });
    expect((await seen()).html).toContain('L’approbation a été retirée');
  });

  it('an approval is taken back with its reason', async () => {
    await approve();
    await act('/unapprove');
    expect((await seen()).html).toContain('Retirée par Rose.');
    expect(await standing()).toMatchObject({ state: 'draft', approved_hash: null });
  });

  it('cannot be scheduled for an hour that no clock shows', async () => {
    const before = await standing();
    const answer = await act('/schedule', { at: '2026-03-29T02:30' });
    expect(await chief.follow(answer)).toContain('Cette heure n’existe pas');
    expect((await act('/schedule', { at: '2026-03-29T24:00' })).status).toBe(400);
    expect(await standing()).toEqual(before);
  });

  const leaves = (html: string) => /<th scope="row">Départ<\/th><td>(.*?)<\/td>/.exec(html)?.[1];
  const hour = (inMinutes: number | null) =>
    sql`update issues set send_at = now() + ${inMinutes} * interval '1 minute'`.execute(
      room.app.world.database.db,
    );

  it('the card says the hour at which an approval lets it leave', async () => {
    await hour(90);
    expect(leaves((await seen(`${issue}/check`)).html)).toMatch(/^\p{L}+ \d+ \p{L}+.*, \d\d:\d\d$/u);
  });

  it('an approval after the hour lets nothing leave, and the card says so beforehand', async () => {
    await hour(-60);
    expect(leaves((await seen(`${issue}/check`)).html)).toMatch(/est passée.*ne le fait pas partir/);
    await approve();
    const { html } = await seen();
    expect(html).toContain('Ne part pas tout seul');
    // The next step is one, and the first.
    expect(html).toMatch(/<div class="ways">.*<button type="submit" id="(send|schedule)">/s);
    expect(await standing()).toMatchObject({ state: 'approved', send_at: null });
    expect(await room.app.releaseIfDue('lhebdo', AbortSignal.timeout(30_000))).toBeNull();
    expect((await seen('/studio')).html).toContain('Approuvé, mais rien ne le fait partir');
    expect(room.relay.arrived).toEqual([]);
  });

  it('what was held back and then changed promises no hour', async () => {
    await act('/unapprove');
    await hour(null);
    const html = (await seen(`${issue}/check`)).html;
    expect(leaves(html)).toContain('Ne part pas tout seul');
    await approve();
    expect((await seen()).html).toContain('Ne part pas tout seul');
  });

  it('a moment that is past is told as past, and whether it still leaves by itself', async () => {
    await past('1 hour');
    const late = [(await seen('/studio')).html, (await seen()).html, (await seen(issue)).html];
    for (const html of late) expect(html).toMatch(/[Dd]evait partir .*Rien ne l’a fait partir.*SMTP_URL/s);
    expect(late[0]).toMatch(/urgent<\/span> <a [^>]*>Son heure est passée \([^)]+\) et il n’est pas parti/);
    expect(late[0]).not.toMatch(/il part |Rien à faire/);
    // What can be done about it stays at hand.
    expect(late[1]).toContain('id="send"');
    expect(late[1]).not.toContain('Les lettres partent dans <');
    await past('37 hours');
    for (const html of [(await seen('/studio')).html, (await seen()).html, (await seen(issue)).html])
      expect(html).toMatch(/[Dd]evait partir .*trop ancien pour partir tout seul/s);
    expect(await room.app.releaseIfDue('lhebdo', AbortSignal.timeout(30_000))).toBeNull();
    await act('/hold');
    expect(await standing()).toMatchObject({ state: 'approved', send_at: null });
  });

  it('what was asked for and came to nothing for days is asked for anew', async () => {
    await act('/send', { sure: 'yes' });
    await past('37 hours');
    expect((await seen()).html).toContain('envoyez-le');
    expect((await act('/send', { sure: 'yes' })).status).toBe(303);
    expect((await standing())?.send_at?.getTime()).toBeGreaterThan(Date.now());
    expect((await seen()).html).toContain('Les lettres partent dans');
    await act('/hold');
  });
});

it('pages without a relay keep the wish for a process that has one, and nobody is told of a failure', async () => {
  await setUndo(room.templates, 0);
  const said: object[] = [];
  const say = (facts: object, event: string) => void said.push({ event, ...facts });
  const log = { debug: () => {}, info: () => {}, warn: say, error: say };
  const world: World = { ...room.app.world, relay: undefined, log };
  const stopping = new AbortController();
  const pages = leavingSteps(world, { ...room.app, ...sending(world, async () => []) }, stopping.signal);
  expect(await pages.send('lhebdo', period, 'Rose')).toMatchObject({ kind: 'leaves' });
  expect(await standing()).toMatchObject({ state: 'scheduled' });
  expect((await standing())?.send_at?.getTime()).toBeLessThanOrEqual(Date.now());
  const event = 'an issue is due and SMTP_URL is not set here: left to a process that has a relay';
  await expect.poll(() => said).toContainEqual({ event, newsletter: 'lhebdo', period });
  pages.goOn('lhebdo', period);
  expect(said).toContainEqual(
    expect.objectContaining({ event: expect.stringContaining('a send goes on and SMTP_URL is not set') }),
  );
  expect(said).not.toContainEqual(expect.objectContaining({ event: expect.stringContaining('failed') }));
  expect(room.relay.arrived).toEqual([]);
  stopping.abort();
  await act('/hold');
});

it('what is asked for is released, also by a timer that rings early and a database that was away', async () => {
  await setUndo(room.templates, 1);
  let [back, releases] = [0, 0];
  const world: World = { ...room.app.world, clock: { now: () => new Date(Date.now() - back) } };
  const stopping = new AbortController();
  const released = new Promise<Date>((go, fail) => {
    const releaseIfDue = async () => {
      if (++releases === 1) throw new Error('the database is away');
      go(world.clock.now());
      return null;
    };
    const { ask } = recall(world, { releaseIfDue }, stopping.signal, 10);
    ask('lhebdo', period, 'Rose').then(() => {
      back = 700;
    }, fail);
  });
  expect((await released).getTime()).toBeGreaterThanOrEqual((await standing())?.send_at?.getTime() ?? 0);
  expect(releases).toBe(2);
  stopping.abort();
  await act('/hold');
}, 30_000);

it('a process that ends within the minute leaves it to the next one', async () => {
  await setUndo(room.templates, 600);
  expect((await act('/send', { sure: 'yes' })).status).toBe(303);
  await setUndo(room.templates, 1);
  await past('0 seconds');
  await room.restart();
  await room.relay.has(readers - 3);
  await expect.poll(async () => (await standing())?.state).toBe('sent');
  expect(await chief.follow(await act('/hold'))).toContain('Trop tard');
  // A page of before asks for what was done meanwhile.
  for (const [path, fields] of [
    ['/send', { sure: 'yes' }],
    ['/schedule', { at: '2026-03-29T12:00' }],
  ] as const)
    expect(await chief.follow(await act(path, fields))).toContain('le numéro est déjà parti');
  const { html } = await seen(issue);
  expect(html).not.toContain('Départ prévu');
  expect(html).toContain('approuvé par Rose');
}, 60_000);

const lose = (state: 'unknown' | 'given_up') =>
  sql`update letters set state = ${state} where id = (select min(id) from letters where state = 'accepted')`.execute(
    room.app.world.database.db,
  );

it('a send that nobody is at goes on by itself, where pages have a relay', async () => {
  await lose('given_up');
  const arrived = room.relay.arrived.length;
  expect(await room.app.reopen('lhebdo', period, ['given_up'])).toBe(1);
  const movedSince = (age: string) =>
    sql`update sends set moved_at = now() - ${age}::interval`.execute(room.app.world.database.db);
  await movedSince('0 s');
  expect((await seen()).html).not.toContain('Personne n’envoie');
  await movedSince('2 minutes');
  await expect.poll(async () => (await seen()).html).toContain('Personne n’envoie en ce moment');
  const stopping = new AbortController();
  leavingSteps(room.app.world, room.app, stopping.signal, { everyMs: 20, stillMs: 0 });
  await room.relay.has(arrived + 1);
  await expect.poll(async () => (await standing())?.state).toBe('sent');
  stopping.abort();
  expect(room.relay.arrived).toHaveLength(arrived + 1);
}, 30_000);

describe('letters that nobody is known to have got', () => {
  it.each(['given_up', 'unknown'] as const)(
    '%s: leave again after a word that says what is in doubt',
    async (state) => {
      await lose(state);
      const arrived = room.relay.arrived.length;
      // Tabs share each look at a ledger for half a second.
      await expect
        .poll(async () => (await seen()).html)
        .toContain(state === 'unknown' ? 'la recevront deux fois' : 'Envoyer aux manquants');
      expect((await act('/again', { missing: state })).status).toBe(400);
      const page = await chief.follow(await act('/again', { missing: state, sure: 'yes' }));
      expect(page).toContain('1 lettre repart.');
      expect(page).not.toContain('Des lettres manquent');
      await room.relay.has(arrived + 1);
      await expect.poll(async () => (await standing())?.state).toBe('sent');
      await expect.poll(async () => (await seen()).html).not.toContain('Des lettres manquent');
    },
  );

  it('that were accepted never leave again', async () => {
    const arrived = room.relay.arrived.length;
    expect(await chief.follow(await act('/again', { missing: 'unknown', sure: 'yes' }))).toContain(
      'rien à renvoyer',
    );
    expect((await act('/again', { missing: 'accepted', sure: 'yes' })).status).toBe(400);
    expect(room.relay.arrived).toHaveLength(arrived);
  });
});
