import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseEnvironment, variableNames } from '../../src/config/environment.ts';

const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/flow.md'];
const text = (file: string) => readFileSync(file, 'utf8');

/** What docker-compose.yml reads beside the variables of Hebdo. */
const ofComposeAlone = ['POSTGRES_PASSWORD', 'NEWSLETTERS', 'RETURNS_PORT'];

test('.env.example has every variable, and its values are right', () => {
  const lines = text('.env.example').matchAll(/^([A-Z][A-Z_]*)=(.*)$/gm);
  const variables = Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
  expect(
    Object.keys(variables)
      .filter((name) => !ofComposeAlone.includes(name))
      .sort(),
  ).toEqual(variableNames.toSorted());
  expect(parseEnvironment(variables, '/srv/hebdo')).toMatchObject({ kind: 'configuration' });
});

test('docker-compose.yml names only variables that Hebdo reads, and the one that PostgreSQL’s driver does', () => {
  const { services } = parse(text('docker-compose.yml'), { merge: true });
  for (const name of ['web', 'worker', 'returns'])
    expect(
      Object.keys(services[name].environment).filter((one) => !variableNames.includes(one)),
      name,
    ).toEqual(['PGPASSWORD']);
});

test('docker-compose.yml passes every variable of .env.example on, or sets it itself', () => {
  const { services } = parse(text('docker-compose.yml'), { merge: true });
  const set: Record<string, string> = { ...services.web.environment, ...services.returns.environment };
  // The image has its own (Dockerfile).
  const ofTheImage = ['HEBDO_HOME', 'HEBDO_HOST', 'HEBDO_PORT'];
  expect(variableNames.filter((name) => set[name] === undefined)).toEqual(ofTheImage);
  const alone = Object.entries(set).filter(([name, value]) => !String(value).includes(`\${${name}:`));
  expect(alone.map(([name]) => name).toSorted()).toEqual([
    'BOUNCE_LISTEN',
    'DATABASE_URL',
    'HEBDO_TEMPLATES',
    'METRICS_LISTEN',
    'PGPASSWORD',
    'REDIS_URL',
  ]);
  for (const name of ofComposeAlone) expect(text('docker-compose.yml')).toContain(`\${${name}:`);
  const passwords = Object.values(set).filter((value) => String(value).includes('POSTGRES_PASSWORD'));
  expect(passwords).toEqual([set.PGPASSWORD]);
});

test.each(documents)('%s links to files that are there', (file) => {
  const links = [...text(file).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(links.filter((path) => !existsSync(join(dirname(file), path)))).toEqual([]);
});

test('the two commands of README.md are scripts of package.json', () => {
  const { scripts } = JSON.parse(text('package.json'));
  expect(text('README.md')).toContain('npm run demo');
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['demo', 'test', 'check']));
});
