/** hebdo subscribers retention: what the daily job does with readers of whom nothing was heard for years. */
import type { Command } from 'commander';
import { answerDays, silentYears } from '../audience/retention.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

export function registerRetention(subscribers: Command): void {
  subscribers
    .command('retention')
    .description(
      `ask readers without contact for ${silentYears} years whether they stay, erase who did not answer within ${answerDays} days`,
    )
    .option('--dry-run', 'count whom it concerns, change nothing')
    .option('--json', 'print one object at the end')
    .action((options: { dryRun?: boolean; json?: boolean }) =>
      runCommand(options, (session) => runRetention(session, options.dryRun === true)),
    );
}

async function runRetention({ app, signal }: Session, dryRun: boolean): Promise<Outcome> {
  if (!dryRun && app.world.configuration.smtp === undefined) {
    const reason = 'Nobody can be asked: set SMTP_URL to the relay that takes the letters.';
    return { exit: exits.wrongUse, lines: [reason], json: { reason } };
  }
  const report = await app.retain(dryRun, signal);
  const { asked, erased, left } = report;
  const lines = dryRun
    ? [`${asked} would be asked, ${erased} would be erased (dry run: nothing was changed)`]
    : [`${asked} asked, ${erased} erased${left > 0 ? `; ${left} are left for the next run` : ''}`];
  return { exit: exits.done, lines, json: report };
}
