/** Looks at the sample letter in a real browser, as a reader with a narrow screen or a dark one would. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeLetter } from '../../src/issue/compose.ts';
import { renderForReader } from '../../src/letter/render.ts';
import { compileMjml } from '../../src/world/compile.ts';
import { launchChrome } from '../support/chrome.ts';
import { sampleManuscript } from '../support/sample-issue.ts';

declare const axe: {
  run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
};

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const newsletters = ['lhebdo', 'essentiel', 'sante'] as const;
let browser: Browser;
const letters = new Map<string, string>();

beforeAll(async () => {
  browser = await launchChrome();
  const site = 'https://lettres.lacalanque.example';
  const links = { unsubscribe: `${site}/u/x`, preferences: `${site}/p/x`, web: `${site}/l/x` };
  for (const name of newsletters) {
    const composed = await composeLetter(sampleManuscript(`${site}/i`, name), { compile: compileMjml });
    if (composed.kind === 'faults') throw new Error(JSON.stringify(composed.faults));
    letters.set(name, renderForReader(composed.content, null, links).html);
  }
});
afterAll(() => browser.close());

/** The letter as this screen shows it; pictures are not fetched. */
async function open(name: string, width: number, colorScheme: 'light' | 'dark') {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  await page.route('**/*', (route) => route.abort());
  await page.setContent(letters.get(name) ?? '');
  return page;
}

describe.each(newsletters.flatMap((name) => [640, 375].map((width) => [name, width] as const)))(
  '%s, %i pixels wide',
  (name, width) => {
    it.each(['light', 'dark'] as const)('can be read by everybody, %s', async (scheme) => {
      const page = await open(name, width, scheme);
      await page.addScriptTag({ content: axeSource });
      const { violations } = await page.evaluate(() =>
        axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'], resultTypes: ['violations'] }),
      );
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      await page.close();
    });

    it('fits the screen', async () => {
      const page = await open(name, width, 'light');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.close();
    });
  },
);

it.each(newsletters)('%s leaves room for a thumb on the links at the foot', async (newsletter) => {
  const page = await open(newsletter, 375, 'light');
  const button = newsletter === 'essentiel' ? [] : ['Lire l’article'];
  for (const name of ['Mes préférences', 'Version en ligne', 'Se désinscrire', ...button]) {
    const box = await page.getByRole('link', { name }).first().boundingBox();
    expect(box?.height ?? 0).toBeGreaterThanOrEqual(44);
  }
  await page.close();
});
