/** A reader between the house and the wire: camel case inside, snake case and ISO dates outside. */
import type { z } from 'zod';
import type { ReaderChange, ReaderRecord } from '../../audience/reader-record.ts';
import type { Newsletter } from '../../config/newsletter.ts';
import { type ApiToken, hasScope } from '../../desk/api-token.ts';
import type { FieldFault } from '../problems.ts';
import { type Refusal, refuse } from '../route.ts';
import type { subscriber, subscriberRoutes } from '../routes/subscribers.ts';

export function shown(record: ReaderRecord): z.input<typeof subscriber> {
  const { id, email, commune, premium, language, attributes } = record;
  return {
    ...{ id, email, commune, premium, language, attributes },
    first_name: record.firstName,
    last_name: record.lastName,
    more_communes: [...record.moreCommunes],
    sections: [...record.sections],
    created_at: record.createdAt.toISOString(),
    subscriptions: record.subscriptions.map(({ newsletter, state, since, source, pausedUntil }) => ({
      ...{ newsletter, state, source },
      since: since.toISOString(),
      paused_until: pausedUntil?.toISOString() ?? null,
    })),
  };
}

/** Writing is not reading: who may not read is told which reader it was. */
export function toldTo(caller: ApiToken | null, record: ReaderRecord) {
  return hasScope(caller, 'subscribers:read') ? shown(record) : { id: record.id };
}

type Details = z.output<(typeof subscriberRoutes)['changeSubscriber']['body']>;

/** Only what was given; communes and rubriques must be those that a newsletter has. */
export function changeOf(given: Details, newsletters: readonly Newsletter[]): ReaderChange | Refusal {
  const { first_name, last_name, commune, more_communes, sections, premium, language, attributes } = given;
  const errors = unknownChoices(given, newsletters);
  const [first] = errors;
  if (first) return refuse('invalid', `${first.field} ${first.detail}`, { errors: errors.slice(0, 20) });
  return {
    ...(first_name !== undefined && { firstName: first_name }),
    ...(last_name !== undefined && { lastName: last_name }),
    ...(commune !== undefined && { commune }),
    ...(more_communes !== undefined && { moreCommunes: more_communes }),
    ...(sections !== undefined && { sections }),
    ...(premium !== undefined && { premium }),
    ...(language !== undefined && { language }),
    ...(attributes !== undefined && { attributes }),
  };
}

function unknownChoices(
  { commune, more_communes = [], sections = [] }: Details,
  newsletters: readonly Newsletter[],
): readonly FieldFault[] {
  const known = (list: 'communes' | 'sections') =>
    new Set(newsletters.flatMap((newsletter) => newsletter[list].map(({ id }) => id)));
  const communes = known('communes');
  const rubriques = known('sections');
  const noCommune = 'is no commune of a newsletter';
  return [
    ...(commune && !communes.has(commune) ? [{ field: '#/commune', detail: noCommune }] : []),
    ...more_communes.flatMap((id, at) =>
      communes.has(id) ? [] : [{ field: `#/more_communes/${at}`, detail: noCommune }],
    ),
    ...sections.flatMap((id, at) =>
      rubriques.has(id) ? [] : [{ field: `#/sections/${at}`, detail: 'is no rubrique of a newsletter' }],
    ),
  ];
}
