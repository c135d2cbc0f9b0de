/** A request becomes what its route's schemas say, or a refusal that names every fault. */
import type { Context } from 'hono';
import type { z } from 'zod';
import { readBody } from './body.ts';
import { parseJson } from './json.ts';
import type { FieldFault } from './problems.ts';
import { type Refusal, type RouteShape, refuse } from './route.ts';

export type ReadCall = {
  readonly kind: 'read';
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** The body as it came, for the hash of a repeated request. */
  readonly text: string;
};

export async function readCall(context: Context, shape: RouteShape): Promise<ReadCall | Refusal> {
  const params = shape.params?.safeParse(context.req.param());
  if (params?.success === false) return refuse('not_found', 'No such thing has this address.');
  const query = readQuery(context, shape);
  if (query.errors.length > 0) return invalid(query.errors);
  const read = { params: params?.data, query: query.data };
  if (shape.body === undefined) return { kind: 'read', ...read, body: undefined, text: '' };
  const text = await bodyText(context);
  if (typeof text !== 'string') return text;
  const json = parseJson(text);
  if (json.kind === 'fault') return refuse('malformed', json.detail);
  const body = shape.body.safeParse(json.value);
  if (!body.success) return invalid(faultsOf(body.error, '#/'));
  return { kind: 'read', ...read, body: body.data, text };
}

/** A parameter that the route does not know is a mistake that should be seen; twice the same one, too. */
function readQuery(context: Context, { query }: RouteShape) {
  const given = context.req.queries();
  const twice = Object.entries(given).filter(([, values]) => values.length > 1);
  const errors: FieldFault[] = twice.map(([name]) => ({ field: `?${name}`, detail: 'is there twice' }));
  const names = Object.keys(given).filter((name) => query === undefined || !Object.hasOwn(query.shape, name));
  errors.push(...names.map((name) => ({ field: `?${name}`, detail: 'is not a parameter of this address' })));
  const parsed = query?.safeParse(context.req.query());
  if (parsed?.success === false && errors.length === 0) errors.push(...faultsOf(parsed.error, '?'));
  return { errors, data: parsed?.data };
}

async function bodyText(context: Context): Promise<string | Refusal> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type))
    return refuse('wrong_type', 'Send the body with Content-Type: application/json.');
  const read = await readBody(context.req.raw);
  if (read.kind === 'too_large')
    return refuse('too_large', 'A body of at most 64 kB is read.', { headers: { Connection: 'close' } });
  if (read.kind === 'body') return read.text;
  return refuse('too_slow', 'The body did not arrive within ten seconds.', {
    headers: { Connection: 'close' },
  });
}

function invalid(errors: readonly FieldFault[]): Refusal {
  const [first] = errors;
  return refuse('invalid', first ? `${first.field} ${first.detail}` : 'A field is not right.', {
    errors: errors.slice(0, 20),
  });
}

function faultsOf(error: z.ZodError, mark: '#/' | '?'): readonly FieldFault[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'));
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        field: mark + [...path, key].join('/'),
        detail: 'is not a field of this request',
      }));
    return [{ field: mark + path.join('/'), detail: lowered(issue.message) }];
  });
}

function lowered(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
