/** The studio over real HTTP: the whole app on a database, feeds and a relay of its own. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pagesApp, printedLink } from '../../src/app/studio.ts';
import { openWeb } from '../../src/app/web.ts';
import { type App, openApp } from '../../src/app.ts';
import { parseEmailAddress } from '../../src/audience/address.ts';
import type { Period } from '../../src/audience/ids.ts';
import { parseEnvironment } from '../../src/config/environment.ts';
import { openNewsroom } from '../../src/demo/newsroom.ts';
import { sampleReaders } from '../../src/demo/readers.ts';
import { writeDemoTemplates } from '../../src/demo/settings.ts';
import type { Role } from '../../src/desk/editor.ts';
import { storeEditor } from '../../src/world/db/editors.ts';
import { lastingPort } from '../../src/world/port.ts';
import { createDatabase } from '../support/database.ts';
import { openRelay, type Relay, type RelayBehaviour } from '../support/relay.ts';

export type Room = AsyncDisposable & {
  readonly app: App;
  readonly relay: Relay;
  readonly templates: string;
  /** Where the site is, without a trailing slash. */
  readonly base: string;
  /** Readers, feeds, a draft: returns its page. */
  readonly prepare: (readers: number) => Promise<string>;
  /** Fetches the pictures and links of the draft, which takes its time; pages that show or check it are there soon afterwards. */
  readonly fetchOnce: () => Promise<void>;
  /** The pages' process ends, with what it waited for, and another one begins. */
  readonly restart: () => Promise<void>;
  readonly add: (name: string, roles: readonly Role[]) => Promise<string>;
  readonly link: (email: string) => Promise<string>;
  readonly browser: () => Browser;
  /** A browser that is signed in as somebody new of these roles. */
  readonly signedIn: (name: string, roles: readonly Role[]) => Promise<Browser>;
};

/** How many seconds a send from the studio can be taken back: short, because tests wait for them. */
export async function setUndo(templates: string, seconds: number): Promise<void> {
  const file = join(templates, 'lhebdo', 'newsletter.yaml');
  const text = (await readFile(file, 'utf8')).replace(/^undo_seconds: .*\n/m, '');
  await writeFile(file, `undo_seconds: ${seconds}\n${text}`);
}

/** A test makes sends stand still that no other hand may go on with: its pages look for none. */
const neverLooking = { everyMs: 2 ** 31 - 1, stillMs: 0 };

/** environment: what differs from a room with its queue in PostgreSQL. */
export async function openRoom(
  environment: Record<string, string> = {},
  behaviour: RelayBehaviour = {},
): Promise<Room> {
  await using opened = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), 'hebdo-studio-'));
  opened.defer(() => rm(home, { recursive: true, force: true }));
  const now = new Date();
  const newsroom = opened.use(await openNewsroom(now));
  const relay = opened.use(await openRelay(behaviour));
  const templates = join(home, 'templates');
  await writeDemoTemplates('templates', templates, newsroom.address, [], now);
  await setUndo(templates, 1);
  const [databaseUrl, port] = await Promise.all([createDatabase(), lastingPort()]);
  const base = `http://127.0.0.1:${port}`;
  const parsed = parseEnvironment(
    {
      HEBDO_HOME: home,
      HEBDO_TEMPLATES: templates,
      HEBDO_HOST: '127.0.0.1',
      HEBDO_PORT: String(port),
      HEBDO_ALLOW_PRIVATE_FEEDS: '1',
      HEBDO_ALLOW_PRIVATE_WEBHOOKS: '1',
      HEBDO_SECRET: 'a-secret-for-tests-only-0123456789',
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: base,
      SMTP_URL: relay.url,
      LOG_LEVEL: 'silent',
      ...environment,
    },
    home,
  );
  if (parsed.kind === 'faults') throw new Error(JSON.stringify(parsed.faults));
  const app = opened.use(await openApp(parsed.configuration));
  const openPages = async () => {
    const stopping = new AbortController();
    const web = await openWeb(app.world, pagesApp(app.world, app, stopping.signal, neverLooking));
    return async () => {
      stopping.abort();
      await web[Symbol.asyncDispose]();
    };
  };
  let closePages = await openPages();
  opened.defer(() => closePages());
  const stack = opened.move();
  const add = async (name: string, roles: readonly Role[]) => {
    const email = `${name.toLowerCase()}@example.org`;
    const address = parseEmailAddress(email);
    if (address.kind === 'fault') throw new Error(email);
    const editor = { email, key: address.key, name, roles, language: 'fr' as const, at: now };
    await storeEditor(app.world.database.db, editor);
    return email;
  };
  const link = async (email: string) => (await printedLink(app.world, email)) ?? '';
  const browser = () => new Browser(base);
  let prepared: Period | undefined;
  return {
    app,
    relay,
    templates,
    base,
    add,
    link,
    browser,
    prepare: async (readers) => {
      const page = await prepare(app, readers);
      prepared = page.slice(-8) as Period;
      return page;
    },
    fetchOnce: async () => {
      await app.check('lhebdo', prepared, new AbortController().signal);
    },
    restart: async () => {
      await closePages();
      closePages = await openPages();
    },
    signedIn: async (name, roles) => {
      const own = browser();
      const url = await link(await add(name, roles));
      const page = await own.get(url.slice(base.length));
      await own.post(url.slice(base.length), await own.fieldsOf(page));
      return own;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function prepare(app: App, readers: number): Promise<string> {
  const { signal } = new AbortController();
  async function* file() {
    yield new TextEncoder().encode(sampleReaders(readers));
  }
  const quiet = { layout: () => {}, report: () => {}, progress: () => {} };
  const newsletter = 'lhebdo';
  await app.importSubscribers(
    { newsletter, fileName: 'r.csv', dryRun: false, file: file(), ...quiet },
    signal,
  );
  await app.gather(newsletter, signal);
  const draft = await app.draft(newsletter, undefined);
  if (draft.kind !== 'drafted') throw new Error(draft.kind);
  return `/studio/issue/${newsletter}/${draft.issue.period}`;
}

/** A browser without eyes: keeps cookies, names its origin, follows nothing by itself. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#keep(
      await fetch(`${this.#base}${path}`, { redirect: 'manual', headers: { ...headers, ...this.#cookie() } }),
    );
  }

  async post(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.#keep(
      await fetch(`${this.#base}${path}`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams(fields),
        headers: { Origin: this.#base, ...this.#cookie(), ...headers },
      }),
    );
  }

  /** By any method; fields go with all but GET. */
  async ask(method: string, path: string, fields: Record<string, string>): Promise<Response> {
    if (method === 'GET') return this.get(path);
    const headers = { Origin: this.#base, ...this.#cookie() };
    const body = new URLSearchParams(fields);
    return this.#keep(await fetch(`${this.#base}${path}`, { method, redirect: 'manual', body, headers }));
  }

  /** A form with a file in it, as a browser posts one. */
  async upload(
    path: string,
    fields: Record<string, string>,
    { bytes, name }: { readonly bytes: Buffer; readonly name: string },
  ): Promise<Response> {
    const body = new FormData();
    for (const [field, value] of Object.entries(fields)) body.set(field, value);
    body.set('file', new Blob([new Uint8Array(bytes)]), name);
    return this.#keep(
      await fetch(`${this.#base}${path}`, {
        method: 'POST',
        redirect: 'manual',
        body,
        headers: { Origin: this.#base, ...this.#cookie() },
      }),
    );
  }

  /** The page that an action leads to (POST, 303, GET). */
  async follow(answer: Response): Promise<string> {
    const location = answer.headers.get('location');
    if (answer.status !== 303 || location === null)
      throw new Error(`${answer.status} and no other address:\n${await answer.text()}`);
    return (await this.get(location)).text();
  }

  /** The form token of a page that was got. */
  async fieldsOf(page: Response): Promise<{ form_token: string }> {
    return { form_token: /name="form_token" value="([^"]+)"/.exec(await page.text())?.[1] ?? '' };
  }

  #cookie(): Record<string, string> {
    return { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  #keep(response: Response): Response {
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}
