/** Joins what readers do by their own links to database and relay: move, rest, stay, leave with a reason, see their data. */
import type { ChoiceNeeds } from '../audience/choices.ts';
import { leaveAll, lighten } from '../audience/choices.ts';
import { tellReason } from '../audience/departure.ts';
import type { SubscriberId } from '../audience/ids.ts';
import { restUntil } from '../audience/pause.ts';
import { readerBehind } from '../audience/reader-page.ts';
import { makeToken, openToken } from '../audience/token.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { DataSteps } from '../site/data.tsx';
import type { PreferencesNeeds } from '../site/preferences.tsx';
import type { UnsubscribeNeeds } from '../site/unsubscribe.tsx';
import { countDeparture } from '../world/db/departures.ts';
import { pauseSubscription } from '../world/db/pauses.ts';
import { changeSubscription, noteContact, subscriberById } from '../world/db/subscribers.ts';
import { movedLately } from '../world/db/way-back.ts';
import type { World } from '../world/world.ts';
import { agreedTo } from './agreed.ts';
import { countingAttempts } from './attempts.ts';
import { type MovingSteps, movingSteps } from './moving.ts';
import { wholeFile } from './person-file.ts';
import { frameOf } from './service-frame.ts';
import { serviceLetters } from './service-letters.ts';
import { serviceMail } from './service-mail.ts';

const { hours: dataHours } = serviceLetters.data;
/** Links to one's own data within an hour. */
const mostData = 3;

type Newsletters = () => Promise<readonly Newsletter[]>;
type ReaderSteps = {
  readonly unsubscribe: Pick<UnsubscribeNeeds, 'lighten' | 'tellReason' | 'preferencesOf'>;
  readonly preferences: Pick<PreferencesNeeds, 'rest' | 'stay' | 'leaveAll'>;
  readonly move: MovingSteps;
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
      lighten: (token, calmer, shown) => lighten(token, calmer, agreedTo(shown), { open, change }),
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
      leaveAll: (token, how) =>
        leaveAll(token, how, {
          open,
          change,
          newslettersOf: async (reader) => {
            const found = await subscriberById(db, reader);
            return found && Object.keys(found.subscriptions);
          },
        }),
    },
    move: movingSteps(world, newsletters, open),
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

function dataSteps(world: World, newsletters: Newsletters, open: ChoiceNeeds['open']): ReaderSteps['data'] {
  const { clock, database, secret } = world;
  const { db } = database;
  const mail = serviceMail(world);
  /** What keeps the file back: whoever moved the reader may be a friend with a forwarded letter. */
  const heldBy = async (id: SubscriberId) => {
    const moved = await movedLately(db, secret, id, clock.now());
    if (moved === null || moved.wayBack === 'taken') return null;
    return { kind: 'moved_lately' as const, until: moved.until, wayBack: moved.wayBack };
  };
  return {
    held: async (purpose, text) => {
      const opened = open(purpose, text);
      return opened.kind === 'token' ? heldBy(opened.token.subscriberId) : null;
    },
    send: async (text) => {
      const opened = open('preferences', text);
      if (opened.kind !== 'token') return { kind: 'invalid' };
      const { subscriberId, newsletter } = opened.token;
      const reader = await subscriberById(db, subscriberId);
      if (reader === null) return { kind: 'gone' };
      const held = await heldBy(subscriberId);
      if (held !== null) return held;
      const since = new Date(clock.now().getTime() - 3_600_000);
      const [asked = 0] = await countingAttempts(world)([`data ${subscriberId}`], since, clock.now());
      if (asked > mostData) return { kind: 'too_often' };
      const expiresAt = new Date(clock.now().getTime() + dataHours * 3_600_000);
      const token = makeToken(secret, { ...opened.token, purpose: 'data', expiresAt });
      const { dataLetter } = await import('../../templates/mail/data.tsx');
      const language = reader.language === 'en' || reader.language === 'fr' ? reader.language : null;
      const { frame, sender } = frameOf(world, await newsletters(), { newsletter, language }, `/d/${token}`);
      const letter = await dataLetter({ ...frame, hours: dataHours });
      await mail.post('data', { ...letter, ...sender, to: reader.email });
      return { kind: 'sent' };
    },
    ready: (token) => readerBehind('data', token, { open, subscriber: (id) => subscriberById(db, id) }),
    file: async (text) => {
      const opened = open('data', text);
      if (opened.kind !== 'token') return { kind: 'invalid' };
      const held = await heldBy(opened.token.subscriberId);
      if (held !== null) return held;
      const json = await wholeFile(world, opened.token.subscriberId);
      return json === null ? { kind: 'gone' } : { kind: 'file', json };
    },
  };
}
