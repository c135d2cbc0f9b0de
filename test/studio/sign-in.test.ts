/** The door of the studio: who gets in, who does not, and what a stranger learns. */
import { sql } from 'kysely';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRoom, type Room } from './room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  await room.add('Odile', ['editor']);
});
afterAll(() => room[Symbol.asyncDispose]());

async function ask(email: string, browser = room.browser()) {
  const fields = await browser.fieldsOf(await browser.get('/studio/sign-in'));
  const answer = await browser.post('/studio/sign-in', { ...fields, email });
  return { browser, answer };
}

let read = 0;
async function mailedLink(): Promise<{ path: string; html: string; text: string; subject: string }> {
  await expect.poll(() => room.relay.arrived.length).toBeGreaterThan(read);
  read = room.relay.arrived.length;
  const letter = room.relay.arrived.at(-1);
  const mail = await PostalMime.parse(letter?.raw ?? '');
  const path = /\/studio\/enter\/[\w-]+/.exec(mail.text ?? '')?.[0] ?? '';
  return { path, html: mail.html ?? '', text: mail.text ?? '', subject: mail.subject ?? '' };
}

describe('the mailed link', () => {
  it('lets in once, the browser that asked, and shows the desk', async () => {
    const { browser, answer } = await ask('odile@example.org');
    expect(answer.status).toBe(200);
    const mail = await mailedLink();
    expect(mail.subject).toContain('La Calanque');
    expect(mail.html).toContain('Entrer dans le studio');
    expect(mail.html).toContain('Here is your way into the studio');

    const stranger = room.browser();
    const strange = await stranger.fieldsOf(await stranger.get(mail.path));
    expect((await stranger.post(mail.path, strange)).status).toBe(403);

    // Whoever looks at the letter's links uses nothing up.
    await browser.get(mail.path);
    const fields = await browser.fieldsOf(await browser.get(mail.path));
    const entered = await browser.post(mail.path, fields);
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/studio']);
    expect(entered.headers.getSetCookie().join()).toMatch(/hebdo-session=.*HttpOnly.*SameSite=Lax/i);

    browser.cookies.delete('hebdo-session');
    expect((await browser.post(mail.path, fields)).status).toBe(403);
  });

  it('leads to the page that was wanted, and nowhere outside the studio', async () => {
    const leadsTo = async (prepare: (browser: ReturnType<Room['browser']>) => Promise<unknown>) => {
      const browser = room.browser();
      await prepare(browser);
      await ask('odile@example.org', browser);
      const { path } = await mailedLink();
      const fields = await browser.fieldsOf(await browser.get(path));
      return (await browser.post(path, fields)).headers.get('location');
    };
    const page = '/studio/issue/lhebdo/2026-W48/leaving';
    expect(await leadsTo((browser) => browser.get(page))).toBe(page);
    // Not to a part of a page.
    expect(await leadsTo((browser) => browser.get(page, { 'sec-fetch-dest': 'iframe' }))).toBe('/studio');
    for (const forged of [
      '//elsewhere.example',
      'https://elsewhere.example/studio',
      '/studio/../../s',
      '/u/x',
    ])
      expect(
        await leadsTo(async ({ cookies }) => cookies.set('hebdo-wanted', encodeURIComponent(forged))),
      ).toBe('/studio');
    await sql`delete from sign_in_attempts`.execute(room.app.world.database.db);
  });

  it('is refused after fifteen minutes', async () => {
    const { browser } = await ask('odile@example.org');
    const { path } = await mailedLink();
    await sql`update sign_in_links set expires_at = now() - interval '1 s'`.execute(
      room.app.world.database.db,
    );
    const fields = await browser.fieldsOf(await browser.get(path));
    expect((await browser.post(path, fields)).status).toBe(403);
  });

  it('is not sent to strangers, who are told the same', async () => {
    const known = await (await ask('odile@example.org')).answer.text();
    await mailedLink();
    const { answer } = await ask('somebody.else@example.org');
    expect(await answer.text()).toBe(known);
    expect(room.relay.arrived).toHaveLength(read);
  });

  it('is asked for a few times only', async () => {
    const browser = room.browser();
    const statuses: number[] = [];
    for (let times = 0; times < 10; times++)
      statuses.push((await ask('ida@example.org', browser)).answer.status);
    expect(statuses.at(-1)).toBe(429);
    await sql`delete from sign_in_attempts`.execute(room.app.world.database.db);
  });

  it('from one network, as the proxy of the house tells it, does not shut the door on another', async () => {
    const statusOf = async (email: string, network: string) => {
      const browser = room.browser();
      const fields = await browser.fieldsOf(await browser.get('/studio/sign-in'));
      const headers = { 'X-Forwarded-For': `${network}.7` };
      return (await browser.post('/studio/sign-in', { ...fields, email }, headers)).status;
    };
    const statuses: number[] = [];
    for (let at = 0; at < 9; at++) statuses.push(await statusOf(`guess${at}@example.org`, '203.0.113'));
    expect(statuses).toEqual([...Array(8).fill(200), 429]);
    expect(await statusOf('ida@example.org', '198.51.100')).toBe(200);
    await sql`delete from sign_in_attempts`.execute(room.app.world.database.db);
  });
});

describe('what is stored', () => {
  it('is hashes: no token of a link or a session can be read in the database', async () => {
    const browser = await room.signedIn('Paula', ['editor']);
    const session = browser.cookies.get('hebdo-session') ?? '';
    const { rows } = await sql<{ text: string }>`
      select string_agg(s::text, '') as text from studio_sessions s`.execute(room.app.world.database.db);
    expect(session).toMatch(/^[\w-]{43}$/);
    expect(rows[0]?.text).not.toContain(session);
    expect(rows[0]?.text).not.toContain(Buffer.from(session).toString('hex'));
  });

  it('ends with sign-out, and when the editor is removed', async () => {
    const browser = await room.signedIn('Quentin', ['editor']);
    const fields = await browser.fieldsOf(await browser.get('/studio'));
    const kept = new Map(browser.cookies);
    expect((await browser.post('/studio/leave', fields)).status).toBe(303);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect((await browser.get('/studio')).headers.get('location')).toBe('/studio/sign-in');
  });
});

describe('a POST', () => {
  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['without its token', { form_token: '' }, {}],
    ['with the token of another session', { form_token: 'A'.repeat(43) }, {}],
    ['from another site', {}, { Origin: 'https://elsewhere.example' }],
    ['without an origin', {}, { Origin: '' }],
  ])('%s is refused', async (name, fields, headers) => {
    const browser = await room.signedIn(`R${name.length}`, ['editor']);
    const good = await browser.fieldsOf(await browser.get('/studio'));
    const answer = await browser.post('/studio/language', { ...good, ...fields, language: 'en' }, headers);
    expect(answer.status).toBe(403);
    expect(await (await browser.get('/studio')).text()).toContain('<html lang="fr">');
  });

  it('after the session ended shows what was typed', async () => {
    const browser = await room.signedIn('Sami', ['editor']);
    const fields = await browser.fieldsOf(await browser.get('/studio'));
    browser.cookies.delete('hebdo-session');
    const answer = await browser.post('/studio/language', { ...fields, text: 'Un édito <b>long</b>' });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('Un édito &lt;b&gt;long&lt;/b&gt;');
  });
});

it('every page forbids scripts that are not its own, frames and other hosts', async () => {
  const answer = await room.browser().get('/studio/sign-in');
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect(await answer.text()).not.toMatch(/<script(?![^>]* src=)|<style| style=| on[a-z]+=/);
});
