/** The issue's page as an editor's browser meets it: the server's time, its weight, and when it can be used on a slow machine. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Ground } from './ground.ts';
import { processorOf } from './processor.ts';

/** As slow as a cheap laptop of some years ago. */
const slowness = 4;

export type PageFigures = {
  /** Milliseconds until the whole answer is there, and the program's processor time for it. */
  readonly server: { readonly medianMs: number; readonly p95Ms: number; readonly cpuMs: number };
  /** Bytes on the wire: the page, its style and scripts, without feed pictures and the letter in its frame. */
  readonly bytes: Readonly<Record<string, number>>;
  /** Milliseconds until the page is parsed, its scripts have run and it is drawn; and the browser's processor time for it. */
  readonly usable: { readonly throttledMs: number; readonly cpuMs: number };
};

export async function measurePage(
  browser: Browser,
  state: State,
  { issue, pid }: Ground,
): Promise<PageFigures> {
  return {
    server: await serverTime(state, issue, pid),
    bytes: await weight(browser, state, issue),
    usable: await usable(browser, state, issue),
  };
}

export type State = Awaited<ReturnType<BrowserContext['storageState']>>;

export function cookieOf({ cookies }: State): { readonly Cookie: string } {
  return { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
}

async function serverTime(state: State, issue: string, pid: number): Promise<PageFigures['server']> {
  const headers = cookieOf(state);
  const times: number[] = [];
  let before = 0;
  for (let at = -5; at < 35; at++) {
    if (at === 0) before = await processorOf(pid);
    const started = performance.now();
    await (await fetch(issue, { headers })).arrayBuffer();
    if (at >= 0) times.push(performance.now() - started);
  }
  const cpuMs = ((await processorOf(pid)) - before) / times.length;
  return { medianMs: quantile(times, 0.5), p95Ms: quantile(times, 0.95), cpuMs: Math.round(cpuMs) };
}

async function weight(browser: Browser, state: State, issue: string): Promise<Record<string, number>> {
  const context = await browser.newContext({ storageState: state });
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  const named = new Map<string, string>();
  const bytes: Record<string, number> = {};
  wire.on('Network.responseReceived', ({ requestId, response, type }) => {
    const path = new URL(response.url).pathname;
    const ours = response.url.startsWith(new URL(issue).origin) && !/\/letter$|\/i\//.test(path);
    if (ours) named.set(requestId, type === 'Document' ? 'page' : (path.split('/').at(-1) ?? path));
  });
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const name = named.get(requestId);
    if (name !== undefined) bytes[name] = (bytes[name] ?? 0) + encodedDataLength;
  });
  await page.goto(issue, { waitUntil: 'networkidle' });
  await context.close();
  return { ...bytes, all: Object.values(bytes).reduce((sum, one) => sum + one, 0) };
}

/** With an empty cache: navigation until the page draws again after its scripts ran. */
async function usable(browser: Browser, state: State, issue: string): Promise<PageFigures['usable']> {
  const waits: number[] = [];
  const works: number[] = [];
  for (let at = 0; at < 7; at++) {
    const context = await browser.newContext({ storageState: state, viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send('Performance.enable', { timeDomain: 'threadTicks' });
    const work = async () => {
      const { metrics } = await wire.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
    };
    const before = await work();
    // Alternately throttled, for the wait, and not, for the work.
    if (at % 2 === 0) await wire.send('Emulation.setCPUThrottlingRate', { rate: slowness });
    await page.goto(issue, { waitUntil: 'domcontentloaded' });
    const wait = await drawn(page);
    if (at % 2 === 0) waits.push(wait);
    else works.push((await work()) - before);
    await context.close();
  }
  return { throttledMs: quantile(waits, 0.5), cpuMs: quantile(works, 0.5) };
}

/** DOMContentLoaded comes after deferred scripts; two frames later what was typed would show. */
function drawn(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now()))),
      ),
  );
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
}
