/** Settings of what a letter holds: feeds, sections, communes, partners, words, limits. */
import { z } from 'zod';
import { httpUrl, identifier, localDate, oneLine, wordList } from './newsletter-values.ts';
import { wish } from './settings-wishes.ts';

const section = z.strictObject({
  id: identifier,
  name: oneLine,
  /** Other names of this section, as feeds spell them in categories or paths. Case and accents do not matter. */
  aliases: z.array(z.string()).default([]),
  /** How many articles of this section a letter carries, at least (when there are that many) and at most. */
  quota: z
    .strictObject({ min: z.int().min(0).default(0), max: z.int().min(0).max(12).default(4) })
    .default({ min: 0, max: 4 }),
  /** Shown when an article of this section has no picture. */
  image: httpUrl.optional(),
});

const premiumRule = z.strictObject({
  title_prefix: z.array(z.string()).default([]),
  categories: z.array(z.string()).default([]),
  url_contains: z.array(z.string()).default([]),
});

const feed = z.strictObject({
  url: httpUrl,
  name: oneLine.optional(),
  /** The section of its articles when neither category nor address tells. */
  section: identifier.optional(),
  /** This feed's own names for the paper's sections: its category → section id. */
  categories: z.record(z.string(), identifier).default({}),
  premium: premiumRule.optional(),
  /** Its order is the order of the most read (a «Tendances» feed): it ranks, it adds no articles of its own. */
  most_read: z.boolean().default(false),
  /** Silent for more days than this is reported to the editor. */
  silent_days: z.int().min(1).default(14),
});

const sponsor = z.strictObject({
  id: identifier,
  title: oneLine,
  text: z.string(),
  url: httpUrl,
  image: httpUrl.optional(),
  alt: z.string().default(''),
  /** The first and the last day of its flight. */
  from: localDate,
  until: localDate,
  /** middle: after the first section; end: after the last. */
  place: z.enum(['middle', 'end']).default('middle'),
  /** How a reader is told that it is paid for: «Publicité», «Partenaire», «Contenu sponsorisé». */
  mark: z.enum(['advert', 'partner', 'sponsored']).default('advert'),
});

const graveWords =
  'décès décédé* obsèques mort morte morts mortel* tué* meurtre* assassin* homicide* féminicide* suicid* attentat* viol viols noyé* noyade* deuil'.split(
    ' ',
  );
const lightWords = 'recette* humour quiz concours soldes promo* fête* festi* carnaval apéro* insolite*'.split(
  ' ',
);

export const contentSettings = {
  feeds: z.array(feed).min(1, wish('one_feed')),
  sections: z.array(section).min(1, wish('one_section')),
  communes: z
    .array(z.strictObject({ id: identifier, name: oneLine, aliases: z.array(z.string()).default([]) }))
    .default([]),
  agenda: z
    .strictObject({
      title: oneLine.default('Le week-end'),
      series: z.array(z.string()).default(['Agenda']),
      max: z.int().default(4),
    })
    .default({ title: 'Le week-end', series: ['Agenda'], max: 4 }),
  most_read: z
    .strictObject({ title: oneLine.default('Les plus lus'), max: z.int().default(3) })
    .default({ title: 'Les plus lus', max: 3 }),
  /** The édito printed when an issue has none of its own; Markdown. */
  edito: z.strictObject({ text: z.string(), signature: oneLine }).optional(),
  subject: z.string().default('{{ newsletter.title }} n° {{ issue.number }} : {{ lead.title }}'),
  sponsors: z.array(sponsor).default([]),
  images: z.enum(['serve', 'link']).default('serve'),
  /** Subjects that an editor should not find beside a partner or a light one unawares. */
  sensitive: z
    .strictObject({ words: wordList(graveWords), light: wordList(lightWords) })
    .default({ words: graveWords, light: lightWords }),
  /** The paper's own words, that no dictionary knows. Communes, rubriques, tags and authors are known already. */
  spelling: z.strictObject({ words: wordList([]) }).default({ words: [] }),
  limits: z
    .strictObject({
      articles: z.int().min(1).max(60).default(20),
      /** A day or week with fewer articles than this is a quiet one: it has no issue, and its articles wait for the next. */
      least_articles: z.int().min(1).default(1),
      html_kb: z.int().min(10).default(102),
      /** Articles older than this many days at the date are not news. */
      window_days: z.int().min(1).default(7),
      /** A change of the audience by more than this many per cent since the last issue is pointed out. */
      audience_change_percent: z.int().default(20),
    })
    .default({ articles: 20, least_articles: 1, html_kb: 102, window_days: 7, audience_change_percent: 20 }),
};
