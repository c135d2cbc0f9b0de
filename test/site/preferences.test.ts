/** What a reader chooses by their link, from the page to the tables; one newsroom for all, each reader their own. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubscriberId } from '../../src/audience/ids.ts';
import { pauseDays } from '../../src/audience/pause.ts';
import { formOn, press } from '../support/form.ts';
import { openNewsroom } from './newsroom.ts';
import { addReader } from './reader.ts';
import { everything } from './tables.ts';
import { openTwoRhythms } from './two-rhythms.ts';

let templates: Awaited<ReturnType<typeof openTwoRhythms>>;
let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeAll(async () => {
  templates = await openTwoRhythms();
  room = await openNewsroom({ templates: templates.folder });
  room.later((Date.now() - room.world.clock.now().getTime()) / 3_600_000);
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
  await templates[Symbol.asyncDispose]();
});

/** Somebody new who receives these. */
const reader = (newsletters = ['lhebdo']) =>
  addReader(room, newsletters, { firstName: 'Zoé', commune: 'arles' });
const post = (url: string, fields: Record<string, string> | [string, string][]) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
const page = async (url: string) => (await fetch(url)).text();
const one = async <Row>(query: ReturnType<typeof sql<Row>>) =>
  (await query.execute(room.database.db)).rows[0];
const states = async (id: SubscriberId) =>
  (
    await sql<{ newsletter: string; state: string }>`
      select newsletter, state from subscriptions where subscriber_id = ${id} order by 1`.execute(
      room.database.db,
    )
  ).rows.map(({ newsletter, state }) => `${newsletter} ${state}`);

describe('rubriques, communes and language', () => {
  it('are left empty by whoever chose so: no file fills them again', async () => {
    const { id, email, links } = await reader();
    const details = () =>
      one(sql<object>`select first_name, last_name, commune, more_communes, sections, language, premium
        from subscribers where id = ${id}`);
    const importing = async () => {
      async function* file() {
        yield Buffer.from(
          `email,prenom,nom,ville,langue,premium\n${email},Zoé,Petit,Arles,en,oui\nnew-${email},Zoé,,Arles,,\n`,
        );
      }
      const quiet = { layout: () => {}, report: () => {}, progress: () => {} };
      return room.steps.importSubscribers(
        { newsletter: 'lhebdo', fileName: 'a.csv', dryRun: false, file: file(), ...quiet },
        AbortSignal.timeout(20_000),
      );
    };
    await post(links.preferences, [
      ['action', 'save'],
      ['offered', 'lhebdo'],
      ['newsletter', 'lhebdo'],
      ['no_first_name', 'on'],
      ['offered_sections', 'economie sante'],
      ['offered_communes', 'arles cassis'],
      ['commune', ''],
    ]);
    const chosen = { first_name: null, commune: null, more_communes: [], sections: [] };
    // What their page does not let them decide is filled as before.
    expect(await importing()).toMatchObject({ counts: { added: 1, updated: 1 } });
    expect(await details()).toEqual({ ...chosen, last_name: 'Petit', language: 'en', premium: true });
    expect(await importing()).toMatchObject({ counts: { unchanged: 2 } });
  });

  it('are kept as they were ticked, unknown ones left aside, and shown again', async () => {
    const { id, links } = await reader();
    const answer = await post(links.preferences, [
      ['action', 'save'],
      ['offered', 'lhebdo'],
      ['newsletter', 'lhebdo'],
      ['offered_sections', 'economie sante sports'],
      ['section', 'sante'],
      ['section', 'sports'],
      ['section', "x'; drop table subscribers"],
      ['offered_communes', 'arles cassis marseille'],
      ['commune', 'cassis'],
      ['more_commune', 'arles'],
      ['more_commune', 'cassis'],
      ['more_commune', 'paris'],
      ['language', 'en'],
    ]);
    expect(answer.status).toBe(200);
    expect(
      await one(
        sql`select sections, commune, more_communes, language, first_name from subscribers where id = ${id}`,
      ),
    ).toEqual({
      sections: ['sante', 'sports'],
      commune: 'cassis',
      more_communes: ['arles'],
      language: 'en',
      first_name: 'Zoé',
    });
    const html = await answer.text();
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('Your preferences');
    for (const value of ['sante', 'sports', 'arles'])
      expect(html).toMatch(new RegExp(`<input[^>]*type="checkbox"[^>]*checked=""[^>]*value="${value}"`));
  });

  it('of a page of a former version are shown again as they were made, and kept once they are saved from there', async () => {
    const { id, links } = await reader();
    const stored = () =>
      one(sql`select sections, commune, more_communes, first_name from subscribers where id = ${id}`);
    const answer = await post(links.preferences, [
      ['action', 'save'],
      ['offered', 'lhebdo'],
      ['section', 'sante'],
      ['commune', 'cassis'],
      ['more_commune', 'marseille'],
      ['first_name', 'Ana'],
    ]);
    const html = await answer.text();
    expect([answer.status, html]).toEqual([422, expect.stringContaining('tout n’est pas encore enregistré')]);
    expect(await stored()).toEqual({ sections: [], commune: 'arles', more_communes: [], first_name: 'Ana' });
    expect(await states(id)).toEqual(['lhebdo unsubscribed']);
    expect((await post(links.preferences, [...formOn(html, 'save')])).status).toBe(200);
    expect(await stored()).toEqual({
      ...{ sections: ['sante'], commune: 'cassis', more_communes: ['marseille'], first_name: 'Ana' },
    });
  });

  it('make every page of that reader speak their language', async () => {
    const { links } = await reader();
    await post(links.preferences, {
      action: 'save',
      offered: 'lhebdo',
      newsletter: 'lhebdo',
      language: 'en',
    });
    for (const path of ['', '/receipt', '/address', '/data', '/erase', '/tracking', '/stay'])
      expect(await page(`${links.preferences}${path}`), path).toContain('<html lang="en">');
    expect(await page(links.unsubscribe)).toContain('<h1>Stop receiving');
    expect(await (await post(links.unsubscribe, { action: 'unsubscribe' })).text()).toContain('<h1>Done');
  });
});

describe('daily or weekly', () => {
  it('is one choice between sister letters, each change with its receipt', async () => {
    const { id, links } = await reader(['lhebdo']);
    const html = await page(links.preferences);
    expect(html).toMatch(/type="radio"[^>]*name="rhythm-lhebdo"[^>]*checked=""[^>]*value="lhebdo"/);
    expect(html).not.toMatch(/type="checkbox" name="newsletter"/);
    const choose = (value: string) => press(links.preferences, 'save', { 'rhythm-lhebdo': value });
    await choose('lessentiel');
    expect(await states(id)).toEqual(['lessentiel active', 'lhebdo unsubscribed']);
    await choose('lhebdo lessentiel');
    expect(await states(id)).toEqual(['lessentiel active', 'lhebdo active']);
    await choose('');
    expect(await states(id)).toEqual(['lessentiel unsubscribed', 'lhebdo unsubscribed']);
    const { rows } = await sql`select from consent_receipts where subscriber_id = ${id}`.execute(
      room.database.db,
    );
    expect(rows).toHaveLength(6);
  });

  it.each([
    ['closed', '\nsign_up: { open: false }\n'],
    ['broke', '\nfrequency: [\n'],
  ])('does not leave the daily for a weekly that %s since the page was shown', async (_, more) => {
    const { id, links } = await reader(['lessentiel']);
    const body = formOn(await page(links.preferences), 'save', { 'rhythm-lhebdo': 'lhebdo' });
    const file = join(templates.folder, 'lhebdo', 'newsletter.yaml');
    const settings = await readFile(file, 'utf8');
    await writeFile(file, settings + more);
    const answer = await post(links.preferences, [...body]).finally(() => writeFile(file, settings));
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining('tout n’est pas encore enregistré'),
    ]);
    expect(await states(id)).toEqual(['lessentiel active']);
  });

  it('on the way out of the daily, the weekly is offered beside the farewell and one click takes it', async () => {
    const { id, links } = await reader(['lessentiel']);
    const html = await page(links.unsubscribe);
    expect(html.indexOf('Me désabonner')).toBeLessThan(html.indexOf('Recevoir plutôt L’Hebdo'));
    expect(await (await press(links.unsubscribe, 'fewer')).text()).toContain('une fois par semaine');
    expect(await states(id)).toEqual(['lessentiel unsubscribed', 'lhebdo active']);
  });

  it('from the weekly there is nothing calmer to go to', async () => {
    const { id, links } = await reader(['lhebdo']);
    expect(await page(links.unsubscribe)).not.toContain('Recevoir plutôt');
    expect((await post(links.unsubscribe, { action: 'fewer' })).status).toBe(400);
    expect(await states(id)).toEqual(['lhebdo active']);
  });
});

describe('a rest', () => {
  const { usual } = pauseDays(new Date());
  it('holds every letter of the reader until the day, and ends when they say so', async () => {
    const { id, links } = await reader(['lhebdo', 'lessentiel']);
    expect(await (await post(links.preferences, { action: 'pause', until: usual })).text()).toContain(
      'En pause',
    );
    const resting = () =>
      sql`select from subscriptions where subscriber_id = ${id} and paused_until > now()`.execute(
        room.database.db,
      );
    expect((await resting()).rows).toHaveLength(2);
    expect(await (await post(links.preferences, { action: 'resume' })).text()).toContain(
      'Partir en vacances',
    );
    expect((await resting()).rows).toHaveLength(0);
  });

  it('until no day changes nothing', async () => {
    const { links } = await reader();
    const before = await everything(room.database.db);
    const answer = await post(links.preferences, { action: 'pause', until: '2026-02-30' });
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining('Choisissez un jour'),
    ]);
    expect(await everything(room.database.db)).toBe(before);
  });
});

describe('a reason', () => {
  it('is counted once per farewell, and nobody can tell whose it was', async () => {
    const { links } = await reader(['lessentiel']);
    const tell = (reason: string) => post(links.unsubscribe, { action: 'reason', reason });
    await tell('too_many');
    expect(await one(sql`select from departure_reasons`)).toBeUndefined();
    expect(await (await post(links.unsubscribe, { action: 'unsubscribe' })).text()).toContain(
      'Trop de lettres',
    );
    for (const reason of ['too_many', 'too_many', 'moved', '<script>', ''])
      expect(await (await tell(reason)).text()).toContain('Merci de nous l’avoir dit');
    const { rows } = await sql`select newsletter, reason, count from departure_reasons`.execute(
      room.database.db,
    );
    expect(rows).toEqual([{ newsletter: 'lessentiel', reason: 'too_many', count: 1 }]);
    expect((await room.steps.subscriberStats(null)).reasons).toEqual(rows);
    await press(links.unsubscribe, 'resubscribe');
    await post(links.unsubscribe, { action: 'unsubscribe' });
    await tell('moved');
    expect(await one(sql`select sum(count)::int as told from departure_reasons`)).toEqual({ told: 2 });
  });
});

describe('why do I get this', () => {
  it('is told in words, from the receipt that holds', async () => {
    const { links } = await reader();
    const html = await page(`${links.preferences}/receipt`);
    expect(html).toMatch(
      /Vous recevez L’Hebdo parce que, le .*, la rédaction vous a inscrit, à votre demande/,
    );
    expect(html).toContain('imprimez la page');
    await post(links.unsubscribe, { action: 'unsubscribe' });
    expect(await page(`${links.preferences}/receipt`)).not.toContain('parce que');
  });
});
