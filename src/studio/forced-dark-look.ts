/** What programs that force dark colours make of a letter: part of its colours turned round, or all of them. Pure. */
import type { AtRule, Declaration, Rule } from 'postcss';
import { type Colour, hex, parseColour } from '../issue/colour.ts';
import { append, bodyOf, restyle } from './restyle.ts';

/** partial: only what is light behind and dark before (Outlook.com, Gmail on Android). full: whatever it is (Gmail on iOS, Outlook for Windows). */
export type Inversion = 'partial' | 'full';

/** The letter's own dark rules are not asked; pictures stay as they are. */
export function asForcedDark(html: string, inversion: Inversion): string {
  return restyle(
    html,
    {
      declaration: (declaration) => turned(declaration, inversion),
      reads: (rule) => !asksForScheme(rule),
      attribute: (name, value) => turnedColour(value, name === 'bgcolor' ? 'ground' : 'text', inversion),
    },
    // Under everything: what no style of the letter paints.
    (document) =>
      append(bodyOf(document), `<style>html{background:${canvas};color:${ink};color-scheme:dark}</style>`),
  );
}

const canvas = '#121212';
const ink = '#e8e6e3';

function asksForScheme(rule: Rule | AtRule): boolean {
  if (rule.type === 'atrule') return /prefers-color-scheme/.test(rule.params);
  // Hooks that Outlook.com leaves for those who know them: this is what it does without.
  return /\[data-ogs[cb]\]/.test(rule.selector);
}

type Place = 'ground' | 'text';

function turned({ prop, value }: Declaration, inversion: Inversion): string | null {
  if (/^(color-scheme|supported-color-schemes)$/.test(prop)) return null;
  const place: Place | null = /^background(-color)?$/.test(prop)
    ? 'ground'
    : /^(color|border.*|outline.*|text-decoration.*|fill|stroke)$/.test(prop)
      ? 'text'
      : null;
  if (place === null) return value;
  return value.replace(/#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|\b(?:black|white|gray|grey|silver)\b/gi, (colour) =>
    turnedColour(colour, place, inversion),
  );
}

function turnedColour(written: string, place: Place, inversion: Inversion): string {
  const colour = parseColour(written);
  if (colour === null || colour.alpha === 0) return written;
  const light = lightness(colour) > 0.5;
  const turns = inversion === 'full' || (place === 'ground' ? light : !light);
  return turns ? hex(mirrored(colour)) : written;
}

function lightness({ red, green, blue }: Colour): number {
  return (Math.max(red, green, blue) + Math.min(red, green, blue)) / 510;
}

/** The same hue at the other end of lightness, white becoming the dark of a screen and black its softest light. */
function mirrored({ red, green, blue, alpha }: Colour): Colour {
  // Turning every channel round mirrors lightness and hue; the sum of the extremes turns the hue back.
  const sum = Math.max(red, green, blue) + Math.min(red, green, blue);
  const channel = (value: number) => {
    const mirror = 255 - sum + value;
    return 18 + (mirror / 255) * (232 - 18);
  };
  return { red: channel(red), green: channel(green), blue: channel(blue), alpha };
}
