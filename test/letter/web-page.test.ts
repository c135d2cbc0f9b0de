/** An issue as a page of the web: what the letter shows to everybody, dot by dot, at a third of its weight. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeLetter } from '../../src/issue/compose.ts';
import { renderForReader } from '../../src/letter/render.ts';
import { webPage } from '../../src/letter/web-page.ts';
import { letterWords } from '../../src/letter/words.ts';
import { issueFrame } from '../../src/site/issue-frame.ts';
import { compileMjml } from '../../src/world/compile.ts';
import { launchChrome, violations } from '../support/chrome.ts';
import { sampleManuscript, sampleNewsletter } from '../support/sample-issue.ts';

const site = 'https://lettres.lacalanque.example';
const self = `${site}/l/lhebdo/2026-W48`;
const newsletters = ['lhebdo', 'essentiel', 'sante'] as const;
const letters = new Map<string, string>();
let chrome: Awaited<ReturnType<typeof launchChrome>>;
beforeAll(async () => {
  chrome = await launchChrome();
  const links = { unsubscribe: `${site}/`, preferences: `${site}/`, web: self };
  for (const name of newsletters) {
    const composed = await composeLetter(sampleManuscript(`${site}/i`, name), { compile: compileMjml });
    if (composed.kind === 'faults') throw new Error(JSON.stringify(composed.faults));
    letters.set(name, renderForReader(composed.content, null, links).html);
  }
}, 60_000);
afterAll(() => chrome.close());

const letterOf = (name: string) => letters.get(name) ?? '';
const framed = (name: string) => webPage(letterOf(name), issueFrame(sampleNewsletter(name), self));
const addresses = (html: string) =>
  [...html.replace(/<!--.*?-->/gs, '').matchAll(/<(?:a|img)\b[^>]*\s(?:href|src)="([^"]*)"/g)].map(
    ([, to]) => to,
  );

/** Without pictures: none is fetched. */
async function open(html: string, width: number, colorScheme: 'light' | 'dark') {
  const page = await chrome.newPage({ viewport: { width, height: 800 }, colorScheme });
  await page.route('**/*', (route) => route.abort());
  await page.setContent(html);
  return page;
}

async function dots(html: string, width: number, colorScheme: 'light' | 'dark') {
  const page = await open(html, width, colorScheme);
  const picture = await page.screenshot({ fullPage: true });
  await page.close();
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  return { data, size: [info.width, info.height] };
}

describe.each(newsletters)('%s on the web', (name) => {
  it('weighs at most 30 kB with its twenty articles', () => {
    expect(Buffer.byteLength(framed(name))).toBeLessThan(28_000);
    expect(Buffer.byteLength(letterOf(name))).toBeGreaterThan(45_000);
  });

  it('says the same words, with the same links and pictures in the same order', () => {
    const page = webPage(letterOf(name), null);
    expect(letterWords(page)).toEqual(letterWords(letterOf(name)));
    expect(addresses(page)).toEqual(addresses(letterOf(name)));
    expect(page).not.toMatch(/mso|<!--|xmlns|data-ogs|aria-roledescription/);
  });

  it.each([
    [1280, 'light'],
    [390, 'dark'],
  ] as const)('looks the same, dot by dot, %i pixels wide on a %s screen', async (width, scheme) => {
    // Pictures that are not there yet are asked for later, and show their words later.
    const page = webPage(letterOf(name), null).replaceAll(' loading="lazy"', '');
    const [letter, web] = [await dots(letterOf(name), width, scheme), await dots(page, width, scheme)];
    expect(web.size).toEqual(letter.size);
    expect(web.data.equals(letter.data)).toBe(true);
  });

  it.each(['light', 'dark'] as const)(
    'has one main part, and no axe-core violation on a %s screen',
    async (scheme) => {
      const page = await open(framed(name), 390, scheme);
      expect(await page.getByRole('main').count()).toBe(1);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      await page.close();
    },
  );

  it('speaks to nobody in particular: other issues and sign-up stand where a reader’s own links were', () => {
    const page = framed(name);
    expect(page).not.toContain('Vous recevez');
    expect(page).not.toContain('Se désinscrire');
    expect(addresses(page)).not.toContain(self);
    expect(addresses(page).filter((to) => to === `/kiosque/${name}`)).toHaveLength(2);
    expect(page).toMatch(new RegExp(`href="/kiosque/${name}"[^>]*>Tous les numéros</a>`));
    const { publisher } = sampleNewsletter(name);
    expect(addresses(page)).toEqual(expect.arrayContaining([publisher.url, `mailto:${publisher.contact}`]));
  });
});

describe('a template of somebody’s own', () => {
  const page = (body: string, head = '') =>
    webPage(`<html><head>${head}</head><body>${body}</body></html>`, null);

  it('keeps each character of its text, and what looks like markup stays text', () => {
    const text = 'a &lt;b&gt; &amp;amp; c&nbsp;d «\u00A0é\u00A0» &#039; [if mso]';
    expect(page(`<p>${text}</p>`)).toContain(`<p>${text}</p>`);
  });

  it('tables with data, of several columns or narrow, stay tables', () => {
    const two = '<table role="presentation" width="100%"><tr><td>1</td><td>2</td></tr></table>';
    const data = '<table width="100%"><tr><td>1</td></tr></table>';
    const narrow = '<table role="presentation"><tr><td>1</td></tr></table>';
    for (const table of [two, data, narrow]) expect(page(table)).toContain(table);
  });

  it('a sheet’s «!important» outdoes a style as before, its other rules do not', async () => {
    const head =
      '<style>p{color:red}@media screen{.loud{color:rgb(0,128,0)!important}} td.a{color:red}</style>';
    const style = 'style="color:rgb(0,0,255)"';
    const made = page(`<p ${style}>1</p><p class="loud" ${style}>2</p><p class="a" ${style}>3</p>`, head);
    const shown = await open(made, 640, 'light');
    expect(
      await shown.evaluate("[...document.querySelectorAll('p')].map((p) => getComputedStyle(p).color)"),
    ).toEqual(['rgb(0, 0, 255)', 'rgb(0, 128, 0)', 'rgb(0, 0, 255)']);
    await shown.close();
  });

  it('a sheet that is no CSS, and a style with markup in it, break nothing', () => {
    const odd =
      '<p style="background:url(&quot;x&quot;)">1</p><p style="background:url(&quot;x&quot;)">2</p>';
    const made = page(odd, '<style>p{{{</style>');
    expect(made).toContain(odd);
    expect(made).not.toContain('{{{');
  });
});
