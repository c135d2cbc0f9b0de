import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carriedWithin } from '../../src/app/carried.ts';
import type { Period } from '../../src/audience/ids.ts';
import type { Article } from '../../src/gather/article.ts';
import { type DraftNeeds, type DraftOutcome, draftIssue } from '../../src/issue/draft.ts';
import { articlesById } from '../../src/world/db/articles-by-id.ts';
import type { Database } from '../../src/world/db/database.ts';
import {
  candidateIds,
  createIssue,
  findIssue,
  previousUntil,
  replaceDraft,
} from '../../src/world/db/issues.ts';
import { noteQuiet, quietPeriods } from '../../src/world/db/quiet.ts';
import { openTemplates } from '../../src/world/templates.ts';
import { openTestDatabase } from '../support/database.ts';
import { storeArticle } from '../world/db/stored-articles.ts';
import { anArticle, aPaper, aPicture } from './newsroom.ts';

const week = '2026-W48' as Period;
const monday18 = new Date('2026-11-23T17:00:00Z');
const paper = aPaper();

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(() => database.pool.query('truncate issues, articles, quiet_periods cascade'));

function needs(): DraftNeeds {
  const { pool, db } = database;
  return {
    issues: {
      find: (newsletter, period) => findIssue(pool, newsletter, period),
      previousUntil: (newsletter, period) => previousUntil(pool, newsletter, period),
      carried: carriedWithin({ database, templates: openTemplates('templates') }),
      quiet: {
        note: (quiet) => noteQuiet(pool, quiet),
        periods: (newsletter) => quietPeriods(pool, newsletter),
      },
      create: (draft) => createIssue(pool, draft),
      replace: (issue, draft) => replaceDraft(pool, issue, draft),
    },
    candidates: async (newsletter, since) => articlesById(db, await candidateIds(pool, newsletter, since)),
  };
}

function draft(period = week, { again = false, anyway = false, now = monday18, newsletter = paper } = {}) {
  return draftIssue(newsletter, period, { again, anyway, now }, needs());
}

function issueOf(outcome: DraftOutcome) {
  if (outcome.kind !== 'drafted' && outcome.kind !== 'kept') throw new Error(`no issue: ${outcome.kind}`);
  return outcome.issue;
}

const store = (article: Article) => storeArticle(database, article);
const title = (text: string, facts: Partial<Omit<Article, 'id'>> = {}) => {
  const url = `https://lacalanque.example/${encodeURIComponent(text)}`;
  return store(anArticle(0, { title: text, url, contentHash: text, ...facts }));
};

describe('a draft', () => {
  it('has number, date, slot, subject and preheader of its week', async () => {
    await title('Le tramway prolongé', { image: aPicture });
    await title('Un budget voté');
    await title('Le port recrute', { section: 'economie' });
    const outcome = await draft();
    expect(outcome.kind).toBe('drafted');
    expect(issueOf(outcome)).toMatchObject({
      number: 447,
      date: '2026-11-24',
      state: 'draft',
      version: 1,
      subject: "L'Hebdo n° 447 : Le tramway prolongé",
      preheader: 'Un budget voté · Le port recrute',
      sendAt: new Date('2026-11-24T05:00:00Z'),
      edited: [],
    });
    expect(issueOf(outcome).items.map(({ block, position }) => [block.kind, position])).toEqual([
      ['lead', 0],
      ['section', 0],
      ['section', 0],
    ]);
  });

  it('drafted after its slot bears the day of its drafting and leaves only by hand', async () => {
    await title('Une nouvelle');
    const issue = issueOf(await draft(week, { now: new Date('2026-11-25T23:30:00Z') }));
    expect(issue).toMatchObject({ date: '2026-11-26', sendAt: null });
  });

  it('made anew follows a slot that moved, and leaves alone an hour that somebody set or took away', async () => {
    await title('Première nouvelle');
    await draft();
    const evenings = { ...paper, schedule: { ...paper.schedule, send: '0 18 * * 2' } };
    const moved = new Date('2026-11-24T17:00:00Z');
    const again = () => draft(week, { again: true, newsletter: evenings });
    expect(issueOf(await again())).toMatchObject({ sendAt: moved, draftedFor: moved });
    const friday = new Date('2026-11-27T17:00:00Z');
    for (const [sendAt, date] of [
      [friday, '2026-11-27'],
      [null, '2026-11-24'],
    ] as const) {
      await database.pool.query('update issues set send_at = $1', [sendAt]);
      await title(`Nouvelle de ${date}`);
      expect(issueOf(await again())).toMatchObject({ sendAt, date });
    }
  });

  it('is the same when made again, and follows the articles as long as nobody changed it', async () => {
    await title('Première nouvelle');
    const first = issueOf(await draft());
    expect(await draft()).toMatchObject({ kind: 'kept', why: 'same', issue: first });
    await title('Deuxième nouvelle');
    expect(issueOf(await draft())).toMatchObject({ id: first.id, version: 2, items: [{}, {}] });
  });

  it('that a person edited is kept, unless asked: then what was set by hand stays', async () => {
    const set = await title('Première nouvelle');
    const first = issueOf(await draft());
    await database.pool.query(
      `update issues set edited = '{subject,items}', subject = 'À la main' where id = $1`,
      [first.id],
    );
    await database.pool.query(
      `update issue_items set pinned = true, block = '{"kind":"section","section":"sports"}'`,
    );
    await title('Deuxième nouvelle', { image: aPicture });
    expect(await draft()).toMatchObject({ kind: 'kept', why: 'edited' });
    const again = issueOf(await draft(week, { again: true }));
    expect(again.subject).toBe('À la main');
    expect(again.items).toHaveLength(2);
    expect(again.items).toContainEqual(
      expect.objectContaining({
        articleId: set.id,
        block: { kind: 'section', section: 'sports' },
        pinned: true,
      }),
    );
  });

  it.each(['approved', 'scheduled', 'sending', 'paused', 'sent', 'cancelled'])(
    'is not touched once it is %s',
    async (state) => {
      await title('Une nouvelle');
      const first = issueOf(await draft());
      await database.pool.query('update issues set state = $1', [state]);
      await title('Une autre');
      expect(await draft(week, { again: true })).toMatchObject({
        kind: 'kept',
        why: 'settled',
        issue: { state, version: first.version, items: first.items },
      });
    },
  );

  it('is one issue when eight are made at once', async () => {
    await title('Le tramway prolongé');
    await title('Un budget voté');
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => draft()));
    expect(outcomes.filter(({ kind }) => kind === 'drafted')).toHaveLength(1);
    expect(new Set(outcomes.map((one) => issueOf(one).id)).size).toBe(1);
    expect(outcomes.every((one) => issueOf(one).items.length === 2)).toBe(true);
    const { rows } = await database.pool.query('select count(*) from issues');
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('is refused for an empty week, and a week without an issue is left alone', async () => {
    await title('De l’été', { publishedAt: new Date('2026-10-20T10:00:00Z') });
    expect(await draft()).toMatchObject({ kind: 'empty', seen: 1 });
    const numbering = { ...paper.numbering, skip: [week] };
    expect(await draft(week, { newsletter: aPaper({ numbering }) })).toEqual({
      kind: 'skipped',
      period: week,
    });
    expect(await findIssue(database.pool, 'lhebdo', week)).toBeNull();
  });

  it('names the place of a subject that cannot be filled', async () => {
    await title('Une nouvelle');
    expect(await draft(week, { newsletter: aPaper({ subject: '{{ lead.titel }}' }) })).toMatchObject({
      kind: 'faults',
      faults: [{ file: 'templates/lhebdo/newsletter.yaml', message: expect.stringContaining('titel') }],
    });
  });

  it('shows the number and the beginning of a long story in 70 characters', async () => {
    await title(
      'C’est officiel : le territoire d’Aix-Marseille est candidat au label « Métropoles French Tech » !',
    );
    expect(issueOf(await draft()).subject).toBe(
      "L'Hebdo n° 447 : C’est officiel : le territoire d’Aix-Marseille…",
    );
  });
});

describe('memory', () => {
  const nextWeek = '2026-W49' as Period;
  const nextMonday = { now: new Date('2026-11-30T17:00:00Z') };

  it('keeps what an earlier issue carried out of the next, and begins where that one stopped', async () => {
    await title('De lundi matin');
    await draft();
    const evening = await title('De lundi soir', {
      publishedAt: new Date('2026-11-23T17:30:00Z'),
      firstSeenAt: new Date('2026-11-23T18:00:00Z'),
    });
    const next = issueOf(await draft(nextWeek, nextMonday));
    expect(next.items.map(({ articleId }) => articleId)).toEqual([evening.id]);
  });

  it('forgets a cancelled issue', async () => {
    const story = await title('Reprise', { publishedAt: new Date('2026-11-24T16:30:00Z') });
    await draft(week, { now: new Date('2026-11-25T08:00:00Z') });
    await database.pool.query(`update issues set state = 'cancelled'`);
    const next = issueOf(await draft(nextWeek, { now: new Date('2026-11-30T08:00:00Z') }));
    expect(next.items.map(({ articleId }) => articleId)).toEqual([story.id]);
  });

  it('does not count what another newsletter carried', async () => {
    await title('Une nouvelle');
    await draft();
    await store(
      anArticle(0, { newsletter: 'autre', title: 'Une nouvelle', url: 'https://lacalanque.example/autre' }),
    );
    expect((await draft(week, { newsletter: { ...paper, name: 'autre' } })).kind).toBe('drafted');
  });
});

describe('several newsletters', () => {
  const daily = aPaper({
    name: 'essentiel',
    title: "L'Essentiel",
    frequency: 'daily',
    schedule: { gather: '0 * * * *', draft: '30 6 * * 1-5', send: '30 7 * * 1-5' },
    numbering: { number: 1, date: '2026-11-23', skip: [] },
    hold_back: ['lhebdo'],
    limits: { ...paper.limits, window_days: 1, least_articles: 2 },
  });
  const morning = (day: string) => new Date(`${day}T05:30:00Z`);
  const daysIssue = (day: string, options: { anyway?: boolean } = {}) =>
    draft(day as Period, { newsletter: daily, now: morning(day), ...options });
  const news = (name: string, hour: string) => {
    const publishedAt = new Date(`2026-11-${hour}:00Z`);
    return title(name, { newsletter: 'essentiel', publishedAt, firstSeenAt: publishedAt });
  };

  it('an article that the weekly has sent is held back in the daily, with a reason; a drafted one is not', async () => {
    const url = 'https://lacalanque.example/tramway';
    const publishedAt = new Date('2026-11-23T09:00:00Z');
    await title('Le tramway roule', { url, publishedAt });
    await draft(week, { now: monday18 });
    await title('Le tramway roule', { url, publishedAt, newsletter: 'essentiel' });
    await news('Une école rouvre', '23T10:00');
    await news('Un marché déménage', '23T11:00');

    const before = issueOf(await daysIssue('2026-11-24'));
    expect(before.items).toHaveLength(3);
    await database.pool.query("delete from issues where newsletter = 'essentiel'");
    await database.pool.query("update issues set state = 'sent' where newsletter = 'lhebdo'");
    const after = await daysIssue('2026-11-24');
    expect(issueOf(after).items).toHaveLength(2);
    expect(after).toMatchObject({
      leftOut: [{ title: 'Le tramway roule', reason: expect.stringMatching(/^Déjà dans L'Hebdo n° \d+\.$/) }],
    });
  });

  it('a quiet day has no issue and no number, and its article waits for the next day', async () => {
    await news('Une école rouvre', '23T10:00');
    await news('Un marché déménage', '23T11:00');
    expect(issueOf(await daysIssue('2026-11-24')).number).toBe(2);
    await news('Un seul titre', '24T09:00');
    expect(await daysIssue('2026-11-25')).toMatchObject({ kind: 'quiet', articles: 1, least: 2 });
    expect(await findIssue(database.pool, 'essentiel', '2026-11-25' as Period)).toBeNull();
    await news('Un autre', '25T09:00');
    const next = issueOf(await daysIssue('2026-11-26'));
    expect([next.number, next.items.length]).toEqual([3, 2]);
  });

  it('a person may make an issue of a quiet day all the same', async () => {
    await news('Un seul titre', '23T10:00');
    expect(await daysIssue('2026-11-24')).toMatchObject({ kind: 'quiet' });
    expect(issueOf(await daysIssue('2026-11-24', { anyway: true }))).toMatchObject({ number: 2 });
    await news('Deux', '24T09:00');
    await news('Trois', '24T10:00');
    expect(issueOf(await daysIssue('2026-11-25')).number).toBe(3);
  });
});
