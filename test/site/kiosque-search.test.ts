/** The archive's search over real HTTP and a real PostgreSQL: what readers type, and what nobody should. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepOlderWords } from '../../src/app/shelf.ts';
import type { EditionContent } from '../../src/issue/edition.ts';
import { openNewsroom } from './newsroom.ts';
import { everything } from './tables.ts';

let room: Awaited<ReturnType<typeof openNewsroom>>;
afterAll(() => room[Symbol.asyncDispose]());

const get = (path: string) => fetch(`${room.base}${path}`);
const url = 'http://127.0.0.1';
const letter = (body: string) =>
  `<!doctype html><html lang="fr"><head><title>T</title><style>p{color:red}</style></head><body>
  <div style="display:none;max-height:0">Preheader caché</div>${body}
  <div class="ink foot"><p>Vous recevez L’Hebdo parce que vous vous y êtes inscrit.</p></div></body></html>`;
const publish = async (number: number, body: string, state = 'sent') => {
  const hash = `hash${number}`;
  const content = { subject: `L’Hebdo n° ${number}`, html: letter(body), text: '' } as EditionContent;
  const { rows } = await sql<{ id: number }>`
    insert into issues (newsletter, period, number, date, state, subject, approved_hash, drafted_at, articles_until)
    values ('lhebdo', ${`2025-W${number}`}, ${number}, date '2025-01-01' + ${number}::int, ${state}, 's', ${hash}, now(), now())
    returning id`.execute(room.database.db);
  await sql`insert into editions (hash, issue_id, content, created_at)
    values (${hash}, ${rows[0]?.id}, ${JSON.stringify(content)}::jsonb, now())`.execute(room.database.db);
};
const found = async (words: string) => {
  const html = await (await get(`/kiosque/lhebdo?q=${encodeURIComponent(words)}`)).text();
  return {
    html,
    numbers: [...html.matchAll(/n°(?:&nbsp;|\u00A0)(\d+) ·/g)].map(([, number]) => Number(number)),
    marked: [...html.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, word]) => word),
  };
};
beforeAll(async () => {
  room = await openNewsroom();
  await publish(
    11,
    '<h2>Le tramway du littoral roule</h2><p>Les premières rames vont jusqu’à l’Estaque.</p>',
  );
  await publish(12, '<h2>Le marché d’Arles</h2><p>Sur le chemin, un tramway passe devant l’école.</p>');
  await publish(13, '<h2>Écoles et œuvres</h2><p>Trois cœurs battent rue de l’Œuvre.</p>');
  await publish(14, '<h2>Brouillon sur le tramway</h2>', 'approved');
  await publish(
    15,
    '<h2>Bureaux</h2><p>[[ if premium ]]Le loyer secret est de mille euros.[[ else ]]La suite est réservée aux abonnés.[[ end ]]</p>',
  );
  await keepOlderWords({ database: room.database, publicUrl: url });
});

it('puts a headline before the text, and shows nothing that has not left', async () => {
  expect(await found('tramway')).toMatchObject({ numbers: [11, 12], marked: ['tramway', 'tramway'] });
});

it.each([
  ['ecole', [13, 12], ['Écoles', 'école']],
  ['ÉCOLES', [13, 12], ['Écoles', 'école']],
  ['oeuvre', [13], ['œuvres', 'Œuvre']],
  ['coeur', [13], ['cœurs']],
  ['l’Estaque', [11], ['Estaque']],
  ['marchés', [12], ['marché']],
  ['"premières rames"', [11], ['premières', 'rames']],
  ['tramway -littoral', [12], ['tramway']],
])('%s finds accents, capitals, plurals and ligatures alike', async (words, numbers, marked) => {
  expect(await found(words)).toMatchObject({ numbers, marked });
});

it('keeps closed what is for subscribers, and leaves out preheader and foot', async () => {
  for (const words of ['secret', 'loyer', 'caché', 'inscrit'])
    expect((await found(words)).numbers, words).toEqual([]);
  expect(await found('abonnés')).toMatchObject({ numbers: [15] });
  const page = await (await get('/l/lhebdo/2025-W15')).text();
  expect(page).toContain('réservée aux abonnés');
  expect(page).not.toContain('secret');
});

it.each([
  "'; drop table issues; --",
  '%_\\',
  '<script>alert(1)</script>',
  '"',
  '((((',
  '!!&|:*',
  '\u0000\u0001\u0002',
  '{{ 7*7 }}[[ reader.email ]]',
  'x'.repeat(5_000),
  '😀',
  'le la les',
  '\uD800',
])('answers %j clearly, and changes nothing', async (words) => {
  const before = await everything(room.database.db);
  const answer = await get(`/kiosque/lhebdo?q=${encodeURIComponent(words.toWellFormed())}`);
  expect(answer.status).toBe(200);
  const html = await answer.text();
  expect(html).not.toContain('<script>');
  expect(Buffer.byteLength(html)).toBeLessThan(30_000);
  expect(await everything(room.database.db)).toBe(before);
});

it('is not listed by search engines, and turns its pages', async () => {
  for (let number = 20; number < 45; number++) await publish(number, '<p>La grande bibliothèque</p>');
  await keepOlderWords({ database: room.database, publicUrl: url });
  const first = await get('/kiosque/lhebdo?q=biblioth%C3%A8que');
  expect(first.headers.get('x-robots-tag')).toBe('noindex');
  const html = await first.text();
  expect(html).toContain('25 numéros trouvés');
  const [, next = ''] = /href="([^"]+page=2)"/.exec(html) ?? [];
  const second = await (await get(next.replaceAll('&amp;', '&'))).text();
  expect(second).toContain('n°\u00A034');
  expect(second).toContain('page=3');
});
