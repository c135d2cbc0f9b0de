/** Issues by the API, from draft to figures: what the commands made is what programs read. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiRoom, openApiRoom } from './room.ts';

let room: ApiRoom;
let token: string;
const { signal } = new AbortController();
beforeAll(async () => {
  room = await openApiRoom();
  token = await room.token(['issues', 'statistics']);
  await room.room.prepare(12);
}, 180_000);
afterAll(() => room[Symbol.asyncDispose]());

const get = (path: string, own = token) => room.call('GET', path, { token: own });
const rows = async (text: string, values: readonly unknown[] = []) =>
  (await room.room.app.world.database.pool.query(text, [...values])).rows;

it('an issue is followed from draft to sent, with its letter and what became of it', async () => {
  const [draft] = (await get('/issues?newsletter=lhebdo&state=draft')).json.data;
  expect(draft).toMatchObject({ newsletter: 'lhebdo', state: 'draft', sent_at: null, web_url: null });
  expect((await get(`/issues/${draft.id}/edition`)).status).toBe(404);
  expect((await get(`/issues/${draft.id}/statistics`)).json).toMatchObject({ letters: 0, links: [] });

  const { app } = room.room;
  const approved = await app.approve('lhebdo', draft.period, { by: 'Camille', expected: undefined, signal });
  expect(approved.kind).toBe('approved');
  const ready = (await get(`/issues/${draft.id}`)).json;
  const edition = (await get(`/issues/${draft.id}/edition`)).json;
  expect([ready.state, edition.hash]).toEqual(['approved', ready.approved_hash]);
  expect(edition.html).toContain('<html');
  expect(`${edition.subject}${edition.html}${edition.text}`).not.toMatch(/\[\[|\/u\/|\/p\//);

  await app.send('lhebdo', draft.period, { signal, atOnce: true });
  const sent = (await get(`/issues/${draft.id}`)).json;
  expect([sent.state, sent.web_url]).toEqual(['sent', `${room.room.base}/l/lhebdo/${draft.period}`]);
  await rows(`insert into link_visits (issue_id, link, people, programs) values ($1, 1, 5, 2)`, [draft.id]);
  await rows(
    `insert into returns (digest, letter_id, source, kind, class, at, effect)
     select '\\x01', min(id), 'mailbox', 'bounce', 'hard', now(), 'none' from letters where issue_id = $1`,
    [draft.id],
  );
  const [{ count }] = await rows('select count(*) from letters where issue_id = $1', [draft.id]);
  const figures = (await get(`/issues/${draft.id}/statistics`)).json;
  expect(figures).toMatchObject({
    letters: Number(count),
    states: { accepted: Number(count) },
    returns: { hard: 1, soft: 0, blocked: 0, complaints: 0 },
    links: [{ url: expect.stringMatching(/^https?:/), people: 5, programs: 2 }],
  });
}, 120_000);

it('a token of another newsletter sees none of it', async () => {
  const other = await room.token(['issues', 'statistics'], ['autre']);
  expect((await get('/issues', other)).json).toEqual({ data: [], next: null });
  const [{ id }] = await rows('select id from issues');
  for (const path of [`/issues/${id}`, `/issues/${id}/edition`, `/issues/${id}/statistics`])
    expect((await get(path, other)).status).toBe(404);
});
