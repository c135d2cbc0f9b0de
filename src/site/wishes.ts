/** What the form of the preferences page says. */
import type { Wishes } from '../audience/choices.ts';
import { readName } from '../audience/import/values.ts';
import { offeredTo } from '../audience/offer.ts';
import type { ReaderSeen } from '../audience/reader-page.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { distinct } from './preferences-form.tsx';

/** Only what the page offered is decided: a newsletter that appeared meanwhile is not turned off. */
export function wishesOf(
  fields: URLSearchParams,
  newsletters: readonly Newsletter[],
  { subscriptions }: Pick<Extract<ReaderSeen, { kind: 'reader' }>, 'subscriptions'>,
): Wishes {
  const known = new Set(offeredTo(newsletters, subscriptions).map(({ name }) => name));
  const offered = fields.getAll('offered').filter((name) => known.has(name));
  const rhythms = newsletters.flatMap(({ name }) => (fields.get(`rhythm-${name}`) ?? '').split(' '));
  const wanted = new Set([...fields.getAll('newsletter'), ...rhythms]);
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
  };
}
