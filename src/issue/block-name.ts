/** The blocks of a letter in an editor's words, the same in commands and studio. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import type { Block } from './issue.ts';

/** `say` picks the language of whoever looks. */
export function blockName(block: Block, newsletter: Newsletter, say: Say): string {
  switch (block.kind) {
    case 'lead':
      return say('À la une', 'Lead story');
    case 'front_page':
      return say('Aussi à la une', 'Also in the news');
    case 'section':
      return newsletter.sections.find(({ id }) => id === block.section)?.name ?? block.section;
    case 'most_read':
      return newsletter.most_read.title;
    case 'agenda':
      return newsletter.agenda.title;
    case 'commune':
      return newsletter.communes.find(({ id }) => id === block.commune)?.name ?? block.commune;
    default:
      return block satisfies never;
  }
}
