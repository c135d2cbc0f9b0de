/** Sign-up from the form to the receipt, over real HTTP, PostgreSQL and SMTP. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keeping } from '../../src/app/keeping.ts';
import type { EmailKey } from '../../src/audience/address.ts';
import { emailHash } from '../../src/audience/email-hash.ts';
import type { IssueId, Period, SubscriberId } from '../../src/audience/ids.ts';
import { readerLinks } from '../../src/audience/links.ts';
import { suppress } from '../../src/world/db/suppressions.ts';
import { openNewsroom } from './newsroom.ts';
import { everything } from './tables.ts';
import { openTwoRhythms } from './two-rhythms.ts';

let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room[Symbol.asyncDispose]());

const form = (fields: Record<string, string>) => new URLSearchParams(fields);
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(new URL(path, room.base), { method: 'POST', body, headers, redirect: 'manual' });
const ask = (email: string, more: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  post('/s/lhebdo', form({ email, ...more }), headers);
const rows = async <Row>(query: string) => (await sql.raw<Row>(query).execute(room.database.db)).rows;
/** Another network for each request, as a proxy of the house tells it. */
const from = (network: number) => ({ 'X-Forwarded-For': `203.0.${network}.7` });

async function letters(count: number) {
  await room.posted(count);
  return Promise.all(room.relay.arrived.map(({ raw }) => PostalMime.parse(raw)));
}

describe('what becomes of an address', () => {
  const told = {
    fr: [
      'La Calanque Médias, société d’exemple, 1 quai de l’Exemple, 13002 Marseille, garde votre adresse',
      'après 3 ans sans nouvelles de vous, vous ne répondez pas à notre question',
      'retirer votre accord et consulter, corriger, limiter, emporter ou effacer vos données',
      'en écrivant à contact@lacalanque.example',
      'la CNIL (www.cnil.fr)',
      'https://lacalanque.example/mentions-legales#vos-donnees',
    ],
    en: ['keeps your address and the proof of your consent', 'after 3 years without contact', 'www.cnil.fr'],
  };
  const plain = (html: string) => html.replaceAll(/\u202F|\u00A0|&nbsp;/g, ' ').replaceAll('&#x27;', "'");

  it('is told under every form, on the page that confirms and in the letter that asks to (GDPR, art. 13)', async () => {
    const pages = [
      ...['/s', '/s/lhebdo', '/s/lhebdo/embed'].map((url) => [url, told.fr] as const),
      ['/s/lhebdo?lang=en', told.en],
    ] as const;
    for (const [url, words] of pages) {
      const html = plain(await (await fetch(new URL(url, room.base))).text());
      for (const said of words) expect(html).toContain(said);
      expect(Buffer.byteLength(html)).toBeLessThan(30_000);
    }
    await ask('zoe@example.org');
    const [letter] = await letters(1);
    for (const part of [letter?.text, letter?.html])
      for (const said of [...told.fr, ...told.en])
        expect(plain(part ?? '').replaceAll(/\s+/g, ' ')).toContain(said);
    const confirming = plain(await (await fetch(await room.confirmationLink())).text());
    for (const said of told.fr) expect(confirming).toContain(said);
  });
});

describe('a channel for subscribers', () => {
  const words = { fr: 'Réservée aux abonnés du journal', en: 'For the paper’s subscribers' };
  const page = async (url: string) => (await fetch(new URL(url, room.base))).text();
  /** What stands beside the choice of each newsletter. */
  const choices = (html: string) =>
    new Map(
      [...html.matchAll(/<label class="choice"><input[^>]*>(?:<input[^>]*>)?<span>.*?<\/label>/g)].map(
        ([label]) => [/name="newsletter" [^>]*value="([^"]+)"/.exec(label)?.[1], label],
      ),
    );

  it('says so where one signs up, in the language of the page, and no other newsletter does', async () => {
    for (const [url, said] of [
      ['/s/sante', words.fr],
      ['/s/sante?lang=en', words.en],
      ['/s/sante/embed', words.fr],
    ] as const)
      expect((await page(url)).split(said)).toHaveLength(2);
    expect(await page('/s/lhebdo')).not.toContain(words.fr);
    const all = choices(await page('/s'));
    expect(all.get('sante')).toContain(words.fr);
    expect(all.get('lhebdo')).not.toContain(words.fr);
    expect(all.get('lhebdo')).toContain('L’Hebdo');
  });

  it('says so among the preferences', async () => {
    const all = choices(await page(room.links.preferences));
    expect(all.get('sante')).toContain(words.fr);
    expect([...all.values()].filter((label) => label.includes(words.fr))).toHaveLength(1);
  });

  it('promises its letters to nobody but those whom it writes to', async () => {
    const confirmedFor = async (email: string) => {
      const arrived = room.relay.arrived.length;
      await post(
        '/s',
        new URLSearchParams([...['lhebdo', 'sante'].map((one) => ['newsletter', one]), ['email', email]]),
      );
      await room.posted(arrived + 1);
      const link = await room.confirmationLink();
      const done = await (await fetch(link, { method: 'POST', body: form({ action: 'confirm' }) })).text();
      for (const again of [
        await (await fetch(link, { method: 'POST', body: form({ action: 'confirm' }) })).text(),
        await (await fetch(link)).text(),
      ])
        expect(again).toBe(done);
      return done;
    };
    const closed = 'Réservé aux abonnés du journal\u00A0: La chaîne Santé.';
    const free = await confirmedFor('zoe@example.org');
    expect(free).toContain('Vous recevrez L’Hebdo dès le prochain numéro');
    expect(free).toContain(closed);
    await sql`update subscribers set premium = true where email = 'marie@example.org'`.execute(
      room.database.db,
    );
    const subscriber = await confirmedFor('marie@example.org');
    expect(subscriber).toContain('Vous recevrez L’Hebdo et La chaîne Santé dès le prochain numéro');
    expect(subscriber).not.toContain(closed);
  });

  it('says so beside its rhythm alone', async () => {
    await using templates = await openTwoRhythms('audience: { premium_only: true }');
    await using own = await openNewsroom({ templates: templates.folder });
    const html = await page(own.links.preferences);
    expect(html.split(words.fr)).toHaveLength(2);
    expect(html).toMatch(new RegExp(`value="lhebdo"/><span>[^/]*(<span[^/]*</span>)?[^/]*${words.fr}`));
  });
});

describe('somebody signs up', () => {
  it('receives one letter, confirms with one button, and is in the list with proof', async () => {
    const page = await (await fetch(`${room.base}/s/lhebdo`)).text();
    expect(page.match(/<button/g)).toHaveLength(1);
    const answer = await ask('Zoé.Martin@example.org'.normalize('NFC').replace('é', 'e'), {}, from(113));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Ouvrez votre messagerie');
    const [letter] = await letters(1);
    expect(letter?.subject).toContain('Confirmez votre inscription à L’Hebdo');
    expect(letter?.html).toContain('lang="en"');
    expect(letter?.text).toContain('Ignorez cette lettre');
    expect(letter?.text).toContain('La Calanque Médias, société d’exemple');
    expect(letter?.text).not.toContain("'");
    expect(await rows("select from subscribers where email like 'Zoe%'")).toHaveLength(0);
    const link = await room.confirmationLink();
    const done = await fetch(link, { method: 'POST', body: form({ action: 'confirm' }) });
    expect(await done.text()).toContain('Bienvenue');
    const receipts = await rows<Record<string, string>>(
      `select s.email, b.state, r.action, r.source, r.network, w.text, w.hash, w.version from consent_receipts r
       join subscribers s on s.id = r.subscriber_id join subscriptions b on b.subscriber_id = s.id
       join wordings w on w.hash = r.wording_hash`,
    );
    expect(receipts).toEqual([
      expect.objectContaining({
        email: 'Zoe.Martin@example.org',
        state: 'active',
        action: 'granted',
        network: '203.0.113.0/24',
        source: 'sign-up page /s/lhebdo, asked 2026-11-24T07:00:00.000Z, confirmed by letter',
        version: 'sign-up 1',
      }),
    ]);
    const [receipt] = receipts;
    expect(page).toContain(receipt?.text);
    expect(receipt?.hash).toBe(
      createHash('sha256')
        .update(receipt?.text ?? '')
        .digest('hex'),
    );
  });

  it('twice the button is the same as once, and the page then says that it is done', async () => {
    await ask('zoe@example.org');
    await letters(1);
    const link = await room.confirmationLink();
    for (let times = 0; times < 2; times++)
      expect((await fetch(link, { method: 'POST', body: form({ action: 'confirm' }) })).status).toBe(200);
    expect(await (await fetch(link)).text()).toContain('c’est confirmé');
    expect(await rows('select from consent_receipts where wording_hash is not null')).toHaveLength(1);
    expect(await rows('select from sign_ups where email is not null')).toHaveLength(0);
  });

  it('hears from an old link that they have left since, and the link joins nothing again', async () => {
    await ask('zoe@example.org');
    await letters(1);
    const link = await room.confirmationLink();
    const press = () => fetch(link, { method: 'POST', body: form({ action: 'confirm' }) });
    await press();
    const leave = () =>
      sql`update subscriptions set state = 'unsubscribed' where newsletter = 'lhebdo' and subscriber_id = 2`.execute(
        room.database.db,
      );
    expect(await (await fetch(link)).text()).toContain('Vous recevrez L’Hebdo');
    await leave();
    for (const answer of [await fetch(link), await press()]) {
      const html = await answer.text();
      expect(html).toContain('<h1>Ce lien a déjà servi');
      expect(html).toContain('inscription à L’Hebdo\u00A0; elle a pris fin depuis');
      expect(html).toContain('href="/s/lhebdo?lang=fr"');
      expect(html).not.toMatch(/Bienvenue|Vous recevrez/);
    }
    expect(await rows('select state from subscriptions where subscriber_id = 2')).toEqual([
      { state: 'unsubscribed' },
    ]);
  });

  it('hears from an old link which of several letters have ended, and which still come', async () => {
    const both = [...['lhebdo', 'essentiel'].map((one) => ['newsletter', one]), ['email', 'zoe@example.org']];
    await post('/s?lang=en', new URLSearchParams(both));
    await letters(1);
    const link = await room.confirmationLink();
    await fetch(link, { method: 'POST', body: form({ action: 'confirm' }) });
    await rows(
      "update subscriptions set state = 'unsubscribed' where newsletter = 'lhebdo' and subscriber_id = 2",
    );
    const html = await (await fetch(link)).text();
    expect(html).toContain('subscription to L’Hebdo; it has ended since');
    expect(html).toContain('You will receive L’Essentiel from');
    expect(html).toContain('<h1>Welcome');
  });

  it('two days later the link is over and the address forgotten', async () => {
    await ask('zoe@example.org');
    await letters(1);
    const link = await room.confirmationLink();
    room.later(48);
    expect((await fetch(link)).status).toBe(404);
    const late = await fetch(link, { method: 'POST', body: form({ action: 'confirm' }) });
    expect([late.status, await late.text()]).toEqual([404, expect.stringContaining('plus valable')]);
    expect(await rows("select from subscribers where email = 'zoe@example.org'")).toHaveLength(0);
    expect(await keeping(room.world).tidy()).toEqual({
      signUps: 1,
      moves: 0,
      challenges: 0,
      attempts: 4,
      untold: 0,
      answers: 0,
      refusals: 0,
      unread: 0,
    });
    expect(await everything(room.database.db)).not.toContain('zoe@example.org');
  });

  it('comes back after having left', async () => {
    await room.steps.unsubscribe(room.links.unsubscribe.split('/u/')[1] ?? '', 'page');
    expect(await room.state()).toBe('unsubscribed');
    await ask('MARIE@example.org');
    await letters(1);
    await fetch(await room.confirmationLink(), { method: 'POST', body: form({ action: 'confirm' }) });
    expect(await room.state()).toBe('active');
    expect(await rows('select from subscribers')).toHaveLength(1);
  });

  it('by one tick asks for every letter of the paper', async () => {
    const page = await (await fetch(`${room.base}/s`)).text();
    expect(page).toMatch(
      /<header><a class="title" href="\/">La Calanque<\/a><\/header>.*Recevoir toutes nos actualités/s,
    );
    expect((await post('/s', form({ email: 'zoe@example.org', newsletter: '*' }))).status).toBe(200);
    const [letter] = await letters(1);
    for (const title of ['L’Hebdo', 'L’Essentiel', 'La chaîne Santé']) expect(letter?.text).toContain(title);
    const confirmed = await fetch(await room.confirmationLink(), {
      ...{ method: 'POST', body: form({ action: 'confirm' }) },
    });
    expect(await confirmed.text()).toMatch(
      /<header><a class="title" href="\/">La Calanque<\/a><\/header>.*<a href="\/">Lire les numéros parus/s,
    );
    expect(
      await rows(`select newsletter, state from subscriptions join subscribers on id = subscriber_id
        where email = 'zoe@example.org' order by 1`),
    ).toEqual(['essentiel', 'lhebdo', 'sante'].map((newsletter) => ({ newsletter, state: 'active' })));
  });

  it('sees what they typed on the page that says to open the mailbox, as text', async () => {
    const html = await (await ask(' "><b>x@example.org', { website: 'a program' })).text();
    expect(html).toContain('&quot;&gt;&lt;b&gt;x@example.org');
    expect(html).not.toContain('<b>');
  });

  it('on the page of all newsletters ticks what to receive; nothing is ticked before', async () => {
    const page = await (await fetch(`${room.base}/s`)).text();
    expect(page).not.toContain('checked=""');
    expect((await post('/s', form({ email: 'zoe@example.org', newsletter: 'lhebdo' }))).status).toBe(200);
    await letters(1);
  });
});

describe('a visitor who reads English', () => {
  it('is spoken to in English from the form to the preferences, and agrees to English words', async () => {
    const page = await (await fetch(`${room.base}/s/lhebdo?lang=en`)).text();
    expect(page).toMatch(/<html lang="en">.*action="\/s\/lhebdo\?lang=en"/s);
    const asked = await post('/s/lhebdo?lang=en', form({ email: 'zoe@example.org' }));
    expect(await asked.text()).toContain('<h1>Open your mailbox');
    expect((await letters(1))[0]?.subject).toContain('Confirm your subscription');
    const link = await room.confirmationLink();
    expect(await (await fetch(link)).text()).toContain('<html lang="en">');
    const done = await fetch(link, { method: 'POST', body: form({ action: 'confirm' }) });
    expect(await done.text()).toContain('<h1>Welcome');
    expect(await rows("select language from subscribers where email = 'zoe@example.org'")).toEqual([
      { language: 'en' },
    ]);
    const [wording] = await rows<{ text: string }>('select text, language from wordings');
    expect(page).toContain(wording?.text);
  });

  it.each(['de', '', 'en"><script>', 'fr%0d%0aX: y'])('and nobody else: ?lang=%s is French', async (lang) => {
    expect(await (await fetch(`${room.base}/s/lhebdo?lang=${lang}`)).text()).toContain('<html lang="fr">');
  });
});

describe('link scanners', () => {
  it('confirm nobody: GET, HEAD and OPTIONS twice change nothing', async () => {
    await ask('zoe@example.org');
    await letters(1);
    const link = await room.confirmationLink();
    const before = await everything(room.database.db);
    for (const url of [link, link, `${room.base}/s`, `${room.base}/s/lhebdo`, `${room.base}/s/lhebdo/embed`])
      for (const method of ['GET', 'HEAD', 'OPTIONS']) await (await fetch(url, { method })).arrayBuffer();
    expect(await everything(room.database.db)).toBe(before);
  });
});

describe('list bombing', () => {
  it('an address gets three letters an hour at most, and the answers do not show it', async () => {
    const answers = [];
    for (let times = 0; times < 6; times++)
      answers.push(await (await ask('zoe@example.org', {}, from(times))).text());
    expect(new Set(answers).size).toBe(1);
    await letters(3);
    expect(await rows('select from sign_ups where email is not null')).toHaveLength(3);
    expect(
      await rows("select from sign_ups where email is null and expires_at > '2026-11-24T07:00:00Z'"),
    ).toEqual([]);
  });

  it('one mailbox gets three letters an hour, whatever it is called, and each is written to as it was typed', async () => {
    const names = [
      'bombed+1@gmail.com',
      'b.ombed+2@gmail.com',
      'bom.bed@googlemail.com',
      'Bombed+3@Gmail.com',
    ];
    const others = [
      'bombed+1@example.org',
      'bombed+2@example.org',
      'bombed+3@example.org',
      'b.ombed@example.org',
    ];
    const answers = new Set<string>();
    for (const [at, email] of [...names, ...others, 'bombed+4@example.org'].entries())
      answers.add(
        (await (await ask(email, { as_written: '1' }, from(at))).text()).replace(`>${email}<`, '>it<'),
      );
    expect(answers.size).toBe(1);
    const to = (await letters(7)).flatMap((letter) => letter.to?.map(({ address }) => address));
    expect(to.sort()).toEqual([...names.slice(0, 3), ...others].sort());
    expect(await rows('select from sign_ups where email is not null')).toHaveLength(7);
  });

  it('an address gets five letters a day at most, however patient who asks for it is', async () => {
    const answers = new Set();
    const waiting = async () => (await rows('select from sign_ups where email is not null')).length;
    const asked = [];
    for (let hours = 0; hours < 24; hours += 2) {
      answers.add(await (await ask('zoe@example.org', {}, from(hours))).text());
      asked.push(await waiting());
      await keeping(room.world).tidy();
      room.later(2);
    }
    expect(asked).toEqual([1, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5, 5]);
    await letters(5);
    expect(answers.size).toBe(1);
    await ask('luc@example.org', {}, from(99));
    expect(await waiting()).toBe(6);
    room.later(24);
    await ask('zoe@example.org', {}, from(100));
    expect((await letters(7)).at(-1)?.to?.map(({ address }) => address)).toEqual(['zoe@example.org']);
  });

  it('requests that send no letter count for none of the day: whoever pressed six times is not left waiting for it', async () => {
    const waiting = async () => (await rows('select from sign_ups where email is not null')).length;
    const press = async (times: number) => {
      for (let time = 0; time < times; time++) await ask('zoe@example.org', {}, from(time));
      return waiting();
    };
    expect(await press(6)).toBe(3);
    room.later(1.1);
    expect(await press(1)).toBe(4);
    room.later(1.1);
    expect(await press(3)).toBe(5);
    room.later(21.9);
    expect(await press(1)).toBe(6);
    await letters(6);
  });

  it('a network that asks for many addresses is held back', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 32; at++) statuses.push((await ask(`reader${at}@example.org`, {}, from(9))).status);
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(200));
    expect(statuses.slice(30)).toEqual([429, 429]);
    expect((await ask('zoe@example.org', {}, from(10))).status).toBe(200);
    room.later(1.01);
    expect((await ask('luc@example.org', {}, from(9))).status).toBe(200);
  });

  it('one network closes no newsletter for the others, however often it asks', async () => {
    const statuses = new Map<number, number>();
    const press = async (at: number) => {
      const { status } = await ask(`reader${at}@example.org`, {}, from(9));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    for (let at = 0; at < 620; at += 10)
      await Promise.all(Array.from({ length: 10 }, (_, place) => press(at + place)));
    expect([...statuses]).toEqual([
      [200, 30],
      [429, 590],
    ]);
    expect((await ask('zoe@example.org', {}, from(10))).status).toBe(200);
    const all = await post('/s', form({ email: 'luc@example.org', newsletter: '*' }), from(11));
    expect(all.status).toBe(200);
  });

  it('a program that fills the hidden field gets the usual answer, and no letter leaves', async () => {
    const fooled = await (await ask('zoe@example.org', { website: 'https://spam.example' })).text();
    expect(fooled).toContain('Ouvrez votre messagerie');
    expect(await rows('select from sign_ups')).toHaveLength(0);
  });

  it('known, unknown and suppressed addresses get the same answer', async () => {
    await room.steps.forgetSubscriber('forgotten@example.org');
    const complained = emailHash(room.world.secret, 'complained@example.org' as EmailKey);
    await suppress(room.database.db, complained, 'complaint', room.world.clock.now());
    const answers = await Promise.all(
      ['marie@', 'unknown@', 'forgotten@', 'complained@'].map(async (name) => {
        const email = `${name}example.org`;
        // What was typed is shown again; nothing else may differ.
        return (await (await ask(email)).text()).replace(`>${email}<`, '>it<');
      }),
    );
    expect([...new Set(answers)]).toEqual([expect.stringContaining('>it<')]);
    expect((await letters(3)).flatMap(({ to }) => to?.map(({ address }) => address)).sort()).toEqual([
      'forgotten@example.org',
      'marie@example.org',
      'unknown@example.org',
    ]);
    expect(await everything(room.database.db)).not.toContain('complained@');
  });
});

describe('addresses', () => {
  it.each([
    '',
    'marie',
    'a@b@c.org',
    'marie@example.org\r\nBcc: all@example.org',
    '<script>@example.org',
    `${'a'.repeat(65)}@example.org`,
  ])('%j is refused with a sentence and changes nothing', async (email) => {
    const before = await everything(room.database.db);
    const answer = await ask(email);
    const html = await answer.text();
    expect([answer.status, html.includes('pas complète')]).toEqual([422, true]);
    expect(html).not.toContain('<script>');
    expect(await everything(room.database.db)).toBe(before);
  });

  it.each([
    "o'brien@example.org",
    'zoe+{{7*7}}@example.org',
    'zoe%x@example.org',
    '$1$2@example.org',
    'a--b@example.org',
  ])('%s is written to as it is', async (email) => {
    expect((await ask(email)).status).toBe(200);
    expect((await letters(1))[0]?.to?.[0]?.address).toBe(email);
  });

  it('a misspelt domain is pointed out; both answers to the question work', async () => {
    const asked = await (await ask('zoe@gmial.com')).text();
    expect(asked).toContain('value="zoe@gmail.com"');
    expect(await rows('select from sign_ups')).toHaveLength(0);
    await ask('zoe@gmial.com', { as_written: '1' });
    await ask('zoe@gmail.com');
    expect((await letters(2)).flatMap(({ to }) => to?.map(({ address }) => address)).sort()).toEqual([
      'zoe@gmail.com',
      'zoe@gmial.com',
    ]);
  });

  it('a shared mailbox is asked about', async () => {
    expect(await (await ask('contact@example.org')).text()).toContain('plusieurs personnes');
    expect(await rows('select from sign_ups')).toHaveLength(0);
  });
});

describe('the form in a page of the paper', () => {
  it('may be framed by the publisher’s site alone, and says where it stood', async () => {
    const frame = await fetch(`${room.base}/s/lhebdo/embed`, {
      headers: { Referer: 'https://lacalanque.example/a-page?with=zoe@example.org' },
    });
    expect(frame.headers.get('content-security-policy')).toContain(
      'frame-ancestors https://lacalanque.example',
    );
    expect(frame.headers.get('x-frame-options')).toBeNull();
    const html = await frame.text();
    expect(html).toContain('name="from" value="https://lacalanque.example"');
    expect(html).not.toMatch(/<script|zoe@/);
    await ask('zoe@example.org', { from: 'https://lacalanque.example' });
    await letters(1);
    expect(await rows('select source from sign_ups')).toEqual([
      { source: 'sign-up form /s/lhebdo shown on https://lacalanque.example' },
    ]);
    expect((await fetch(`${room.base}/s/lhebdo`)).headers.get('x-frame-options')).toBe('DENY');
  });

  it.each([
    'https://evil.example',
    'https://lacalanque.example.evil.example',
    'http://lacalanque.example',
    'x',
  ])('stood on no site that may not frame it, whatever is sent: %s', async (site) => {
    await ask('zoe@example.org', { from: site });
    await letters(1);
    expect(await rows('select source from sign_ups')).toEqual([{ source: 'sign-up page /s/lhebdo' }]);
    const frame = await fetch(`${room.base}/s/lhebdo/embed`, { headers: { Referer: site } });
    expect(await frame.text()).not.toContain('name="from"');
  });

  const site = { from: 'https://lacalanque.example' };
  /** Every way on that the page offers tells it. */
  const stillFrom = async (page: Response) => {
    const html = await page.text();
    const forms = html.split('<form').slice(1);
    expect(forms.map((one) => one.includes(`name="from" value="${site.from}"`))).toEqual(
      forms.map(() => true),
    );
    return forms.length;
  };

  it.each([
    ['the spelling is asked about', 'zoe@gmial.com', 2],
    ['a shared mailbox is asked about', 'contact@example.org', 2],
    ['the address is not complete', 'zoe@', 1],
  ])('is still told after %s', async (_, email, forms) => {
    expect(await stillFrom(await ask(email, site))).toBe(forms);
  });

  it('is told of no other site after a question either', async () => {
    for (const email of ['zoe@gmial.com', 'zoe@'])
      expect(await (await ask(email, { from: 'https://evil.example' })).text()).not.toContain('evil.example');
  });
});

it('a body that is too large is refused', async () => {
  const large = await post('/s/lhebdo', `email=${'a'.repeat(20_000)}`);
  expect(large.status).toBe(413);
});

it.each(['/s/unknown', '/s/unknown/embed', "/s/'%20or%201=1"])('%s offers nothing', async (path) => {
  expect((await fetch(`${room.base}${path}`)).status).toBe(404);
});

describe('the consent receipt', () => {
  const preferences = (subscriberId: number) =>
    readerLinks(
      { publicUrl: room.base, secret: room.world.secret },
      {
        newsletter: 'lhebdo',
        subscriberId: subscriberId as SubscriberId,
        issueId: 1 as IssueId,
        period: '2026-W48' as Period,
      },
    ).preferences;

  it('shows a reader what was agreed to and withdrawn, in which words, behind a masked address', async () => {
    await ask('zoe@example.org');
    await letters(1);
    await fetch(await room.confirmationLink(), { method: 'POST', body: form({ action: 'confirm' }) });
    // The welcome letter is out: from here on nothing may change.
    await room.posted(2);
    const [zoe] = await rows<{ id: number }>("select id from subscribers where email = 'zoe@example.org'");
    const link = preferences(zoe?.id ?? 0);
    expect(await (await fetch(link)).text()).toContain(`${new URL(link).pathname}/receipt`);
    const before = await everything(room.database.db);
    const page = await (await fetch(`${link}/receipt`)).text();
    expect(page).toContain('J’accepte que La Calanque m’envoie par courriel L’Hebdo');
    expect(page).toMatch(/z•••@e•••\.org.*accepté/s);
    expect(page).not.toMatch(/zoe@example|127\.0\.0/);
    expect(await everything(room.database.db)).toBe(before);
  });

  it('tells the operator all of it, after an erasure too', async () => {
    await ask('zoe@example.org');
    await letters(1);
    await fetch(await room.confirmationLink(), { method: 'POST', body: form({ action: 'confirm' }) });
    await room.steps.forgetSubscriber('zoe@example.org');
    const found = await room.steps.consentReceipts('Zoe@example.org');
    expect(found).toEqual({
      kind: 'records',
      records: [
        expect.objectContaining({
          action: 'granted',
          network: '127.0.0.0/24',
          wording: expect.objectContaining({ version: 'sign-up 1' }),
        }),
      ],
    });
    expect(await everything(room.database.db)).not.toMatch(/zoe@example/i);
  });

  it('opens for no tampered link', async () => {
    expect((await fetch(`${preferences(1).slice(0, -3)}abc/receipt`)).status).toBe(404);
  });
});
