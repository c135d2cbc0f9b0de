/** Changes of an issue that others change too: made, refused, undone, with the log in a real database. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ArticleId, Period } from '../../src/audience/ids.ts';
import type { Draft } from '../../src/issue/desk.ts';
import type { Edit } from '../../src/issue/edit.ts';
import { type EditNeeds, type EditOutcome, editIssue, undoChange } from '../../src/issue/edit-issue.ts';
import type { IssueItem } from '../../src/issue/issue.ts';
import { articlesById } from '../../src/world/db/articles-by-id.ts';
import type { Database } from '../../src/world/db/database.ts';
import {
  changesSince,
  latestChanges,
  redoableChange,
  saveChange,
  undoableChange,
} from '../../src/world/db/issue-changes.ts';
import { createIssue, findIssue, replaceDraft } from '../../src/world/db/issues.ts';
import { openTestDatabase } from '../support/database.ts';
import { storeArticle } from '../world/db/stored-articles.ts';
import { anArticle, aPaper, aPicture } from './newsroom.ts';

const week = '2026-W48' as Period;
const evening = new Date('2026-11-23T18:00:00Z');
const paper = aPaper();

let database: Database;
let articles: readonly ArticleId[];
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await database.pool.query('truncate issues, articles cascade');
  const stored = [];
  for (const number of [1, 2, 3]) stored.push(await storeArticle(database, anArticle(number)));
  articles = stored.map(({ id }) => id);
  await createIssue(database.pool, draftOf(articles.slice(0, 2)));
});

function draftOf(chosen: readonly ArticleId[], subject = 'Objet'): Draft {
  const items = chosen.map(
    (articleId, position): IssueItem => ({
      articleId,
      block: { kind: 'section', section: 'societe' },
      position,
      reason: 'La semaine.',
      pinned: false,
      pickedHash: 'as it was',
      edited: {},
    }),
  );
  const plan = { newsletter: 'lhebdo', period: week, number: 447, date: '2026-11-24', preheader: '' };
  return { ...plan, subject, items, slot: null, sendAt: null, draftedAt: evening };
}

function needs(): EditNeeds {
  const { pool, db } = database;
  return {
    find: (newsletter, period) => findIssue(pool, newsletter, period),
    articles: (ids) => articlesById(db, ids),
    changesSince: (id, version) => changesSince(pool, id, version),
    undoable: (id) => undoableChange(pool, id),
    redoable: (id) => redoableChange(pool, id),
    save: (issue, parts, change) => saveChange(pool, issue, parts, change),
  };
}

const stored = async () => {
  const issue = await findIssue(database.pool, 'lhebdo', week);
  if (!issue) throw new Error('the issue is gone');
  return issue;
};
/** On the page that showed this version. */
const edit = (by: string, version: number, change: Edit) =>
  editIssue(paper, week, change, { by, at: evening, version, press: null }, needs());
const undo = async (by: string, version: number, change: number) =>
  undoChange(paper, week, change, { by, at: evening, version, press: null }, needs());
const redraft = async (chosen: readonly ArticleId[], subject?: string) => {
  const done = await replaceDraft(database.pool, await stored(), draftOf(chosen, subject));
  if (done === null) throw new Error('not redrafted');
};
const first = () => ({ articleId: articles[0] ?? (0 as ArticleId), commune: null });
const second = () => ({ articleId: articles[1] ?? (0 as ArticleId), commune: null });
const wordsOf = ({ kind, ...outcome }: EditOutcome) =>
  'changes' in outcome ? [kind, outcome.changes.map(({ by }) => by)] : [kind];

describe('what others wrote of an article since the page was made', () => {
  const written: readonly [string, () => Edit][] = [
    ['title', () => ({ kind: 'title', item: first(), text: 'Écrit par Anna' })],
    ['excerpt', () => ({ kind: 'excerpt', item: first(), text: 'Écrit par Anna' })],
    ['picture', () => ({ kind: 'image', item: first(), image: { ...aPicture, url: 'upload:1' } })],
  ];

  it.each(written)('its %s: taking the site’s version or dropping it asks first', async (_, words) => {
    expect((await edit('Anna', 1, words())).kind).toBe('edited');
    const before = await stored();
    for (const kind of ['take', 'drop'] as const)
      expect(wordsOf(await edit('Bruno', 1, { kind, item: first() }))).toEqual(['conflict', ['Anna']]);
    expect(await stored()).toEqual(before);
    // Who has seen them may do so all the same.
    expect((await edit('Bruno', 2, { kind: 'take', item: first() })).kind).toBe('edited');
    expect((await edit('Bruno', 3, { kind: 'drop', item: first() })).kind).toBe('edited');
  });

  it('of another article, or at another place of it, is no hindrance', async () => {
    await edit('Anna', 1, { kind: 'title', item: second(), text: 'Écrit par Anna' });
    expect((await edit('Bruno', 1, { kind: 'take', item: first() })).kind).toBe('edited');
    expect((await edit('Bruno', 1, { kind: 'keep', item: second() })).kind).toBe('edited');
    const pinned: Edit = { kind: 'pin', item: second(), pinned: true };
    expect((await edit('Bruno', 1, pinned)).kind).toBe('edited');
    expect((await stored()).items.find(({ articleId }) => articleId === articles[1])?.edited).toEqual({
      title: 'Écrit par Anna',
    });
  });
});

describe('a draft that a command made anew', () => {
  it('hinders no subject, preheader, editorial or partner that is being typed', async () => {
    const flight = { from: '2026-11-01', until: '2026-11-30', place: 'middle', mark: 'advert' } as const;
    const partner = { title: 'Librairie', text: '', url: 'https://librairie.example/', alt: '', ...flight };
    await redraft(articles.slice(1));
    const typed: readonly Edit[] = [
      { kind: 'subject', text: 'Tapé' },
      { kind: 'preheader', text: 'pendant' },
      { kind: 'edito', edito: { text: 'ce temps', signature: '' } },
      { kind: 'sponsor', id: null, sponsor: partner },
    ];
    for (const one of typed) expect((await edit('Anna', 1, one)).kind).toBe('edited');
    expect(await stored()).toMatchObject({ subject: 'Tapé', preheader: 'pendant' });
    expect((await stored()).items.map(({ articleId }) => articleId)).toEqual(articles.slice(1));
  });

  it('is told to whoever changes the choice, and does not hide another person’s words', async () => {
    await redraft(articles.slice(1));
    const drop: Edit = { kind: 'drop', item: second() };
    expect((await edit('Anna', 1, drop)).kind).toBe('redrafted');
    await edit('Bruno', 2, { kind: 'subject', text: 'Bruno' });
    expect(wordsOf(await edit('Anna', 1, { kind: 'subject', text: 'Anna' }))).toEqual([
      'conflict',
      ['Bruno'],
    ]);
    expect((await edit('Anna', 3, drop)).kind).toBe('edited');
  });

  it('is not crossed by an undo: what was before would wipe the new choice', async () => {
    await edit('Anna', 1, { kind: 'subject', text: 'Un' });
    await redraft(articles.slice(2), 'Un');
    await edit('Anna', 3, { kind: 'preheader', text: 'Deux' });
    const last = await undoableChange(database.pool, (await stored()).id);
    expect(last?.change.change.kind).toBe('preheader');
    expect((await undo('Anna', 4, last?.change.id ?? 0)).kind).toBe('edited');
    const { id, version } = await stored();
    expect(await undoableChange(database.pool, id)).toBeNull();
    const oldest = (await latestChanges(database.pool, id, 10)).at(-1)?.id ?? 0;
    expect((await undo('Anna', version, oldest)).kind).toBe('conflict');
    expect((await undo('Anna', 2, oldest)).kind).toBe('redrafted');
    expect((await stored()).items.map(({ articleId }) => articleId)).toEqual(articles.slice(2));
  });

  it('leaves the changes after it to be undone one after another', async () => {
    await redraft(articles.slice(1));
    await edit('Anna', 2, { kind: 'subject', text: 'Un' });
    await edit('Anna', 3, { kind: 'subject', text: 'Deux' });
    for (const subject of ['Un', 'Objet']) {
      const { id, version } = await stored();
      const last = await undoableChange(database.pool, id);
      expect((await undo('Bruno', version, last?.change.id ?? 0)).kind).toBe('edited');
      expect((await stored()).subject).toBe(subject);
    }
  });
});

describe('what was taken back', () => {
  const next = async (by: string, which: typeof undoableChange) => {
    const { id, version } = await stored();
    const found = await which(database.pool, id);
    if (found === null) return null;
    return (await undo(by, version, found.change.id)).kind;
  };

  it('comes back one by one, whoever wrote it, until something else is changed', async () => {
    await edit('Anna', 1, { kind: 'edito', edito: { text: 'Une longue page', signature: 'Anna' } });
    await edit('Anna', 2, { kind: 'subject', text: 'Neuf' });
    expect(await next('Bruno', redoableChange)).toBeNull();
    for (const _ of [1, 2]) expect(await next('Bruno', undoableChange)).toBe('edited');
    expect(await stored()).toMatchObject({ edito: null, subject: 'Objet' });
    expect(await next('Anna', redoableChange)).toBe('edited');
    expect(await stored()).toMatchObject({ edito: { text: 'Une longue page' }, subject: 'Objet' });
    expect(await next('Bruno', undoableChange)).toBe('edited');
    for (const _ of [1, 2]) expect(await next('Anna', redoableChange)).toBe('edited');
    expect(await stored()).toMatchObject({ edito: { text: 'Une longue page' }, subject: 'Neuf' });
    expect(await next('Anna', redoableChange)).toBeNull();
    expect(await next('Anna', undoableChange)).toBe('edited');
    await edit('Anna', (await stored()).version, { kind: 'preheader', text: 'Autre chose' });
    expect(await next('Anna', redoableChange)).toBeNull();
  });

  it('hinders who changes the same thing, and nobody else', async () => {
    await edit('Anna', 1, { kind: 'subject', text: 'Neuf' });
    await edit('Anna', 2, { kind: 'preheader', text: 'Le même jour' });
    expect(await next('Bruno', undoableChange)).toBe('edited');
    expect((await edit('Chloé', 3, { kind: 'subject', text: 'Plus neuf' })).kind).toBe('edited');
    expect(wordsOf(await edit('Chloé', 3, { kind: 'preheader', text: 'Encore' }))).toEqual([
      'conflict',
      ['Bruno'],
    ]);
  });
});

it('two hands that each put an article on top meet: the second is asked', async () => {
  const block = { kind: 'lead' } as const;
  const moved: Edit = { kind: 'move', item: second(), block, position: 0 };
  const added: Edit = { kind: 'add', articleId: articles[2] ?? (0 as ArticleId), block, reason: '' };
  expect((await edit('Anna', 1, moved)).kind).toBe('edited');
  expect(wordsOf(await edit('Bruno', 1, added))).toEqual(['conflict', ['Anna']]);
  const { items, version } = await stored();
  expect(items.find((one) => one.block.kind === 'lead')?.articleId).toBe(articles[1]);
  expect((await edit('Bruno', version, added)).kind).toBe('edited');
  expect(wordsOf(await edit('Anna', version, moved))).toEqual(['conflict', ['Bruno']]);
});
