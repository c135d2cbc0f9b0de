/** Every place of the letter, and an item's name in an address. */
import type { Newsletter } from '../config/newsletter.ts';
import { type ItemName, nameOf } from '../issue/edit.ts';
import type { Block } from '../issue/issue.ts';

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

/** «12» or «12-salon-de-provence». */
export function itemInAddress(name: ItemName): string {
  return nameOf(name).replace(' ', '-');
}
