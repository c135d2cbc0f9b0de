/** The OpenAPI 3.1 description, made from the routes and the very schemas that parse requests. */
import { z } from 'zod';
import { type Scope, scopes, scopeWords } from '../desk/api-token.ts';
import { bodyProblems, keyProblems, type ProblemName, problems, usualProblems } from './problems.ts';
import type { RouteShape } from './route.ts';

type Json = Record<string, unknown>;

/** groups: the tables of routes by their tag. */
export function openApi(
  groups: Readonly<Record<string, Readonly<Record<string, RouteShape>>>>,
  { publicUrl, version }: { readonly publicUrl: string; readonly version: string },
): Json {
  const components: Record<string, unknown> = { Problem: problemSchema };
  const paths: Record<string, Json> = {};
  for (const [tag, table] of Object.entries(groups))
    for (const [name, shape] of Object.entries(table)) {
      const path = shape.path.replace(/:(\w+)/g, '{$1}');
      paths[path] = {
        ...paths[path],
        [shape.method.toLowerCase()]: operationOf(name, tag, shape, components),
      };
    }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hebdo',
      version,
      summary: 'Readers, segments, issues and what became of them.',
      description: `${scopes.map((scope) => `- \`${scope}\`: ${scopeWords[scope]}`).join('\n')}`,
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    tags: Object.keys(groups).map((name) => ({ name })),
    paths,
    components: {
      schemas: components,
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function operationOf(
  name: string,
  tag: string,
  shape: RouteShape,
  components: Record<string, unknown>,
): Json {
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => hoisted(schema, io, components);
  return {
    operationId: name,
    tags: [tag],
    summary: shape.summary.en,
    security: securityOf(shape.scope),
    parameters: [
      ...parametersOf('path', shape.params, schemaOf),
      ...parametersOf('query', shape.query, schemaOf),
      ...(shape.method === 'POST' ? [keyParameter] : []),
    ],
    ...(shape.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(shape.body, 'input') } },
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(shape.answers).map(([status, schema]) => [
          status,
          schema
            ? {
                description: 'Done.',
                content: { 'application/json': { schema: schemaOf(schema, 'output') } },
              }
            : { description: 'Done.' },
        ]),
      ),
      ...problemResponses(shape),
    },
  };
}

/** Named schemas go to the components, where every operation finds them. */
function hoisted(schema: z.ZodType, io: 'input' | 'output', components: Record<string, unknown>): unknown {
  const text = JSON.stringify(z.toJSONSchema(schema, { io, target: 'draft-2020-12' }));
  const { $schema, $defs, ...own } = JSON.parse(
    text.replaceAll('"#/$defs/', '"#/components/schemas/'),
  ) as Json & { $defs?: Json };
  for (const [id, named] of Object.entries($defs ?? {})) components[id] ??= withoutId(named);
  const id = own.id;
  if (typeof id !== 'string') return own;
  components[id] ??= withoutId(own);
  return { $ref: `#/components/schemas/${id}` };
}

function withoutId(schema: unknown): unknown {
  const { id, ...rest } = schema as Json;
  return rest;
}

function parametersOf(
  place: 'path' | 'query',
  object: z.ZodObject | undefined,
  schemaOf: (schema: z.ZodType, io: 'input') => unknown,
): readonly Json[] {
  return Object.entries(object?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path',
    schema: schemaOf(schema as z.ZodType, 'input'),
  }));
}

const keyParameter: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'With a token: the same request under the same key is done once, for 24 hours.',
  schema: { type: 'string', maxLength: 255 },
};

/** In OpenAPI 3.1 a bearer scheme may list the roles that are needed. */
function securityOf(scope: Scope | 'open'): readonly Json[] {
  return scope === 'open' ? [{}, { token: [] }] : [{ token: [scope] }];
}

function problemsOf(shape: RouteShape): readonly ProblemName[] {
  const { body, method, query } = shape;
  return [
    ...usualProblems,
    ...(body ? bodyProblems : query ? (['invalid'] as const) : []),
    ...(method === 'POST' ? keyProblems : []),
    ...shape.problems,
  ];
}

function problemResponses(shape: RouteShape): Json {
  const byStatus = Map.groupBy(new Set(problemsOf(shape)), (name) => problems[name].status);
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [
      status,
      {
        description: names.map((name) => problems[name].title).join('; '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

const problemSchema: Json = {
  type: 'object',
  description: 'RFC 9457.',
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, detail: { type: 'string' } },
        required: ['field', 'detail'],
        additionalProperties: false,
      },
    },
  },
  required: ['type', 'title', 'status', 'detail'],
  additionalProperties: false,
};
