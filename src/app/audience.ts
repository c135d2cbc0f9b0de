/** Joins the audience's steps to the database, the clock and the secret. */

import { type EmailKey, parseEmailAddress, withoutAddresses } from '../audience/address.ts';
import { type ChoiceNeeds, resubscribe, unsubscribe } from '../audience/choices.ts';
import { emailHash } from '../audience/email-hash.ts';
import { exportCsv } from '../audience/export.ts';
import type { SubscriberId } from '../audience/ids.ts';
import { addedSilent } from '../audience/import/contact.ts';
import { type ImportNeeds, importPeople } from '../audience/import/import.ts';
import type { Choosable, Person } from '../audience/import/person.ts';
import { readerNetwork } from '../audience/network.ts';
import { pauseUntil } from '../audience/pause.ts';
import { savePreferences, type Wishes } from '../audience/preferences.ts';
import { providerOf } from '../audience/provider.ts';
import { readerBehind } from '../audience/reader-page.ts';
import { receiptBehind } from '../audience/receipt.ts';
import { daysBefore, refusedDays } from '../audience/refused-letter.ts';
import { statsOf } from '../audience/stats.ts';
import { comeBack } from '../audience/subscription.ts';
import { openToken, type TokenPurpose } from '../audience/token.ts';
import { chooseTracking, type Tracking, type TrackingChange } from '../audience/tracking.ts';
import type { Shown } from '../site/sentence.tsx';
import type { TrackingSteps } from '../site/tracking.tsx';
import { receiptsOf } from '../world/db/consent.ts';
import { departureCounts } from '../world/db/departures.ts';
import { endImport, settledImport, settleImport } from '../world/db/imports.ts';
import { pauseSubscription } from '../world/db/pauses.ts';
import { refusedSince, refusedTo } from '../world/db/refused-letters.ts';
import { storePeople } from '../world/db/subscriber-import.ts';
import {
  countActive,
  countSubscriptions,
  type ListWanted,
  pageOfSubscriptions,
} from '../world/db/subscriber-lists.ts';
import {
  changeDetails,
  changeSubscription,
  subscriberById,
  subscriberIdByKey,
} from '../world/db/subscribers.ts';
import { countSuppressions, liftSuppression } from '../world/db/suppressions.ts';
import { changeTracking } from '../world/db/tracking.ts';
import type { World } from '../world/world.ts';
import { agreedTo } from './agreed.ts';
import { forgetSubscriber } from './forgetting.ts';
import { readableNewsletters } from './newsletters.ts';
import { wholeFileOf } from './person-file.ts';

export type ImportRequest = Omit<ImportNeeds, 'store'> & {
  readonly newsletter: string;
  /** Kept in the consent receipts. */
  readonly fileName: string;
  readonly dryRun: boolean;
  /** Absent: an import that is cut begins anew. */
  readonly resume?: {
    /** SHA-256 of the file's bytes: the same file goes on where it was cut. */
    readonly digest: () => Promise<Buffer>;
    /** Told before the first row: every row up to this line is stored already. */
    readonly goesOn: (line: number) => void;
  };
};
export type AddRequest = Pick<Person, 'firstName' | 'lastName' | 'commune' | 'premium' | 'language'> & {
  readonly email: string;
  readonly newsletter: string;
  /** The person asked to receive it again: lifts an unsubscription or a suppression. */
  readonly again: boolean;
};

export type Audience = ReturnType<typeof audience>;

export function audience(world: World) {
  const { secret, clock, templates } = world;
  const { db, pool } = world.database;
  const choices: ChoiceNeeds = {
    open: (purpose, text) => openToken({ secret, now: clock.now() }, purpose, text),
    change: (what, decide) => changeSubscription(db, secret, { ...what, at: clock.now() }, decide),
  };
  const setTracking = (reader: SubscriberId, change: TrackingChange) =>
    changeTracking(db, secret, reader, { ...change, at: clock.now() });
  return {
    setTracking,
    chooseTracking: (
      token: string,
      wanted: Tracking,
      { wordings, peer, forwarded }: Parameters<TrackingSteps['choose']>[2],
    ) =>
      chooseTracking(
        token,
        wanted,
        { wordings, network: readerNetwork(peer, forwarded) },
        { open: choices.open, setTracking },
      ),
    importSubscribers: async (
      { newsletter, fileName, dryRun, resume, ...needs }: ImportRequest,
      signal: AbortSignal,
    ) => {
      const choosable = await choosableIn(world, newsletter);
      const at = clock.now();
      let source = `import ${withoutAddresses(fileName)}`;
      const layout: ImportNeeds['layout'] = (found) => {
        if (found.program !== null)
          source = `import ${withoutAddresses(fileName)}, exported by ${found.program}`;
        needs.layout(found);
      };
      const into = () => ({ newsletter, dryRun, at, source });
      const how = { choosable, now: at, signal };
      if (dryRun || resume === undefined)
        return importPeople(
          { ...needs, layout, store: (some) => storePeople(db, secret, into(), some) },
          how,
        );
      const file = { newsletter, digest: await resume.digest() };
      const from = await settledImport(db, file);
      if (from) resume.goesOn(from.line);
      const outcomes: Record<string, number> = { ...from?.outcomes };
      const store: ImportNeeds['store'] = (people, line) =>
        storePeople(db, secret, into(), people, async (transaction, told) => {
          for (const outcome of told) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
          outcomes.silent = (outcomes.silent ?? 0) + addedSilent(people, told, at);
          await settleImport(transaction, file, { line, outcomes });
        });
      const result = await importPeople({ ...needs, layout, store }, { ...how, from });
      await endImport(db, file);
      return result;
    },
    /** CSV in pieces. */
    exportSubscribers: (wanted: ListWanted, signal: AbortSignal) =>
      exportCsv((after) => pageOfSubscriptions(pool, wanted, after, 1_000), signal),
    /** Everything that is stored of one person, as they get it themselves. */
    wholeFileOf: (email: string) => wholeFileOf(world, email),
    addSubscriber: (request: AddRequest) => addSubscriber(world, choices, request),
    forgetSubscriber: (email: string) => forgetSubscriber(world, email),
    subscriberStats: async (newsletter: string | null) => ({
      reasons: await departureCounts(db, newsletter),
      newsletters: statsOf(await countSubscriptions(db, newsletter), providerOf),
      suppressions: await countSuppressions(db),
    }),
    readerBehind: (purpose: TokenPurpose, token: string) =>
      readerBehind(purpose, token, { ...choices, subscriber: (id) => subscriberById(db, id) }),
    receiptBehind: (token: string) =>
      receiptBehind(token, {
        open: choices.open,
        subscriber: (id) => subscriberById(db, id),
        records: (email, id) => receiptsOf(db, emailHash(secret, email.toLowerCase() as EmailKey), id),
      }),
    /** What the operator's forget does, asked for by the reader behind a preferences link. */
    eraseBehind: async (token: string): Promise<{ readonly kind: 'erased' | 'gone' | 'invalid' }> => {
      const opened = choices.open('preferences', token);
      if (opened.kind !== 'token') return { kind: 'invalid' };
      const reader = await subscriberById(db, opened.token.subscriberId);
      if (reader === null) return { kind: 'gone' };
      await forgetSubscriber(world, reader.email);
      return { kind: 'erased' };
    },
    /** Of a person who was erased too: the keyed hash of the address is what receipts keep. */
    consentReceipts: async (email: string) => {
      const parsed = parseEmailAddress(email);
      if (parsed.kind === 'fault') return parsed;
      const id = await subscriberIdByKey(db, parsed.key);
      return { kind: 'records' as const, records: await receiptsOf(db, emailHash(secret, parsed.key), id) };
    },
    /** Service letters that no relay took, as long as they are kept. */
    refusedLetters: () => refusedSince(db, daysBefore(clock.now(), refusedDays)),
    refusedLettersTo: async (email: string) => {
      const parsed = parseEmailAddress(email);
      return parsed.kind === 'fault' ? [] : refusedTo(db, emailHash(secret, parsed.key));
    },
    unsubscribe: (token: string, how: 'one_click' | 'page') => unsubscribe(token, how, choices),
    pauseUntil: (token: string, until: string | null) =>
      pauseUntil(token, until, clock.now(), {
        open: choices.open,
        pause: async (reader, newsletter, day) => {
          // A pause must not fail because settings are broken: then its day begins in UTC.
          const zone = await templates.newsletter(newsletter).then(
            (one) => one.time_zone,
            () => 'UTC',
          );
          return pauseSubscription(db, { reader, newsletter, day, zone, at: clock.now() });
        },
      }),
    resubscribe: (token: string, shown: Shown) => resubscribe(token, agreedTo(shown), choices),
    savePreferences: (token: string, wishes: Wishes, shown: Shown | null) =>
      savePreferences(token, wishes, shown && agreedTo(shown), {
        ...choices,
        changeDetails: (id, details) => changeDetails(db, id, details, clock.now()),
      }),
    /** How many receive the newsletter now. */
    audienceSize: (newsletter: string) => countActive(db, newsletter),
  };
}

/** As the pages and the API have it: what any letter of the house has; where two name a commune alike, the own one counts. */
async function choosableIn(world: World, name: string): Promise<Choosable> {
  const own = await world.templates.newsletter(name);
  const all = [...(await readableNewsletters(world)).filter((one) => one.name !== name), own];
  return {
    newsletter: name,
    communes: all.flatMap(({ communes }) => communes),
    sections: all.flatMap(({ sections }) => sections),
  };
}

async function addSubscriber(world: World, choices: ChoiceNeeds, request: AddRequest) {
  const { db } = world.database;
  const { email, newsletter, again, ...details } = request;
  await world.templates.newsletter(newsletter);
  const parsed = parseEmailAddress(email);
  if (parsed.kind === 'fault') return parsed;
  const source = again ? 'added by the operator, asked for again' : 'added by the operator';
  if (again) {
    await liftSuppression(db, emailHash(world.secret, parsed.key));
    const subscriberId = await subscriberIdByKey(db, parsed.key);
    if (subscriberId !== null) await choices.change({ subscriberId, newsletter, source }, comeBack);
  }
  const silent = {
    ...{ consentAt: null, consentSource: null, standing: 'subscribed' as const },
    ...{ leftAt: null, chosen: null },
  };
  const person = { ...details, email: parsed.address, key: parsed.key, ...silent };
  const into = { newsletter, source, at: world.clock.now(), dryRun: false };
  const [outcome = 'unchanged'] = await storePeople(db, world.secret, into, [person]);
  return { kind: 'stored' as const, outcome };
}
