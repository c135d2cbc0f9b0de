/** hebdo editors: who may enter the studio. */
import { type Command, InvalidArgumentError } from 'commander';
import { addressFaults, parseEmailAddress } from '../audience/address.ts';
import { type Role, roles } from '../desk/editor.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

type AddOptions = { name?: string; role: readonly Role[]; language?: 'fr' | 'en'; json?: boolean };

export function editors(program: Command): void {
  const group = program.command('editors').description('who may enter the studio: add, list, remove, link');
  group
    .command('add')
    .description('let somebody in, or change what is given of who is in')
    .argument('<email>')
    .option('--name <name>', 'signs what they change and approve; asked for who is new')
    .option('--role <role>', `${roles.join(', ')}; may be repeated; who is new is editor`, collectedRole, [])
    .option('--language <fr|en>', 'of their pages; fr for who is new', readLanguage)
    .option('--json', 'print one object at the end')
    .action((email: string, options: AddOptions) =>
      runCommand(options, (session) => add(session, email, options)),
    );
  group
    .command('list')
    .description('everybody who may enter')
    .option('--json', 'print one object at the end')
    .action((options: { json?: boolean }) => runCommand(options, list));
  group
    .command('remove')
    .description('end their sessions and let them in no more')
    .argument('<email>')
    .option('--json', 'print one object at the end')
    .action((email: string, options: { json?: boolean }) =>
      runCommand(options, (session) => remove(session, email)),
    );
  group
    .command('link')
    .description('print a sign-in link, good once within fifteen minutes')
    .argument('<email>')
    .option('--json', 'print one object at the end')
    .action((email: string, options: { json?: boolean }) =>
      runCommand(options, (session) => link(session, email)),
    );
}

async function add({ app }: Session, email: string, options: AddOptions): Promise<Outcome> {
  const { editorByKey, storeEditor } = await import('../world/db/editors.ts');
  const parsed = parseEmailAddress(email);
  if (parsed.kind === 'fault')
    return wrong(`Not added, this is not an address: ${addressFaults[parsed.fault]}.`);
  const { database, clock } = app.world;
  const { address, key } = parsed;
  // What is not given stays: a corrected name makes nobody an editor again who was a chief.
  const known = await editorByKey(database.db, key);
  const name = (options.name ?? known?.name ?? '').trim();
  if (name === '' || name.length > 80)
    return wrong('Not added: give a --name of at most 80 characters; it signs what they change and approve.');
  const chosen: readonly Role[] =
    options.role.length > 0 ? [...new Set(options.role)] : (known?.roles ?? ['editor']);
  const language = options.language ?? known?.language ?? 'fr';
  const outcome = await storeEditor(database.db, {
    ...{ email: address, key, name, roles: chosen, language, at: clock.now() },
  });
  if (outcome === 'name_taken')
    return wrong(`Not added: somebody else is called «${name}», and changes are signed by name.`);
  return {
    exit: exits.done,
    lines: [
      `${outcome === 'added' ? 'Added' : 'Changed'}: ${name}, ${chosen.join(', ')}.`,
      ...(outcome === 'added'
        ? [
            `They sign in at ${app.world.publicUrl}/studio, by a link that comes by mail; «hebdo editors link» prints one.`,
          ]
        : []),
    ],
    json: { outcome, name, roles: chosen },
  };
}

async function list({ app }: Session): Promise<Outcome> {
  const { allEditors } = await import('../world/db/editors.ts');
  const all = await allEditors(app.world.database.db);
  return {
    exit: exits.done,
    lines:
      all.length === 0
        ? ['Nobody yet: hebdo editors add <email> --name <name>']
        : all.map((one) => `${one.name} <${one.email}>: ${one.roles.join(', ')}`),
    json: {
      editors: all.map(({ name, email, roles: own, language }) => ({ name, email, roles: own, language })),
    },
  };
}

async function remove({ app }: Session, email: string): Promise<Outcome> {
  const { removeEditor } = await import('../world/db/editors.ts');
  const parsed = parseEmailAddress(email);
  const removed = parsed.kind === 'address' && (await removeEditor(app.world.database.db, parsed.key));
  return {
    exit: exits.done,
    lines: [removed ? 'Removed; their sessions have ended.' : 'Nobody has this address.'],
    json: { removed },
  };
}

async function link({ app }: Session, email: string): Promise<Outcome> {
  const { printedLink } = await import('../app/studio.ts');
  const url = await printedLink(app.world, email);
  if (url === null) return wrong('Nobody has this address: hebdo editors add <email> --name <name>');
  return { exit: exits.done, lines: [url], json: { url } };
}

function wrong(line: string): Outcome {
  return { exit: exits.wrongUse, lines: [line], json: { outcome: 'refused', reason: line } };
}

function collectedRole(text: string, before: readonly Role[]): readonly Role[] {
  const role = roles.find((one) => one === text);
  if (role === undefined) throw new InvalidArgumentError(`expected ${roles.join(', ')}.`);
  return [...before, role];
}

function readLanguage(text: string): 'fr' | 'en' {
  if (text === 'fr' || text === 'en') return text;
  throw new InvalidArgumentError('expected fr or en.');
}
