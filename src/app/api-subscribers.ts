/** Joins what programs do with readers to the steps of pages, imports and commands. */

import type { Stated, StoreOutcome } from '../api/handlers/sign-up.ts';
import type { SubscriberSteps } from '../api/handlers/subscribers.ts';
import type { EmailKey } from '../audience/address.ts';
import { parseEmailAddress, withoutAddresses } from '../audience/address.ts';
import { emailHash } from '../audience/email-hash.ts';
import { segmentTroubleInWords } from '../audience/segment-words.ts';
import { leave } from '../audience/subscription.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { inEnglish } from '../config/say.ts';
import { receiptsOf } from '../world/db/consent.ts';
import { changeReader, isBeyond, pageOfReaders, readerRecord } from '../world/db/reader-records.ts';
import { storePeople } from '../world/db/subscriber-import.ts';
import { changeSubscription, subscriberIdByKey } from '../world/db/subscribers.ts';
import type { World } from '../world/world.ts';
import type { Audience } from './audience.ts';
import { namedSegment } from './segments.ts';
import { signUpSteps } from './sign-up.ts';

export type ReaderNeeds = Pick<Audience, 'forgetSubscriber'>;

export function subscriberSteps(
  world: World,
  { forgetSubscriber }: ReaderNeeds,
  { newsletters, origins }: Pick<SubscriberSteps, 'newsletters' | 'origins'>,
): SubscriberSteps {
  const { clock, database, secret } = world;
  const { db } = database;
  const { ask } = signUpSteps(world, newsletters as () => Promise<readonly Newsletter[]>).signUp;
  return {
    newsletters,
    origins,
    ask,
    store: (stated) => storeStated(world, stated),
    record: (id, reach) => readerRecord(database.pool, id, reach),
    page: async ({ segment, ...wanted }) => {
      if (segment === null) return pageOfReaders(database.pool, { ...wanted, segment });
      const found = await namedSegment(database.pool, segment);
      if (found.kind === 'segment') return pageOfReaders(database.pool, { ...wanted, segment: found.tree });
      return {
        unusable:
          found.kind === 'unusable' ? segmentTroubleInWords(found.why, inEnglish) : 'is nobody in particular',
      };
    },
    change: (id, change) => changeReader(db, id, change),
    isBeyond: (id, reach) => isBeyond(db, id, reach),
    erase: async ({ email }) => {
      await forgetSubscriber(email);
    },
    unsubscribe: async (subscriberId, newsletter, by) => {
      const source = sourceOf(by);
      await changeSubscription(db, secret, { subscriberId, newsletter, source, at: clock.now() }, leave);
    },
    receipts: ({ id, email }) => receiptsOf(db, emailHash(secret, email.toLowerCase() as EmailKey), id),
  };
}

/** As an import of one row into each newsletter; the receipts name token and proof. */
async function storeStated({ clock, database, secret }: World, stated: Stated): Promise<StoreOutcome> {
  const { db } = database;
  const parsed = parseEmailAddress(stated.email);
  if (parsed.kind === 'fault') return parsed;
  const { address: email, key } = parsed;
  const nothing = { firstName: null, lastName: null, commune: null, premium: null, language: null };
  const consent = {
    ...{ standing: 'subscribed' as const, leftAt: null, chosen: null },
    ...{ consentAt: stated.givenAt, consentSource: withoutAddresses(stated.source) },
  };
  const person = { ...nothing, ...consent, email, key };
  const outcomes: Extract<StoreOutcome, { kind: 'stored' }>['outcomes'][number][] = [];
  for (const newsletter of stated.newsletters) {
    const into = { newsletter, source: sourceOf(stated.by), at: clock.now(), dryRun: false };
    const [outcome = 'unchanged'] = await storePeople(db, secret, into, [person]);
    if (outcome === 'suppressed') return { kind: 'suppressed' };
    outcomes.push({ newsletter, outcome });
  }
  const id = await subscriberIdByKey(db, key);
  const changed = id === null ? 'gone' : await changeReader(db, id, stated.change);
  if (id === null || changed === 'gone') return { kind: 'suppressed' };
  return changed === 'too_many' ? { kind: 'too_many' } : { kind: 'stored', id, outcomes };
}

function sourceOf(by: string): string {
  return `API, token «${withoutAddresses(by)}»`;
}
