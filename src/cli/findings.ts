/** Shows what a check found: the gravest first, each with its place and what to do. */
import type { CheckReport } from '../issue/check.ts';
import { issueFacts } from './issue-command.ts';

const marks = { block: '✗', warn: '!', note: '·' } as const;

/** «✗ link  Une adresse …» with place and fix below, then the count. */
export function findingLines({ findings, bytes, audience }: CheckReport): string[] {
  const count = (level: keyof typeof marks, one: string, many: string) => {
    const found = findings.filter((finding) => finding.level === level).length;
    return `${found} ${found === 1 ? one : many}`;
  };
  // Nothing is weighed that could not be composed.
  const weight = bytes > 0 ? `${(bytes / 1024).toFixed(1)} kB of HTML at most, ` : '';
  return [
    ...findings.flatMap(({ level, check, place, message, fix }) => [
      `${marks[level]} ${check}: ${message}`,
      `    ${place}`,
      `    → ${fix}`,
    ]),
    `${count('block', 'block', 'blocks')}, ${count('warn', 'warning', 'warnings')}, ${count('note', 'note', 'notes')}; ${weight}${audience.now} ${audience.now === 1 ? 'reader' : 'readers'}.`,
  ];
}

export function reportFacts({ issue, findings, blocked, edition, bytes, audience }: CheckReport): object {
  return {
    ...issueFacts(issue),
    blocked,
    edition: edition?.hash ?? null,
    html_bytes: bytes,
    audience: audience.now,
    last_audience: audience.last,
    findings,
  };
}
