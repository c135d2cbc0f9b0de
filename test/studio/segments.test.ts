/** Segments in the studio over real HTTP: built without script, counted, chosen for an issue, used by a test letter. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Period } from '../../src/audience/ids.ts';
import type { SegmentTree } from '../../src/audience/segment.ts';
import { rowsOf, segmentOf } from '../../src/studio/segment-form.ts';
import { everything } from '../site/tables.ts';
import { launchChrome } from '../support/chrome.ts';
import { enterStudio } from './chrome.ts';
import { hold } from './issue-desk.ts';
import { type Browser, openRoom, type Room } from './room.ts';

let room: Room;
let issue: string;
/** Of the issue, whatever week it is by now. */
const period = () => issue.slice(-8) as Period;
let browser: Browser;
beforeAll(async () => {
  room = await openRoom();
  issue = await room.prepare(20);
  await room.fetchOnce();
  browser = await room.signedIn('Camille', ['chief']);
  await room.app.world.database.pool.query(
    `update subscribers set commune = case when id <= 4 then 'arles' end, premium = id in (1, 2, 7)`,
  );
}, 240_000);
afterAll(() => room[Symbol.asyncDispose]());

const html = async (path: string, who = browser) => (await who.get(path)).text();
const send = async (path: string, fields: Record<string, string>, page = '/studio/segments/new') => {
  const { form_token } = await browser.fieldsOf(await browser.get(page));
  return browser.post(path, { form_token, ...fields });
};
const arles = {
  title: 'Arles',
  name: 'arles',
  joint: 'all',
  'what.0': 'commune:arles',
  'what.3': 'premium',
  'not.3': '1',
};
const rowsOfPremium = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`what.${at}`, 'premium']));
const counted = (text: string) => /<strong>(\d+) lecteurs?<\/strong>/.exec(text)?.[1];

describe('a form', () => {
  it('is counted without being kept, then kept, shown again as it was, and changed', async () => {
    const answer = await send('/studio/segments/count', arles);
    const page = await answer.text();
    expect([answer.status, counted(page)]).toEqual([200, '2']);
    expect(page).toContain(' · 2 reçoivent L’Hebdo');
    expect(page).toContain('<option value="commune:arles" class="takes-nothing" selected="">');
    expect(await room.app.allSegments()).toEqual([]);
    const saved = await send('/studio/segments/save', arles);
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/studio/segments/arles?said=saved']);
    expect(await browser.follow(saved)).toContain('C’est enregistré.');
    expect((await room.app.segment('arles'))?.tree).toEqual({
      kind: 'all',
      of: [
        { kind: 'commune', commune: 'arles' },
        { kind: 'not', of: { kind: 'premium', premium: true } },
      ],
    });
    expect(counted(await html('/studio/segments/arles'))).toBe('2');
    await send('/studio/segments/save', { ...arles, kept: '1', joint: 'any', 'not.3': '' });
    expect(counted(await html('/studio/segments/arles'))).toBe('5');
    expect(await html('/studio/segments')).toMatch(/Arles.*<td class="n">5<\/td>/s);
  });

  it('with «sauf» before an activity holds nobody who does not consent, and says so', async () => {
    const silent = { ...arles, 'what.0': 'opened', 'value.0': '90', 'not.0': '1', 'what.3': '' };
    const page = await (await send('/studio/segments/count', silent)).text();
    expect([counted(page), page.includes('ne comptent ni comme actifs ni comme inactifs')]).toEqual([
      '0',
      true,
    ]);
    await room.app.world.database.pool.query('update subscribers set track_opens = true where id = 3');
    expect(counted(await (await send('/studio/segments/count', silent)).text())).toBe('1');
    await room.app.world.database.pool.query('update subscribers set track_opens = false where id = 3');
  });

  it('counts anew at every choice where there is script: of a condition, of «sauf», of all or one', async () => {
    await using chrome = await launchChrome();
    const page = await enterStudio(chrome, room, 'Olympe', ['chief']);
    await page.goto(`${new URL(page.url()).origin}/studio/segments/new`);
    const shows = (count: string) =>
      page.locator('#count strong', { hasText: new RegExp(`^${count} `) }).waitFor();
    await page.locator('[name="what.0"]').selectOption('commune:arles');
    await shows('4');
    await page.locator('[name="what.1"]').selectOption('premium');
    await shows('2');
    await page.locator('#joint-any').check();
    await shows('5');
    await page.locator('[name="not.1"]').check();
    await shows('19');
    await page.locator('#joint-all').check();
    await shows('2');
  });

  it('counts a choice that was made before htmx was there', async () => {
    await using chrome = await launchChrome();
    const page = await enterStudio(chrome, room, 'Prune', ['chief']);
    const letCome = await hold(page, '**/htmx.js');
    await page.goto(`${room.base}/studio/segments/new`, { waitUntil: 'domcontentloaded' });
    await page.locator('[name="what.0"]').selectOption('commune:arles');
    letCome();
    await page.locator('#count strong', { hasText: /^4 / }).waitFor();
  });

  const noSuchSegment = 'Rien n’est enregistré : il n’y a pas de segment «\u00a0nobody\u00a0».';
  it.each([
    [{ ...arles, name: "x'; drop table segments" }, 'Le nom court'],
    [{ ...arles, name: 'two', title: '' }, 'Donnez-lui un nom'],
    [{ title: 'Rien', name: 'rien' }, 'au moins une condition'],
    [{ ...arles, name: 'two', 'what.1': 'opened', 'value.1': 'souvent' }, 'Ligne 2'],
    [{ ...arles, name: 'two', 'what.1': 'signed_up:from', 'value.1': '31/02/2026' }, 'Ligne 2'],
    [{ ...arles, name: 'two', 'what.1': 'attribute:is', 'name.1': "x' or 1=1", 'value.1': 'y' }, 'Ligne 2'],
    [{ ...arles, name: 'two', 'what.1': 'sql:true' }, 'Ligne 2'],
    [{ ...arles, name: 'two', 'what.1': 'segment:nobody' }, noSuchSegment],
    [{ ...arles, name: 'arles' }, 'est pris'],
  ])('%j is refused with a sentence, keeps what was typed, and changes nothing', async (fields, words) => {
    const before = await everything(room.app.world.database.db);
    const answer = await send('/studio/segments/save', { ...fields, title: fields.title && '<b>Arles</b>' });
    const page = await answer.text();
    expect([answer.status, page.includes(words)]).toEqual([422, true]);
    expect(page).not.toContain('<b>Arles</b>');
    expect(await everything(room.app.world.database.db)).toBe(before);
  });

  it.each(['count', 'save'])(
    'of more than a hundred rows: %s says so in French, and cuts none off',
    async (act) => {
      const answer = await send(`/studio/segments/${act}`, {
        ...{ title: 'Trop', name: 'trop', joint: 'all' },
        ...rowsOfPremium(101),
      });
      const page = await answer.text();
      expect(page).toContain('Ce segment a trop de conditions');
      expect(page).not.toContain('tree.of');
      expect(page).toContain('name="what.100"');
      expect(await room.app.segment('trop')).toBeNull();
    },
  );

  it('of a hundred rows is counted', async () => {
    expect(counted(await (await send('/studio/segments/count', rowsOfPremium(100))).text())).toBe('3');
  });

  it('what cannot be counted says why in the editor’s language', async () => {
    const answer = await send('/studio/segments/count', { 'what.0': 'segment:nobody' });
    expect(await answer.text()).toContain(
      'Il ne se compte pas : il n’y a pas de segment «\u00a0nobody\u00a0».',
    );
  });

  it('a tree that rows cannot show is shown as it is, and not overwritten', async () => {
    const tree: SegmentTree = {
      kind: 'all',
      of: [{ kind: 'any', of: [{ kind: 'premium', premium: true }] }],
    };
    await room.app.storeSegment({ name: 'deep', title: 'Profond', tree }, 'make');
    const page = await html('/studio/segments/deep');
    expect(page).toContain('hebdo segments show deep');
    expect(page).not.toContain('/studio/segments/save');
    expect(counted(await (await send('/studio/segments/count', { 'what.0': 'segment:deep' })).text())).toBe(
      '3',
    );
  });

  it('what rows can show comes back from them unchanged', () => {
    const trees: readonly SegmentTree[] = [
      { kind: 'newsletter', newsletter: 'lhebdo', state: 'bounced' },
      { kind: 'rubrique', rubrique: 'sante' },
      { kind: 'language', language: 'en' },
      { kind: 'opened', days: 30 },
      { kind: 'clicked', days: 7 },
      { kind: 'signed_up', from: '2026-11-24' },
      { kind: 'signed_up', before: '2026-11-24' },
      { kind: 'segment', segment: 'deep' },
      { kind: 'attribute', name: 'job', test: 'is', value: '{{7*7}} "x" \' <b>' },
      { kind: 'attribute', name: 'age', test: 'is', value: 51 },
      { kind: 'attribute', name: 'age', test: 'at_least', value: 1.5 },
      { kind: 'attribute', name: 'vip', test: 'is', value: true },
      { kind: 'attribute', name: 'vip', test: 'exists' },
      { kind: 'attribute', name: 'job', test: 'contains', value: 'mai' },
      { kind: 'premium', premium: true },
    ];
    const tree: SegmentTree = {
      kind: 'any',
      of: [...trees, ...trees.map((of) => ({ kind: 'not' as const, of }))],
    };
    const rows = rowsOf(tree);
    expect(rows && segmentOf({ name: 'x', title: 'X', ...rows })).toEqual({
      kind: 'segment',
      segment: { name: 'x', title: 'X', tree },
    });
  });
});

describe('an issue', () => {
  it('goes to the segment that was chosen; an approval given before is taken back', async () => {
    const approve = await room.app.approve('lhebdo', period(), {
      by: 'Camille',
      expected: undefined,
      signal: AbortSignal.timeout(60_000),
    });
    expect(approve.kind).toBe('approved');
    const answer = await send(`${issue}/audience`, { segment: 'segment:arles' }, `${issue}/audience`);
    const chosen = await browser.follow(answer);
    expect(chosen).toMatch(/5 lettres.*hors du segment/s);
    expect(chosen).toContain('C’est noté. Une approbation');
    expect(await html(`${issue}/leaving`)).toContain('Les destinataires ont changé (Camille)');
    const everybody = await browser.follow(
      await send(`${issue}/audience`, { segment: 'usual' }, `${issue}/audience`),
    );
    expect(everybody).not.toContain('hors du segment');
    const unknown = await send(`${issue}/audience`, { segment: 'segment:nobody' }, `${issue}/audience`);
    expect(unknown.status).toBe(400);
  });

  it.each([
    ['segment:arles', 'segment:arles'],
    ['usual', 'everybody'],
  ])('keeps its approval where «%s» is followed by «%s»: the same readers', async (first, then) => {
    const choose = async (segment: string) =>
      browser.follow(await send(`${issue}/audience`, { segment }, `${issue}/audience`));
    await choose(first);
    const signal = AbortSignal.timeout(60_000);
    const approved = await room.app.approve('lhebdo', period(), { by: 'Camille', signal });
    expect(approved.kind).toBe('approved');
    expect(await choose(then)).toContain('Les lecteurs restent les mêmes');
    const { rows } = await room.app.world.database.pool.query('select state from issues');
    expect(rows).toEqual([{ state: 'approved' }]);
    await choose('segment:arles');
    await choose('usual');
  });

  it('is approved for the readers that the page showed, and for no others', async () => {
    const check = async () => {
      const page = await html(`${issue}/check`);
      const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
      return { page, fields: { hash: value('hash'), readers: value('readers') } };
    };
    const approve = async (fields: Record<string, string>) =>
      browser.follow(await send(`${issue}/approve`, fields, `${issue}/check`));
    const before = await check();
    expect(before.page).toContain('<th scope="row">Pour</th><td>tous les abonnés</td>');
    await send(`${issue}/audience`, { segment: 'segment:arles' }, `${issue}/audience`);
    expect(await approve(before.fields)).toContain(
      'Rien n’est approuvé : vous avez vu une lettre pour tous les abonnés, et c’est maintenant une lettre pour le segment «\u00a0arles\u00a0».',
    );
    const seen = await check();
    expect(seen.fields.hash).toBe(before.fields.hash);
    // The name stays, and who it means does not.
    await send('/studio/segments/save', { ...arles, kept: '1' });
    expect(await approve(seen.fields)).toContain('le segment «\u00a0arles\u00a0» a changé depuis');
    expect((await send(`${issue}/approve`, { hash: seen.fields.hash }, `${issue}/check`)).status).toBe(400);
    expect(await approve((await check()).fields)).toContain('Approuvé.');
    await send('/studio/segments/save', { ...arles, kept: '1', joint: 'any', 'not.3': '' });
    await send(`${issue}/audience`, { segment: 'usual' }, `${issue}/audience`);
  });

  describe('that is approved for a segment', () => {
    const premium = { title: 'Les abonnés', name: 'abonnes', joint: 'all', 'what.0': 'premium' };
    const outside = { ...arles, 'what.3': 'segment:abonnes' };
    const change = (fields: Record<string, string>) =>
      send('/studio/segments/save', { ...fields, kept: '1' }, `/studio/segments/${fields.name}`);
    const approved = async (segment = 'segment:arles') => {
      await send(`${issue}/audience`, { segment }, `${issue}/audience`);
      const signal = AbortSignal.timeout(60_000);
      const { kind } = await room.app.approve('lhebdo', period(), { by: 'Camille', signal });
      expect(['approved', 'already']).toContain(kind);
    };
    const standing = async () => {
      const { rows } = await room.app.world.database.pool.query<{ state: string; why: string | null }>(
        'select state, unapproved_reason as why from issues',
      );
      return rows[0];
    };
    const kept = { state: 'approved', why: null };

    beforeAll(async () => {
      await send('/studio/segments/save', premium);
      await change(outside);
    });
    afterAll(async () => {
      await change({ ...arles, joint: 'any', 'not.3': '' });
      await send(`${issue}/audience`, { segment: 'usual' }, `${issue}/audience`);
      await room.app.removeSegment('abonnes');
    });

    it('loses its approval when its conditions change, or those of a segment that it leaves out, and says which', async () => {
      await approved();
      const told = await browser.follow(await change({ ...outside, 'not.3': '' }));
      expect(told).toContain('Un numéro approuvé allait à ces lecteurs : il est à approuver de nouveau.');
      expect(await standing()).toEqual({ state: 'draft', why: 'Le segment «\u00a0arles\u00a0» a changé.' });
      await change(outside);
      await approved();
      await change({ ...premium, 'what.0': 'commune:cassis' });
      expect(await standing()).toEqual({ state: 'draft', why: 'Le segment «\u00a0abonnes\u00a0» a changé.' });
      expect(await html(`${issue}/leaving`)).toContain('Le segment «\u00a0abonnes\u00a0» a changé.');
      await change(premium);
    });

    it('keeps it when readers come and go, when the segment has another title, and when another one changes', async () => {
      await approved();
      await room.app.world.database.pool.query(`update subscribers set commune = 'arles' where id = 5`);
      const told = await browser.follow(await change({ ...outside, title: 'Arles, sans les abonnés' }));
      expect(told).toContain('<p>C’est enregistré.</p>');
      await send('/studio/segments/save', { ...premium, name: 'autres', 'not.0': '1' });
      await room.app.removeSegment('autres');
      expect(await standing()).toEqual(kept);
      await room.app.world.database.pool.query('update subscribers set commune = null where id = 5');
      await change(outside);
    });

    it('for everybody keeps it whatever segment changes', async () => {
      await approved('everybody');
      await change({ ...outside, 'not.3': '' });
      expect(await standing()).toEqual(kept);
      await change(outside);
    });

    it.each(['{ segment: abonnes }', '{ premium_only: true }'])(
      'does not leave to others where newsletter.yaml says %s since, and says so',
      async (audience) => {
        await approved('usual');
        const file = join(room.templates, 'lhebdo', 'newsletter.yaml');
        const before = await readFile(file, 'utf8');
        await writeFile(file, `${before}\naudience: ${audience}\n`);
        const sent = await room.app.send('lhebdo', period(), { signal: AbortSignal.timeout(60_000) });
        expect(sent).toMatchObject({
          kind: 'not_approved',
          blocks: [expect.stringContaining('it was approved for other readers')],
        });
        expect(await standing()).toEqual({
          state: 'draft',
          why: 'Selon newsletter.yaml, il irait à d’autres lecteurs que ceux pour qui il a été approuvé.',
        });
        await writeFile(file, before);
      },
    );

    it('loses it when the segment of newsletter.yaml is removed', async () => {
      const file = join(room.templates, 'lhebdo', 'newsletter.yaml');
      const before = await readFile(file, 'utf8');
      await send('/studio/segments/save', { ...premium, name: 'ceux-la' });
      await writeFile(file, `${before}\naudience: { segment: ceux-la }\n`);
      await approved('usual');
      expect((await send('/studio/segments/ceux-la/remove', {}, '/studio/segments/ceux-la')).status).toBe(
        303,
      );
      expect(await standing()).toEqual({
        state: 'draft',
        why: 'Le segment «\u00a0ceux-la\u00a0» a été supprimé.',
      });
      await writeFile(file, before);
    });
  });

  it('sends a test to the few of a segment', async () => {
    const before = room.relay.arrived.length;
    const answer = await send(`${issue}/test-segment`, { segment: 'arles' }, `${issue}/audience`);
    expect(await browser.follow(answer)).toContain('5 lettres d’essai sont parties');
    await room.relay.has(before + 5);
    const empty = {
      name: 'nobody',
      title: 'Personne',
      tree: { kind: 'commune', commune: 'nulle-part' } as const,
    };
    await room.app.storeSegment(empty, 'make');
    const none = await send(`${issue}/test-segment`, { segment: 'nobody' }, `${issue}/audience`);
    expect(await browser.follow(none)).toContain('Personne de ce segment');
  });

  it('keeps its segment from being removed', async () => {
    await send(`${issue}/audience`, { segment: 'segment:arles' }, `${issue}/audience`);
    const refused = await send('/studio/segments/arles/remove', {}, '/studio/segments/arles');
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('s’en sert')]);
    await send(`${issue}/audience`, { segment: 'usual' }, `${issue}/audience`);
    expect((await send('/studio/segments/arles/remove', {}, '/studio/segments/arles')).status).toBe(303);
    expect(await room.app.segment('arles')).toBeNull();
  });
});
