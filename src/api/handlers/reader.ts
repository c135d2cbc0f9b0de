/** A reader between the house and the wire: camel case inside, snake case and ISO dates outside. */
import type { z } from 'zod';
import type { ReaderChange, ReaderRecord } from '../../audience/reader-record.ts';
import type { Newsletter } from '../../config/newsletter.ts';
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

type Details = z.output<(typeof subscriberRoutes)['changeSubscriber']['body']>;

/** Only what was given; a commune must be one that a newsletter has. */
export function changeOf(given: Details, newsletters: readonly Newsletter[]): ReaderChange | Refusal {
  const { first_name, last_name, commune, premium, language, attributes } = given;
  if (commune && !newsletters.some(({ communes }) => communes.some(({ id }) => id === commune))) {
    const detail = 'is no commune of a newsletter';
    return refuse('invalid', `#/commune ${detail}`, { errors: [{ field: '#/commune', detail }] });
  }
  return {
    ...(first_name !== undefined && { firstName: first_name }),
    ...(last_name !== undefined && { lastName: last_name }),
    ...(commune !== undefined && { commune }),
    ...(premium !== undefined && { premium }),
    ...(language !== undefined && { language }),
    ...(attributes !== undefined && { attributes }),
  };
}
