/** Stays at the terminal while letters leave, and draws how they stand again and again. */
import { setTimeout as wait } from 'node:timers/promises';
import { styleText } from 'node:util';
import type { Status } from '../outbox/status.ts';
import { type Look, type Size, screen } from './status-screen.ts';

export type Watched = {
  readonly look: () => Promise<Status>;
  /** What there is to say of it. */
  readonly lines: (now: Status) => readonly string[];
  /** Whether there is something to stay for. */
  readonly stays: (now: Status) => boolean;
  readonly signal: AbortSignal;
};

const againMs = 2_000;

/** Looks again every two seconds until it is over; a database that is away meanwhile is waited for. */
export async function watch(watched: Watched, out: NodeJS.WriteStream = process.stdout): Promise<void> {
  const { signal, stays } = watched;
  let last = await lookAt(watched);
  if (last === undefined) return;
  out.write(enter);
  try {
    while (!signal.aborted) {
      out.write(drawn(screen(last, sizeOf(out), (style, text) => styleText(style, text, { stream: out }))));
      await wait(againMs, undefined, { signal }).catch(() => undefined);
      const next: Look | undefined = await lookAt(watched).catch((error: unknown) =>
        inTrouble(last as Look, error),
      );
      if (next === undefined || !stays(next.now)) return;
      last = next;
    }
  } finally {
    out.write(leave);
  }
}

/** Undefined: there is nothing to stay for. */
async function lookAt({ look, lines, stays }: Watched): Promise<Look | undefined> {
  const now = await look();
  if (now.kind !== 'started' || !stays(now)) return undefined;
  return { now, lines: lines(now), at: new Date(), trouble: null };
}

function inTrouble(last: Look, error: unknown): Look {
  const said = error instanceof Error ? error.message : String(error);
  return { ...last, trouble: `looking again failed (${said}), and is tried again.` };
}

function sizeOf({ columns, rows }: NodeJS.WriteStream): Size {
  return { columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24 };
}

/** A screen of its own without a cursor, as editors have it, so that what stood on the terminal is there afterwards. */
const enter = '\x1b[?1049h\x1b[?25l';
const leave = '\x1b[?25h\x1b[?1049l';

/** From the top left, over what was there: nothing is cleared before, so nothing flickers. */
function drawn(lines: readonly string[]): string {
  return `\x1b[H${lines.map((line) => `${line}\x1b[K`).join('\n')}\x1b[J`;
}
