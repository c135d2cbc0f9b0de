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
import { storeStatedConsent } from '../world/db/stated-consents.ts';
import { changeSubscription } from '../world/db/subscribers.ts';
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

/** The receipts name token and proof. */
async function storeStated({ clock, database, secret }: World, stated: Stated): Promise<StoreOutcome> {
  const parsed = parseEmailAddress(stated.email);
  if (parsed.kind === 'fault') return parsed;
  const { address: email, key } = parsed;
  const nothing = { firstName: null, lastName: null, commune: null, premium: null, language: null };
  const consent = {
    ...{ standing: 'subscribed' as const, leftAt: null, chosen: null },
    ...{ consentAt: stated.givenAt, consentSource: withoutAddresses(stated.source) },
  };
  const { newsletters, change } = stated;
  const person = { ...nothing, ...consent, email, key };
  const into = { source: sourceOf(stated.by), at: clock.now() };
  return storeStatedConsent(database.db, secret, { ...into, person, newsletters, change });
}

function sourceOf(by: string): string {
  return `API, token «${withoutAddresses(by)}»`;
}
