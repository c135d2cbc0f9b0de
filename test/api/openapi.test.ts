/** The description holds what OpenAPI 3.1 asks for, and says of each address what the table says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApi } from '../../src/api/openapi.ts';
import { groups, routes } from '../../src/api/routes.ts';
import { type ApiRoom, openApiRoom } from './room.ts';

const description = JSON.parse(
  JSON.stringify(openApi(groups, { publicUrl: 'https://lettres.example.org', version: '0.1.0' })),
);
type Operation = {
  operationId: string;
  parameters: { name: string; in: string }[];
  responses: Record<string, object>;
};
const operations = Object.entries(description.paths as Record<string, Record<string, Operation>>).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

describe('the description', () => {
  it('has every route once, under a name of its own', () => {
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(routes).sort());
  });

  it('every reference leads somewhere, and every schema is used', () => {
    const text = JSON.stringify(description);
    const used = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(description.components.schemas).sort());
    expect(text).not.toContain('$defs');
  });

  it('the parameters of a path are those in its braces, and each answers a success and a refusal', () => {
    for (const { path, parameters, responses } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(named);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['401', '403', '429', '500']));
      expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
    }
  });
});

describe('the page', () => {
  let room: ApiRoom;
  beforeAll(async () => {
    room = await openApiRoom();
  }, 120_000);
  afterAll(() => room[Symbol.asyncDispose]());

  it('names every address and every problem, in French and in English, without a script', async () => {
    for (const [language, title] of [
      ['fr', 'L’API de vos lettres'],
      ['en', 'The API of your newsletters'],
    ] as const) {
      const html = await (await fetch(`${room.api}?language=${language}`)).text();
      expect(html).toContain(title);
      expect(html).not.toMatch(/<script|https?:\/\/(?!127\.0\.0\.1)/);
      for (const { path } of Object.values(routes)) expect(html).toContain(path.replace(/:(\w+)/g, '{$1}'));
    }
    const problem = await room.call('GET', '/issues');
    const { hash } = new URL(problem.json.type);
    expect(await (await fetch(room.api)).text()).toContain(`id="${hash.slice(1)}"`);
  });
});
