/** How an editor looks at an issue: which variant, which look. It travels in the address, so that a page says it all. */
import type { Newsletter } from '../config/newsletter.ts';
import { isLook, type Look } from './looks.ts';

export type View = {
  readonly look: Look;
  readonly premium: boolean;
  /** Commune id of newsletter.yaml; null: any other. */
  readonly commune: string | null;
  /** The rubrique that the reader chose to read first; null: the paper's order. */
  readonly first: string | null;
};

export function viewOf(query: Readonly<Record<string, string>>, newsletter: Newsletter): View {
  const { look = 'wide', reader = 'free', first = '' } = query;
  const [standing, ...rest] = reader.split('-');
  const commune = rest.join('-');
  return {
    look: isLook(look) ? look : 'wide',
    premium: standing === 'premium',
    commune: newsletter.communes.some(({ id }) => id === commune) ? commune : null,
    first: newsletter.sections.some(({ id }) => id === first) ? first : null,
  };
}

/** «?look=dark&reader=premium-arles», or nothing for the usual view. */
export function queryOf({ look, premium, commune, first }: View): string {
  const reader = readerOf({ premium, commune });
  const query = new URLSearchParams([
    ...(look === 'wide' ? [] : [['look', look]]),
    ...(reader === 'free' ? [] : [['reader', reader]]),
    ...(first === null ? [] : [['first', first]]),
  ] as [string, string][]).toString();
  return query === '' ? '' : `?${query}`;
}

export function readerOf({ premium, commune }: Pick<View, 'premium' | 'commune'>): string {
  return [premium ? 'premium' : 'free', commune].filter(Boolean).join('-');
}
