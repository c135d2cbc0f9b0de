import { expect, it } from 'vitest';
import type { ArticleId } from '../../src/audience/ids.ts';
import { findNearDuplicates, type Headline } from '../../src/gather/near-duplicates.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');
function headline(id: number, title: string, hours = 0): Headline {
  return { id: id as ArticleId, title, publishedAt: new Date(noon + hours * 3_600_000), nearTo: null };
}
const ids = (...some: number[]) => new Set(some as ArticleId[]);

it.each([
  ['Le tramway arrive aux Catalans', 'Le tramway arrive aux Catalans'],
  ['Le tramway arrive aux Catalans', 'LE TRAMWAY ARRIVE AUX CATALANS !'],
  ['L’OM gagne à Lens', "L'OM gagne à Lens (2-1)".replace(' (2-1)', '')],
  ['Incendie à La Ciotat : le parc fermé', 'La Ciotat : le parc fermé après l’incendie'],
])('%j is near %j', (one, other) => {
  const found = findNearDuplicates([headline(1, one), headline(2, other)], ids(1, 2));
  expect(found).toEqual([{ id: 2, of: 1, title: one }]);
});

it.each([
  ['L’OM gagne 2 à 1 à Lens', 'L’OM gagne 3 à 1 à Lens'],
  ['Que faire ce week-end du 14 novembre ?', 'Que faire ce week-end du 21 novembre ?'],
  ['Le tramway arrive aux Catalans', 'Le métro part de la Timone'],
  ['', ''],
])('%j is not near %j', (one, other) => {
  expect(findNearDuplicates([headline(1, one), headline(2, other)], ids(1, 2))).toEqual([]);
});

it('is near only within three days', () => {
  const title = 'Le tramway arrive aux Catalans';
  expect(findNearDuplicates([headline(1, title), headline(2, title, 73)], ids(1, 2))).toEqual([]);
  expect(findNearDuplicates([headline(1, title), headline(2, title, 72)], ids(1, 2))).toHaveLength(1);
});

it('flags what changed, also when the other one is younger', () => {
  const title = 'Le tramway arrive aux Catalans';
  const found = findNearDuplicates([headline(1, title), headline(2, title)], ids(1));
  expect(found).toMatchObject([{ id: 1, of: 2 }]);
});

it('looks through ten thousand titles that share their words', () => {
  const words = ['port', 'gare', 'ligne', 'quai', 'plage', 'stade', 'marché', 'budget'];
  const titles = Array.from({ length: 10_000 }, (_, at) => {
    const some = words.filter((_word, bit) => (at >> bit) & 1);
    return headline(at + 1, `Le conseil parle de ${some.join(' et ')}, sujet${at}`);
  });
  const found = findNearDuplicates(titles, ids(...titles.map(({ id }) => id)));
  expect(found).toEqual([]);
});
