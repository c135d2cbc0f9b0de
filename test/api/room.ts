/** The API over real HTTP, beside the whole app; every answer is held to the published description. */
import { makeApiToken } from '../../src/app/api-tokens.ts';
import type { Scope } from '../../src/desk/api-token.ts';
import { everything } from '../site/tables.ts';
import { openRoom, type Room } from '../studio/room.ts';
import { type Description, describedExchanges } from './described.ts';

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
  const described = describedExchanges((await (await fetch(`${api}/openapi.json`)).json()) as Description);
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
      described({ method, path, sent: typeof body === 'string' ? undefined : body, answer, json });
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
