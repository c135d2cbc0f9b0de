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
  const html = letters[0]?.html ?? '';
  expect(html.match(/tramway-du-littoral-(premieres-rames|essais)\/?"/g)?.length).toBeGreaterThan(0);
  expect(html).not.toContain('tramway-du-littoral-essais');
  expect(html).not.toContain('guetteurs-de-feux-l-album');
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
