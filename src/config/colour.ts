/** The paper's colour: dark enough to be read on its light ground, and the same hue made light for a dark one. */

/** Grounds of letters and pages. */
const paper = '#fdfbf6';
const night = '#14181b';

/** Whether text of this colour (#rrggbb) can be read on the paper (WCAG 2.1, 1.4.3). */
export function isReadable(colour: string): boolean {
  return contrast(colour, paper) >= 4.5;
}

/** The colour mixed with white until it reads on the dark ground as well as dark ink does on paper. */
export function onDark(colour: string): string {
  const parts = channels(colour);
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = hex(parts.map((part) => part + (255 - part) * share));
    if (contrast(mixed, night) >= 8) return mixed;
  }
  return '#ffffff';
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** WCAG 2.1, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}
