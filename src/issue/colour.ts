/** Colours as CSS writes them, and how well one is read on another (WCAG 2.2). Pure. */

/** Red, green and blue from 0 to 255, alpha from 0 to 1. */
export type Colour = {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
};

const named: Readonly<Record<string, string>> = {
  transparent: '#00000000',
  black: '#000000',
  white: '#ffffff',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  navy: '#000080',
  yellow: '#ffff00',
  orange: '#ffa500',
};

/** Null for what is no colour of its own: inherit, currentcolor, gradients, functions that few programs know. */
export function parseColour(text: string): Colour | null {
  const written = text.trim().toLowerCase();
  return fromHex(named[written] ?? written) ?? fromFunction(written);
}

function fromHex(text: string): Colour | null {
  const digits = /^#([0-9a-f]{3,8})$/.exec(text)?.[1];
  if (digits === undefined || digits.length === 5 || digits.length === 7) return null;
  const long = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits;
  const at = (index: number) => Number.parseInt(long.slice(index, index + 2), 16);
  return { red: at(0), green: at(2), blue: at(4), alpha: long.length === 8 ? at(6) / 255 : 1 };
}

function fromFunction(text: string): Colour | null {
  const [, inside = ''] = /^rgba?\(([^)]*)\)$/.exec(text) ?? [];
  const [red, green, blue, alpha = 1] = inside
    .split(/[\s,/]+/)
    .filter(Boolean)
    .map((part, at) =>
      part.endsWith('%') ? (Number.parseFloat(part) / 100) * (at < 3 ? 255 : 1) : Number(part),
    );
  if (red === undefined || green === undefined || blue === undefined) return null;
  return [red, green, blue, alpha].some(Number.isNaN) ? null : { red, green, blue, alpha };
}

/** What is seen where a colour lies over an opaque one. */
export function over(colour: Colour, ground: Colour): Colour {
  const mix = (one: number, other: number) => one * colour.alpha + other * (1 - colour.alpha);
  return {
    red: mix(colour.red, ground.red),
    green: mix(colour.green, ground.green),
    blue: mix(colour.blue, ground.blue),
    alpha: 1,
  };
}

/** From 1 to 21 (WCAG 2.2, «contrast ratio»). Both opaque. */
export function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance({ red, green, blue }: Colour): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The nearest colour of the same hue, darker or lighter, that is read well enough on the ground. */
export function readable(colour: Colour, ground: Colour, wanted: number): Colour {
  const end = luminance(ground) > 0.18 ? 0 : 255;
  for (let step = 1; step <= 40; step++) {
    const towards = { red: end, green: end, blue: end, alpha: step / 40 };
    const mixed = over(towards, colour);
    if (contrast(rounded(mixed), ground) >= wanted) return rounded(mixed);
  }
  return { red: end, green: end, blue: end, alpha: 1 };
}

function rounded({ red, green, blue }: Colour): Colour {
  return { red: Math.round(red), green: Math.round(green), blue: Math.round(blue), alpha: 1 };
}

/** «#0b5a78». */
export function hex({ red, green, blue }: Colour): string {
  return `#${[red, green, blue].map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
