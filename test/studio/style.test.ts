/** Our own style sheets, asked of a real Chromium declaration by declaration: one that it drops is a typing error. */
import postcss from 'postcss';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { style as siteStyle } from '../../src/site/style.ts';
import { style as studioStyle } from '../../src/studio/style.ts';
import { launchChrome } from '../support/chrome.ts';

let chrome: Awaited<ReturnType<typeof launchChrome>>;
beforeAll(async () => {
  chrome = await launchChrome();
}, 60_000);
afterAll(() => chrome.close());

function declarations(css: string): [string, string][] {
  const found: [string, string][] = [];
  postcss.parse(css).walkDecls(({ prop, value }) => {
    found.push([prop, value]);
  });
  return found;
}

async function dropped(css: string): Promise<unknown> {
  const page = await chrome.newPage();
  const all = JSON.stringify(declarations(css));
  const left = await page.evaluate(`${all}.filter(([name, value]) => !CSS.supports(name, value))`);
  await page.close();
  return left;
}

it.each([
  ['readers’ pages', siteStyle],
  ['studio', studioStyle],
])('of the %s: every declaration is understood', async (_, css) => {
  expect(declarations(css).length).toBeGreaterThan(100);
  expect(await dropped(css)).toEqual([]);
});

it('a declaration that no browser reads is found', async () => {
  expect(await dropped('button{font:bold .95rem/1.2 inherit}')).toEqual([
    ['font', 'bold .95rem/1.2 inherit'],
  ]);
});

it('a finding that quotes a long address breaks it, and no page is wider for it', async () => {
  const page = await chrome.newPage({ viewport: { width: 390, height: 800 } });
  const address = `https://example.org/${'a'.repeat(400)}`;
  await page.setContent(
    `<style>${studioStyle}</style><ul class="findings"><li class="warn">${address}<p>${address}</p></li></ul>`,
  );
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await page.close();
});
