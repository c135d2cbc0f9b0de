/** hebdo subscribers add: one reader by hand. */
import type { Command } from 'commander';
import { addressFaults } from '../audience/address.ts';
import type { ImportOutcome } from '../audience/import/decide.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

type Options = {
  newsletter: string;
  firstName?: string;
  lastName?: string;
  commune?: string;
  language?: 'fr' | 'en';
  premium?: boolean;
  again?: boolean;
  json?: boolean;
};

export function registerAdd(subscribers: Command): void {
  subscribers
    .command('add')
    .description('add one reader who agreed')
    .argument('<email>')
    .requiredOption('--newsletter <name>', 'the newsletter they agreed to receive')
    .option('--first-name <name>')
    .option('--last-name <name>')
    .option('--commune <id>', 'a commune of newsletter.yaml')
    .option('--language <fr|en>')
    .option('--premium', 'a paying reader')
    .option('--again', 'they left or were suppressed, and asked to receive it again')
    .option('--json', 'print one object at the end')
    .action((email: string, options: Options) =>
      runCommand(options, (session) => runAdd(session, email, options)),
    );
}

async function runAdd({ app }: Session, email: string, options: Options): Promise<Outcome> {
  const wrong = await wrongOption(app, options);
  if (wrong !== null) return { exit: exits.wrongUse, lines: [wrong], json: { added: false, reason: wrong } };
  const added = await app.addSubscriber({
    email,
    newsletter: options.newsletter,
    firstName: options.firstName ?? null,
    lastName: options.lastName ?? null,
    commune: options.commune ?? null,
    premium: options.premium ?? null,
    language: options.language ?? null,
    again: options.again === true,
  });
  if (added.kind === 'fault') {
    const reason = addressFaults[added.fault];
    return {
      exit: exits.refused,
      lines: [`Not added, this is not an address: ${reason}.`],
      json: { added: false, reason },
    };
  }
  const { outcome } = added;
  return {
    exit: settled.has(outcome) ? exits.done : exits.refused,
    lines: [sentences[outcome]],
    json: { added: outcome === 'added', outcome },
  };
}

async function wrongOption(
  app: Session['app'],
  { newsletter, commune, language }: Options,
): Promise<string | null> {
  const { communes } = await app.world.templates.newsletter(newsletter);
  if (commune !== undefined && !communes.some(({ id }) => id === commune))
    return `No commune «${commune}»; known are ${communes.map(({ id }) => id).join(', ') || 'none'}.`;
  if (language !== undefined && language !== 'fr' && language !== 'en')
    return `No language «${language}»; known are fr, en.`;
  return null;
}

const settled = new Set<ImportOutcome>(['added', 'updated', 'unchanged']);
const sentences: Record<ImportOutcome, string> = {
  added: 'Added.',
  updated: 'Received it already; what was new was added.',
  unchanged: 'Receives it already.',
  unsubscribed:
    'Not added: this reader unsubscribed. If they asked to receive it again, repeat with --again.',
  left: 'Not added: this reader left.',
  unreachable: 'Not added: this address cannot be written to.',
  bounced: 'Not added: letters to this address came back. If it works again, repeat with --again.',
  pending: 'Not added: this reader has not confirmed yet. If they asked to receive it, repeat with --again.',
  suppressed:
    'Not added: this address is suppressed (forgotten, complaint or bounce). If they asked to receive it again, repeat with --again.',
};
