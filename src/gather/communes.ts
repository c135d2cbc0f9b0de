/** Finds the communes that an article is about, by their names. */
import type { Newsletter } from '../config/newsletter.ts';
import { fold } from './fold.ts';

export type CommuneNames = readonly { readonly id: string; readonly pattern: RegExp }[];

/** Once per newsletter. */
export function communeNames(communes: Newsletter['communes']): CommuneNames {
  return communes.map((commune) => ({
    id: commune.id,
    pattern: new RegExp([commune.name, ...commune.aliases].map(wholeName).join('|')),
  }));
}

/**
 * A name inside a longer one is another place: «Aix» of «Aix-Marseille» is not Aix. Hyphens and spaces are
 * one («Salon de Provence»).
 */
function wholeName(name: string): string {
  const letters = fold(name)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/[\s-]+/g, '[\\s-]');
  return `(?<![a-z0-9]|[a-z0-9]-)${letters}(?!-?[a-z0-9])`;
}

/** Ids in the order of newsletter.yaml. texts: title, excerpt, categories. */
export function findCommunes(texts: readonly string[], names: CommuneNames): string[] {
  const text = texts.map(fold).join(' \n ');
  return names.filter(({ pattern }) => pattern.test(text)).map(({ id }) => id);
}
