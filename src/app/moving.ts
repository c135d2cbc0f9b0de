/** Joins a move to another address, and the way back from it, to database and relay. */
import { createHash, randomBytes } from 'node:crypto';
import { maskAddress } from '../audience/address.ts';
import type { ChoiceNeeds } from '../audience/choices.ts';
import { emailHash } from '../audience/email-hash.ts';
import type { SubscriberId } from '../audience/ids.ts';
import { type AskedMove, askToMove, moveHours, takeBackDays } from '../audience/move.ts';
import { type MoverNeeds, moverBehind } from '../audience/mover.ts';
import { readerNetwork } from '../audience/network.ts';
import { makeToken, type OpenedToken } from '../audience/token.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { MoveSteps } from '../site/address.tsx';
import type { TakeBackSteps } from '../site/take-back.tsx';
import { keepMove, type MoveDone, moveReader, waitingMove } from '../world/db/address-changes.ts';
import { lastMove } from '../world/db/moved-addresses.ts';
import { subscriberById } from '../world/db/subscribers.ts';
import { barredFromSignUp } from '../world/db/suppressions.ts';
import { movedLately, type TakenBack, takeMoveBack, wayBackBarred } from '../world/db/way-back.ts';
import type { World } from '../world/world.ts';
import { agreedTo } from './agreed.ts';
import { countingAttempts } from './attempts.ts';
import { frameOf } from './service-frame.ts';
import { serviceMail } from './service-mail.ts';

type Newsletters = () => Promise<readonly Newsletter[]>;
export type MovingSteps = Omit<MoveSteps, 'newsletters' | 'seen'> & Omit<TakeBackSteps, 'newsletters'>;

export function movingSteps(world: World, newsletters: Newsletters, open: ChoiceNeeds['open']): MovingSteps {
  const { clock, database, secret } = world;
  const { db } = database;
  const mover: MoverNeeds = {
    open,
    subscriber: (id) => subscriberById(db, id),
    lately: (id) => movedLately(db, secret, id, clock.now()),
    suppressed: (key) => barredFromSignUp(db, emailHash(secret, key)),
  };
  return {
    mayAsk: (token) => moverBehind(token, mover),
    ask: (token, { peer, forwarded, ...request }) =>
      askToMove(token, { ...request, network: readerNetwork(peer, forwarded) }, clock.now(), {
        ...mover,
        attempts: countingAttempts(world),
        send: (asked, leaves) => sendMoveLetter(world, newsletters, asked, leaves),
      }),
    waiting: async (token) => {
      const found = await waitingMove(db, hashOf(token), clock.now());
      if (found === null) return { kind: 'over' };
      const { newsletter, language, email, fromKey } = found;
      if (await mover.suppressed(fromKey)) return { kind: 'barred' };
      return { kind: 'waiting', newsletter, language, maskedAddress: maskAddress(email) };
    },
    move: async (token, shown) => {
      const asked = { token: hashOf(token), agreed: agreedTo(shown) };
      const moved = await moveReader(db, secret, asked, clock.now());
      if (moved.kind !== 'moved') return moved;
      await tellOldAddress(world, newsletters, moved);
      const { newsletter, language, email } = moved;
      return { kind: 'moved', newsletter, language, maskedAddress: maskAddress(email) };
    },
    waitingBack: async (text) => {
      const opened = openBack(open, text);
      if ('kind' in opened) return opened;
      if ((await subscriberById(db, opened.id)) === null) return { kind: 'gone' };
      const moved = await lastMove(db, opened.id, clock.now());
      if (moved === null || moved.wayBack === 'forgotten') return { kind: 'over' };
      const { newsletter, language, email } = moved;
      const barred = await wayBackBarred(db, secret, opened.id);
      if (email === null) return barred ? { kind: 'stopped' } : { kind: 'already', newsletter, language };
      if (barred) return { kind: 'barred' };
      return { kind: 'waiting', newsletter, language, maskedAddress: maskAddress(email) };
    },
    takeBack: async (text, shown) => {
      const opened = openBack(open, text);
      if ('kind' in opened) return opened;
      const wanted = { id: opened.id, agreed: agreedTo(shown) };
      const taken = await takeMoveBack(db, secret, wanted, clock.now());
      if (taken.kind === 'back') await tellLeftAddress(world, newsletters, taken);
      return taken;
    },
  };
}

/** A link of an earlier move is over before the next one can begin, so the reader alone says which move is meant. */
function openBack(
  open: (purpose: 'take_back', text: string) => OpenedToken,
  text: string,
): { readonly id: SubscriberId } | { readonly kind: 'over' | 'invalid' } {
  const opened = open('take_back', text);
  if (opened.kind === 'token') return { id: opened.token.subscriberId };
  return { kind: opened.kind === 'expired' ? 'over' : 'invalid' };
}

async function sendMoveLetter(
  world: World,
  newsletters: Newsletters,
  asked: AskedMove,
  leaves: boolean,
): Promise<void> {
  const token = randomBytes(24).toString('base64url');
  await keepMove(world.database.db, hashOf(token), asked, leaves);
  const { moveLetter } = await import('../../templates/mail/move.tsx');
  const { frame, sender } = frameOf(world, await newsletters(), asked, `/a/${token}`);
  const letter = await moveLetter({ ...frame, hours: moveHours });
  await serviceMail(world)[leaves ? 'post' : 'pretend']('confirm_move', {
    ...letter,
    ...sender,
    to: asked.email,
  });
}

async function tellOldAddress(
  world: World,
  newsletters: Newsletters,
  moved: Extract<MoveDone, { kind: 'moved' }>,
): Promise<void> {
  const { id, newsletter, until, email, from: old } = moved;
  const back = makeToken(world.secret, {
    ...{ purpose: 'take_back' as const, subscriberId: id, newsletter },
    ...{ issueId: null, expiresAt: until },
  });
  const { movedLetter } = await import('../../templates/mail/move.tsx');
  const { frame, sender, contact } = frameOf(world, await newsletters(), moved, `/b/${back}`);
  const letter = await movedLetter({ ...frame, to: maskAddress(email), days: takeBackDays, contact });
  await serviceMail(world).post('moved', { ...letter, ...sender, to: old });
}

/** Whoever reads at the old address may not be the reader any more: the address that they lose is told as well. */
async function tellLeftAddress(
  world: World,
  newsletters: Newsletters,
  taken: Extract<TakenBack, { kind: 'back' }>,
): Promise<void> {
  const { movedBackLetter } = await import('../../templates/mail/move.tsx');
  const { frame, sender, contact } = frameOf(world, await newsletters(), taken, null);
  const letter = await movedBackLetter({ ...frame, to: maskAddress(taken.email), contact });
  await serviceMail(world).post('moved', { ...letter, ...sender, to: taken.from });
}

/** 192 random bits: a plain hash of them cannot be tried out. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
