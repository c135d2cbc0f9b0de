/** Fifty editors' tabs: each holds its page's event stream open and looks at the letter; the program's memory meanwhile. */
import type { Ground } from './ground.ts';
import { cookieOf, type State } from './page.ts';
import { memoryOf } from './processor.ts';

export type TabFigures = {
  readonly tabs: number;
  /** Event streams that were open at the end. */
  readonly streams: number;
  /** Resident memory of `hebdo up`, MB (10⁶). */
  readonly before: number;
  readonly peak: number;
};

export async function measureTabs({ issue, pid }: Ground, state: State, tabs: number): Promise<TabFigures> {
  const headers = cookieOf(state);
  const before = await memoryOf(pid);
  let peak = before;
  const streams: ReadableStreamDefaultReader[] = [];
  const closing = new AbortController();
  for (let at = 0; at < tabs; at++) {
    const page = await (await fetch(issue, { headers })).text();
    await (await fetch(`${issue}/letter?v=${at}`, { headers })).arrayBuffer();
    await (await fetch(`${issue}/checks`, { headers })).arrayBuffer();
    for (const [, path = ''] of page.matchAll(/data-(?:progress|changes|events)="([^"]+)"/g)) {
      const stream = await fetch(new URL(path, issue), { headers, signal: closing.signal });
      const reader = stream.body?.getReader();
      if (reader) streams.push(reader);
    }
    peak = Math.max(peak, await memoryOf(pid));
  }
  closing.abort();
  return { tabs, streams: streams.length, before, peak };
}
