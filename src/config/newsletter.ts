/** newsletter.yaml, the editors' own settings, parsed once at the border: text in, typed settings or every fault out. */
import { CronExpressionParser } from 'cron-parser';
import { LineCounter, parseDocument, type YAMLError } from 'yaml';
import { z } from 'zod';
import { isReadable } from './colour.ts';
import { faultsOfSchema, placer, type SettingsFault } from './settings-fault.ts';

const identifier = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');
const httpUrl = z.url({ protocol: /^https?$/, error: 'an http or https address' });
const localDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2023-03-28')
  .refine(isDate, 'a day that the calendar has');
const cron = z
  .string()
  .regex(/^(\S+\s+){4,5}\S+$/, 'a cron pattern of five fields, such as "0 6 * * 2"')
  .refine(isCron, 'minute, hour, day, month and day of the week within their bounds, such as "0 6 * * 2"');
const timeZone = z.string().refine(isTimeZone, 'an IANA time zone such as Europe/Paris');
const address = z.string().regex(/^[^\s@<>",;:\\]+@[^\s@<>",;:\\]+\.[^\s@<>",;:\\]+$/, 'an e-mail address');
/** A value that becomes a header must not be able to end it (RFC 5322, 2.2). */
const oneLine = z
  .string()
  .regex(/^[^\r\n\0]*$/, 'text on one line')
  .max(250);

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

/** A share in per cent that may have a fraction. */
const percent = z.number().min(0).max(100);

/** A send of many letters begins with a few: seeds, then a share, then the rest; each is looked at before the next. */
const release = z.strictObject({
  /** Readers who get it before all others: the newsroom's own addresses, which must be subscribed. */
  seeds: z.array(address).default([]),
  /** How many per cent of the letters leave before the rest; 0: the rest waits for nobody but the seeds. */
  share_percent: percent.max(50).default(1),
  /** A list with fewer letters has no share. */
  from_letters: z.int().min(0).default(2000),
  /** How long each stage is looked at after its letters have left. */
  settle_minutes: z.number().min(0).max(1440).default(1),
});

/** A send pauses by itself above these shares of its letters, until somebody resumes it. */
const pauseAt = z.strictObject({
  refused_percent: percent.default(10),
  /** Put off more than once, or given up. */
  put_off_percent: percent.default(30),
  /** Readers who called it spam, of those who got it. */
  complaints_percent: percent.default(0.3),
});

/** A word with a star stands for all that begin with it. Case and accents do not matter. */
const wordList = (usual: readonly string[]) => z.array(z.string().trim().min(2).max(60)).default([...usual]);
const graveWords =
  'décès décédé* obsèques mort morte morts mortel* tué* meurtre* assassin* homicide* féminicide* suicid* attentat* viol viols noyé* noyade* deuil'.split(
    ' ',
  );
const lightWords = 'recette* humour quiz concours soldes promo* fête* festi* carnaval apéro* insolite*'.split(
  ' ',
);

const newsletterSchema = z.strictObject({
  title: oneLine,
  /** One line under the masthead. */
  tagline: oneLine.default(''),
  /** The paper's colour: links and labels of the letter, the picture of a shared link. */
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, { error: 'a colour such as "#0b5a78"', abort: true })
    .refine(isReadable, 'a colour that can be read on a light ground, such as "#0b5a78"')
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
    logo: httpUrl.optional(),
  }),
  /** A known issue to count from: its number and its date. skip lists ISO weeks without an issue. */
  numbering: z.strictObject({
    number: z.int().min(1),
    date: localDate,
    skip: z
      .array(z.string().regex(/^\d{4}-(W\d{2}|\d{2}-\d{2})$/, 'an ISO week such as 2026-W53, or a day'))
      .default([]),
  }),
  sender: z.strictObject({
    name: oneLine,
    address,
    reply_to: address.optional(),
    /** Domain of the return path (RFC 5321 MAIL FROM); the sender's domain when absent. */
    return_path_domain: z.string().optional(),
  }),
  schedule: z
    .strictObject({
      gather: cron.default('0 * * * *'),
      draft: cron.default('0 18 * * 1'),
      /** The slot: when an approved issue leaves. */
      send: cron.default('0 6 * * 2'),
    })
    .default({ gather: '0 * * * *', draft: '0 18 * * 1', send: '0 6 * * 2' }),
  /** none: the issue leaves at its slot without a person, as long as no check blocks. */
  approval: z.enum(['none', 'one', 'two']).default('one'),
  /** How long a send from the studio, or an approval after the slot, can be taken back before the first letter leaves. */
  undo_seconds: z.int().min(0).max(3600).default(60),
  feeds: z.array(feed).min(1, 'at least one feed'),
  sections: z.array(section).min(1, 'at least one section'),
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
  /** Who gets test letters when an editor asks: addresses of people who agreed to it. They need not be subscribed. */
  testers: z.array(address).max(50, 'at most 50 testers').default([]),
  audience: z
    .strictObject({
      /** Its issues leave to the readers of this segment alone («hebdo segments»), unless an editor chooses another. */
      segment: identifier.optional(),
      /** A channel for subscribers: readers without the premium mark get no letter, whatever they asked for. */
      premium_only: z.boolean().optional(),
    })
    .default({}),
  /** The sign-up page, /s/<newsletter>. */
  sign_up: z
    .strictObject({
      open: z.boolean().default(true),
      /** Sites whose pages may show the form in a frame, such as https://www.example.org; the publisher's always may. */
      embed_on: z.array(httpUrl).default([]),
      /** Against list bombing: the visitor's browser computes for about a second. Without script the limits are stricter. */
      proof_of_work: z.boolean().default(false),
      /** What a reader gets after confirming: a short letter that leads to the latest issue, or nothing. */
      welcome: z.enum(['latest_issue', 'none']).default('latest_issue'),
    })
    .default({ open: true, embed_on: [], proof_of_work: false, welcome: 'latest_issue' }),
  /** The public archive, /kiosque/<newsletter>. */
  kiosque: z
    .strictObject({
      /** Whether search engines may list the issues. */
      robots: z.enum(['noindex', 'index']).default('noindex'),
    })
    .default({ robots: 'noindex' }),
  /** What letters tell of openings and clicks. A reader's own are recorded with their consent alone, whatever stands here. */
  tracking: z
    .strictObject({
      /** aggregate: clicks are counted by link for all, without saying whose. consented: of readers who agreed only. */
      clicks: z.enum(['aggregate', 'consented', 'off']).default('aggregate'),
      opens: z.enum(['consented', 'off']).default('consented'),
    })
    .default({ clicks: 'aggregate', opens: 'consented' }),
  /** What happens to letters whose fate is unknown after a crash between the final dot and its reply. */
  unknown: z.enum(['at_most_once', 'at_least_once']).default('at_most_once'),
  release: release.default({ seeds: [], share_percent: 1, from_letters: 2000, settle_minutes: 1 }),
  pause_at: pauseAt.default({ refused_percent: 10, put_off_percent: 30, complaints_percent: 0.3 }),
  /** A letter that the relay puts off is tried again for so long, then given up with its last reply. */
  give_up_after_hours: z.number().min(1).max(168).default(24),
});

const missing = 'is missing';

type NewsletterSettings = z.infer<typeof newsletterSchema>;
/** The settings and the folder name that is the newsletter's name everywhere: commands, database, addresses. */
export type Newsletter = NewsletterSettings & { readonly name: string };
export type FeedSettings = NewsletterSettings['feeds'][number];
export type Sponsor = NewsletterSettings['sponsors'][number];

export type ParsedNewsletter =
  | { readonly kind: 'newsletter'; readonly newsletter: Newsletter }
  | { readonly kind: 'faults'; readonly faults: readonly SettingsFault[] };

/** Reads one newsletter.yaml. Every fault is reported at once with its file, line and key. */
export function parseNewsletter(name: string, file: string, text: string): ParsedNewsletter {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const at = placer(file, document, lineCounter);
  const [syntax] = document.errors;
  const parsed = newsletterSchema.safeParse(document.toJS(), {
    error: ({ code, input }) => (code === 'invalid_type' && input === undefined ? missing : undefined),
  });
  if (syntax) {
    const fault = { ...at([], wordsOf(syntax)), line: lineOf(syntax) };
    const before = parsed.success
      ? []
      : faultsOfSchema(parsed.error, at).filter(isBefore(fault)).sort(byLine);
    return { kind: 'faults', faults: [...before, fault] };
  }
  if (!parsed.success) return { kind: 'faults', faults: faultsOfSchema(parsed.error, at) };
  const faults = [...unknownSections(parsed.data), ...doubles(parsed.data)].map(({ path, message }) =>
    at(path, message),
  );
  return faults.length > 0
    ? { kind: 'faults', faults }
    : { kind: 'newsletter', newsletter: { ...parsed.data, name } };
}

/** The JSON Schema that lets an editor's program complete newsletter.yaml. */
export function newsletterJsonSchema(): unknown {
  return z.toJSONSchema(newsletterSchema, { io: 'input', unrepresentable: 'any' });
}

/**
 * A parser that has lost its way finds faults in every line that follows, and misses what stands there: only what it read
 * before is told beside the first of them.
 */
function isBefore({ line }: SettingsFault): (fault: SettingsFault) => boolean {
  return (fault) => fault.line < line && fault.message !== missing;
}

function byLine(one: SettingsFault, other: SettingsFault): number {
  return one.line - other.line;
}

/** yaml ends its sentence with the place, and shows the line below. */
function wordsOf({ message }: YAMLError): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

function lineOf({ linePos }: YAMLError): number {
  return linePos?.[0].line ?? 1;
}

type Unfit = { readonly path: readonly PropertyKey[]; readonly message: string };

function unknownSections(settings: NewsletterSettings): Unfit[] {
  const ids = settings.sections.map((one) => one.id);
  const named = settings.feeds.flatMap((one, at) => [
    ...(one.section === undefined ? [] : [{ path: ['feeds', at, 'section'], id: one.section }]),
    ...Object.entries(one.categories).map(([category, id]) => ({
      path: ['feeds', at, 'categories', category],
      id,
    })),
  ]);
  return named
    .filter(({ id }) => !ids.includes(id))
    .map(({ path, id }) => ({ path, message: `unknown section "${id}"; known are ${ids.join(', ')}` }));
}

/** Two of the same name would share one place in the letter. */
function doubles(settings: NewsletterSettings): Unfit[] {
  const lists = (['sections', 'communes', 'sponsors'] as const).flatMap((list) => {
    const ids = settings[list].map(({ id }) => id);
    return ids.flatMap((id, at) =>
      ids.indexOf(id) < at ? [{ path: [list, at, 'id'], message: `"${id}" is there already` }] : [],
    );
  });
  const testers = settings.testers.map((one) => one.toLowerCase());
  const twice = testers.flatMap((one, at) =>
    testers.indexOf(one) < at ? [{ path: ['testers', at], message: 'this address is there already' }] : [],
  );
  return [...lists, ...twice];
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isCron(pattern: string): boolean {
  try {
    CronExpressionParser.parse(pattern);
    return true;
  } catch {
    return false;
  }
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
