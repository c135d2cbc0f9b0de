/** What there is to sign up for. */
import { signUpWording } from '../../audience/wording.ts';
import type { Newsletter } from '../../config/newsletter.ts';
import { typeset } from '../../issue/typography.ts';
import type { Handlers } from '../route.ts';
import type { newsletterRoutes } from '../routes/newsletters.ts';

export type NewsletterSteps = {
  /** Those whose settings can be read. */
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly publicUrl: string;
};

export function newsletterHandlers(steps: NewsletterSteps): Handlers<typeof newsletterRoutes> {
  return {
    listNewsletters: async () => {
      const open = (await steps.newsletters()).filter(({ sign_up }) => sign_up.open);
      const data = open.map((newsletter) => {
        const { name, tagline, language, frequency } = newsletter;
        const { text, version, hash } = wordingOf(newsletter, [newsletter]);
        return {
          ...{ name, language, frequency },
          title: typeset(newsletter.title, language),
          tagline: typeset(tagline, language),
          sign_up_url: `${steps.publicUrl}/s/${name}`,
          wording: { text, version, hash },
        };
      });
      return { kind: 'answer', status: 200, body: { data } };
    },
  };
}

/** The sentence that these newsletters' sign-up pages show. */
export function wordingOf(first: Newsletter, newsletters: readonly Newsletter[]) {
  const { language, publisher } = first;
  const titles = newsletters.map(({ title }) => typeset(title, language));
  return signUpWording({ paper: publisher.name, titles }, language);
}
