/** The few strokes that every sample picture is drawn with: SVG text, 1200 by 675 units. */
export const width = 1200;
export const height = 675;

type Paint = { readonly opacity?: number; readonly round?: number };

export function rect(x: number, y: number, w: number, h: number, fill: string, paint: Paint = {}): string {
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${paint.round ?? 0}" fill="${fill}"${opacity(paint)}/>`;
}

export function circle(x: number, y: number, radius: number, fill: string, paint: Paint = {}): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"${opacity(paint)}/>`;
}

/** A closed shape; `outline` is SVG path data. */
export function shape(outline: string, fill: string, paint: Paint = {}): string {
  return `<path d="${outline}" fill="${fill}"${opacity(paint)}/>`;
}

/** An open line. */
export function line(outline: string, colour: string, thickness: number, paint: Paint = {}): string {
  return `<path d="${outline}" fill="none" stroke="${colour}" stroke-width="${thickness}" stroke-linecap="round" stroke-linejoin="round"${opacity(paint)}/>`;
}

export function moved(x: number, y: number, body: string, scale = 1): string {
  return `<g transform="translate(${x} ${y}) scale(${scale})">${body}</g>`;
}

/** Draws `count` times, one beside the other. */
export function row(count: number, draw: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => draw(at)).join('');
}

/** A fixed scatter between 0 and 1, so that a picture is the same at every start. */
export function scatter(at: number): number {
  const value = Math.sin(at * 127.1 + 11.7) * 43_758.5453;
  return value - Math.floor(value);
}

function opacity(paint: Paint): string {
  return paint.opacity === undefined ? '' : ` opacity="${paint.opacity}"`;
}
