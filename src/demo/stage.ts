/** What a demo stands on: a passing home of its own, the sample newsroom, the local inbox, and the environment that names them. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { variableNames } from '../config/environment.ts';
import { freePort } from '../world/port.ts';
import { freePortNear, type Inbox, openInbox } from './inbox.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';
import { writeDemoTemplates } from './settings.ts';

export type Stage = AsyncDisposable & {
  readonly home: string;
  readonly newsroom: Newsroom;
  readonly inbox: Inbox;
  /** Variables that make every hebdo command work on the demo, and on nothing else. */
  readonly environment: Readonly<Record<string, string>>;
};

export type StageRequest = {
  /** The project's templates folder. */
  readonly templates: string;
  readonly ownFeeds: readonly string[];
  readonly now: Date;
  /** HEBDO_PORT of the shell: where its site listens, whether that is free or not. */
  readonly port?: string | undefined;
};

/** Opens everything around Hebdo itself. Dispose to stop the servers and remove the home: each demo starts afresh. */
export async function openStage(request: StageRequest): Promise<Stage> {
  await using opened = new AsyncDisposableStack();
  const home = await passingHome(opened);
  const newsroom = opened.use(await openNewsroom(request.now));
  const inbox = opened.use(await openInbox(join(home, 'inbox')));
  const templates = join(home, 'templates');
  await writeDemoTemplates(request.templates, templates, newsroom.address, request.ownFeeds, request.now);
  const port = await portFor(request.port);
  const stack = opened.move();
  return {
    home,
    newsroom,
    inbox,
    environment: {
      ...nothingOfTheShell(),
      HEBDO_HOME: home,
      HEBDO_TEMPLATES: templates,
      HEBDO_HOST: '127.0.0.1',
      HEBDO_PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      SMTP_URL: inbox.smtpUrl,
      // Its newsroom is on this machine.
      HEBDO_ALLOW_PRIVATE_FEEDS: '1',
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function portFor(wanted = ''): Promise<number | string> {
  if (wanted === '') return freePortNear(8026);
  return wanted === '0' ? freePort(0) : wanted;
}

/** Empty counts as absent: a database, relay or mailbox that the shell names is real, and none of the demo's business. */
function nothingOfTheShell(): Record<string, string> {
  const names = variableNames.filter((name) => name !== 'LOG_LEVEL');
  return Object.fromEntries(names.map((name) => [name, '']));
}

async function passingHome(opened: AsyncDisposableStack): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'hebdo-demo-'));
  opened.defer(() => rm(home, { recursive: true, force: true }));
  // Started by root, the database runs as another user, who must be able to pass through.
  await chmod(home, 0o711);
  return home;
}
