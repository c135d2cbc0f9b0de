/** A small paper and its articles, for tests of the choice: every article is given by what matters to the example. */
import type { ArticleId } from '../../src/audience/ids.ts';
import { type Newsletter, parseNewsletter } from '../../src/config/newsletter.ts';
import type { Article, ArticleImage } from '../../src/gather/article.ts';

const yaml = `
title: L'Hebdo
publisher:
  name: La Calanque
  legal: La Calanque Médias
  address: 1 quai de l'Exemple, 13002 Marseille
  url: https://lacalanque.example
  contact: contact@lacalanque.example
numbering: { number: 256, date: 2023-03-28 }
sender: { name: La Calanque, address: hebdo@lacalanque.example }
feeds: [{ url: "https://lacalanque.example/feed/" }]
sections:
  - { id: societe, name: Société, quota: { min: 1, max: 3 } }
  - { id: economie, name: Économie, quota: { min: 1, max: 2 } }
  - { id: sports, name: Sports, quota: { max: 2 } }
communes:
  - { id: marseille, name: Marseille }
  - { id: aubagne, name: Aubagne }
limits: { articles: 20, window_days: 7 }
`;

/** The paper, with some of its settings changed. */
export function aPaper(changes: Partial<Newsletter> = {}): Newsletter {
  const parsed = parseNewsletter('lhebdo', 'newsletter.yaml', yaml);
  if (parsed.kind === 'faults') throw new Error(JSON.stringify(parsed.faults));
  return { ...parsed.newsletter, ...changes };
}

export const aPicture: ArticleImage = {
  url: 'https://lacalanque.example/photo.jpg',
  width: 1200,
  height: 800,
  alt: 'Le port',
  caption: '',
  credit: '',
  from: 'media',
};

/** Article n° `id`; published on the Friday before the issue of 24 November 2026 unless told. */
export function anArticle(id: number, facts: Partial<Omit<Article, 'id'>> = {}): Article {
  const publishedAt = facts.publishedAt ?? new Date('2026-11-20T10:00:00Z');
  return {
    id: id as ArticleId,
    newsletter: 'lhebdo',
    url: `https://lacalanque.example/${id}/`,
    guid: null,
    title: `Article ${id}`,
    series: null,
    updatedAt: null,
    author: 'La rédaction',
    excerpt: 'Un résumé qui finit sur une phrase.',
    section: 'societe',
    categories: [],
    communes: [],
    premium: false,
    image: null,
    images: [],
    flags: [],
    contentHash: `hash-${id}`,
    firstSeenAt: publishedAt,
    lastSeenAt: publishedAt,
    feed: 'https://lacalanque.example/feed/',
    readRank: null,
    ...facts,
    publishedAt,
  };
}
