/** hebdo subscribers receipt: the proof of one person's consent, to print or to hand on. */
import type { Command } from 'commander';
import { addressFaults } from '../audience/address.ts';
import type { ConsentRecord } from '../audience/receipt.ts';
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
  const none = 'No consent and no withdrawal is kept for this address.';
  return {
    exit: exits.done,
    lines: records.length === 0 ? [none] : records.flatMap(linesOf),
    json: { records },
  };
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
