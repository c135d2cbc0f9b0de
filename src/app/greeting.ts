/** Joins a confirmed sign-up to its welcome letter: short, once, with the latest issue to begin with. */
import type { EmailAddress, SubscriberId } from '../audience/ids.ts';
import { webVersionUrl } from '../audience/links.ts';
import { makeToken, type TokenPurpose } from '../audience/token.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { dayInWords, dayOf } from '../issue/calendar.ts';
import { typeset } from '../issue/typography.ts';
import { latestIssues } from '../world/db/kiosk.ts';
import { headlinesOf } from '../world/db/welcomes.ts';
import type { World } from '../world/world.ts';
import { oneClickHeaders, senderOf } from './service-frame.ts';
import type { ServiceMail } from './service-mail.ts';
import { nextRun } from './welcome.ts';

const headlines = 4;

export type Greeted = {
  readonly reader: SubscriberId;
  readonly email: EmailAddress;
  readonly premium: boolean;
  /** Theirs, else that of the page on which they signed up. */
  readonly speaks: 'fr' | 'en';
};

/**
 * Posts the letter that newsletter.yaml asks for (`sign_up.welcome`). It leads to the latest issue and is not that issue:
 * letters of an issue are the ledger's, and an old one in the inbox would look like a late one. Nothing before the first
 * issue, and nothing of a channel whose letters the reader will not get.
 */
export async function greet(
  world: World,
  mail: ServiceMail,
  newsletter: Newsletter,
  { reader, email, premium, speaks }: Greeted,
): Promise<void> {
  const { language, name, publisher } = newsletter;
  const { db } = world.database;
  if (newsletter.sign_up.welcome === 'none' || (newsletter.audience.premium_only === true && !premium))
    return;
  const [latest] = await latestIssues(db, name, 1);
  if (latest === undefined) return;
  const set = (text: string) => typeset(text, language);
  const link = (purpose: TokenPurpose, path: string) =>
    `${world.publicUrl}/${path}/${makeToken(world.secret, {
      ...{ purpose, subscriberId: reader, newsletter: name, issueId: null, expiresAt: null },
    })}`;
  const unsubscribe = link('unsubscribe', 'u');
  const { welcomeLetter } = await import('../../templates/mail/welcome.tsx');
  const letter = await welcomeLetter({
    language: speaks,
    newsLanguage: language,
    title: set(newsletter.title),
    paper: set(publisher.name),
    colour: newsletter.colour,
    imprint: set(`${publisher.legal} · ${publisher.address}`),
    next: nextDay(newsletter, world.clock.now(), speaks),
    latest: {
      name: numberOf(latest.number, latest.date, speaks),
      headlines: (await headlinesOf(db, name, latest.period, headlines)).map(set),
      url: webVersionUrl(world.publicUrl, name, latest.period),
    },
    preferences: link('preferences', 'p'),
    unsubscribe,
  });
  const headers = oneClickHeaders(unsubscribe);
  await mail.post('welcome', { ...letter, ...senderOf(newsletter), to: email, headers });
}

function nextDay({ schedule, time_zone: zone }: Newsletter, now: Date, language: 'fr' | 'en'): string {
  return dayInWords(dayOf(nextRun(schedule.send, zone, now), zone), language);
}

function numberOf(number: number, date: string, language: 'fr' | 'en'): string {
  const day = dayInWords(date, language);
  return language === 'fr' ? `n°\u00A0${number} du ${day}` : `no. ${number} of ${day}`;
}
