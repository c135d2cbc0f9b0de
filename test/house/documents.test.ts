import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseEnvironment, variableNames } from '../../src/config/environment.ts';

const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/flow.md'];
const text = (file: string) => readFileSync(file, 'utf8');

test('.env.example has every variable, and its values are right', () => {
  const lines = text('.env.example').matchAll(/^([A-Z][A-Z_]*)=(.*)$/gm);
  const variables = Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
  expect(
    Object.keys(variables)
      .filter((name) => name !== 'POSTGRES_PASSWORD')
      .sort(),
  ).toEqual(variableNames.toSorted());
  expect(parseEnvironment(variables, '/srv/hebdo')).toMatchObject({ kind: 'configuration' });
});

test('docker-compose.yml names only variables that Hebdo reads', () => {
  const { environment } = parse(text('docker-compose.yml'), { merge: true })['x-hebdo'];
  expect(Object.keys(environment).filter((name) => !variableNames.includes(name))).toEqual([]);
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
