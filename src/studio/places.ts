/** Every place of the letter, and an item's name in an address. */
import type { Newsletter } from '../config/newsletter.ts';
import { type ItemName, nameOf } from '../issue/edit.ts';
import type { Block, IssueItem } from '../issue/issue.ts';
import { blockKey } from '../issue/selection.ts';
import { isInLetter } from '../issue/unfit.ts';

/** In the order of the letter. */
export function placesOf(newsletter: Newsletter): readonly Block[] {
  return [
    { kind: 'lead' },
    { kind: 'front_page' },
    ...newsletter.sections.map(({ id }): Block => ({ kind: 'section', section: id })),
    { kind: 'most_read' },
    { kind: 'agenda' },
    ...newsletter.communes.map(({ id }): Block => ({ kind: 'commune', commune: id })),
  ];
}

/** Where items stand that newsletter.yaml has no place for any more, the first one first. */
export function leftoverPlaces(
  newsletter: Newsletter,
  items: readonly Pick<IssueItem, 'block'>[],
): readonly Block[] {
  const blocks = new Map(items.map(({ block }) => [blockKey(block), block]));
  return [...blocks.values()].filter((block) => !isInLetter(newsletter, block));
}

/** «12» or «12-salon-de-provence». */
export function itemInAddress(name: ItemName): string {
  return nameOf(name).replace(' ', '-');
}
