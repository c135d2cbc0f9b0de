/** Who may stand beside whom, by examples. */
import { expect, it } from 'vitest';
import type { ArticleId } from '../../src/audience/ids.ts';
import { sayIn } from '../../src/config/say.ts';
import { checkNeighbours, type Neighbour } from '../../src/issue/check-neighbours.ts';
import { aPaper } from './newsroom.ts';

const article = (id: number, title: string, excerpt = ''): Neighbour => ({
  kind: 'article',
  id: id as ArticleId,
  title,
  excerpt,
});
const partner: Neighbour = { kind: 'partner', title: 'Les assurances du Port' };
const found = (...orders: Neighbour[][]) =>
  checkNeighbours(aPaper(), orders, sayIn('fr')).map(
    ({ level, place, message }) => `${level} ${place} : ${message}`,
  );
const death = article(1, 'Décès du peintre Marius Roux');
const plain = article(2, 'Le budget est voté');

it.each<[string, Neighbour[]]>([
  ['news beside a partner', [plain, partner]],
  ['a death with something between it and the partner', [death, plain, partner]],
  ['a word that only begins alike', [article(3, 'La mortadelle revient'), partner]],
  ['nothing', []],
])('says nothing of %s', (_, order) => {
  expect(found(order)).toEqual([]);
});

it.each<[string, Neighbour[], string]>([
  [
    'a death before a partner',
    [death, partner],
    'warn Décès du peintre Marius Roux : Un sujet grave (« Décès ») touche la publicité',
  ],
  ['a partner before a death', [partner, death], 'warn Décès du peintre Marius Roux'],
  ['a word in the excerpt', [article(4, 'Rue fermée', 'Un homme a été tué hier.'), partner], '(« tué »)'],
  ['a word by its beginning', [article(4, 'Une suicidaire sauvée'), partner], '(« suicidaire »)'],
  ['capitals and accents', [article(4, 'OBSÈQUES à Saint-Victor'), partner], '(« OBSÈQUES »)'],
  [
    'a light subject',
    [death, article(5, 'La recette de la bouillabaisse')],
    'note Décès du peintre Marius Roux : Un sujet grave (« Décès ») touche un sujet léger (« recette »)',
  ],
])('names %s', (_, order, expected) => {
  expect(found(order).join()).toContain(expected);
});

it('tells a pair once that meets in what several readers get', () => {
  expect(found([death, partner], [plain, death, partner])).toHaveLength(1);
});

it('goes by the paper’s own words', () => {
  const paper = aPaper({ sensitive: { words: ['budget'], light: [] } });
  expect(checkNeighbours(paper, [[plain, partner, death]], sayIn('en')).map(({ place }) => place)).toEqual([
    'Le budget est voté',
  ]);
});
