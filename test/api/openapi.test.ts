/** The description is OpenAPI 3.1 by the official schema, and says of each address what the table says. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApi } from '../../src/api/openapi.ts';
import { groups, routes } from '../../src/api/routes.ts';
import { describedExchanges, validators } from './described.ts';
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
  const faultsOf = async (document: object) => {
    const { valid, errors = [] } = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    return valid ? [] : errors;
  };

  it('is valid by the schema that the OpenAPI Initiative publishes', async () => {
    expect(await faultsOf(description)).toEqual([]);
    const { info: _, ...nameless } = description;
    expect(await faultsOf(nameless)).not.toEqual([]);
    const misplaced = structuredClone(description);
    misplaced.paths['/subscribers'].get.parameters[0].in = 'nowhere';
    expect(await faultsOf(misplaced)).not.toEqual([]);
  });

  it('has schemas that are JSON Schema 2020-12, without a word or a format that it does not know', () => {
    const validatorOf = validators(description);
    const schemas = [...JSON.stringify(description).matchAll(/"schema":/g)];
    let compiled = 0;
    const look = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inside] of Object.entries(value)) {
        if (key !== 'schema') look(inside);
        else if (validatorOf(inside)) compiled++;
      }
    };
    look(description.paths);
    for (const schema of Object.values<object>(description.components.schemas))
      expect(validatorOf(schema)).toBeDefined();
    expect(compiled).toBe(schemas.length);
    expect(() => validatorOf({ type: 'object', propertis: {} })).toThrow('strict mode');
  });

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

describe('an answer', () => {
  const hold = describedExchanges(description);
  const segment = {
    ...{ id: 1, name: 'arles', title: 'Arles', tree: { kind: 'premium', premium: true } },
    ...{ created_at: '2026-11-24T06:00:00Z', changed_at: '2026-11-24T06:00:00Z' },
  };
  const told = (json: unknown, status = 200, path = '/segments/arles') => {
    const answer = new Response('', {
      status,
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
    });
    return () => hold({ method: 'GET', path, sent: undefined, answer, json });
  };

  it('that is as described passes; a field too many, too few or of another kind does not, nor another status', () => {
    const { title: _, ...untitled } = segment;
    expect(told(segment)).not.toThrow();
    expect(told({ ...segment, secret: 1 })).toThrow('additionalProperties');
    expect(told(untitled)).toThrow("'title'");
    expect(told({ ...segment, created_at: 'hier' })).toThrow('date-time');
    expect(told({ ...segment, tree: { kind: 'sql', text: 'true' } })).toThrow('is not as described');
    expect(told(segment, 418)).toThrow('418 is not described');
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
