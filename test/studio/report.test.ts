/** The report of an issue that left, over real HTTP and in a real browser: complete, honest, readable without colour. */
import type { Browser as Chrome } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IssueId, Period } from '../../src/audience/ids.ts';
import { writeVisits } from '../../src/world/db/visits.ts';
import { launchChrome } from '../support/chrome.ts';
import { violations } from './chrome.ts';
import { type Browser, openRoom, type Room } from './room.ts';

/** HEBDO_SCREENSHOTS=folder keeps pictures of the page. */
const pictures = process.env.HEBDO_SCREENSHOTS;

let room: Room;
let page: string;
let editor: Browser;
let chrome: Chrome;
let issueId: IssueId;
let period: Period;

beforeAll(async () => {
  room = await openRoom();
  page = await room.prepare(40);
  period = (page.split('/').at(-1) ?? '') as Period;
  const { app } = room;
  const signal = AbortSignal.timeout(120_000);
  await app.approve('lhebdo', period, { by: 'Test', signal });
  const sent = await app.send('lhebdo', period, { signal });
  expect(sent.kind).toBe('sent');
  await followed();
  editor = await room.signedIn('Alix', ['editor']);
  chrome = await launchChrome();
}, 240_000);
afterAll(async () => {
  await chrome?.close();
  await room?.[Symbol.asyncDispose]();
});

/** What happened after the send: refusals, returns, farewells, visits; and ten issues before it. */
async function followed(): Promise<void> {
  const { pool } = room.app.world.database;
  const query = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows;
  const [issue] = await query(`update issues set sent_at = now() - interval '1 hour' returning id`);
  issueId = issue.id;
  await query(
    `update letters set state = 'refused', reply_code = 550, reply_enhanced = '5.1.1',
       reply = '<zoe@example.org>: no such user', pixel = null where id in (select id from letters order by id limit 2)`,
  );
  await query(
    `update letters set pixel = true, signed_links = true where id in (select id from letters where state = 'accepted' order by id limit 5)`,
  );
  await query(
    `insert into returns (digest, letter_id, issue_id, source, kind, class, reason, at, effect)
     select decode(md5(n::text), 'hex'), l.id, $1, 'mailbox', case when n = 1 then 'complaint' else 'bounce' end,
       case when n > 1 then 'hard' end, null, now(), 'none'
     from (select id, row_number() over (order by id desc) as n from letters) l where n <= 3`,
    [issueId],
  );
  await query(
    `insert into consent_receipts (email_hash, newsletter, purpose, action, at, source, issue_id)
     values ('\\x01', 'lhebdo', 'newsletter', 'withdrawn', now(), 'unsubscribe page', $1),
       ('\\x02', 'lhebdo', 'newsletter', 'withdrawn', now(), 'unsubscribe page', $1),
       ('\\x02', 'lhebdo', 'newsletter', 'granted', now(), 'unsubscribe page, undone', $1)`,
    [issueId],
  );
  await query('update subscribers set track_opens = true, track_clicks = true where id <= 5');
  const visit = (
    place: number | 'pixel',
    people: number,
    programs: number,
    reader: number | null = null,
  ) => ({
    issueId,
    place,
    people,
    programs,
    reader: reader as never,
    firstAt: Date.now(),
  });
  await writeVisits(pool, [
    visit(3, 9, 2),
    visit(5, 2, 2),
    visit(7, 1, 2),
    visit(0, 0, 1),
    visit(3, 1, 0, 1),
    visit('pixel', 2, 0, 1),
    visit('pixel', 1, 0, 2),
    visit('pixel', 0, 1, 3),
  ]);
  for (let back = 1; back <= 11; back++) await earlier(query, back);
}

async function earlier(
  query: (text: string, values?: unknown[]) => Promise<unknown[]>,
  back: number,
): Promise<void> {
  await query(
    `with past as (
       insert into issues (newsletter, period, number, date, state, subject, approved_hash, drafted_at, articles_until, sent_at)
       select newsletter, 'past-' || lpad($2::int::text, 2, '0'), number - $2::int, date - 7 * $2::int, 'sent', subject, approved_hash, now(), now(), now() - interval '2 hours'
       from issues where id = $1 returning id),
     send as (
       insert into sends (issue_id, edition_hash, candidates, letters, batches, released, unknown_policy, frozen_at)
       select past.id, edition_hash, 30, 30, 1, 1, 'at_most_once', now() from past, sends where issue_id = $1),
     visits as (insert into link_visits (issue_id, link, people) select id, 3, 5 + $2::int % 4 from past)
     insert into letters (issue_id, batch, state, settled_at, reply_code)
     select past.id, 0, case when n <= $2::int % 3 then 'refused' else 'accepted' end, now(), 250 from past, generate_series(1, 30) n`,
    [issueId, back],
  );
}

const get = (path: string, browser = editor) => browser.get(`${page}${path}`);

describe('the report', () => {
  it('says what became of the letters, what followed, and of what each figure is', async () => {
    const html = await (await get('/report')).text();
    const text = html.replace(/<[^>]+>/g, ' ').replace(/[\s\u202f\u00a0]+/g, ' ');
    expect(text).toContain('38 95 % de 40');
    expect(text).toMatch(/revenues 2 /);
    expect(text).toMatch(/plaintes 1 /);
    expect(text).toMatch(/désabonnements 1 /);
    expect(text).toMatch(/boîte inconnue 2 550 5\.1\.1 &lt;…@…&gt;/);
    expect(text).toContain('Connues pour 5 lettres sur 38');
    expect(text).toContain('2 ouvertes, soit 40 % d’entre elles');
    expect(text).toContain('13 34,2 pour 100 lettres');
    expect(text).toContain('7 visites de robots');
    expect(html).not.toContain('zoe@example.org');
  });

  it('compares with the ten issues before it, not with more', async () => {
    const html = await (await get('/report')).text();
    const past = [...new Set(html.match(/past-\d\d(?=\/report)/g))];
    expect(past).toEqual(Array.from({ length: 10 }, (_, at) => `past-${String(at + 1).padStart(2, '0')}`));
    expect(html).toContain('Médiane des précédents');
  });

  it('draws each link’s share on the letter that left', async () => {
    const answer = await get('/report/letter');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    const html = await answer.text();
    const shares = [...html.matchAll(/<b style="position:absolute[^>]*>([\d,]+)\s?%<\/b>/g)].map(
      ([, share]) => share,
    );
    // The fifth and seventh stand in blocks of communes: those are shown one after another.
    expect(shares.slice(0, 7)).toEqual(['0', '0', '76,9', '0', '15,4', '0', '7,7']);
    expect(html).not.toContain('[[');
  });

  it('says that openings are unknown where nobody agreed, and gives no rate', async () => {
    const html = await (await editor.get('/studio/issue/lhebdo/past-01/report')).text();
    expect(html).toContain('Inconnues');
    expect(html).not.toContain('d’entre elles');
  });

  it('knows nothing of openings where the letter carried no pixel, whoever agreed', async () => {
    const { pool } = room.app.world.database;
    await pool.query(
      `with bare as (insert into editions (hash, issue_id, content, created_at)
         select 'bare', issue_id, content || '{"html": "<p>Bonjour</p>"}', now() from editions limit 1)
       update sends set edition_hash = 'bare' from issues i where i.id = issue_id and i.period = 'past-02'`,
    );
    await pool.query(
      `update letters set pixel = true from issues i where i.id = issue_id and i.period = 'past-02'`,
    );
    const report = await room.app.report('lhebdo', 'past-02' as Period);
    expect(report?.opens).toEqual({ known: 0, readers: 0 });
  });

  it('of an issue that has not left does not exist', async () => {
    for (const path of ['/report', '/report.json', '/report.csv', '/report/letter'])
      expect((await editor.get(`/studio/issue/lhebdo/1999-W01${path}`)).status).toBe(404);
  });
});

describe('the files', () => {
  it('JSON holds every figure of the page', async () => {
    const report = await (await get('/report.json')).json();
    expect(report).toMatchObject({
      newsletter: 'lhebdo',
      period,
      letters: 40,
      counts: { accepted: 38, refused: 2 },
      bounced: { hard: 2, soft: 0, blocked: 0 },
      complained: 1,
      unsubscribed: 1,
      opens: { letters_with_consent: 5, readers_with_consent: 2 },
      clicks: {
        counted: 'all',
        people: 13,
        programs: 7,
        letters_with_consent: 5,
        readers_with_consent: 1,
      },
    });
    expect(report.clicks.links[2]).toMatchObject({ link: 3, people: 10, programs: 2 });
    expect(report.past).toHaveLength(10);
    expect(JSON.stringify(report)).not.toMatch(/[\w.]+@example\.org/);
  });

  it('CSV holds the same, one figure a line, safe for a spreadsheet', async () => {
    const csv = await (await get('/report.csv')).text();
    expect(csv).toMatch(/^part,item,measure,value\r\n/);
    for (const line of [
      'letters,,accepted,38',
      'after,,bounced_hard,2',
      'refusal,1,reply,550 5.1.1',
      'link,3,people,10',
      'opens,,letters_with_consent,5',
      'past,past-10,letters,30',
    ])
      expect(csv.split('\r\n')).toContain(line);
  });
});

describe('what single readers followed', () => {
  it('is told of those who agree, to a chief and an operator, on the page and as CSV', async () => {
    const { pool } = room.app.world.database;
    const { rows } = await pool.query<{ email: string }>('select email from subscribers where id = 1');
    const email = rows[0]?.email ?? '';
    for (const role of ['chief', 'operator'] as const) {
      const who = await room.signedIn(`Lecteurs${role}`, [role]);
      const html = await (await get('/report/readers', who)).text();
      expect(html).toContain(email);
      expect(html).toContain('Un lecteur a suivi un lien');
      const csv = await (await get('/report/readers.csv', who)).text();
      expect(csv.split('\r\n')).toHaveLength(3);
      expect(csv).toMatch(new RegExp(`^email,place,words,address,clicks,first_at\\r\\n${email},3,`));
      expect(await (await get('/report', who)).text()).toContain('/report/readers"');
    }
  });

  it('is not told to an editor, who is not shown the way either', async () => {
    expect((await get('/report/readers')).status).toBe(403);
    expect((await get('/report/readers.csv')).status).toBe(403);
    expect(await (await get('/report')).text()).not.toContain('/report/readers');
  });

  it('is gone as soon as the reader withdraws', async () => {
    const { pool } = room.app.world.database;
    const who = await room.signedIn('Retrait', ['chief']);
    await pool.query('update subscribers set track_clicks = false where id = 1');
    expect((await (await get('/report/readers.csv', who)).text()).split('\r\n')).toHaveLength(2);
    expect(await (await get('/report/readers', who)).text()).toContain('Personne pour l’instant');
    await pool.query('update subscribers set track_clicks = true where id = 1');
  });
});

it('letters are counted once: afterwards the page reads the figures that were kept', async () => {
  await get('/report');
  const { pool } = room.app.world.database;
  const { rows } = await pool.query('select figures from kept_figures where issue_id = $1', [issueId]);
  expect(JSON.stringify(rows)).not.toMatch(/[\w.]+@example\.org/);
  await pool.query('alter table letters rename to letters_elsewhere');
  try {
    expect((await get('/report')).status).toBe(200);
    expect((await editor.get('/studio')).status).toBe(200);
  } finally {
    await pool.query('alter table letters_elsewhere rename to letters');
  }
});

it('while an issue leaves, the figures are those of the moment, also of letters that are not written yet', async () => {
  const { pool } = room.app.world.database;
  const told = async () => (await (await get('/report.json')).json()) as { letters: number; counts: object };
  const before = await told();
  await pool.query("update issues set state = 'sending' where id = $1", [issueId]);
  await pool.query(
    "insert into unwritten_batches (issue_id, batch, subscribers) values ($1, 99, '{1,2,3}')",
    [issueId],
  );
  try {
    expect(await told()).toMatchObject({
      letters: before.letters + 3,
      counts: { ...before.counts, pending: 3 },
      sent_at: null,
    });
    await pool.query('delete from unwritten_batches');
    expect(await told()).toMatchObject({ letters: before.letters, counts: before.counts });
    expect(await (await get('/report')).text()).toContain('les chiffres bougent');
  } finally {
    await pool.query('delete from unwritten_batches');
    await pool.query("update issues set state = 'sent' where id = $1", [issueId]);
  }
  expect(await told()).toEqual(before);
});

describe.each([
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const)('$width pixels wide, $colorScheme', ({ width, colorScheme }) => {
  it('has no axe-core violation, nothing to scroll sideways, and figures on every bar', async () => {
    const context = await chrome.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      bypassCSP: true,
    });
    await context.addCookies([...editor.cookies].map(([name, value]) => ({ name, value, url: room.base })));
    const tab = await context.newPage();
    await tab.goto(`${room.base}${page}/report`);
    await tab.locator('iframe').scrollIntoViewIfNeeded();
    await tab.frameLocator('iframe').locator('b').first().waitFor();
    if (pictures)
      await tab.screenshot({ path: `${pictures}/report-${width}-${colorScheme}.png`, fullPage: true });
    expect(await violations(tab)).toEqual([]);
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(width);
    const columns = tab.locator('svg.columns').first();
    expect(await columns.locator('rect').count()).toBe(11);
    expect(await columns.locator('text:not(.label)').allTextContents()).not.toContain('');
    if (pictures && width === 1280) {
      await tab.setViewportSize({ width: 794, height: 1123 });
      await tab.emulateMedia({ media: 'print' });
      await tab.screenshot({ path: `${pictures}/report-print.png`, fullPage: true });
    }
    await context.close();
  });
});
