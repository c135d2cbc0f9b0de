/** Joins a newsletter to the letters that its paper writes to one reader. */
import { dataNotice, dataNoticeWords } from '../audience/data-notice.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import type { ServiceLetter } from '../world/service-mail.ts';
import type { World } from '../world/world.ts';

/** path null: the letter has no button. Throws where no newsletter can be read: then there is nobody to write as. */
export function frameOf(
  { publicUrl }: Pick<World, 'publicUrl'>,
  newsletters: readonly Newsletter[],
  { newsletter: name, language }: { readonly newsletter: string; readonly language: 'fr' | 'en' | null },
  path: string | null,
) {
  const newsletter = newsletters.find((one) => one.name === name) ?? newsletters[0];
  if (newsletter === undefined)
    throw new Error('no newsletter.yaml can be read: there is nobody to write as');
  const { publisher } = newsletter;
  const set = (text: string) => typeset(text, newsletter.language);
  return {
    frame: {
      language: language ?? newsletter.language,
      paper: set(publisher.name),
      imprint: set(`${publisher.legal} · ${publisher.address}`),
      url: path === null ? null : `${publicUrl}${path}`,
    },
    sender: senderOf(newsletter),
    contact: publisher.contact,
    notice: noticeOf(publisher),
  };
}

/** «Vos données» in small print, in both languages. */
function noticeOf(publisher: Newsletter['publisher']): Readonly<Record<'fr' | 'en', string>> {
  const said = dataNotice(publisher);
  const { title, privacy } = dataNoticeWords;
  const inWords = (language: 'fr' | 'en') => {
    const more = publisher.privacy_url ? ` ${privacy[language]}: ${publisher.privacy_url}` : '';
    return typeset(`${title[language]}. ${said[language]}${more}`, language);
  };
  return { fr: inWords('fr'), en: inWords('en') };
}

/** Who writes, and who reads the answers: as in an issue. */
export function senderOf({ sender }: Pick<Newsletter, 'sender'>): Pick<ServiceLetter, 'from' | 'replyTo'> {
  const from = { name: sender.name, address: sender.address };
  return sender.reply_to === undefined ? { from } : { from, replyTo: sender.reply_to };
}

/** RFC 8058, as every letter of a list has it: one click leaves. */
export function oneClickHeaders(url: string): Readonly<Record<string, string>> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
