/** The live screen of hebdo status: what fits on a terminal, and the real program on one. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { IssueId } from '../../src/audience/ids.ts';
import { type Look, type Paint, screen } from '../../src/cli/status-screen.ts';
import { type LetterCounts, letterStates } from '../../src/outbox/ledger.ts';
import { newsletterName, openPaper, period } from '../support/outbox.ts';
import { secret } from '../support/sender.ts';

const none = Object.fromEntries(letterStates.map((state) => [state, 0])) as LetterCounts;
const plain: Paint = (_, text) => text;
const at = new Date(2026, 10, 24, 6, 30, 5);

function look(counts: Partial<LetterCounts>, lines: readonly string[] = ['L’Hebdo: sending']): Look {
  const all = { ...none, ...counts };
  const letters = Object.values(all).reduce((sum, count) => sum + count, 0);
  const issue = { id: 1 as IssueId, newsletter: 'lhebdo', period, number: 447, state: 'sending' } as const;
  return {
    now: {
      kind: 'started',
      issue: { ...issue, approvedHash: null, pausedReason: null, frozen: null },
      progress: { letters, counts: all, perSecond: 0, etaSeconds: null },
      batches: { through: 0, of: 1, released: 1 },
      live: { pulses: [], movedAt: null, rest: null, relays: [], whyNotFaster: null },
      stage: null,
      exclusions: [],
      replies: [],
      providers: [],
      problems: [],
    },
    lines,
    at,
    trouble: null,
  };
}

describe('the bar', () => {
  const barOf = (counts: Partial<LetterCounts>, paint = plain) =>
    screen(look(counts), { columns: 24, rows: 20 }, paint)[1];

  it.each<[string, Partial<LetterCounts>, string]>([
    ['is empty before the first letter', { pending: 100 }, `${'░'.repeat(20)} 0 %`],
    ['is full when nothing is open', { accepted: 100 }, `${'█'.repeat(18)} 100 %`],
    [
      'shows a single refusal and a single delay of many',
      { accepted: 997, refused: 1, deferred: 2 },
      `${'█'.repeat(17)}▓▒ 99 %`,
    ],
    ['never looks full while one letter waits', { accepted: 9999, pending: 1 }, `${'█'.repeat(18)}░ 99 %`],
    [
      'counts unknown and given up as trouble',
      { accepted: 50, unknown: 25, given_up: 25 },
      `${'█'.repeat(9)}${'▓'.repeat(9)} 100 %`,
    ],
  ])('%s', (_, counts, drawn) => {
    expect(barOf(counts)).toBe(drawn);
  });

  it('has its colours by what became of a letter', () => {
    const painted = barOf(
      { accepted: 1, refused: 1, deferred: 1, pending: 1 },
      (style, text) => `<${style}>${text}`,
    );
    expect(painted).toBe('<green>████<red>▓▓▓▓▓<yellow>▒▒▒▒▒<dim>░░░░░ 50 %');
  });
});

describe('a terminal', () => {
  const reason = 'The relay takes 68 ms a letter on each of 8 connections: SMTP_CONNECTIONS allows more.';
  const table = ['', 'Replies', ...Array.from({ length: 30 }, (_, row) => `  ${row}  250 2.0.${row}`)];
  const lines = ['L’Hebdo: sending', `  ${reason}`, ...table];

  it.each([
    [40, 12],
    [80, 24],
    [20, 6],
    [10, 3],
  ])('of %i columns and %i rows is never written beyond', (columns, rows) => {
    const drawn = screen(look({ accepted: 1 }, lines), { columns, rows }, plain);
    expect(drawn.length).toBeLessThanOrEqual(rows);
    expect(drawn.filter((line) => line.length > Math.max(columns, 16))).toEqual([]);
  });

  it('that is narrow shows sentences to their end', () => {
    const drawn = screen(look({ accepted: 1 }, lines), { columns: 40, rows: 40 }, plain);
    const said = drawn.slice(3, drawn.indexOf('', 3)).map((line) => line.trim());
    expect(said.length).toBeGreaterThan(1);
    expect(said.join(' ')).toBe(reason);
  });

  it('that is low says how much is not shown, and still how to leave', () => {
    const drawn = screen(look({ accepted: 1 }, lines), { columns: 120, rows: 12 }, plain);
    expect(drawn.at(-3)).toBe('  … 27 more lines: --once shows them all');
    expect(drawn.at(-1)).toBe(
      'Ctrl-C leaves this screen, the send goes on · no letter has moved yet · looked at 06:30:05',
    );
  });

  it('says when its figures are old, and why', () => {
    const old = { ...look({ accepted: 1 }), trouble: 'the database is away.' };
    expect(screen(old, { columns: 120, rows: 24 }, plain)).toContain(
      'These are the figures of 06:30:05: the database is away.',
    );
  });
});

it('the real program draws on a screen of its own, leaves it at Ctrl-C, and then says how the send stands', async () => {
  await using paper = await openPaper(4_000, (moment) =>
    moment === 'dot' ? { after: 100, say: '250 2.0.0 Ok' } : undefined,
  );
  const stop = new AbortController();
  const sent = paper.process().send(newsletterName, period, { signal: stop.signal });
  const bin = fileURLToPath(new URL('../../bin/hebdo.mjs', import.meta.url));
  const command = `stty cols 90 rows 30 && exec '${process.execPath}' '${bin}' status lhebdo --week ${period}`;
  const terminal = spawn('script', ['-qec', command, '/dev/null'], {
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'warn', DATABASE_URL: paper.url, HEBDO_SECRET: secret },
  });
  let shown = '';
  const ended = new Promise<number | null>((resolve) => terminal.once('close', resolve));
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    // Twice from the top: it was drawn again.
    const before = shown.split('\x1b[H').length;
    shown += text;
    if (before < 3 && shown.split('\x1b[H').length >= 3) terminal.stdin.write('\x03');
  });
  expect(await ended).toBe(0);
  stop.abort();
  await sent;
  const [first = '', ...afterwards] = shown.split('\x1b[?25h\x1b[?1049l');
  expect(first).toContain('\x1b[?1049h\x1b[?25l\x1b[H');
  expect(first).toMatch(/[█░]{20,}.* \d+ %/);
  expect(first).toContain('of 4,000 letters');
  // Nothing is cleared as a whole, which would flicker.
  expect(first).not.toContain('\x1b[2J');
  expect(afterwards.join('')).toMatch(/^L'Hebdo n° 447, 2026-W48: sending\r\n {2}\d+ accepted/);
});
