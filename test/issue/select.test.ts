import { describe, expect, it } from 'vitest';
import type { ArticleId } from '../../src/audience/ids.ts';
import type { Article } from '../../src/gather/article.ts';
import type { IssueItem } from '../../src/issue/issue.ts';
import { reasonsIn } from '../../src/issue/reasons.ts';
import { selectArticles } from '../../src/issue/select.ts';
import { blockKey, type Carried, type SelectionInput } from '../../src/issue/selection.ts';
import { anArticle, aPaper, aPicture } from './newsroom.ts';

const monday18 = new Date('2026-11-23T17:00:00Z');
const previousMonday18 = new Date('2026-11-16T17:00:00Z');

function choose(candidates: readonly Article[], changes: Partial<SelectionInput> = {}) {
  const selection = selectArticles({
    newsletter: aPaper(),
    date: '2026-11-24',
    since: previousMonday18,
    until: monday18,
    candidates,
    carried: [],
    kept: [],
    ...changes,
  });
  const places = Object.groupBy(selection.items, ({ block }) => blockKey(block));
  return {
    ...selection,
    /** Block → ids in order. */
    letter: Object.fromEntries(
      Object.entries(places).map(([block, items = []]) => [block, items.map((one) => Number(one.articleId))]),
    ),
    why: (id: number) =>
      selection.leftOut.find((one) => one.articleId === id)?.reason ??
      selection.items.find((one) => one.articleId === id)?.reason,
  };
}

describe('the lead story', () => {
  it.each([
    ['has a picture', { image: aPicture }],
    ['is the most read', { readRank: 1 }],
    ['is «À la une» on the site', { categories: ['À la Une'] }],
    ['is the newest', { publishedAt: new Date('2026-11-23T16:00:00Z') }],
    ['stands in the paper’s first rubrique', { section: 'societe' }],
  ])('is the one that %s', (_, facts) => {
    const { letter } = choose([
      anArticle(1, { section: 'sports' }),
      anArticle(2, { section: 'sports', ...facts }),
      anArticle(3, { section: 'sports' }),
    ]);
    expect(letter.lead).toEqual([2]);
  });

  it('needs a picture more than a rank among the ten most read', () => {
    expect(choose([anArticle(1, { readRank: 5 }), anArticle(2, { image: aPicture })]).letter.lead).toEqual([
      2,
    ]);
  });

  it('says why', () => {
    const { why } = choose([anArticle(1, { image: aPicture, readRank: 1, categories: ['A la une'] })]);
    expect(why(1)).toBe(
      'En tête : à la une du site, 1er article le plus lu, avec une image, publié vendredi 20 novembre.',
    );
    const english = choose([anArticle(1, { readRank: 2 })], { newsletter: aPaper({ language: 'en' }) });
    expect(english.why(1)).toBe('Lead story: 2nd most read, published Friday 20 November.');
  });
});

describe('the rubriques', () => {
  const many = (section: string, from: number, count: number) =>
    Array.from({ length: count }, (_, at) =>
      anArticle(from + at, { section, title: `Titre ${from + at}`, publishedAt: minutesBefore(from + at) }),
    );

  it('stand in the paper’s order, the newest first, and never beyond their quotas', () => {
    const { letter, why } = choose([
      ...many('sports', 30, 4),
      ...many('economie', 20, 4),
      ...many('societe', 10, 6),
    ]);
    expect(Object.keys(letter)).toEqual(['lead', 'section societe', 'section economie', 'section sports']);
    expect(letter).toEqual({
      lead: [10],
      'section societe': [11, 12, 13],
      'section economie': [20, 21],
      'section sports': [30, 31],
    });
    expect(why(14)).toBe('La rubrique Société est complète (3).');
    expect(why(20)).toMatch(/^Économie, 1er sur 4 : publié/);
  });

  it('get their minimum before a long rubrique gets its fill', () => {
    const newsletter = aPaper({ limits: { ...aPaper().limits, articles: 3 } });
    const { letter, why } = choose(
      [...many('societe', 10, 6), ...many('economie', 20, 1), ...many('sports', 30, 1)],
      {
        newsletter,
      },
    );
    expect(letter).toEqual({ lead: [10], 'section societe': [11], 'section economie': [20] });
    expect(why(30)).toBe('La lettre est complète (3 articles).');
  });

  it('share the room: a second article of one rubrique waits for the first of another', () => {
    const newsletter = aPaper({ limits: { ...aPaper().limits, articles: 5 } });
    const { letter } = choose([...many('societe', 10, 6), ...many('sports', 30, 3)], { newsletter });
    expect(letter).toEqual({ lead: [10], 'section societe': [11, 12], 'section sports': [30, 31] });
  });

  it('are not needed: articles without a known one follow the lead', () => {
    const { letter } = choose(
      [1, 2, 3, 4, 5, 6, 7, 8].map((id) => anArticle(id, { section: null, title: `N ${id}` })),
    );
    expect(letter.front_page).toHaveLength(7);
    const mixed = choose([
      ...many('societe', 10, 2),
      ...[1, 2, 3, 4, 5, 6, 7].map((id) => anArticle(id, { section: 'vanished', title: `N ${id}` })),
    ]);
    expect(mixed.letter.front_page).toHaveLength(5);
  });
});

describe('the most read', () => {
  it('are the first ranks that stand nowhere else, at most a third of the news', () => {
    const articles = [1, 2, 3, 4, 5, 6, 7].map((id) =>
      anArticle(id, { title: `Titre ${id}`, readRank: id < 5 ? id : null }),
    );
    const { letter, why } = choose(articles);
    expect(letter.lead).toEqual([1]);
    expect(letter.most_read).toEqual([2, 3]);
    expect(why(2)).toBe('2e des articles les plus lus.');
    expect(letter['section societe']).toContain(4);
  });

  it('are absent when nobody counted', () => {
    expect(
      choose([1, 2, 3, 4].map((id) => anArticle(id, { title: `T ${id}` }))).letter.most_read,
    ).toBeUndefined();
  });
});

describe('the agenda', () => {
  const outing = (id: number, title: string, publishedAt = '2026-11-19T10:00:00Z') =>
    anArticle(id, { series: 'Agenda', section: 'sports', title, publishedAt: new Date(publishedAt) });

  it('holds what is still to come at the issue’s date, the soonest first', () => {
    const { letter, why } = choose([
      outing(1, '[Agenda] Noël du 5 au 6 décembre'),
      outing(2, '[Agenda] Que faire ce week-end du 28-29 novembre ?'),
      outing(3, '[Agenda] Que faire ce week-end ?'),
      outing(4, '[Agenda] Jusqu’au 24 novembre, Cézanne'),
      outing(5, '[Agenda] Du 21 au 23 novembre, le salon'),
    ]);
    expect(letter).toEqual({ agenda: [4, 2, 1] });
    expect(why(3)).toBe('La date est passée : dimanche 22 novembre.');
    expect(why(5)).toBe('La date est passée : lundi 23 novembre.');
    expect(why(2)).toBe('Sortie à venir : du samedi 28 novembre au dimanche 29 novembre.');
  });

  it('may be announced long before, but only once', () => {
    const early = outing(1, '[Agenda] La foire du 27 au 29 novembre', '2026-10-02T10:00:00Z');
    expect(choose([early]).letter).toEqual({ agenda: [1] });
    expect(choose([early], { carried: [carry(early, 440)] }).letter).toEqual({});
  });
});

describe('the blocks of the communes', () => {
  it('carry what their readers would not get otherwise, three at most, shared where an article is about two', () => {
    const newsletter = aPaper({ limits: { ...aPaper().limits, articles: 1 } });
    const articles = [1, 2, 3, 4, 5].map((id) =>
      anArticle(id, {
        title: `Titre ${id}`,
        publishedAt: minutesBefore(id),
        communes: id === 5 ? ['marseille', 'aubagne'] : ['marseille'],
      }),
    );
    const { letter, leftOut } = choose(articles, { newsletter });
    expect(letter).toEqual({ lead: [1], 'commune marseille': [2, 3, 4], 'commune aubagne': [5] });
    expect(leftOut).toEqual([]);
  });
});

describe('nothing old', () => {
  it('reaches the letter: an issue begins where the one before stopped looking', () => {
    const { letter } = choose([
      anArticle(1, { title: 'Avant', publishedAt: new Date('2026-11-16T16:59:00Z') }),
      anArticle(2, { title: 'Juste après', publishedAt: new Date('2026-11-16T17:01:00Z') }),
    ]);
    expect(letter).toEqual({ lead: [2] });
  });

  it('is made new by a modification', () => {
    const old = anArticle(1, {
      publishedAt: new Date('2026-11-02T10:00:00Z'),
      updatedAt: new Date('2026-11-22T10:00:00Z'),
    });
    expect(choose([old]).items).toEqual([]);
  });

  it('unless it reached us late and is of this week', () => {
    const late = (id: number, published: string) =>
      anArticle(id, {
        title: `Reçu tard ${id}`,
        publishedAt: new Date(published),
        firstSeenAt: new Date('2026-11-18T10:00:00Z'),
      });
    const { letter, why } = choose(
      [late(1, '2026-11-17T05:00:00Z'), late(2, '2026-11-01T05:00:00Z')],
      // Drafted late the week before, so that this week's window begins after the articles' dates.
      { since: new Date('2026-11-17T17:00:00Z') },
    );
    expect(letter).toEqual({ lead: [1] });
    expect(why(2)).toBe('Arrivé après coup et vieux de plus de 7 jours.');
  });

  it('is older than a day, not than «1 jours», in a daily', () => {
    const reasons = (['fr', 'en'] as const).map((language) => reasonsIn(language, 'UTC').tooOld(1));
    expect(reasons).toEqual([
      'Arrivé après coup et vieux de plus d’un jour.',
      'Arrived late and is older than a day.',
    ]);
  });

  it('is fetched back further than two windows after a pause', () => {
    const at = (id: number, day: string) =>
      anArticle(id, {
        title: `Du ${day}`,
        publishedAt: new Date(`${day}T10:00:00Z`),
        firstSeenAt: new Date(0),
      });
    const { letter } = choose([at(1, '2026-11-11'), at(2, '2026-11-09')], { since: new Date('2026-08-01') });
    expect(letter).toEqual({ lead: [1] });
  });
});

describe('nothing twice', () => {
  const story = anArticle(1, { title: 'Le tramway reliera Castellane à La Gaye en 2027', guid: 'g-1' });
  it.each([
    ['the same article', story],
    ['the same address', { ...story, id: 9 as ArticleId, title: 'Autre titre' }],
    [
      'the same guid in the same feed, its page having moved',
      { ...story, id: 9 as ArticleId, url: 'https://x.example/2', title: 'Autre' },
    ],
    [
      'a near title within 72 hours',
      {
        ...story,
        id: 9 as ArticleId,
        url: 'https://x.example/2',
        guid: null,
        title: 'Le tramway reliera Castellane à la Gaye dès 2027',
      },
    ],
  ])('from an earlier issue: %s', (_, article) => {
    const { items, why } = choose([article], { carried: [carry(story, 445)] });
    expect(items).toEqual([]);
    expect(why(article.id)).toBe("Déjà dans L'Hebdo n° 445.");
  });

  it.each([
    ['other numbers', { title: 'Le tramway reliera Castellane à La Gaye en 2028' }],
    ['a week between', { publishedAt: new Date('2026-11-16T18:00:00Z') }],
    [
      'the same guid in another feed',
      { title: 'Autre sujet', guid: 'g-1', feed: 'https://other.example/feed' },
    ],
  ])('but a near title with %s is another story', (_, facts) => {
    const other = anArticle(2, { title: story.title, ...facts });
    expect(choose([other], { carried: [carry(story, 445)] }).letter).toEqual({ lead: [2] });
  });

  it('in one letter: of near duplicates the more complete one is shown', () => {
    const { letter, why } = choose([
      anArticle(1, { title: 'Le tramway reliera Castellane à La Gaye en 2027' }),
      anArticle(2, { title: 'Le tramway reliera Castellane à la Gaye dès 2027', image: aPicture }),
    ]);
    expect(letter).toEqual({ lead: [2] });
    expect(why(1)).toBe('Fait double emploi avec « Le tramway reliera Castellane à la Gaye dès 2027 ».');
  });
});

describe('what an editor set', () => {
  const pinned = (articleId: number, section: string, position: number): IssueItem => ({
    articleId: articleId as ArticleId,
    block: { kind: 'section', section },
    position,
    reason: 'Choisi par la rédaction.',
    pinned: true,
    pickedHash: `hash-${articleId}`,
    edited: {},
  });
  it('keeps its place, counts in the quota, and is not chosen again', () => {
    const articles = [1, 2, 3, 4, 5, 6].map((id) =>
      anArticle(id, { title: `Titre ${id}`, publishedAt: minutesBefore(id) }),
    );
    const { letter } = choose(articles, { kept: [pinned(6, 'societe', 1)] });
    expect(letter).toEqual({ lead: [1], 'section societe': [2, 6, 3] });
  });
});

function minutesBefore(minutes: number): Date {
  return new Date(monday18.getTime() - minutes * 60_000);
}

function carry(article: Article, number: number): Carried {
  const { id, url, guid, feed, title, publishedAt } = article;
  return { articleId: id, url, guid, feed, title, publishedAt, number, in: "L'Hebdo" };
}
