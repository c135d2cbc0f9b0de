/** The whole of newsletter.yaml as a schema: what the newsletter is, what it holds, how it leaves, whom it is for. */
import { z } from 'zod';
import { isReadable } from './colour.ts';
import { contentSettings } from './newsletter-content.ts';
import { readerSettings } from './newsletter-readers.ts';
import { sendingSettings } from './newsletter-sending.ts';
import { address, httpUrl, identifier, localDate, oneLine, timeZone } from './newsletter-values.ts';
import { wish } from './settings-wishes.ts';

export const newsletterSchema = z.strictObject({
  title: oneLine,
  /** One line under the masthead. */
  tagline: oneLine.default(''),
  /** The paper's colour: links and labels of the letter, the picture of a shared link. */
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, { error: wish('colour'), abort: true })
    .refine(isReadable, wish('readable_colour'))
    .default('#0b5a78'),
  /** How often an issue appears; its identity is the ISO week, or the day. */
  frequency: z.enum(['weekly', 'daily']).default('weekly'),
  /** The newsletter that is the same paper at the other rhythm: readers may choose between the two. Naming it once is enough. */
  other_rhythm: identifier.optional(),
  /** Newsletters whose issues come first: an article that one of them has sent is not told again in this one. */
  hold_back: z.array(identifier).default([]),
  language: z.enum(['fr', 'en']).default('fr'),
  time_zone: timeZone.default('Europe/Paris'),
  /** The publisher's identity at the foot, as the law asks for it. */
  publisher: z.strictObject({
    name: oneLine,
    legal: oneLine,
    address: oneLine,
    url: httpUrl,
    contact: address,
    legal_url: httpUrl.optional(),
    /** What readers are told of their data, beyond the few lines under each sign-up form. */
    privacy_url: httpUrl.optional(),
    logo: httpUrl.optional(),
  }),
  /** A known issue to count from: its number and its date. skip lists ISO weeks without an issue. */
  numbering: z.strictObject({
    number: z.int().min(1),
    date: localDate,
    skip: z.array(z.string().regex(/^\d{4}-(W\d{2}|\d{2}-\d{2})$/, wish('period'))).default([]),
  }),
  ...contentSettings,
  ...sendingSettings,
  ...readerSettings,
});

export type NewsletterSettings = z.infer<typeof newsletterSchema>;
