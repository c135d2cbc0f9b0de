/** hebdo subscribers forget: erases one person; only a keyed hash stays, so that no import brings them back. */
import type { Command } from 'commander';
import { addressFaults } from '../audience/address.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

export function registerForget(subscribers: Command): void {
  subscribers
    .command('forget')
    .description('erase one person everywhere and never write to them again')
    .argument('<email>')
    .option('--json', 'print one object at the end')
    .action((email: string, options: { json?: boolean }) =>
      runCommand(options, (session) => runForget(session, email)),
    );
}

async function runForget({ app }: Session, email: string): Promise<Outcome> {
  const result = await app.forgetSubscriber(email);
  switch (result.kind) {
    case 'fault': {
      const reason = addressFaults[result.fault];
      return {
        exit: exits.refused,
        lines: [`Nothing was erased, this is not an address: ${reason}.`],
        json: { forgotten: false, reason },
      };
    }
    case 'unknown':
      return {
        exit: exits.done,
        lines: ['Nobody had this address. From now on imports leave it out.'],
        json: { forgotten: false, known: false, cancelled: 0 },
      };
    case 'forgotten':
      return {
        exit: exits.done,
        lines: [
          `Erased. ${result.cancelled} waiting letters were cancelled. From now on imports leave this address out.`,
        ],
        json: { forgotten: true, known: true, cancelled: result.cancelled },
      };
    default:
      return result satisfies never;
  }
}
