/** What a visitor may sign up for at an address, in which language, with which wording. */
import type { Context } from 'hono';
import { signUpWording, type Wording } from '../audience/wording.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import type { Language } from './page.tsx';

/** What a page offers: one newsletter, or all that are open. */
export type Offer = {
  readonly action: string;
  /** «?lang=en» where the page does not speak the newsletter's language. */
  readonly query: string;
  readonly newsletters: readonly Newsletter[];
  /** It gives the page its publisher and its language. */
  readonly first: Newsletter;
  readonly titles: readonly string[];
  readonly language: Language;
  readonly wording: Wording;
};

/** null: there is nothing to sign up for here. ?lang=en: the wording, the letter and the reader's later pages follow. */
export function offerOf(context: Context, all: readonly Newsletter[], name: string | null): Offer | null {
  const open = all.filter((one) => one.sign_up.open);
  const newsletters = name === null ? open : open.filter((one) => one.name === name);
  const [first] = newsletters;
  if (first === undefined) return null;
  const language = languageAsked(context, first);
  const titles = newsletters.map(({ title }) => typeset(title, language));
  const wording = signUpWording({ paper: first.publisher.name, titles }, language);
  const action = name === null ? '/s' : `/s/${first.name}`;
  const query = language === first.language ? '' : `?lang=${language}`;
  return {
    ...{ action, query, newsletters, titles, language, wording },
    first: { ...first, language },
  };
}

/** The newsletter of that name, which nobody joins any more. null: there is none, or it is open. */
export function closedOf(context: Context, all: readonly Newsletter[], name: string | null) {
  const newsletter = all.find((one) => one.name === name && !one.sign_up.open);
  if (newsletter === undefined) return null;
  const language = languageAsked(context, newsletter);
  return { newsletter: { ...newsletter, language }, title: typeset(newsletter.title, language), language };
}

function languageAsked(context: Context, { language }: Newsletter): Language {
  const asked = context.req.query('lang');
  return asked === 'fr' || asked === 'en' ? asked : language;
}

/** Origins of the sites whose pages may frame the form: the publisher's own, and those that newsletter.yaml names. */
export function framingSites(newsletters: readonly Newsletter[]): readonly string[] {
  const urls = newsletters.flatMap(({ publisher, sign_up }) => [publisher.url, ...sign_up.embed_on]);
  return [...new Set(urls.map((url) => new URL(url).origin))];
}

export function asksForProof({ newsletters }: Offer): boolean {
  return newsletters.some(({ sign_up }) => sign_up.proof_of_work);
}
