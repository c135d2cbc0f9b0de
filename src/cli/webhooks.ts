/** hebdo webhooks: where programs are told of what happens, and which of them do not answer. */
import type { Command } from 'commander';
import { inEnglish } from '../config/say.ts';
import { whyDisabledInWords } from '../webhooks/words.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

export function webhooks(program: Command): void {
  program
    .command('webhooks')
    .description('where programs asked to be told, and which of them do not answer')
    .option('--json', 'print one object at the end')
    .action((options: { json?: boolean }) => runCommand(options, list));
}

async function list({ app }: Session): Promise<Outcome> {
  const all = await app.listWebhooks();
  const told = all.map(({ disabled, ...webhook }) => ({
    ...webhook,
    disabledReason: disabled && whyDisabledInWords(disabled, inEnglish),
  }));
  const lines = told.map(({ id, url, events, newsletters, active, failingSince, disabledReason }) => {
    const standing = active
      ? failingSince === null
        ? 'on'
        : `on, but nothing was delivered since ${failingSince.toISOString()}`
      : `off: ${disabledReason ?? 'a program turned it off'}`;
    return `${id} ${url}: ${events.join(', ')}; ${newsletters?.join(', ') ?? 'every newsletter'}; ${standing}`;
  });
  return {
    exit: exits.done,
    lines: lines.length > 0 ? lines : ['None: programs make them by the API, POST /api/v1/webhooks.'],
    json: { webhooks: told },
  };
}
