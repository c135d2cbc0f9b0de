/** hebdo doctor: looks at everything a send depends on, and says what to do about what is wrong. */
import type { Command } from 'commander';
import { exits, type Outcome } from './outcome.ts';
import { ending, readConfiguration } from './session.ts';

export function doctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'examine database, queue, relay, certificate, DNS, templates, clock and disk; exit 3 on a fault',
    )
    .option('--json', 'print one object at the end')
    .action((options: { json?: boolean }) => ending(options.json === true, runDoctor));
}

async function runDoctor(): Promise<Outcome> {
  const configuration = await readConfiguration();
  const { examine } = await import('../app/doctor.ts');
  const findings = await examine(configuration);
  const worst = findings.some((finding) => finding.level === 'fault');
  return {
    exit: worst ? exits.refused : exits.done,
    lines: findings.flatMap(({ level, about, message, fix }) => [
      `${marks[level]} ${about.padEnd(12)} ${message}`,
      ...(fix ? [`${' '.repeat(15)}→ ${fix}`] : []),
    ]),
    json: { ok: !worst, findings },
  };
}

const marks = { ok: '✓', warn: '!', fault: '✗' } as const;
