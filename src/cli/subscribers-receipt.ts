/** hebdo subscribers receipt: the proof of one person's consent, to print or to hand on. */
import type { Command } from 'commander';
import { addressFaults } from '../audience/address.ts';
import type { ConsentRecord } from '../audience/receipt.ts';
import type { RefusedLetter } from '../audience/refused-letter.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

export function registerReceipt(subscribers: Command): void {
  subscribers
    .command('receipt')
    .description('print what one person agreed to or withdrew, when, where and in which words')
    .argument('<email>')
    .option('--json', 'print one object at the end')
    .action((email: string, options: { json?: boolean }) =>
      runCommand(options, (session) => runReceipt(session, email)),
    );
}

async function runReceipt({ app }: Session, email: string): Promise<Outcome> {
  const found = await app.consentReceipts(email);
  if (found.kind === 'fault') {
    const reason = addressFaults[found.fault];
    return { exit: exits.refused, lines: [`This is not an address: ${reason}.`], json: { reason } };
  }
  const { records } = found;
  const refused = await app.refusedLettersTo(email);
  const none = 'No consent and no withdrawal is kept for this address.';
  return {
    exit: exits.done,
    lines: [...(records.length === 0 ? [none] : records.flatMap(linesOf)), ...refused.flatMap(refusedLines)],
    json: { records, refused_service_letters: refused },
  };
}

/** What a person who asks «I never got your letter» is to be told. */
function refusedLines({ kind, reason, at }: RefusedLetter): string[] {
  return [
    `${at.toISOString()}  the letter "${kind.replaceAll('_', ' ')}" did not leave`,
    `  the relay said  ${reason}`,
  ];
}

function linesOf({ newsletter, purpose, action, at, source, network, wording }: ConsentRecord): string[] {
  return [
    `${at.toISOString()}  ${action}  ${newsletter ?? 'every newsletter'}  (${purpose.replace('_', ' ')})`,
    `  where    ${source}`,
    ...(network === null ? [] : [`  network  ${network}`]),
    ...(wording === null
      ? []
      : [`  shown    ${wording.text}`, `  wording  ${wording.version}, sha256 ${wording.hash}`]),
  ];
}
