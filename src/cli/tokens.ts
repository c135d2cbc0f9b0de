/** hebdo tokens: which programs may use the API, and for what. */
import { type Command, InvalidArgumentError } from 'commander';
import { type Scope, scopes, scopeWords } from '../desk/api-token.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

type AddOptions = {
  scope: readonly Scope[];
  newsletter: readonly string[];
  expires?: Date;
  json?: boolean;
};

export function tokens(program: Command): void {
  const group = program.command('tokens').description('which programs may use the API: add, list, revoke');
  group
    .command('add')
    .description('make a token; it is shown once')
    .argument('<name>', 'what it is for, such as crm; receipts name it')
    .option('--scope <scope>', 'what it may do; may be repeated', collectedScope, [])
    .option('--newsletter <name>', 'only this newsletter; may be repeated', collected, [])
    .option('--expires <YYYY-MM-DD>', 'the first day on which it works no more, in UTC', readDay)
    .option('--json', 'print one object at the end')
    .addHelpText(
      'after',
      `\nScopes:\n${scopes.map((one) => `  ${one.padEnd(20)} ${scopeWords[one]}`).join('\n')}`,
    )
    .action((name: string, options: AddOptions) =>
      runCommand(options, (session) => add(session, name.trim(), options)),
    );
  group
    .command('list')
    .description('the tokens in use, and when each was used last')
    .option('--json', 'print one object at the end')
    .action((options: { json?: boolean }) => runCommand(options, list));
  group
    .command('revoke')
    .description('let a token open nothing any more')
    .argument('<name>')
    .option('--json', 'print one object at the end')
    .action((name: string, options: { json?: boolean }) =>
      runCommand(options, (session) => revoke(session, name)),
    );
}

async function add({ app }: Session, name: string, options: AddOptions): Promise<Outcome> {
  if (options.scope.length === 0)
    return wrong(`Not made: say what it may do with --scope, one or more of ${scopes.join(', ')}.`);
  const { makeApiToken } = await import('../app/api-tokens.ts');
  for (const newsletter of options.newsletter) await app.world.templates.newsletter(newsletter);
  const { scope, newsletter, expires } = options;
  const made = await makeApiToken(app.world, {
    name,
    scopes: [...new Set(scope)],
    newsletters: newsletter.length > 0 ? [...new Set(newsletter)] : null,
    expiresAt: expires ?? null,
  });
  switch (made.kind) {
    case 'made':
      return {
        exit: exits.done,
        lines: [
          made.token,
          'Keep it now: it is not shown again. Whoever has it may do the same as you chose.',
        ],
        json: { name, token: made.token, scopes: scope, newsletters: newsletter, expiresAt: expires ?? null },
      };
    case 'wrong_name':
      return wrong('Not made: the name is empty or longer than 60 characters.');
    case 'name_taken':
      return wrong(`Not made: a token «${name}» is in use; revoke it first, or take another name.`);
    case 'past':
      return wrong('Not made: --expires lies in the past.');
    default:
      return made satisfies never;
  }
}

async function list({ app }: Session): Promise<Outcome> {
  const { listApiTokens } = await import('../world/db/api-tokens.ts');
  const all = await listApiTokens(app.world.database.db);
  const day = (at: Date) => at.toISOString().slice(0, 10);
  const now = app.world.clock.now();
  const lines = all.map((one) =>
    [
      `${one.name} (…${one.hint}): ${one.scopes.join(', ')}`,
      one.newsletters ? `only ${one.newsletters.join(', ')}` : 'every newsletter',
      one.usedAt ? `last used ${day(one.usedAt)}` : 'never used',
      ...(one.expiresAt ? [`${one.expiresAt <= now ? 'expired' : 'until'} ${day(one.expiresAt)}`] : []),
    ].join('; '),
  );
  return {
    exit: exits.done,
    lines: lines.length > 0 ? lines : ['None yet: hebdo tokens add <name> --scope subscribers:read'],
    json: { tokens: all },
  };
}

async function revoke({ app }: Session, name: string): Promise<Outcome> {
  const { revokeApiToken } = await import('../world/db/api-tokens.ts');
  const revoked = await revokeApiToken(app.world.database.db, name, app.world.clock.now());
  return {
    exit: exits.done,
    lines: [revoked ? 'Revoked: it opens nothing any more.' : 'No token of this name is in use.'],
    json: { revoked },
  };
}

function wrong(line: string): Outcome {
  return { exit: exits.wrongUse, lines: [line], json: { made: false, reason: line } };
}

function collected(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

function collectedScope(text: string, before: readonly Scope[]): readonly Scope[] {
  const scope = scopes.find((one) => one === text);
  if (scope === undefined) throw new InvalidArgumentError(`expected ${scopes.join(', ')}.`);
  return [...before, scope];
}

function readDay(text: string): Date {
  const day = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text))
    return day;
  throw new InvalidArgumentError('expected a day such as 2027-06-30.');
}
