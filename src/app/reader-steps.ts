/** Joins what readers do by their own links to database and relay: move, rest, stay, leave with a reason, see their data. */
import { createHash, randomBytes } from 'node:crypto';
import { maskAddress } from '../audience/address.ts';
import type { ChoiceNeeds } from '../audience/choices.ts';
import { lighten } from '../audience/choices.ts';
import { tellReason } from '../audience/departure.ts';
import { emailHash } from '../audience/email-hash.ts';
import type { SubscriberId } from '../audience/ids.ts';
import { type AskedMove, askToMove, moveHours } from '../audience/move.ts';
import { readerNetwork } from '../audience/network.ts';
import { restUntil } from '../audience/pause.ts';
import { readerBehind } from '../audience/reader-page.ts';
import { makeToken, openToken } from '../audience/token.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { MoveSteps } from '../site/address.tsx';
import type { DataSteps } from '../site/data.tsx';
import type { PreferencesNeeds } from '../site/preferences.tsx';
import type { UnsubscribeNeeds } from '../site/unsubscribe.tsx';
import { keepMove, moveReader, waitingMove } from '../world/db/address-changes.ts';
import { countDeparture } from '../world/db/departures.ts';
import { pauseSubscription } from '../world/db/pauses.ts';
import { personFile } from '../world/db/person-file.ts';
import { changeSubscription, noteContact, subscriberById } from '../world/db/subscribers.ts';
import { suppressedAmong } from '../world/db/suppressions.ts';
import type { World } from '../world/world.ts';
import { countingAttempts } from './attempts.ts';
import { frameOf } from './service-frame.ts';
import { serviceLetters } from './service-letters.ts';
import { serviceMail } from './service-mail.ts';

const { hours: dataHours } = serviceLetters.data;
/** Links to one's own data within an hour. */
const mostData = 3;

type Newsletters = () => Promise<readonly Newsletter[]>;
type ReaderSteps = {
  readonly unsubscribe: Pick<UnsubscribeNeeds, 'lighten' | 'tellReason' | 'preferencesOf'>;
  readonly preferences: Pick<PreferencesNeeds, 'rest' | 'stay'>;
  readonly move: Omit<MoveSteps, 'newsletters' | 'seen'>;
  readonly data: Omit<DataSteps, 'newsletters' | 'seen'>;
};

export function readerSteps(world: World, newsletters: Newsletters): ReaderSteps {
  const { clock, database, secret } = world;
  const { db } = database;
  const open: ChoiceNeeds['open'] = (purpose, text) => openToken({ secret, now: clock.now() }, purpose, text);
  const change: ChoiceNeeds['change'] = (what, decide) =>
    changeSubscription(db, secret, { ...what, at: clock.now() }, decide);
  const at = () => clock.now();
  return {
    unsubscribe: {
      lighten: (token, calmer) => lighten(token, calmer, { open, change }),
      tellReason: (token, reason) =>
        tellReason(token, reason, {
          open,
          count: (reader, newsletter, word) =>
            countDeparture(db, { reader, newsletter, reason: word, at: at() }),
        }),
      preferencesOf: (text) => {
        const opened = open('unsubscribe', text);
        return opened.kind === 'token'
          ? makeToken(secret, { ...opened.token, purpose: 'preferences' })
          : null;
      },
    },
    preferences: {
      rest: (token, until) =>
        restUntil(token, until, at(), {
          open,
          pauseAll: (reader, day) => pauseAll(world, newsletters, reader, day),
        }),
      stay: async (token) => {
        const opened = open('preferences', token);
        if (opened.kind !== 'token') return { kind: 'invalid' };
        const there = await noteContact(db, opened.token.subscriberId, at());
        return { kind: there ? 'stayed' : 'gone' };
      },
    },
    move: moveSteps(world, newsletters, open),
    data: dataSteps(world, newsletters, open),
  };
}

async function pauseAll(
  { database: { db }, clock }: World,
  newsletters: Newsletters,
  reader: SubscriberId,
  day: string | null,
): Promise<boolean> {
  const found = await subscriberById(db, reader);
  if (found === null) return false;
  const zones = new Map((await newsletters()).map(({ name, time_zone }) => [name, time_zone]));
  for (const newsletter of Object.keys(found.subscriptions))
    await pauseSubscription(db, {
      reader,
      newsletter,
      day,
      zone: zones.get(newsletter) ?? 'UTC',
      at: clock.now(),
    });
  return true;
}

function moveSteps(world: World, newsletters: Newsletters, open: ChoiceNeeds['open']): ReaderSteps['move'] {
  const { clock, database, secret } = world;
  const { db } = database;
  const mail = serviceMail(world);
  const send = async (asked: AskedMove, leaves: boolean) => {
    const token = randomBytes(24).toString('base64url');
    await keepMove(db, hashOf(token), asked, leaves);
    const { moveLetter } = await import('../../templates/mail/move.tsx');
    const { frame, from } = frameOf(world, await newsletters(), asked, `/a/${token}`);
    const letter = await moveLetter({ ...frame, hours: moveHours });
    await mail[leaves ? 'post' : 'pretend']('confirm_move', { ...letter, from, to: asked.email });
  };
  return {
    ask: (token, { peer, forwarded, ...request }) =>
      askToMove(token, { ...request, network: readerNetwork(peer, forwarded) }, clock.now(), {
        open,
        subscriber: (id) => subscriberById(db, id),
        attempts: countingAttempts(world),
        suppressed: async (key) => (await suppressedAmong(db, [emailHash(secret, key)])).size > 0,
        send,
      }),
    waiting: async (token) => {
      const found = await waitingMove(db, hashOf(token), clock.now());
      return found && { ...found, maskedAddress: maskAddress(found.email) };
    },
    move: async (token) => {
      const moved = await moveReader(db, secret, hashOf(token), clock.now());
      if (moved.kind !== 'moved') return moved;
      const { movedLetter } = await import('../../templates/mail/move.tsx');
      const { frame, from, contact } = frameOf(world, await newsletters(), moved, null);
      const maskedAddress = maskAddress(moved.email);
      const letter = await movedLetter({ ...frame, to: maskedAddress, contact });
      await mail.post('moved', { ...letter, from, to: moved.from });
      return { kind: 'moved', newsletter: moved.newsletter, language: moved.language, maskedAddress };
    },
  };
}

function dataSteps(world: World, newsletters: Newsletters, open: ChoiceNeeds['open']): ReaderSteps['data'] {
  const { clock, database, secret } = world;
  const { db } = database;
  const mail = serviceMail(world);
  return {
    send: async (text) => {
      const opened = open('preferences', text);
      if (opened.kind !== 'token') return { kind: 'invalid' };
      const { subscriberId, newsletter } = opened.token;
      const reader = await subscriberById(db, subscriberId);
      if (reader === null) return { kind: 'gone' };
      const since = new Date(clock.now().getTime() - 3_600_000);
      const [asked = 0] = await countingAttempts(world)([`data ${subscriberId}`], since, clock.now());
      if (asked > mostData) return { kind: 'too_often' };
      const expiresAt = new Date(clock.now().getTime() + dataHours * 3_600_000);
      const token = makeToken(secret, { ...opened.token, purpose: 'data', expiresAt });
      const { dataLetter } = await import('../../templates/mail/data.tsx');
      const language = reader.language === 'en' || reader.language === 'fr' ? reader.language : null;
      const { frame, from } = frameOf(world, await newsletters(), { newsletter, language }, `/d/${token}`);
      const letter = await dataLetter({ ...frame, hours: dataHours });
      await mail.post('data', { ...letter, from, to: reader.email });
      return { kind: 'sent' };
    },
    ready: (token) => readerBehind('data', token, { open, subscriber: (id) => subscriberById(db, id) }),
    file: async (text) => {
      const opened = open('data', text);
      if (opened.kind !== 'token') return { kind: 'invalid' };
      const tables = await personFile(db, opened.token.subscriberId, (key) => emailHash(secret, key));
      if (tables === null) return { kind: 'gone' };
      const json = JSON.stringify({ made_at: clock.now(), tables }, null, 2);
      return { kind: 'file', json };
    },
  };
}

/** 192 random bits: a plain hash of them cannot be tried out. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
