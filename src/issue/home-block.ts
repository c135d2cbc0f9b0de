/** Where an article stands when nobody says otherwise. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Block } from './issue.ts';

/** Its rubrique; articles that name none of the paper's stand after the lead. */
export function homeBlock({ sections }: Newsletter, section: string | null): Block {
  return section !== null && sections.some(({ id }) => id === section)
    ? { kind: 'section', section }
    : { kind: 'front_page' };
}
