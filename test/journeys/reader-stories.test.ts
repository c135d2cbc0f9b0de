/** The real program and a real browser: a consent and its end, a letter passed on, a list-bomber, and bodies of 100 MB. */
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IssueId, Period, SubscriberId } from '../../src/audience/ids.ts';
import { readerLinks } from '../../src/audience/links.ts';
import { connectDatabase, type Database } from '../../src/world/db/database.ts';
import { openTemplates } from '../../src/world/templates.ts';
import { everything } from '../site/tables.ts';
import { launchChrome } from '../support/chrome.ts';
import { makeReadyToSend, openTestNewsroom, type TestNewsroom } from '../support/newsroom.ts';
import type { Running } from '../support/program.ts';

const secret = 'a-secret-for-tests-only-0123456789';
/** How a person's browser names itself: others are counted as programs. */
const browserName = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
type Reader = { readonly id: SubscriberId; readonly email: string };
let newsroom: TestNewsroom;
let database: Database;
let web: Running;
let chrome: Browser;
let camille: Reader;
let friendOf: Reader;
/** One who pays, one who lives in Martigues, and one who put the last rubrique first. */
let paying: Reader;
let inMartigues: Reader;
let choosy: Reader;

beforeAll(async () => {
  newsroom = await openTestNewsroom();
  await makeReadyToSend(newsroom, 12);
  database = connectDatabase(newsroom.databaseUrl, { connections: 2, onError: () => {} });
  [web, chrome] = await Promise.all([startWeb(), launchChrome()]);
  const { rows } = await database.pool.query<Reader>('select id, email from subscribers order by id limit 5');
  [camille, friendOf, paying, inMartigues, choosy] = rows as [Reader, Reader, Reader, Reader, Reader];
  await database.pool.query("update subscribers set premium = false, commune = null, sections = '{}'");
  await database.pool.query('update subscribers set premium = true where id = $1', [paying.id]);
  await database.pool.query("update subscribers set commune = 'martigues' where id = $1", [inMartigues.id]);
  const [, last] = await firstAndLast();
  await database.pool.query('update subscribers set sections = $2 where id = $1', [
    choosy.id,
    [last?.section],
  ]);
}, 300_000);
afterAll(async () => {
  await chrome?.close();
  web?.process.kill('SIGTERM');
  await web?.ended;
  await database?.[Symbol.asyncDispose]();
  await newsroom?.[Symbol.asyncDispose]();
});

/** The articles that open the first and the last rubrique of the issue. */
async function firstAndLast() {
  const { rows } = await database.pool.query<{ section: string; url: string }>(
    `select section, url from (
       select distinct on (i.block ->> 'section') i.block ->> 'section' as section, a.url, i.position
       from issue_items i join articles a on a.id = i.article_id where i.block ->> 'kind' = 'section'
       order by i.block ->> 'section', i.position) opening`,
  );
  const { sections } = await newsletterSections();
  const inOrder = rows.toSorted(
    (one, other) => sections.indexOf(one.section) - sections.indexOf(other.section),
  );
  return [inOrder[0], inOrder.at(-1)] as const;
}

async function newsletterSections() {
  const { newsletter } = openTemplates(newsroom.templates);
  return { sections: (await newsletter('lhebdo')).sections.map(({ id }) => id) };
}

async function startWeb(): Promise<Running> {
  const started = newsroom.start('web');
  await started.says(/http:\/\/127\.0\.0\.1:\d+/);
  return started;
}

async function openPage(): Promise<Page> {
  const context = await chrome.newContext({ locale: 'fr-FR', javaScriptEnabled: false });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

/** Every letter that came to somebody, read. */
async function lettersTo(email: string, count: number) {
  const own = () => newsroom.relay.arrived.filter(({ to }) => to === email);
  await expect.poll(() => own().length, { timeout: 30_000 }).toBe(count);
  return Promise.all(own().map(({ raw }) => PostalMime.parse(raw)));
}
const hrefsOf = (html = '') =>
  [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
const own = (hrefs: readonly string[], path: string) =>
  hrefs.filter((href) => href.startsWith(`${newsroom.publicUrl}/${path}/`));

describe('what the CNIL asks for', () => {
  const preferences = () =>
    readerLinks(
      { publicUrl: newsroom.publicUrl, secret },
      {
        ...{ newsletter: 'lhebdo', subscriberId: camille.id },
        ...{ issueId: 1 as IssueId, period: '2026-W48' as Period },
      },
    ).preferences;
  const boxes = (page: Page) => page.getByRole('checkbox', { name: 'J’accepte' });
  const save = async (page: Page) => {
    await page.getByRole('button', { name: 'ces deux choix' }).press('Enter');
    await page.getByRole('status').waitFor();
  };
  const recorded = async () =>
    (
      await database.pool.query<{ link: number; people: number; known: boolean }>(
        'select (link > 0)::int as link, sum(people)::int as people, bool_or(subscriber_id is not null) as known from reader_visits group by 1 order by 1',
      )
    ).rows;
  let pixel = '';
  let link = '';
  const look = async () => {
    const headers = { 'User-Agent': browserName };
    const opened = await fetch(pixel, { headers });
    expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'image/gif']);
    const followed = await fetch(link, { headers, redirect: 'manual' });
    expect([followed.status, followed.headers.get('location')]).toEqual([
      302,
      expect.stringMatching(/^http/),
    ]);
  };

  test('nothing is ticked before the reader ticks it, each choice apart, with its words', async () => {
    const page = await openPage();
    await page.goto(preferences());
    expect(await boxes(page).count()).toBe(2);
    for (const box of await boxes(page).all()) expect(await box.isChecked()).toBe(false);
    await boxes(page).nth(0).check();
    await boxes(page).nth(1).check();
    await save(page);
    await page.context().close();
  });

  test('only the letter of who agreed has a pixel and links of its own', async () => {
    const sent = await newsroom.hebdo('send', 'lhebdo');
    expect(sent, sent.stderr).toMatchObject({ code: 0 });
    const [letter] = await lettersTo(camille.email, 1);
    [pixel = ''] = own(hrefsOf(letter?.html), 'o');
    link = own(hrefsOf(letter?.html), 'r').find((href) => !/\/0$/.test(href)) ?? '';
    expect([pixel, link]).not.toContain('');
    for (const { to, raw } of newsroom.relay.arrived.filter((one) => one.to !== camille.email)) {
      const { html } = await PostalMime.parse(raw);
      expect(own(hrefsOf(html), 'o'), to).toEqual([]);
      for (const href of own(hrefsOf(html), 'r')) expect(href).toMatch(/\/r\/lhebdo\/[\w-]+\/\d+$/);
    }
    await look();
    await expect.poll(recorded).toEqual([
      { link: 0, people: 1, known: true },
      { link: 1, people: 1, known: true },
    ]);
  });

  test('the receipt tells the reader and the operator what was agreed to, in the same words', async () => {
    const page = await openPage();
    await page.goto(`${preferences()}/receipt`);
    const shown = await page.locator('main').textContent();
    const { stdout } = await newsroom.hebdo('subscribers', 'receipt', camille.email);
    for (const words of [
      'J’accepte qu’une image invisible',
      'enregistre quels liens de ses lettres je suis',
    ]) {
      expect(shown).toContain(words);
      expect(stdout).toContain(words);
    }
    expect(stdout).toMatch(/granted {2}every newsletter {2}\(open tracking\).*network {2}127\.0\.0\.0\/24/s);
    expect(shown).not.toContain(camille.email);
    await page.context().close();
  });

  test('a withdrawal silences letters that left: pixel and links work on and record nothing', async () => {
    const page = await openPage();
    await page.goto(preferences());
    for (const box of await boxes(page).all()) {
      expect(await box.isChecked()).toBe(true);
      await box.uncheck();
    }
    await save(page);
    await page.context().close();
    const silent = [
      { link: 0, people: 1, known: false },
      { link: 1, people: 1, known: false },
    ];
    expect(await recorded()).toEqual(silent);
    for (let times = 0; times < 3; times++) await look();
    // What was counted is written as the program stops.
    web.process.kill('SIGTERM');
    await web.ended;
    expect(await recorded()).toEqual(silent);
    web = await startWeb();
    const { stdout } = await newsroom.hebdo('subscribers', 'receipt', camille.email);
    expect(stdout.match(/withdrawn {2}every newsletter/g)).toHaveLength(2);
  }, 60_000);
});

describe('one edition is, for each reader,', () => {
  const textTo = async ({ email }: Reader) => {
    const own = newsroom.relay.arrived.find(({ to }) => to === email);
    return (await PostalMime.parse(own?.raw ?? '')).text ?? '';
  };

  test('whole for who pays and a beginning for others', async () => {
    expect(await textTo(friendOf)).toContain('(réservé aux abonnés)');
    expect(await textTo(paying)).not.toContain('(réservé aux abonnés)');
  });

  test('with the news of their own town', async () => {
    const { rows } = await database.pool.query<{ url: string }>(
      `select a.url from issue_items i join articles a on a.id = i.article_id
       where i.block ->> 'kind' = 'commune' and i.block ->> 'commune' = 'martigues'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    const [own, others] = await Promise.all([inMartigues, friendOf].map(textTo));
    for (const { url } of rows)
      expect([own?.includes(url), others?.includes(url)], url).toEqual([true, false]);
  });

  test('with the rubrique first that they put first, out of one compilation', async () => {
    const [first, last] = await firstAndLast();
    const inOrder = (text: string) => {
      const places = [first, last].map((one) => text.indexOf(one?.url ?? 'none'));
      expect(places).not.toContain(-1);
      return (places[0] ?? 0) < (places[1] ?? 0);
    };
    expect([inOrder(await textTo(friendOf)), inOrder(await textTo(choosy))]).toEqual([true, false]);
    const { rows } = await database.pool.query(
      'select count(distinct edition_hash)::int as editions, count(*)::int as sends from sends',
    );
    expect(rows).toEqual([{ editions: 1, sends: 1 }]);
  });
});

describe('a letter that was passed on', () => {
  test('lets a friend look at everything and shows only a masked address; nothing happens unasked', async () => {
    const [letter] = await lettersTo(friendOf.email, 1);
    const hrefs = hrefsOf(letter?.html);
    const [preferences = ''] = own(hrefs, 'p');
    const [leave = ''] = own(hrefs, 'u');
    await database.pool.query('delete from link_visits');
    const before = await everything(database.db);
    const page = await openPage();
    const paths = ['', '/tracking', '/receipt', '/address', '/data', '/erase', '/stay'];
    for (const address of [leave, ...paths.map((path) => preferences + path)]) {
      const answer = await page.goto(address);
      expect(answer?.status(), address).toBe(200);
      const html = await page.content();
      expect(html, address).not.toContain(friendOf.email);
      expect(html, address).toContain(`${friendOf.email.slice(0, 1)}•••@`);
    }
    await page.goto(`${preferences}/erase`);
    expect(await page.locator('main').textContent()).toContain('Cette lettre vous a été transférée');
    expect(await everything(database.db)).toBe(before);
    await page.context().close();
  });

  test('lets them ask for the data, which go to the reader alone, and for a letter of their own', async () => {
    const [letter] = await lettersTo(friendOf.email, 1);
    const [preferences = ''] = own(hrefsOf(letter?.html), 'p');
    const page = await openPage();
    await page.goto(`${preferences}/data`);
    await page.getByRole('button').press('Enter');
    await page.getByRole('status').waitFor();
    expect(await page.content()).not.toMatch(/\/d\/[\w-]+/);
    const [, data] = await lettersTo(friendOf.email, 2);
    expect(data?.text).toMatch(/\/d\/[\w-]+/);
    await page.goto(preferences);
    await page.getByRole('link', { name: 'Recevoir la vôtre' }).press('Enter');
    await page.waitForURL('**/s/lhebdo');
    await page.getByRole('textbox').first().fill('ami@lecteurs.example');
    await page.getByRole('button').press('Enter');
    await page.getByRole('heading', { name: 'Ouvrez votre messagerie' }).waitFor();
    const [confirm] = await lettersTo('ami@lecteurs.example', 1);
    await page.goto(
      own(
        [...(confirm?.text ?? '').matchAll(/http\S+/g)].map(([url]) => url),
        'c',
      )[0] ?? '',
    );
    await page.getByRole('button').press('Enter');
    await page.getByRole('heading', { name: 'Bienvenue' }).waitFor();
    const { rows } = await database.pool.query(
      `select s.email, b.state from subscribers s join subscriptions b on b.subscriber_id = s.id
       where s.email in ('ami@lecteurs.example', $1) and newsletter = 'lhebdo' order by s.id`,
      [friendOf.email],
    );
    expect(rows).toEqual([
      { email: friendOf.email, state: 'active' },
      { email: 'ami@lecteurs.example', state: 'active' },
    ]);
    await page.context().close();
  });
});

describe('somebody who bombs a mailbox', () => {
  const victim = 'victime@lecteurs.example';
  const from = (network: number) => ({ 'X-Forwarded-For': `203.0.${network}.7` });
  const byPage = (email: string, network: number) =>
    fetch(`${newsroom.publicUrl}/s/lhebdo`, {
      method: 'POST',
      body: new URLSearchParams({ email }),
      headers: from(network),
    });
  const byApi = (email: string, network: number) =>
    fetch(`${newsroom.publicUrl}/api/v1/subscribers`, {
      method: 'POST',
      body: JSON.stringify({ email, newsletters: ['lhebdo'] }),
      headers: { ...from(network), 'Content-Type': 'application/json' },
    });

  test('gets three letters through, from many networks, by page and by API, and learns nothing', async () => {
    const pages = new Set<string>();
    const answers = new Set<string>();
    for (let at = 0; at < 12; at++) {
      pages.add(await (await byPage(victim, at)).text());
      answers.add(await (await byApi(victim, 100 + at)).text());
    }
    expect([pages.size, answers.size]).toEqual([1, 1]);
    expect(await lettersTo(victim, 3)).toHaveLength(3);
    const { rows } = await database.pool.query('select from subscribers where email = $1', [victim]);
    expect(rows).toEqual([]);
  });

  test('who tries many addresses from one network is held back, and nobody else is', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 33; at++) statuses.push((await byPage(`cible${at}@lecteurs.example`, 50)).status);
    expect(statuses).toEqual([...Array(30).fill(200), 429, 429, 429]);
    expect((await byPage('lectrice@lecteurs.example', 51)).status).toBe(200);
    expect(await lettersTo('lectrice@lecteurs.example', 1)).toHaveLength(1);
    expect(await lettersTo('cible31@lecteurs.example', 0)).toEqual([]);
  });
});

describe('a body of 100 MB', () => {
  const mb = 1024 * 1024;
  const residentMb = async (what: 'VmRSS' | 'VmHWM') => {
    const status = await readFile(`/proc/${web.process.pid}/status`, 'utf8');
    return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
  };
  /** Pours as fast as it is taken, until the server hangs up or all is out; the first line of its answer, and how much it took. */
  const pour = (path: string, head: string) =>
    new Promise<{ readonly line: string; readonly took: number }>((resolve) => {
      const { port, hostname } = new URL(newsroom.publicUrl);
      const socket = connect(Number(port), hostname);
      const piece = Buffer.from(`10000\r\n${'a'.repeat(0x10000)}\r\n`);
      let answer = '';
      const more = () => {
        while (socket.writable && socket.bytesWritten < 100 * mb)
          if (!socket.write(piece)) return socket.once('drain', more);
        return socket;
      };
      socket.on('data', (data) => {
        answer += data;
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve({ line: answer.split('\r\n')[0] ?? '', took: socket.bytesWritten }));
      socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${head}\r\n\r\n`);
      more();
    });
  const urlencoded = 'Content-Type: application/x-www-form-urlencoded';
  const doors = [
    ['/s/lhebdo', urlencoded],
    ['/u/a-token', urlencoded],
    ['/u/a-token', 'Content-Type: multipart/form-data; boundary=x'],
    ['/p/a-token/address', urlencoded],
    ['/api/v1/subscribers', 'Content-Type: application/json'],
  ] as const;

  test('is refused at every door, by length and without one; others are served, and the program does not grow', async () => {
    // The letters of the stories before are on their way out of the tables.
    const service = () => database.pool.query('select from service_letters');
    await expect.poll(async () => (await service()).rowCount).toBe(0);
    const before = await everything(database.db);
    await Promise.all(doors.map(([path, type]) => pour(path, `${type}\r\nContent-Length: ${100 * mb}`)));
    // From here on the highest mark is that of what follows (proc(5), clear_refs).
    await writeFile(`/proc/${web.process.pid}/clear_refs`, '5');
    const start = await residentMb('VmRSS');
    const all = [...doors, ...doors, ...doors];
    const poured = Promise.all(
      all.flatMap(([path, type]) => [
        pour(path, `${type}\r\nContent-Length: ${100 * mb}`),
        pour(path, `${type}\r\nTransfer-Encoding: chunked`),
      ]),
    );
    const served = new Set<number>();
    for (let at = 0; at < 20; at++) served.add((await fetch(`${newsroom.publicUrl}/s/lhebdo`)).status);
    expect([...served]).toEqual([200]);
    const lines = new Set<string>();
    for (const { line, took } of await poured) {
      lines.add(line.split(' ', 2).join(' '));
      expect(took).toBeLessThan(30 * mb);
    }
    // A connection that is cut while bytes wait to be read may lose its answer on the way (RFC 1122, 4.2.2.13).
    lines.delete('');
    expect([...lines]).toEqual(['HTTP/1.1 413']);
    expect((await residentMb('VmHWM')) - start).toBeLessThan(100);
    expect(await everything(database.db)).toBe(before);
  }, 120_000);
});

test('no address of all these stories stands in the log', async () => {
  web.process.kill('SIGTERM');
  const { stdout, stderr } = await web.ended;
  expect(`${stdout}${stderr}`).not.toMatch(/@lecteurs|@example/);
});
