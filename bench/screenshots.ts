/**
 * Looks at the sample letter of a newsletter: `npx tsx bench/screenshots.ts [lhebdo|essentiel|sante]` writes
 * out/<newsletter>-<width>-<light|dark|no-images>.png.
 * SERIF=a.woff2,b.woff2 (regular, bold) stands in for Georgia on a machine that lacks it.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import type { EmailAddress, SubscriberId } from '../src/audience/ids.ts';
import type { PaletteName } from '../src/demo/pictures/palettes.ts';
import { paintPicture, type SceneName } from '../src/demo/pictures/picture.ts';
import { composeLetter } from '../src/issue/compose.ts';
import { renderForReader } from '../src/letter/render.ts';
import { compileMjml } from '../src/world/compile.ts';
import { resizePicture } from '../src/world/image-resize.ts';
import { launchChrome } from '../test/support/chrome.ts';
import { sampleManuscript } from '../test/support/sample-issue.ts';

const lights: PaletteName[] = ['morning', 'olive', 'evening', 'noon', 'ochre'];
const looks = [
  { name: 'light', scheme: 'light', images: true },
  { name: 'dark', scheme: 'dark', images: true },
  { name: 'no-images', scheme: 'light', images: false },
] as const;

const shelf = new Map<string, Buffer>();

const name = process.argv[2] ?? 'lhebdo';
const html = await letter();
await mkdir('out', { recursive: true });
await writeFile(`out/${name}.html`, html);
const browser = await launchChrome();
for (const width of [640, 375]) for (const look of looks) await photograph(browser, html, width, look);
await browser.close();

async function letter(): Promise<string> {
  const composed = await composeLetter(sampleManuscript(undefined, name), { compile: compileMjml });
  if (composed.kind === 'faults') throw new Error(JSON.stringify(composed.faults, null, 1));
  console.log(`${composed.weight.bytes} bytes`);
  const reader = {
    subscriberId: 1 as SubscriberId,
    email: 'camille@example.org' as EmailAddress,
    firstName: 'Camille',
    lastName: null,
    premium: false,
    commune: 'martigues',
  };
  const site = 'https://lettres.lacalanque.example';
  const links = { unsubscribe: `${site}/u/x`, preferences: `${site}/p/x`, web: `${site}/l/lhebdo/2026-W48` };
  return renderForReader(composed.content, reader, links).html;
}

async function photograph(
  browser: Browser,
  page: string,
  width: number,
  look: (typeof looks)[number],
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: width === 640 ? 720 : width, height: 900 },
    colorScheme: look.scheme,
    deviceScaleFactor: 1,
  });
  const tab = await context.newPage();
  await tab.route('**/i/*.jpg', async (route) =>
    look.images
      ? route.fulfill({ body: await painted(route.request().url()), contentType: 'image/jpeg' })
      : route.abort(),
  );
  await tab.setContent(page, { waitUntil: 'load' });
  await standInForGeorgia(tab);
  await tab.screenshot({ path: `out/${name}-${width}-${look.name}.png`, fullPage: true });
  await context.close();
}

async function painted(url: string): Promise<Buffer> {
  const scene = /([a-zA-Z]+)\.jpg$/.exec(url)?.[1] as SceneName;
  const light = lights[(scene.length * 7) % lights.length] ?? 'noon';
  const known = shelf.get(scene);
  if (known) return known;
  const shape = scene === 'viaduct' ? { width: 1184, height: 666 } : { width: 686, height: 456 };
  const resized = await resizePicture(await paintPicture(scene, light), shape);
  if (resized.kind === 'unusable') throw new Error(resized.why.kind);
  shelf.set(scene, resized.bytes);
  return resized.bytes;
}

async function standInForGeorgia(tab: Page): Promise<void> {
  const faces = await Promise.all(
    (process.env.SERIF?.split(',') ?? []).map(async (file, at) => {
      const data = (await readFile(file)).toString('base64');
      const [weight, style] =
        [
          ['400', 'normal'],
          ['700', 'normal'],
          ['400', 'italic'],
        ][at] ?? [];
      return `@font-face{font-family:Georgia;font-weight:${weight};font-style:${style};src:url(data:font/woff2;base64,${data})}`;
    }),
  );
  if (faces.length === 0) return;
  await tab.addStyleTag({ content: faces.join('') });
  await tab.evaluate(() => Promise.all([...document.fonts].map((face) => face.load())));
}
