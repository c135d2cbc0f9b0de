/** A correction of an issue that left: on the web, in the archive, and in the next issue when somebody takes it. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArticleId, Period } from '../../src/audience/ids.ts';
import { periodAfter } from '../../src/issue/period.ts';
import { createIssue } from '../../src/world/db/issues.ts';
import { type Browser, openRoom, type Room } from './room.ts';

let room: Room;
let issue: string;
/** Of the issue, whatever week it is by now. */
const period = () => issue.slice(-8) as Period;
let next: string;
let editor: Browser;
beforeAll(async () => {
  room = await openRoom();
  issue = await room.prepare(5);
  await room.fetchOnce();
  next = `/studio/issue/lhebdo/${await theNextOne(period())}`;
  editor = await room.signedIn('Hugo', ['editor']);
}, 240_000);
afterAll(() => room[Symbol.asyncDispose]());

/** Next week's issue, with one article: this week's feeds have nothing left for it. */
async function theNextOne(period: Period): Promise<Period> {
  const { pool } = room.app.world.database;
  const { rows } = await pool.query<{ id: ArticleId }>(
    'select min(id) as id from articles where section is not null',
  );
  const articleId = rows[0]?.id;
  if (articleId === undefined) throw new Error('no article');
  const chosen = { position: 0, reason: '', pinned: false, pickedHash: '', edited: {} };
  const after = periodAfter(period);
  await createIssue(pool, {
    newsletter: 'lhebdo',
    period: after,
    number: 448,
    date: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10),
    subject: 'Le suivant',
    preheader: '',
    items: [{ ...chosen, articleId, block: { kind: 'lead' } }],
    slot: null,
    sendAt: null,
    draftedAt: new Date(),
  });
  return after;
}

async function leadOf({ app }: Room) {
  const { rows } = await app.world.database.pool.query<{ title: string; url: string }>(
    `select coalesce(t.edited->>'title', a.title) as title, a.url from issue_items t join articles a on a.id = t.article_id
     join issues i on i.id = t.issue_id where i.period = $1 and t.block->>'kind' = 'lead'`,
    [period()],
  );
  const [chosen] = rows;
  if (!chosen) throw new Error('no lead');
  return { chosen };
}

async function seen(path: string, who = editor) {
  const html = await (await who.get(path)).text();
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  return { html, form: { form_token: value('form_token'), version: value('version') }, value };
}

const publish = async (text: string, words: Record<string, string> = {}) => {
  const { form } = await seen('/studio');
  return editor.post(`${issue}/errata`, { ...form, text, ...words });
};

it('is refused before the issue left', async () => {
  const answer = await publish('Trop tôt');
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('n’est pas parti')]);
  expect((await editor.get(`${issue}/errata`)).status).toBe(404);
});

it('stands above the letter on the web with its day, escaped, and the archive says so', async () => {
  const signal = AbortSignal.timeout(110_000);
  await room.app.approve('lhebdo', period(), { by: 'Hugo', signal });
  await room.app.send('lhebdo', period(), { signal });
  const web = `/l/lhebdo/${period()}`;
  const before = await editor.get(web);
  expect(await before.text()).not.toContain('Erratum');

  expect((await publish('Le pont a <12> arches & non 11 :\nmerci à nos lecteurs.')).status).toBe(303);
  const after = await editor.get(web);
  expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
  const html = await after.text();
  expect(html).toMatch(/<body[^>]*><aside role="note" aria-label="Erratum"/);
  expect(html).toMatch(
    /Erratum, \p{L}+ \d+(er)? \p{L}+<\/strong> – Le pont a &lt;12&gt; arches &amp; non 11/u,
  );
  expect(await (await editor.get('/kiosque/lhebdo')).text()).toContain('· Erratum');
  expect((await seen(`${issue}/errata`)).html).toContain('Hugo');
}, 120_000);

it.each([
  ['nothing', '   '],
  ['a page', 'x'.repeat(601)],
])('of %s is refused, and what was typed is on the page', async (_, text) => {
  const answer = await publish(text);
  expect(answer.status).toBe(422);
  expect((await answer.text()).includes(text)).toBe(true);
});

describe('that says which words are wrong', () => {
  const web = () => `/l/lhebdo/${period()}`;
  const letter = async () => (await editor.get(web())).text();
  const frozen = async () => {
    const { rows } = await sql<{ content: unknown }>`select content from editions`.execute(
      room.app.world.database.db,
    );
    return rows;
  };
  /** The lead's first words, as a person would type them. */
  const lead = async () => {
    const { chosen } = await leadOf(room);
    return {
      words: chosen.title
        .split(/[\s\u202f\u00a0]+/)
        .slice(0, 3)
        .join(' '),
      url: chosen.url,
    };
  };

  it('shows the right ones in the web version, in the subject of the archive and to its search; what left stays', async () => {
    const before = await frozen();
    const { words } = await lead();
    expect(await letter()).not.toContain('Zanzibar');
    const answer = await publish('Il fallait lire Zanzibar.', {
      wrong: words,
      right: 'Zanzibar & Cie',
      article: '',
    });
    expect(answer.status).toBe(303);
    const html = await letter();
    expect(html).toContain('>Zanzibar &#38; Cie</ins>');
    expect(html).toContain('Il fallait lire Zanzibar.');
    expect(await (await editor.get('/kiosque/lhebdo')).text()).toContain('Zanzibar &amp; Cie');
    expect(await (await editor.get('/kiosque/lhebdo?q=Zanzibar')).text()).toContain(web());
    expect((await seen(`${issue}/errata`)).html).toContain('<ins>Zanzibar &amp; Cie</ins>');
    expect(await frozen()).toEqual(before);
    expect(room.relay.arrived.every(({ raw }) => !raw.toString().includes('Zanzibar'))).toBe(true);
  });

  it.each([
    [
      'words that the letter does not say',
      { wrong: 'jamais imprimé ainsi', right: 'x' },
      'ne sont pas à cet endroit',
    ],
    [
      'words of another article',
      { wrong: 'Zanzibar', right: 'x', article: 'https://elsewhere.example/' },
      'ne sont pas à cet endroit',
    ],
    ['half of it', { wrong: 'Zanzibar', right: ' ' }, 'il faut les mots faux et les mots justes'],
    ['no change', { wrong: 'Zanzibar', right: 'Zanzibar' }, 'sont ceux d’avant'],
    ['a page', { wrong: 'Zanzibar', right: 'x'.repeat(301) }, '300 caractères au plus'],
  ])('of %s is refused, and the form keeps what was typed', async (_, words, reason) => {
    const before = await letter();
    const answer = await publish('La note que voici', words);
    const html = await answer.text();
    expect([answer.status, html]).toEqual([422, expect.stringContaining(reason)]);
    expect(html).toContain('>La note que voici</textarea>');
    expect(html).toContain(`value="${words.wrong}"`);
    expect(await letter()).toBe(before);
  });

  it('opens no tag and no slot of the page', async () => {
    const right = '<script>x</script>[[ unsubscribe_url ]]';
    expect((await publish('Encore', { wrong: 'Zanzibar & Cie', right })).status).toBe(303);
    const html = await letter();
    expect(html).toContain('&#60;script&#62;x&#60;/script&#62;&#91;&#91; unsubscribe_url &#93;&#93;');
    expect((await editor.get('/kiosque/lhebdo')).status).toBe(200);
  });
});

it('is never changed', async () => {
  await expect(sql`update errata set text = 'x'`.execute(room.app.world.database.db)).rejects.toThrow(
    'never changed',
  );
});

it('is proposed to the next issue, which prints it after one click, and not after an undo', async () => {
  const page = await seen(next);
  expect(page.html).toContain('Errata des numéros précédents');
  expect(page.html).toContain('à décider');
  const letter = async () => (await editor.get(`${next}/letter`)).text();
  expect(await letter()).not.toContain('Erratum');

  const choose = async (printed: string) => {
    const { form, value } = await seen(next);
    return editor.post(`${next}/erratum`, { ...form, erratum: value('erratum'), printed });
  };
  expect((await choose('yes')).status).toBe(303);
  expect(await letter()).toMatch(/Erratum, n°&#160;\d+<\/strong> – Le pont a &#60;12&#62; arches/);
  const taken = await seen(next);
  expect(taken.html).toContain('erratum décidé');
  await editor.post(`${next}/undo`, { ...taken.form, change: taken.value('change') });
  expect(await letter()).not.toContain('Erratum');

  expect((await choose('no')).status).toBe(303);
  expect((await seen(next)).html).toContain('pas repris');
  expect(await letter()).not.toContain('Erratum');
  expect((await choose('perhaps')).status).toBe(400);
}, 60_000);
