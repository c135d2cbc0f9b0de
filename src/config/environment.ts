/** The machine's settings: environment variables in, one typed configuration or every fault at once out. */
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { type DkimKeyFile, parseDkimKeys } from './dkim-keys.ts';
import { type ListenPlace, parseListenPlace } from './listen-place.ts';
import { expectedPace, type PaceSettings, parsePace, parseRelays } from './relays.ts';

const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error:
    'a PostgreSQL address such as postgres://user:password@host:5432/hebdo, special characters written %40',
});
const redisUrl = z.url({ protocol: /^rediss?$/, error: 'a Redis address such as redis://host:6379/0' });
const relays = z.string().transform((text, context) => {
  const urls = parseRelays(text);
  if (typeof urls !== 'string') return urls;
  context.addIssue({ code: 'custom', message: urls });
  return z.NEVER;
});
const pace = z.string().transform((text, context) => {
  const limits = parsePace(text);
  if (limits === null) context.addIssue({ code: 'custom', message: expectedPace });
  return limits ?? z.NEVER;
});
const imapUrl = z.url({
  protocol: /^imaps?$/,
  error: 'a bounce mailbox such as imaps://user:password@host/INBOX, special characters written %40',
});
const publicUrl = z.url({
  protocol: /^https?$/,
  error: 'the address readers reach, such as https://lettres.example.org',
});
const flag = z.enum(['0', '1'], { error: '0 or 1' }).transform((value) => value === '1');

const dkimKeys = z.string().transform((text, context) => {
  const { keys, faults } = parseDkimKeys(text);
  for (const message of faults) context.addIssue({ code: 'custom', message });
  return keys;
});
const listenPlace = z.string().transform((text, context) => {
  const place = parseListenPlace(text);
  if (place === null)
    context.addIssue({ code: 'custom', message: 'host and port to listen on, such as 0.0.0.0:2525' });
  return place ?? z.NEVER;
});

function wholeNumber(least: number, most: number, error: string) {
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}

const environmentSchema = z
  .object({
    DATABASE_URL: databaseUrl.optional(),
    REDIS_URL: redisUrl.optional(),
    SMTP_URL: relays.optional(),
    SMTP_CONNECTIONS: wholeNumber(1, 250, 'a whole number from 1 to 250').default(20),
    SMTP_PACE: pace.default({}),
    DKIM_KEYS: dkimKeys.default([]),
    IMAP_URL: imapUrl.optional(),
    BOUNCE_LISTEN: listenPlace.optional(),
    BOUNCE_TLS_CERT: z.string().optional(),
    BOUNCE_TLS_KEY: z.string().optional(),
    METRICS_LISTEN: listenPlace.optional(),
    PUBLIC_URL: publicUrl.optional(),
    HEBDO_SECRET: z
      .string()
      .min(32, { error: 'at least 32 characters, for example from "openssl rand -hex 32"' })
      .optional(),
    HEBDO_HOME: z.string().default('.hebdo'),
    HEBDO_TEMPLATES: z.string().default('templates'),
    HEBDO_HOST: z.string().default('127.0.0.1'),
    HEBDO_PORT: wholeNumber(0, 65_535, 'a port from 0 (any free one) to 65535').default(8026),
    HEBDO_ALLOW_PRIVATE_FEEDS: flag.default(false),
    HEBDO_ALLOW_PRIVATE_WEBHOOKS: flag.default(false),
    HEBDO_CONTACT: z.email({ error: 'an e-mail address that feed owners can write to' }).optional(),
    LOG_LEVEL: z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'debug, info, warn, error or silent' })
      .default('info'),
  })
  .refine((values) => (values.BOUNCE_TLS_CERT === undefined) === (values.BOUNCE_TLS_KEY === undefined), {
    path: ['BOUNCE_TLS_CERT'],
    error: 'a certificate and its key (BOUNCE_TLS_KEY), both or neither',
  });

/** The variables that Hebdo reads. */
export const variableNames: readonly string[] = Object.keys(environmentSchema.shape);

/** Where the truth is kept: a server that was named, or one that Hebdo runs itself under home. */
type DatabasePlace =
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'embedded'; readonly folder: string };
export type QueuePlace = { readonly kind: 'redis'; readonly url: string } | { readonly kind: 'postgres' };

type RelaySettings = {
  /** The first relay; service mail takes this one alone. */
  readonly url: string;
  readonly more: readonly string[];
  /** The most sessions at once with the relay of the greatest weight, in this process. */
  readonly connections: number;
  readonly pace: PaceSettings;
};

/** PEM files. */
export type CertificateFiles = { readonly certificate: string; readonly key: string };

export type Configuration = {
  readonly database: DatabasePlace;
  readonly queue: QueuePlace;
  readonly smtp: RelaySettings | undefined;
  /** Private keys that sign letters; none: the relay may sign them. */
  readonly dkim: readonly DkimKeyFile[];
  /** The mailbox that returned letters reach. */
  readonly imap: string | undefined;
  /** Where returned letters are taken by SMTP. */
  readonly bounceListen: ListenPlace | undefined;
  /** What is shown there after STARTTLS; undefined: a certificate that Hebdo makes. */
  readonly bounceTls: CertificateFiles | undefined;
  /** Where /metrics and /health have a port of their own. */
  readonly metricsListen: ListenPlace | undefined;
  /** Without a trailing slash. undefined: the address `hebdo web` listens on. */
  readonly publicUrl: string | undefined;
  /** undefined: made once at random and kept under home. */
  readonly secret: string | undefined;
  readonly home: string;
  readonly templates: string;
  readonly host: string;
  readonly port: number;
  readonly allowPrivateFeeds: boolean;
  readonly allowPrivateWebhooks: boolean;
  readonly contact: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

export type EnvironmentFault = { readonly variable: string; readonly expected: string };
export type ParsedEnvironment =
  | { readonly kind: 'configuration'; readonly configuration: Configuration }
  | { readonly kind: 'faults'; readonly faults: readonly EnvironmentFault[] };

/** Parses the environment; an empty variable counts as absent, as compose files write them. */
export function parseEnvironment(
  environment: Record<string, string | undefined>,
  folder: string,
): ParsedEnvironment {
  const filled = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(filled);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({
      variable: issue.path.join('.'),
      expected: issue.message,
    }));
    return { kind: 'faults', faults };
  }
  return { kind: 'configuration', configuration: configurationFrom(parsed.data, folder) };
}

function configurationFrom(values: z.infer<typeof environmentSchema>, folder: string): Configuration {
  const home = inFolder(folder, values.HEBDO_HOME);
  return {
    database: values.DATABASE_URL
      ? { kind: 'server', url: values.DATABASE_URL }
      : { kind: 'embedded', folder: resolve(home, 'postgres') },
    queue: values.REDIS_URL ? { kind: 'redis', url: values.REDIS_URL } : { kind: 'postgres' },
    smtp: relaySettings(values),
    dkim: values.DKIM_KEYS.map((key) => ({ ...key, file: inFolder(folder, key.file) })),
    imap: values.IMAP_URL,
    bounceListen: values.BOUNCE_LISTEN,
    bounceTls: certificateFiles(values, folder),
    metricsListen: values.METRICS_LISTEN,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
    secret: values.HEBDO_SECRET,
    home,
    templates: inFolder(folder, values.HEBDO_TEMPLATES),
    host: values.HEBDO_HOST,
    port: values.HEBDO_PORT,
    allowPrivateFeeds: values.HEBDO_ALLOW_PRIVATE_FEEDS,
    allowPrivateWebhooks: values.HEBDO_ALLOW_PRIVATE_WEBHOOKS,
    contact: values.HEBDO_CONTACT,
    logLevel: values.LOG_LEVEL,
  };
}

function certificateFiles(
  { BOUNCE_TLS_CERT, BOUNCE_TLS_KEY }: z.infer<typeof environmentSchema>,
  folder: string,
): CertificateFiles | undefined {
  if (BOUNCE_TLS_CERT === undefined || BOUNCE_TLS_KEY === undefined) return undefined;
  return { certificate: inFolder(folder, BOUNCE_TLS_CERT), key: inFolder(folder, BOUNCE_TLS_KEY) };
}

function relaySettings(values: z.infer<typeof environmentSchema>): RelaySettings | undefined {
  const [url, ...more] = values.SMTP_URL ?? [];
  if (url === undefined) return undefined;
  return { url, more, connections: values.SMTP_CONNECTIONS, pace: values.SMTP_PACE };
}

function inFolder(folder: string, path: string): string {
  return isAbsolute(path) ? path : resolve(folder, path);
}
