/** Pictures and partners over real HTTP: what an editor brings, what is refused, and that refusals leave nothing. */
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from './room.ts';
import { openRoom, type Room } from './room.ts';

let room: Room;
let issue: string;
let browser: Browser;
beforeAll(async () => {
  room = await openRoom();
  issue = await room.prepare(5);
  await room.fetchOnce();
  browser = await room.signedIn('Ines', ['editor']);
}, 240_000);
afterAll(() => room[Symbol.asyncDispose]());

async function seen(path = issue, who = browser) {
  const html = await (await who.get(path)).text();
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  return { html, form: { form_token: value('form_token'), version: value('version') } };
}

async function firstItem(): Promise<string> {
  return /data-item="(\d+)"/.exec((await seen()).html)?.[1] ?? '';
}

const photo = () =>
  sharp({ create: { width: 1600, height: 900, channels: 3, background: '#2a6' } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'secret-owner' } })
    .toBuffer();

const keptPictures = async () => {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from image_sources where source_url like 'upload:%' and frame = 'whole'`.execute(
    room.app.world.database.db,
  );
  return rows[0]?.count;
};

describe('a picture that an editor brings', () => {
  it('stands in the letter, without its EXIF, with its words; the original is one click away', async () => {
    const item = await firstItem();
    const page = `${issue}/item/${item}`;
    const { form } = await seen(page);
    const fields = { ...form, what: 'image', item, alt: 'Le vieux port «à l’aube»', credit: 'photo : I. R.' };
    const answer = await browser.upload(`${issue}/picture`, fields, {
      bytes: await photo(),
      name: 'port.jpg',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, page]);

    const { html } = await seen(page);
    const address = /src="(\/i\/[0-9a-f]{64}\.jpg)"/.exec(html)?.[1] ?? '';
    const kept = Buffer.from(await (await browser.get(address)).arrayBuffer());
    expect(await sharp(kept).metadata()).toMatchObject({ format: 'jpeg', width: 1600 });
    expect(kept.includes('secret-owner')).toBe(false);
    const letter = await (await browser.get(`${issue}/letter`)).text();
    expect(letter).toMatch(/src="http:[^"]+\/i\/[0-9a-f]{64}\.jpg"[^>]*alt="Le vieux port/);

    const again = await seen(page);
    const back = { ...again.form, what: 'image', item, picture: 'original' };
    expect((await browser.post(`${issue}/edit`, back)).headers.get('location')).toBe(page);
    expect((await seen(page)).html).not.toContain(address);
  }, 60_000);

  const png = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#2a6' } })
      .png()
      .toBuffer();
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><script>alert(1)</script></svg>';
  it.each<[string, string, () => Promise<Buffer> | Buffer, RegExp]>([
    ['an SVG with a script', 'logo.svg', () => Buffer.from(svg), /C’est un SVG/],
    ['an SVG called PNG', 'logo.png', () => Buffer.from(svg), /C’est un SVG/],
    ['100 megapixels', 'plan.png', () => png(10_000, 10_000), /trop grande \(10000 × 10000\)/],
    ['a page called JPEG', 'photo.jpg', () => Buffer.from('<!doctype html>'), /n’est pas une image/],
    ['a PNG called JPEG', 'photo.jpg', () => png(300, 300), /Le nom dit jpeg, le contenu est png/],
    ['a cut photograph', 'photo.jpg', async () => (await photo()).subarray(0, 4_000), /abîmée ou incomplète/],
    ['an empty file', 'photo.jpg', () => Buffer.alloc(0), /est vide/],
  ])('is refused with its reason when it is %s', async (_, name, make, reason) => {
    const item = await firstItem();
    const before = await keptPictures();
    const { form } = await seen(`${issue}/item/${item}`);
    const fields = { ...form, what: 'image', item, alt: 'Un texte <b>tapé</b>' };
    const answer = await browser.upload(`${issue}/picture`, fields, { bytes: await make(), name });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toMatch(reason);
    expect(page).toContain('Un texte &lt;b&gt;tapé&lt;/b&gt;');
    expect(await keptPictures()).toBe(before);
  });

  it('is not read beyond the limit, and not at all from a stranger', async () => {
    const item = await firstItem();
    const { form } = await seen(`${issue}/item/${item}`);
    const fields = { ...form, what: 'image', item, alt: 'Vingt mégaoctets' };
    const heavy = { bytes: Buffer.alloc(20_000_000, 7), name: 'photo.jpg' };
    const answer = await browser.upload(`${issue}/picture`, fields, heavy);
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('Ce fichier est trop lourd');
    const small = { bytes: Buffer.alloc(400_000, 7), name: 'photo.jpg' };
    expect((await room.browser().upload(`${issue}/picture`, {}, small)).status).toBe(413);
  });

  it('asks for words', async () => {
    const item = await firstItem();
    const before = await keptPictures();
    const { form } = await seen(`${issue}/item/${item}`);
    const file = { bytes: await photo(), name: 'port.jpg' };
    const answer = await browser.upload(`${issue}/picture`, { ...form, what: 'image', item, alt: ' ' }, file);
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining('Dites en quelques mots'),
    ]);
    expect(await keptPictures()).toBe(before);
  });

  it('does not overwrite in silence the one that another editor just chose', async () => {
    const item = await firstItem();
    const { form } = await seen(`${issue}/item/${item}`);
    const other = await room.signedIn('Jules', ['editor']);
    const theirs = await seen(`${issue}/item/${item}`, other);
    await other.post(`${issue}/edit`, { ...theirs.form, what: 'image', item, picture: 'none' });
    const fields = { ...form, what: 'image', item, alt: 'Le port' };
    const answer = await browser.upload(`${issue}/picture`, fields, {
      bytes: await photo(),
      name: 'port.jpg',
    });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('Jules');
  });
});

describe('a picture that was found', () => {
  /** The first item whose picture no editor has chosen yet, as the letter shows it. */
  async function foundItem() {
    await browser.get(`${issue}/letter`);
    for (const [, item = ''] of (await seen()).html.matchAll(/data-item="(\d+)"/g)) {
      const page = `${issue}/item/${item}`;
      const { html, form } = await seen(page);
      const picture = /name="picture" value="(http[^"]+)"\/><p/.exec(html)?.[1];
      if (picture && !html.includes('id="original"')) return { item, page, picture, form };
    }
    throw new Error('no item has a picture that was found');
  }
  const describe = async (text: string) => {
    const { item, page, picture, form } = await foundItem();
    const fields = { ...form, what: 'alt', item, picture, text };
    const answer = await browser.post(`${issue}/edit`, fields);
    return { answer, item, page, fields };
  };
  const letter = async () => (await browser.get(`${issue}/letter`)).text();
  const check = async () => (await browser.get(`${issue}/check`)).text();

  it('is described on its item’s page: in the letter, in the log with who did it, and undone', async () => {
    const words = 'Trois voiliers <b>"rouges"</b> au large';
    const { answer, page } = await describe(words);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, page]);
    expect(await letter()).toMatch(/alt="Trois voiliers [^"]*rouges[^"]* au large"/);
    expect(await letter()).not.toContain('<b>"rouges"');
    expect((await seen(page)).html).toContain(
      'value="Trois voiliers &lt;b&gt;&quot;rouges&quot;&lt;/b&gt; au large"',
    );
    const { html, form } = await seen();
    expect(html).toContain('texte de l’image changé');
    expect(html).toContain('Ines');
    const change = /name="change" value="(\d+)"/.exec(html)?.[1] ?? '';
    expect((await browser.post(`${issue}/undo`, { ...form, change })).status).toBe(303);
    expect(await letter()).not.toContain('Trois voiliers');
  }, 60_000);

  it('feeds the check with its words', async () => {
    const { item } = await describe('IMG_2041.jpg');
    expect(await check()).toContain('« IMG_2041.jpg » est un nom de fichier');
    const page = `${issue}/item/${item}`;
    const { form, html } = await seen(page);
    const picture = /name="picture" value="(http[^"]+)"\/><p/.exec(html)?.[1] ?? '';
    const fields = { ...form, what: 'alt', item, picture, text: 'Un quai au lever du jour' };
    expect((await browser.post(`${issue}/edit`, fields)).status).toBe(303);
    expect(await check()).not.toContain('IMG_2041');
  }, 120_000);

  it('takes no empty words, none for another picture, and none over another editor’s choice', async () => {
    const { answer, page, fields } = await describe('  ');
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining('Dites en quelques mots'),
    ]);
    const elsewhere = { ...fields, picture: 'https://elsewhere.example/x.jpg', text: 'Un quai' };
    expect((await browser.post(`${issue}/edit`, elsewhere)).status).toBe(422);
    const other = await room.signedIn('Lou', ['editor']);
    const theirs = await seen(page, other);
    await other.post(`${issue}/edit`, { ...theirs.form, what: 'image', item: fields.item, picture: 'none' });
    const late = await browser.post(`${issue}/edit`, { ...fields, text: 'Un quai désert' });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('Un quai désert');
  });
});

it('of those found, the page shows the one that the letter prints: a dead one before it is passed over', async () => {
  const item = await firstItem();
  const { form } = await seen(`${issue}/item/${item}`);
  // Whatever editors chose for it before.
  await browser.post(`${issue}/edit`, { ...form, what: 'image', item, picture: 'original' });
  const { db } = room.app.world.database;
  const { rows } = await sql<{ image: { url: string }; images: unknown[] }>`
    select image, images from articles where id = ${item}`.execute(db);
  const [found] = rows;
  if (!found) throw new Error(item);
  const dead = { ...found.image, url: `${room.base}/i/${'0'.repeat(64)}.jpg`, alt: 'Introuvable' };
  await sql`update articles set image = ${JSON.stringify(dead)}, images = ${JSON.stringify([dead, found.image])}
    where id = ${item}`.execute(db);
  const { html } = await seen(`${issue}/item/${item}`);
  const shown = /<figure class="shown"><img src="([^"]*)"/.exec(html)?.[1];
  expect(shown).toBe(found.image.url);
  expect(html).toContain(`name="picture" checked="" value="${found.image.url}"`);
  const row = new RegExp(`<li class="item" data-item="${item}".*?<img src="([^"]*)"`, 's');
  expect(row.exec((await seen()).html)?.[1]).toBe(found.image.url);
  await sql`update articles set image = ${JSON.stringify(found.image)}, images = ${JSON.stringify(found.images)}
    where id = ${item}`.execute(db);
});

it('at a place where the letter prints none, the page says so', async () => {
  const [, block = ''] =
    /data-block="most_read"([\s\S]*?)<\/ol>|data-block="most_read"([\s\S]*?)<\/ul>/.exec(
      (await seen()).html,
    ) ?? [];
  const item = /data-item="(\d+)"/.exec(block)?.[1] ?? '';
  expect((await seen(`${issue}/item/${item}`)).html).toContain('la lettre n’imprime pas d’image');
});

describe('a partner', () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const write = async (fields: Record<string, string>, file?: { bytes: Buffer; name: string }) => {
    const { form } = await seen(`${issue}/sponsor`);
    const all = {
      ...form,
      what: 'sponsor',
      id: '',
      title: 'Librairie du Quai',
      text: 'Des livres, et le café.',
      url: 'https://librairie.example/quai?x=1&y=2',
      alt: '',
      from: day(-30),
      until: day(30),
      place: 'end',
      mark: 'partner',
      ...fields,
    };
    return file ? browser.upload(`${issue}/sponsor`, all, file) : browser.post(`${issue}/sponsor`, all);
  };
  const letter = async () => (await browser.get(`${issue}/letter`)).text();

  it('in flight is drawn at its place and marked; out of flight it is not, and the check says so', async () => {
    const file = { bytes: await photo(), name: 'vitrine.jpg' };
    expect((await write({ alt: 'La vitrine' }, file)).status).toBe(303);
    const drawn = await letter();
    expect(drawn).toContain('Librairie du Quai');
    expect(drawn).toMatch(/Partenaire[\s\S]+alt="La vitrine"/);
    expect(drawn).toContain('rel="sponsored"');

    const over = { id: 'librairie-du-quai', alt: 'La vitrine', until: day(-20) };
    expect((await write(over)).status).toBe(303);
    expect(await letter()).not.toContain('Librairie du Quai');
    expect((await seen(`${issue}/check`)).html).toMatch(/Librairie du Quai[\s\S]+ne paraît plus/);
  }, 60_000);

  it.each([
    ['javascript for an address', { url: 'javascript:alert(1)' }, 'doit commencer par https'],
    ['dates the wrong way round', { from: day(3), until: day(1) }, 'Les dates ne vont pas'],
  ])('with %s is refused, and what was typed is on the page', async (_, fields, reason) => {
    const answer = await write({ ...fields, title: 'Tapé <avec> soin' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(reason);
    expect(page).toContain('Tapé &lt;avec&gt; soin');
  });

  it('is taken out, and an undo brings it back', async () => {
    const { form } = await seen();
    await browser.post(`${issue}/edit`, { ...form, what: 'unsponsor', sponsor: 'librairie-du-quai' });
    const without = await seen();
    expect(without.html).not.toContain('/sponsor/librairie-du-quai');
    const change = /name="change" value="(\d+)"/.exec(without.html)?.[1] ?? '';
    await browser.post(`${issue}/undo`, { ...without.form, change });
    expect((await seen()).html).toContain('/sponsor/librairie-du-quai');
  });
});
