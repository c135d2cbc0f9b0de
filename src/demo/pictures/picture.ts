/** Paints the sample articles' pictures: a scene in a light of the day, as PNG bytes. Nothing is a photograph. */
import sharp from 'sharp';
import * as life from './life-scenes.ts';
import { type PaletteName, palettes } from './palettes.ts';
import * as sea from './sea-scenes.ts';
import { height, rect, width } from './shapes.ts';
import * as town from './town-scenes.ts';

const scenes = { ...sea, ...town, ...life };

export type SceneName = keyof typeof scenes;

/** 1200 by 675 pixels. */
export function paintPicture(scene: SceneName, light: PaletteName): Promise<Buffer> {
  return sharp(Buffer.from(pictureSvg(scene, light)))
    .png({ palette: true, colours: 128 })
    .toBuffer();
}

function pictureSvg(scene: SceneName, light: PaletteName): string {
  const palette = palettes[light];
  const [top, bottom] = palette.sky;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="0.75" stop-color="${bottom}"/></linearGradient></defs>`,
    rect(0, 0, width, height, 'url(#sky)'),
    scenes[scene](palette),
    '</svg>',
  ].join('');
}
