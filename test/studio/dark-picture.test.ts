/**
 * The dark looks of the letter, in a real Chromium, beside a committed picture of them. Each row is a look, each square a part
 * of the letter brought down to 8 × 8 pixels: colours and their places count, glyphs do not, so that any machine's fonts do.
 * HEBDO_PAINT=1 paints the picture anew: look at it before it is committed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeLetter } from '../../src/issue/compose.ts';
import { renderForReader } from '../../src/letter/render.ts';
import { type Look, showAs } from '../../src/studio/looks.ts';
import { compileMjml } from '../../src/world/compile.ts';
import { launchChrome } from '../support/chrome.ts';
import { sampleManuscript } from '../support/sample-issue.ts';

const picture = new URL('./dark-letter.png', import.meta.url);
const looks = ['dark', 'partial-dark', 'forced-dark'] as const;
/** Parts of the letter, by what finds their first: a headline, a button, a picture that is blocked, boxes, the foot. */
const parts = ['h1', '.line', 'h2.h1', 'td.button', '.ph img', '.tint', 'table .thin', '.foot'] as const;
const side = 8;
/** Of 255, per channel, on the average of a part: with every font changed to a typewriter's it is 16 at most, in light 60 and more. */
const tolerance = 24;

let browser: Browser;
let html: string;
beforeAll(async () => {
  browser = await launchChrome(['--force-color-profile=srgb']);
  const composed = await composeLetter(sampleManuscript(), { compile: compileMjml });
  if (composed.kind === 'faults') throw new Error(JSON.stringify(composed.faults));
  const site = 'https://lettres.lacalanque.example';
  html = renderForReader(composed.content, null, {
    unsubscribe: `${site}/u/x`,
    preferences: `${site}/p/x`,
    web: `${site}/l/x`,
  }).html;
  if (process.env.HEBDO_PAINT) await paint();
});
afterAll(() => browser.close());

type Square = readonly number[];

/** The parts of the letter in this look, 8 × 8 pixels of red, green and blue each. */
async function squaresOf(look: Look): Promise<Square[]> {
  const page = await browser.newPage({ viewport: { width: 640, height: 900 }, colorScheme: 'light' });
  await page.route('**/*', (route) => route.abort());
  await page.setContent(showAs(look, html));
  const squares: Square[] = [];
  for (const part of parts) {
    const shot = await page.locator(part).first().screenshot();
    squares.push([
      ...(await sharp(shot)
        .resize(side, side, { fit: 'fill', kernel: 'cubic' })
        .removeAlpha()
        .raw()
        .toBuffer()),
    ]);
  }
  await page.close();
  return squares;
}

async function keptSquares(row: number): Promise<Square[]> {
  const image = sharp(await readFile(picture)).removeAlpha();
  return Promise.all(
    parts.map(async (_, at) => [
      ...(await image
        .clone()
        .extract({ left: at * side, top: row * side, width: side, height: side })
        .raw()
        .toBuffer()),
    ]),
  );
}

/** Average difference of two squares, per channel. */
function difference(one: Square, other: Square): number {
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length;
}

async function paint(): Promise<void> {
  const rows: Square[][] = [];
  for (const look of looks) rows.push(await squaresOf(look));
  const tiles = rows.flatMap((row, top) =>
    row.map((square, left) => ({
      input: Buffer.from(square),
      raw: { width: side, height: side, channels: 3 as const },
      left: left * side,
      top: top * side,
    })),
  );
  const size = { width: parts.length * side, height: rows.length * side };
  const canvas = sharp({ create: { ...size, channels: 3, background: '#000' } });
  await writeFile(picture, await canvas.composite(tiles).png().toBuffer());
}

describe('the letter', () => {
  it.each(looks.map((look, row) => [look, row] as const))('%s looks as its picture', async (look, row) => {
    const [squares, kept] = [await squaresOf(look), await keptSquares(row)];
    const far = parts
      .map((part, at) => [part, Math.round(difference(squares[at] ?? [], kept[at] ?? []))] as const)
      .filter(([, off]) => off > tolerance);
    expect(far).toEqual([]);
  });

  it('in light is nowhere near them: the comparison can tell', async () => {
    const light = await squaresOf('wide');
    for (const row of looks.keys()) {
      const kept = await keptSquares(row);
      const near = parts.filter(
        (part, at) => part !== 'td.button' && difference(light[at] ?? [], kept[at] ?? []) <= tolerance,
      );
      expect(near).toEqual([]);
    }
  });
});
