/** hebdo subscribers stats: the list in figures. */
import type { Command } from 'commander';
import { type RefusedLetters, refusedDays } from '../audience/refused-letter.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

export function registerStats(subscribers: Command): void {
  subscribers
    .command('stats')
    .description('count readers by state and by who keeps their mailbox')
    .option('--newsletter <name>', 'only this newsletter')
    .option('--json', 'print one object at the end')
    .action((options: { newsletter?: string; json?: boolean }) =>
      runCommand(options, (session) => runStats(session, options.newsletter)),
    );
}

async function runStats({ app }: Session, newsletter: string | undefined): Promise<Outcome> {
  if (newsletter !== undefined) await app.world.templates.newsletter(newsletter);
  const stats = await app.subscriberStats(newsletter ?? null);
  const refused = await app.refusedLetters();
  const lines = stats.newsletters.flatMap(({ newsletter: name, states, providers }) => [
    name,
    ...rows(states),
    '  active by provider',
    ...rows(providers).map((row) => `  ${row}`),
  ]);
  const left = stats.reasons.map(
    ({ newsletter: name, reason, count }) =>
      `  ${String(count).padStart(9)} ${reason.replaceAll('_', ' ')} (${name})`,
  );
  const suppressed =
    Object.keys(stats.suppressions).length === 0 ? [] : ['suppressed addresses', ...rows(stats.suppressions)];
  return {
    exit: exits.done,
    lines: [
      ...(lines.length === 0 ? ['No readers yet: hebdo subscribers import FILE --newsletter NAME'] : lines),
      ...(left.length === 0 ? [] : ['reasons of those who left', ...left]),
      ...suppressed,
      ...refusedLines(refused),
    ],
    json: { ...stats, refused_service_letters: refused },
  };
}

/** They are letters of the paper, not of a newsletter. */
function refusedLines(refused: readonly RefusedLetters[]): readonly string[] {
  if (refused.length === 0) return [];
  return [
    `service letters that no relay took, in ${refusedDays} days; "hebdo subscribers receipt EMAIL" tells of one person's`,
    ...refused.map(
      ({ kind, count, lastReason }) =>
        `  ${String(count).padStart(9)} ${kind.replaceAll('_', ' ')}, the last one: ${lastReason}`,
    ),
  ];
}

function rows(counts: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(counts).map(([word, count]) => `  ${String(count).padStart(9)} ${word}`);
}
