/** What there is to sign up for, and the sentence to show above the button. */
import { z } from 'zod';
import type { RouteShape } from '../route.ts';
import { newsletterName } from '../schemas.ts';

const newsletter = z
  .strictObject({
    name: newsletterName,
    title: z.string(),
    tagline: z.string(),
    language: z.enum(['fr', 'en']),
    frequency: z.string(),
    sign_up_url: z.url(),
    wording: z.strictObject({
      text: z.string().describe('Show it above your button: the consent receipt names it.'),
      version: z.string(),
      hash: z.string(),
    }),
  })
  .meta({ id: 'Newsletter' });

export const newsletterRoutes = {
  listNewsletters: {
    method: 'GET',
    path: '/newsletters',
    scope: 'open',
    summary: {
      fr: 'Les lettres ouvertes à l’inscription, et la phrase de consentement de chacune',
      en: 'The newsletters open to sign-up, and the sentence of consent of each',
    },
    answers: { 200: z.strictObject({ data: z.array(newsletter) }) },
    problems: [],
  },
} as const satisfies Readonly<Record<string, RouteShape>>;
