import { expect, it } from 'vitest';
import { adviceFor } from '../../src/config/advice.ts';
import { type Configuration, parseEnvironment } from '../../src/config/environment.ts';
import { maskUrl, showConfiguration } from '../../src/config/show.ts';

it('an empty environment is a whole configuration', () => {
  expect(configurationOf({})).toMatchObject({
    database: { kind: 'embedded', folder: '/paper/.hebdo/postgres' },
    queue: { kind: 'postgres' },
    smtp: undefined,
    publicUrl: undefined,
    port: 8026,
  });
});

it('an empty variable counts as absent, as compose files write them', () => {
  expect(configurationOf({ DATABASE_URL: '', SMTP_URL: '', HEBDO_PORT: '' })).toEqual(configurationOf({}));
});

it('says every fault at once, by variable, and never repeats what was given', () => {
  const parsed = parseEnvironment(
    {
      DATABASE_URL: 'mysql://root:hunter2@db/hebdo',
      REDIS_URL: 'not an address hunter2',
      SMTP_URL: 'http://user:hunter2@relay',
      SMTP_CONNECTIONS: '0',
      DKIM_KEYS: 'example.org:s1:/keys/s1.pem,example.org:/keys/s2.pem,EXAMPLE.org:s1:/keys/s3.pem',
      BOUNCE_LISTEN: 'port 25',
      METRICS_LISTEN: '127.0.0.1:70000',
      PUBLIC_URL: 'lettres.example.org',
      HEBDO_SECRET: 'hunter2',
      HEBDO_PORT: '70000',
      HEBDO_ALLOW_PRIVATE_FEEDS: 'yes',
      HEBDO_CONTACT: 'nobody',
      LOG_LEVEL: 'loud',
    },
    '/paper',
  );
  if (parsed.kind !== 'faults') throw new Error('expected faults');
  expect(parsed.faults).toEqual([
    { variable: 'DATABASE_URL', expected: expect.stringMatching(/^a PostgreSQL address such as postgres:/) },
    { variable: 'REDIS_URL', expected: 'a Redis address such as redis://host:6379/0' },
    { variable: 'SMTP_URL', expected: expect.stringMatching(/^a relay such as smtps:/) },
    { variable: 'SMTP_CONNECTIONS', expected: 'a whole number from 1 to 250' },
    { variable: 'DKIM_KEYS', expected: expect.stringContaining('"example.org:/keys/s2.pem" is not that') },
    { variable: 'DKIM_KEYS', expected: expect.stringMatching(/s1 of example.org is there twice/) },
    { variable: 'BOUNCE_LISTEN', expected: 'host and port to listen on, such as 0.0.0.0:2525' },
    { variable: 'METRICS_LISTEN', expected: 'host and port to listen on, such as 0.0.0.0:2525' },
    { variable: 'PUBLIC_URL', expected: expect.stringMatching(/such as https:/) },
    { variable: 'HEBDO_SECRET', expected: expect.stringMatching(/^at least 32 characters/) },
    { variable: 'HEBDO_PORT', expected: 'a port from 0 (any free one) to 65535' },
    { variable: 'HEBDO_ALLOW_PRIVATE_FEEDS', expected: '0 or 1' },
    { variable: 'HEBDO_CONTACT', expected: 'an e-mail address that feed owners can write to' },
    { variable: 'LOG_LEVEL', expected: 'debug, info, warn, error or silent' },
  ]);
  expect(JSON.stringify(parsed)).not.toContain('hunter2');
});

it.each([
  ['postgres://hebdo:hunter2@db:5432/hebdo', 'postgres://hebdo:•••@db:5432/hebdo'],
  ['redis://:hunter2@cache:6379/0', 'redis://:•••@cache:6379/0'],
  ['smtps://user%40example.org:hunter2@relay:465', 'smtps://user%40example.org:•••@relay:465'],
  ['postgres://db/hebdo?user=hebdo&password=hunter2', 'postgres://db/hebdo?user=hebdo&password=•••'],
  ['smtp://relay:587', 'smtp://relay:587'],
])('%s is shown as %s', (given, shown) => {
  expect(maskUrl(given)).toBe(shown);
});

it('shows the whole configuration in one line without a secret', () => {
  const shown = showConfiguration(
    configurationOf({
      DATABASE_URL: 'postgres://hebdo:hunter2@db/hebdo',
      REDIS_URL: 'redis://:hunter2@cache',
      SMTP_URL: 'smtps://user:hunter2@relay:465',
      PUBLIC_URL: 'https://lettres.example.org/',
      HEBDO_SECRET: 'hunter2'.repeat(6),
    }),
    '/paper',
  );
  expect(shown).not.toContain('hunter2');
  expect(shown).toBe(
    'database postgres://hebdo:•••@db/hebdo · queue redis://:•••@cache · ' +
      'relay smtps://user:•••@relay:465 (up to 20 connections) · public https://lettres.example.org · ' +
      'site 127.0.0.1:8026 · templates templates · secret given',
  );
});

it.each([
  ['HEBDO_HOMES', 'Hebdo reads no such variable; is HEBDO_HOME meant?'],
  ['HEBDO_SECERT', 'Hebdo reads no such variable; is HEBDO_SECRET meant?'],
  ['HEBDO_ENTIRELY_ELSE', 'Hebdo reads no such variable'],
])('%s in the environment: «%s»', (variable, message) => {
  expect(adviceFor({ [variable]: '1' }, configurationOf({}))).toEqual([{ variable, message }]);
});

it.each([
  ['http://lettres.example.org', 1],
  ['https://lettres.example.org', 0],
  ['http://127.0.0.1:8026', 0],
  ['http://localhost:8026', 0],
  ['http://[::1]:8026', 0],
])('PUBLIC_URL %s is pointed out %i times', (address, times) => {
  expect(adviceFor({}, configurationOf({ PUBLIC_URL: address }))).toHaveLength(times);
});

function configurationOf(environment: Record<string, string>): Configuration {
  const parsed = parseEnvironment(environment, '/paper');
  if (parsed.kind === 'faults') throw new Error(JSON.stringify(parsed.faults));
  return parsed.configuration;
}

it('reads the keys that sign, those that stand by, and where to listen', () => {
  const keys =
    'example.org:s1:keys/s1.pem, standby:example.org:s2:C:/keys/s2.pem\nother.example.org:ed:/ed.pem,';
  expect(
    configurationOf({ DKIM_KEYS: keys, BOUNCE_LISTEN: '[::]:25', METRICS_LISTEN: '9464' }),
  ).toMatchObject({
    dkim: [
      { domain: 'example.org', selector: 's1', file: '/paper/keys/s1.pem', active: true },
      {
        domain: 'example.org',
        selector: 's2',
        file: expect.stringMatching(/C:\/keys\/s2.pem$/),
        active: false,
      },
      { domain: 'other.example.org', selector: 'ed', file: '/ed.pem', active: true },
    ],
    bounceListen: { host: '::', port: 25 },
    metricsListen: { host: '127.0.0.1', port: 9464 },
  });
});

it('takes a certificate for returns with its key, or neither', () => {
  const parse = (more: Record<string, string>) => parseEnvironment(more, '/paper');
  expect(
    configurationOf({ BOUNCE_TLS_CERT: 'tls/cert.pem', BOUNCE_TLS_KEY: '/tls/key.pem' }).bounceTls,
  ).toEqual({
    certificate: '/paper/tls/cert.pem',
    key: '/tls/key.pem',
  });
  expect(configurationOf({}).bounceTls).toBeUndefined();
  expect(parse({ BOUNCE_TLS_KEY: '/tls/key.pem' })).toMatchObject({
    faults: [{ variable: 'BOUNCE_TLS_CERT' }],
  });
});
