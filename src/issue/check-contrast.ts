/** Checks that every text of the letter can be read on its ground, on light screens and on dark ones (WCAG 2.2, 1.4.3). Pure. */
import { type AnyNode, type Element, isTag } from 'domhandler';
import type { Say } from '../config/say.ts';
import { type Colour, contrast, hex, over, parseColour, readable } from './colour.ts';
import type { Finding } from './finding.ts';
import { asksForDark, cascade, type Declared, type LetterDocument, type Scheme } from './letter-style.ts';

/** Pairs of colours that are told; a template that is wrong everywhere is wrong in few pairs. */
const mostTold = 6;

export function checkContrast(letter: LetterDocument, say: Say): Finding[] {
  if (!asksForDark(letter.sheets))
    return [...pairsOf(letter, 'light').map((pair) => pairFinding(pair, 'light', say)), noDark(say)];
  return (['light', 'dark'] as const).flatMap((scheme) =>
    pairsOf(letter, scheme).map((pair) => pairFinding(pair, scheme, say)),
  );
}

type Ground = {
  readonly text: Colour;
  /** Null: a picture or a gradient lies there, and nobody can tell. */
  readonly ground: Colour | null;
  readonly size: number;
  readonly bold: boolean;
};
type Pair = {
  readonly text: Colour;
  readonly ground: Colour;
  readonly ratio: number;
  readonly wanted: number;
  readonly sample: string;
  times: number;
};

const colour = (text: string): Colour => parseColour(text) ?? { red: 0, green: 0, blue: 0, alpha: 1 };
/** What programs paint where a letter says nothing. */
const canvas: Record<Scheme, Ground> = {
  light: { text: colour('#000'), ground: colour('#fff'), size: 16, bold: false },
  dark: { text: colour('#fff'), ground: colour('#121212'), size: 16, bold: false },
};
const linkColour: Record<Scheme, Colour> = { light: colour('#0000ee'), dark: colour('#9e9eff') };
const headings: Readonly<Record<string, number>> = { h1: 2, h2: 1.5, h3: 1.17, h4: 1, h5: 0.83, h6: 0.67 };

function pairsOf(letter: LetterDocument, scheme: Scheme): Pair[] {
  const styles = cascade(letter, scheme);
  const pairs = new Map<string, Pair>();
  const visit = (node: AnyNode, around: Ground): void => {
    if (node.type === 'text') judge(pairs, node.data, around);
    if (!('children' in node)) return;
    const declared = isTag(node) ? styles.get(node) : undefined;
    if (isTag(node) && isHidden(node, declared)) return;
    const ground = isTag(node) && declared ? groundOf(node, declared, around, scheme) : around;
    for (const child of node.children) visit(child, ground);
  };
  visit(letter.document, canvas[scheme]);
  return [...pairs.values()].sort((one, other) => one.ratio - other.ratio).slice(0, mostTold);
}

function isHidden({ name }: Element, declared: Declared | undefined): boolean {
  return (
    ['head', 'style', 'title', 'script'].includes(name) ||
    declared?.get('display') === 'none' ||
    declared?.get('visibility') === 'hidden'
  );
}

function groundOf(element: Element, declared: Declared, around: Ground, scheme: Scheme): Ground {
  const isLink = element.name === 'a' && element.attribs.href !== undefined;
  const own = declared.get('color');
  const inherits = own === undefined || own === 'inherit' || own === 'currentcolor';
  const usual = isLink && own === undefined ? linkColour[scheme] : around.text;
  const text = inherits ? usual : (parseColour(own) ?? around.text);
  const scale = headings[element.name];
  return {
    text,
    ground: paintedGround(element, declared, around.ground),
    size: sizeOf(declared.get('font-size'), around.size, scale ?? 1),
    bold: isBold(
      declared.get('font-weight'),
      around.bold || scale !== undefined || /^(b|strong|th)$/.test(element.name),
    ),
  };
}

function paintedGround({ attribs }: Element, declared: Declared, around: Colour | null): Colour | null {
  const image = declared.get('background-image') ?? declared.get('background') ?? '';
  if (/url\(|gradient\(/.test(image)) return null;
  const written =
    declared.get('background-color') ??
    declared.get('background')?.split(/\s+(?![^(]*\))/)[0] ??
    attribs.bgcolor;
  const own = written === undefined ? null : parseColour(written);
  if (own === null) return around;
  if (own.alpha === 1) return own;
  return around && over(own, around);
}

function sizeOf(written: string | undefined, around: number, scale: number): number {
  if (written === undefined) return around * scale;
  const number = Number.parseFloat(written);
  if (Number.isNaN(number)) return around;
  if (written.endsWith('rem')) return number * 16;
  if (written.endsWith('em')) return number * around;
  if (written.endsWith('%')) return (number / 100) * around;
  return written.endsWith('pt') ? (number * 4) / 3 : number;
}

function isBold(written: string | undefined, around: boolean): boolean {
  if (written === undefined) return around;
  return /^bold/.test(written) || Number.parseInt(written, 10) >= 700;
}

/** Fillers after the preheader and slots are no text of their own. */
function judge(pairs: Map<string, Pair>, data: string, { text, ground, size, bold }: Ground): void {
  const words = data
    .replace(/\u034f/g, ' ')
    .replace(/[\s\u200b-\u200d\ufeff]+/g, ' ')
    .trim();
  if (words === '' || ground === null || size < 2) return;
  const seen = over(text, ground);
  const wanted = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
  const ratio = contrast(seen, ground);
  if (ratio >= wanted) return;
  const key = `${hex(seen)} ${hex(ground)} ${wanted}`;
  const known = pairs.get(key);
  if (known) known.times += 1;
  else pairs.set(key, { text: seen, ground, ratio, wanted, sample: words.slice(0, 60), times: 1 });
}

function pairFinding(
  { text, ground, ratio, wanted, sample, times }: Pair,
  scheme: Scheme,
  say: Say,
): Finding {
  const number = (value: number) => (Math.floor(value * 10) / 10).toString().replace('.', say(',', '.'));
  const [fr, en] = scheme === 'dark' ? [' en sombre', ' in dark'] : [' en clair', ' in light'];
  const more = times > 1 ? say(`, ${times} fois`, `, ${times} times`) : '';
  const instead = hex(readable(text, ground, wanted));
  return {
    level: 'warn',
    check: 'contrast',
    place: `${say('«', '“')} ${sample} ${say('»', '”')}${more}`,
    message: say(
      `Contraste de ${number(ratio)}${fr} (${hex(text)} sur ${hex(ground)}) ; il en faut ${number(wanted)} pour être lu.`,
      `A contrast of ${number(ratio)}${en} (${hex(text)} on ${hex(ground)}); ${number(wanted)} is needed to be read.`,
    ),
    fix: say(
      `Prenez par exemple ${instead} dans le modèle.`,
      `Take ${instead}, for example, in the template.`,
    ),
  };
}

function noDark(say: Say): Finding {
  return {
    level: 'note',
    check: 'contrast',
    place: 'html',
    message: say(
      'Le modèle n’a pas de couleurs sombres : chaque messagerie en inventera.',
      'The template has no dark colours: each mail program will make some up.',
    ),
    fix: say(
      'Ajoutez une règle @media (prefers-color-scheme: dark).',
      'Add an @media (prefers-color-scheme: dark) rule.',
    ),
  };
}
