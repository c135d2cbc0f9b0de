/** What the form of the preferences page says. */
import { readName } from '../audience/import/values.ts';
import { offeredTo } from '../audience/offer.ts';
import type { Wishes } from '../audience/preferences.ts';
import type { ReaderSeen } from '../audience/reader-page.ts';
import { rhythmsOf } from '../audience/rhythm.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { distinct } from './preferences-form.tsx';

type Reader = Extract<ReaderSeen, { kind: 'reader' }>;

/** Only what the page offered is decided: a newsletter that appeared meanwhile is not turned off. */
export function wishesOf(
  fields: URLSearchParams,
  newsletters: readonly Newsletter[],
  { subscriptions }: Pick<Reader, 'subscriptions'>,
): Wishes {
  const letters = offeredTo(newsletters, subscriptions);
  const known = new Set(letters.map(({ name }) => name));
  const wanted = lettersWanted(fields);
  const undecided = new Set(pairsLost(fields, letters).flat());
  const offered = fields
    .getAll('offered')
    .filter((name) => known.has(name) && (wanted.has(name) || !undecided.has(name)));
  const idsOffered = (list: 'communes' | 'sections') => {
    const ids = new Set((fields.get(`offered_${list}`) ?? '').split(' '));
    return distinct(newsletters, list).flatMap(({ id }) => (ids.has(id) ? [id] : []));
  };
  const communes = idsOffered('communes');
  const sections = idsOffered('sections');
  const commune = fields.get('commune') ?? '';
  const language = fields.get('language');
  const ticked = (name: string, ids: readonly string[], but = '') =>
    [...new Set(fields.getAll(name))].filter((id) => id !== but && ids.includes(id));
  return {
    firstName: fields.has('no_first_name') ? null : (readName(fields.get('first_name') ?? '') ?? undefined),
    commune: communes.includes(commune) ? commune : null,
    moreCommunes: ticked('more_commune', communes, commune),
    sections: ticked('section', sections),
    offered: { communes, sections },
    language: language === 'fr' || language === 'en' ? language : null,
    newsletters: new Map(offered.map((name) => [name, wanted.has(name)])),
    rhythms: rhythmsOf(letters).map(({ weekly, daily }) => [weekly.name, daily.name]),
  };
}

/**
 * Pairs of which the letter that is chosen cannot be had any more: it closed since the page was shown, or its settings broke.
 * The sister that comes is not left for it.
 */
export function pairsLost(
  fields: URLSearchParams,
  letters: readonly Pick<Newsletter, 'name'>[],
): readonly (readonly string[])[] {
  const wanted = lettersWanted(fields);
  const lost = (name: string) => wanted.has(name) && !letters.some((letter) => letter.name === name);
  return fields
    .getAll('pair')
    .map((names) => names.split(' '))
    .filter((names) => names.some(lost));
}

function lettersWanted(fields: URLSearchParams): ReadonlySet<string> {
  const rhythms = [...fields].flatMap(([name, value]) =>
    name.startsWith('rhythm-') ? value.split(' ') : [],
  );
  return new Set([...fields.getAll('newsletter'), ...rhythms]);
}

/** A page of a former version: it lets choose rubriques and communes, and does not say which ones it showed. */
export function isOfFormerPage(fields: URLSearchParams): boolean {
  const communes = fields.has('commune') || fields.has('more_commune');
  return (
    (communes && !fields.has('offered_communes')) ||
    (fields.has('section') && !fields.has('offered_sections'))
  );
}

/** The choices of such a page as they were made, for the page that is shown instead. */
export function typedOnFormerPage(
  fields: URLSearchParams,
): Pick<Reader, 'commune' | 'moreCommunes' | 'sections'> {
  return {
    commune: fields.get('commune') || null,
    moreCommunes: fields.getAll('more_commune'),
    sections: fields.getAll('section'),
  };
}
