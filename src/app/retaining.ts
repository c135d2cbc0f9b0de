/** Joins retention to the database and the letter that asks. Logs hold counts and ids, never an address. */
import { parseEmailAddress } from '../audience/address.ts';
import { emailHash } from '../audience/email-hash.ts';
import { type RetentionDates, retentionDates } from '../audience/retention.ts';
import { makeToken } from '../audience/token.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { dropMovesTo } from '../world/db/address-changes.ts';
import {
  type Asked,
  countSilent,
  isStillOverdue,
  noteAsked,
  overdueReaders,
  type Silent,
  silentReaders,
} from '../world/db/retention.ts';
import { dropLettersTo } from '../world/db/service-letters.ts';
import { dropSignUpsOf } from '../world/db/sign-ups.ts';
import { eraseWithin } from '../world/db/subscribers.ts';
import { hashPads } from '../world/db/suppression-hash.ts';
import { suppress } from '../world/db/suppressions.ts';
import type { World } from '../world/world.ts';
import { readableNewsletters } from './newsletters.ts';
import { frameOf, oneClickHeaders } from './service-frame.ts';
import { serviceMail } from './service-mail.ts';

/** A list that was never looked after is asked over days: a relay takes so many letters of its own for a burst. */
const mostAsked = 500;
const mostErased = 5_000;
const page = 250;

export type RetentionReport = {
  readonly dryRun: boolean;
  readonly asked: number;
  readonly erased: number;
  /** Those that this run left for the next one. */
  readonly left: number;
};
export type Retaining = ReturnType<typeof retaining>;

export function retaining(world: World) {
  return {
    /** Doing it twice on a day is the same as once. */
    retain: async (dryRun: boolean, signal: AbortSignal): Promise<RetentionReport> => {
      const { clock, database, log, secret } = world;
      const dates = retentionDates(clock.now());
      const asked = { pads: hashPads(secret), dates };
      const due = await countSilent(database.pool, asked);
      if (dryRun) return { dryRun, asked: due.ask, erased: due.erase, left: 0 };
      let spoke = 0;
      const overdue = await inPages(mostErased, signal, async (limit) => {
        const read = await overdueReaders(database.pool, asked, limit);
        for (const one of read) if (!(await eraseSilent(world, asked, one))) spoke++;
        return read.length;
      });
      const counts = {
        erased: overdue - spoke,
        asked: await inPages(mostAsked, signal, async (limit) => {
          const silent = await silentReaders(database.pool, asked, limit);
          const newsletters = await readableNewsletters(world);
          return askInTurn(silent, signal, (one) => ask(world, newsletters, one, dates));
        }),
      };
      const left = due.ask + due.erase - counts.asked - overdue;
      log.info({ ...counts, left }, 'readers without contact');
      return { dryRun, ...counts, left: Math.max(0, left) };
    },
  };
}

async function inPages(
  most: number,
  signal: AbortSignal,
  work: (limit: number) => Promise<number>,
): Promise<number> {
  let done = 0;
  while (done < most && !signal.aborted) {
    const limit = Math.min(page, most - done);
    const worked = await work(limit);
    done += worked;
    if (worked < limit) break;
  }
  return done;
}

/** How many were asked. A relay that puts one letter off is asked for no more of them today; that one it gets again. */
async function askInTurn(
  silent: readonly Silent[],
  signal: AbortSignal,
  askOne: (one: Silent) => Promise<boolean>,
): Promise<number> {
  let asked = 0;
  for (const one of silent) {
    if (signal.aborted) break;
    asked++;
    if (!(await askOne(one))) break;
  }
  return asked;
}

/** False: it was put off. Kept to be posted before it is noted: a crash between the two asks twice, never erases who was not asked. */
async function ask(
  world: World,
  newsletters: readonly Newsletter[],
  { id, email, language, newsletter }: Silent,
  { erasedOn, silentSince }: RetentionDates,
): Promise<boolean> {
  const { clock, database, secret } = world;
  const { stayLetter } = await import('../../templates/mail/stay.tsx');
  const token = makeToken(secret, {
    ...{ purpose: 'preferences' as const, subscriberId: id, newsletter },
    ...{ issueId: null, expiresAt: null },
  });
  const { frame, sender } = frameOf(world, newsletters, { newsletter, language }, `/p/${token}/stay`);
  const inWords = (locale: string) =>
    erasedOn.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'Europe/Paris' });
  const link = (page: string) => `${world.publicUrl}/p/${token}/${page}`;
  const letter = await stayLetter({
    ...frame,
    ...{ day: { fr: inWords('fr-FR'), en: inWords('en-GB') }, leave: link('leave'), erase: link('erase') },
  });
  const headers = oneClickHeaders(link('leave'));
  const outcome = await serviceMail(world).postAndWait('stay', { ...letter, ...sender, to: email, headers });
  await noteAsked(database.pool, { id, silentSince, at: clock.now() });
  return outcome !== 'deferred';
}

/**
 * As when somebody asks to be forgotten, in one transaction. False: they spoke since they were read, by their letter's
 * button for one, and stay as they are.
 */
function eraseSilent(
  { clock, database, secret }: World,
  asked: Asked,
  { id, email }: Pick<Silent, 'id' | 'email'>,
): Promise<boolean> {
  const erased = database.db.transaction().execute(async (db) => {
    const parsed = parseEmailAddress(email);
    if (parsed.kind === 'address') {
      const hash = emailHash(secret, parsed.key);
      // Before the reader, as a confirmation takes them: the other way round the two would wait for each other.
      await dropSignUpsOf(db, parsed.key);
      await dropMovesTo(db, parsed.key);
      await dropLettersTo(db, hash);
      await suppress(db, hash, 'silent', clock.now());
    }
    if (!(await isStillOverdue(db, asked, id))) throw new SpokeMeanwhile();
    await eraseWithin(db, id, clock.now());
    return true;
  });
  return erased.catch((error: unknown) => {
    if (error instanceof SpokeMeanwhile) return false;
    throw error;
  });
}

/** Takes back what was done for the erasure. */
class SpokeMeanwhile extends Error {}
