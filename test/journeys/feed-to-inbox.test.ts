import pg from 'pg';
import PostalMime, { type Email } from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeReadyToSend, openTestNewsroom, type TestNewsroom } from '../support/newsroom.ts';

const readers = 24;
let newsroom: TestNewsroom;
let letters: Email[];

beforeAll(async () => {
  newsroom = await openTestNewsroom();
  await makeReadyToSend(newsroom, readers);
  const ended = await newsroom.hebdo('send', 'lhebdo', '--json');
  expect(ended, ended.stderr).toMatchObject({ code: 0 });
  letters = await Promise.all(newsroom.relay.arrived.map(({ raw }) => PostalMime.parse(raw)));
}, 300_000);
afterAll(() => newsroom?.[Symbol.asyncDispose]());

test('each reader has one letter, from an address that belongs to that reader alone', () => {
  expect(newsroom.relay.arrived).toHaveLength(readers);
  expect(new Set(newsroom.relay.arrived.map(({ to }) => to)).size).toBe(readers);
  expect(new Set(newsroom.relay.arrived.map(({ from }) => from)).size).toBe(readers);
});

test('the letter carries the headers that let a reader leave in one click (RFC 8058)', () => {
  for (const letter of letters) {
    expect(header(letter, 'list-unsubscribe')).toMatch(
      new RegExp(`<${newsroom.publicUrl}/u/[A-Za-z0-9_.~-]+>`),
    );
    expect(header(letter, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(header(letter, 'list-id')).toMatch(/<[a-z0-9.-]+>/);
    expect(header(letter, 'message-id')).toMatch(/^<[^<>\s]+@[^<>\s]+>$/);
  }
});

test('the letter is numbered, addressed and readable as HTML and as text', () => {
  const [letter] = letters;
  expect(letter?.subject).toMatch(/^L[’']Hebdo n°\s\d+/);
  expect(letter?.html).toContain('lang="fr"');
  expect(letter?.html).toContain('Tramway du littoral');
  expect(letter?.text).toContain('Tramway du littoral');
  expect(Buffer.byteLength(letter?.html ?? '')).toBeLessThan(102_000);
});

test('nothing of the newsroom’s workshop reaches a reader: slots, shortcodes, scripts, trailers', () => {
  for (const { html = '', text = '' } of letters)
    for (const leftover of [
      '[[',
      '{{',
      '[pullquote',
      'Best_Wordpress',
      '<script',
      'compter(',
      'apparu en premier',
      '[Abonnés]',
    ])
      expect(`${html}${text}`).not.toContain(leftover);
});

test('a story told twice is shown once, what is past or old is not shown', () => {
  // The links of the text part are written out.
  const text = letters[0]?.text ?? '';
  expect(text.match(/tramway-du-littoral-(premieres-rames|essais)\/?\n/g)?.length).toBeGreaterThan(0);
  expect(text).not.toContain('tramway-du-littoral-essais');
  expect(text).not.toContain('guetteurs-de-feux-l-album');
});

test('every picture of the letter is served with its size written down', async () => {
  const web = newsroom.start('web');
  try {
    await web.says(/http:\/\/127\.0\.0\.1:\d+/);
    const pictures = [...(letters[0]?.html ?? '').matchAll(/<img\b[^>]*>/g)].map(([tag]) => tag);
    expect(pictures.length).toBeGreaterThan(5);
    for (const tag of pictures) {
      expect(tag).toMatch(/\bwidth="\d+"/);
      expect(tag).toMatch(/\bheight="\d+"/);
      expect(tag).toMatch(/\balt="/);
      const [, address = ''] = tag.match(/\bsrc="([^"]+)"/) ?? [];
      expect((await fetch(address)).headers.get('content-type'), address).toMatch(/^image\//);
    }
  } finally {
    web.process.kill('SIGTERM');
    await web.ended;
  }
});

test('every link of a letter leads on, and no visit is lost when the site is stopped at once', async () => {
  const all = letters.flatMap(({ html = '' }) =>
    [...html.matchAll(/href="([^"]*\/r\/[^"]*)"/g)].map(([, address = '']) => address),
  );
  // Nobody agreed to anything: a link says which one it is, and nothing else.
  for (const address of all) expect(address).toMatch(/\/r\/lhebdo\/\d{4}-W\d{2}\/\d{1,2}$/);
  const seen = [...new Set(all)].filter((address) => !address.endsWith('/0'));
  expect(seen.length).toBeGreaterThan(10);
  const web = newsroom.start('web');
  await web.says(/http:\/\/127\.0\.0\.1:\d+/);
  const asReader = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' };
  const visits = Array.from({ length: 20 }, () => seen).flat();
  await Promise.all(
    visits.map(async (address) => {
      const answer = await fetch(address, { redirect: 'manual', headers: asReader });
      expect(answer.headers.get('location'), address).toMatch(/^http/);
    }),
  );
  web.process.kill('SIGTERM');
  expect(await web.ended).toMatchObject({ code: 0 });
  const ledger = new pg.Client({ connectionString: newsroom.databaseUrl });
  await ledger.connect();
  const { rows } = await ledger.query('select link, people, programs from link_visits order by link');
  await ledger.end();
  const numbers = seen.map((address) => Number(address.split('/').at(-1))).toSorted((a, b) => a - b);
  expect(rows).toEqual(numbers.map((link) => ({ link, people: 20, programs: 0 })));
  const status = await newsroom.hebdo('status', 'lhebdo', '--json');
  expect(JSON.parse(status.stdout)).toMatchObject({
    accepted: readers,
    unsubscribed: 0,
    clicks: { counted: 'all', people: visits.length, programs: 0, letters_with_consent: 0 },
    opens: { letters_with_consent: 0, readers_with_consent: 0 },
  });
  expect((await newsroom.hebdo('status', 'lhebdo')).stdout).toContain('opened: unknown, no reader agreed');
});

test('sending the same week again sends nothing', async () => {
  const again = await newsroom.hebdo('send', 'lhebdo');
  expect(again.code).toBe(0);
  expect(`${again.stdout}${again.stderr}`).toMatch(/already sent/i);
  expect(newsroom.relay.arrived).toHaveLength(readers);
});

test('the next draft of the same week finds the issue that left', async () => {
  const draft = await newsroom.hebdo('draft', 'lhebdo', '--json');
  expect(draft.code).toBe(0);
  expect(newsroom.relay.arrived).toHaveLength(readers);
});

function header(letter: Email, name: string): string | undefined {
  return letter.headers.find(({ key }) => key === name)?.value;
}
