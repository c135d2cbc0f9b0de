/** From a change to the letter that shows it: typed text is saved, the frame asks for the new bytes, and has them. */
import type { Browser } from 'playwright-core';
import type { Ground } from './ground.ts';
import { quantile, type State } from './page.ts';
import { processorOf } from './processor.ts';

export type ChangeFigures = {
  readonly changes: number;
  /** Milliseconds from leaving the field until the frame has drawn the change and all its pictures, by the page's own clock. */
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly worstMs: number;
  /** Processor milliseconds of `hebdo up` for one change: saving, the page, the letter. */
  readonly serverCpuMs: number;
};

declare const timing: { words: string; drawn: number };

export async function measureChanges(
  browser: Browser,
  state: State,
  { issue, pid }: Ground,
  changes: number,
): Promise<ChangeFigures> {
  const context = await browser.newContext({
    storageState: state,
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  await page.addInitScript(keepTimes);
  await page.goto(issue, { waitUntil: 'load' });
  // The letter comes when the page is drawn.
  await page.locator('iframe.paper').waitFor();
  await page.waitForLoadState('networkidle');
  const times: number[] = [];
  let before = 0;
  for (let at = -3; at < changes; at++) {
    if (at === 0) before = await processorOf(pid);
    const words = `Une accroche de plus pour voir, la ${at + 4}e du nom`;
    await page.evaluate((words) => Object.assign(timing, { words, drawn: 0 }), words);
    await page.locator('#preheader').fill(words);
    const answer = page.waitForResponse((response) => /\/letter\b/.test(response.url()));
    await page.locator('#preheader').press('Tab');
    const letter = await (await answer).text();
    if (!letter.includes(words)) throw new Error(`The letter after change ${at} does not show it.`);
    const handle = await page.waitForFunction(() => timing.drawn);
    if (at >= 0) times.push(Number(await handle.jsonValue()));
  }
  const serverCpuMs = Math.round((await processorOf(pid)) - before) / changes;
  await context.close();
  return {
    changes,
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    worstMs: quantile(times, 1),
    serverCpuMs,
  };
}

/** Runs in the page: from the time when the field is left, looks at each of its frames whether the letter has the words. */
function keepTimes(): void {
  const times = { words: '', drawn: 0 };
  Object.assign(globalThis, { timing: times });
  const shows = (letter: Document | null | undefined) =>
    letter?.readyState === 'complete' &&
    letter.body.textContent.includes(times.words) &&
    [...letter.images].every(({ complete }) => complete);
  const look = (left: number) => {
    if (!shows(document.querySelector<HTMLIFrameElement>('iframe.paper')?.contentDocument))
      return requestAnimationFrame(() => look(left));
    // What was there before this frame is drawn with it.
    requestAnimationFrame(() => {
      times.drawn = performance.now() - left;
    });
  };
  document.addEventListener('change', () => look(performance.now()), true);
}
