/** The API over real HTTP, beside the whole app; every answer is held to the published description. */
import { z } from 'zod';
import { makeApiToken } from '../../src/app/api-tokens.ts';
import type { Scope } from '../../src/desk/api-token.ts';
import { everything } from '../site/tables.ts';
import { openRoom, type Room } from '../studio/room.ts';

type Asked = {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
};
// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came.
type Told = { readonly status: number; readonly headers: Headers; readonly json: any };

export type ApiRoom = AsyncDisposable & {
  readonly room: Room;
  readonly api: string;
  readonly token: (scopes: readonly Scope[], newsletters?: readonly string[]) => Promise<string>;
  /** operation: «POST /subscribers/{id}/unsubscribe»; found by the path when it has no parameter. */
  readonly call: (method: string, path: string, asked?: Asked) => Promise<Told>;
  /** Every table but the count of the tokens' uses. */
  readonly tables: () => Promise<string>;
};

export async function openApiRoom(): Promise<ApiRoom> {
  await using opened = new AsyncDisposableStack();
  const room = opened.use(await openRoom());
  const api = `${room.base}/api/v1`;
  const described = await describedAnswers(api);
  const stack = opened.move();
  let tokens = 0;
  return {
    room,
    api,
    token: async (scopes, newsletters) => {
      const made = await makeApiToken(room.app.world, {
        name: `test ${++tokens}`,
        scopes,
        newsletters: newsletters ?? null,
        expiresAt: null,
      });
      if (made.kind !== 'made') throw new Error(made.kind);
      return made.token;
    },
    call: async (method, path, { token, body, headers = {} } = {}) => {
      const answer = await fetch(`${api}${path}`, {
        method,
        headers: {
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      const json = text === '' ? null : JSON.parse(text);
      described(method, path, answer, json);
      return { status: answer.status, headers: answer.headers, json };
    },
    tables: async () => {
      const all = await everything(room.app.world.database.db);
      return all
        .split('\n')
        .filter((row) => !/^(\(\d+,"[^"]*","[^"]*",\d+\))?$/.test(row))
        .join('\n');
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

type Operation = {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
};

/** Throws when an answer is none that openapi.json describes: status, type or any field. */
async function describedAnswers(api: string) {
  const description = (await (await fetch(`${api}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, object> };
  };
  const patterns = Object.entries(description.paths).map(([path, operations]) => ({
    pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    operations,
  }));
  return (method: string, path: string, answer: Response, json: unknown) => {
    const [bare = ''] = path.split('?');
    // «/segments/count» before «/segments/{name}»: the first one with this method is the literal one.
    const found = patterns
      .filter(({ pattern, operations }) => pattern.test(bare) && operations[method.toLowerCase()])
      .sort((one, other) => one.pattern.source.split('[').length - other.pattern.source.split('[').length)[0];
    if (found === undefined) return;
    const response = found.operations[method.toLowerCase()]?.responses[answer.status];
    if (response === undefined) throw new Error(`${method} ${path}: ${answer.status} is not described`);
    const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
    if (response.content === undefined) {
      if (json !== null) throw new Error(`${method} ${path}: a body where none is described`);
      return;
    }
    const schema = response.content[type]?.schema;
    if (schema === undefined)
      throw new Error(`${method} ${path}: ${answer.status} as ${type} is not described`);
    const whole = JSON.parse(
      JSON.stringify({ ...schema, $defs: description.components.schemas }).replaceAll(
        '"#/components/schemas/',
        '"#/$defs/',
      ),
    );
    z.fromJSONSchema(whole).parse(json);
  };
}
