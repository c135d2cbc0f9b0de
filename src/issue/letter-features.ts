/** Which features of HTML and CSS a letter uses, by the names that caniemail.com gives them. Pure. */
import type { Element } from 'domhandler';
import type { Declaration } from 'postcss';
import { everyElement, everyRule, inlineStyle, type LetterDocument } from './letter-style.ts';

/** Slugs such as css-border-radius, html-lists; also of what caniemail does not know, which nobody asks for. */
export function featuresOf({ document, sheets }: LetterDocument): ReadonlySet<string> {
  const elements = everyElement(document);
  const rules = everyRule(sheets);
  const declarations = [
    ...elements.flatMap(inlineStyle),
    ...rules.flatMap(({ rule }) => rule.nodes.filter((node) => node.type === 'decl')),
  ];
  return new Set([
    ...declarations.flatMap(ofDeclaration),
    ...rules.flatMap(({ rule, media }) => [
      ...rule.selectors.flatMap(ofSelector),
      ...media.flatMap(ofAtRule),
    ]),
    ...elements.flatMap(ofElement),
  ]);
}

const sides = /^(margin|padding|border)-(top|right|bottom|left)(-.*)?$/;
const functions: readonly [RegExp, string][] = [
  [/\bcalc\(/, 'css-unit-calc'],
  [/\bclamp\(/, 'css-function-clamp'],
  [/\bmin\(/, 'css-function-min'],
  [/\bmax\(/, 'css-function-max'],
  [/\blight-dark\(/, 'css-function-light-dark'],
  [/\bvar\(/, 'css-variables'],
  [/\blinear-gradient\(/, 'css-linear-gradient'],
  [/\bradial-gradient\(/, 'css-radial-gradient'],
  [/\bconic-gradient\(/, 'css-conic-gradient'],
  [/\brgba\(/, 'css-rgba'],
  [/\brgb\(/, 'css-rgb'],
  [/\b(hwb|lab|lch|oklab|oklch|color|color-mix)\(/, 'css-modern-color'],
];
const units = /(?<![\w#])[\d.]+(ch|cm|em|ex|in|mm|pc|pt|px|rem|vh|vmax|vmin|vw|%)(?![\w])/g;

function ofDeclaration({ prop, value, important }: Declaration): string[] {
  // What only one maker's programs read is written for them alone.
  if (/^(-|mso-)/.test(prop)) return prop.startsWith('--') ? ['css-variables'] : [];
  const property = prop.replace(sides, '$1');
  const named = /^(top|right|bottom|left)$/.test(prop) ? 'left-right-top-bottom' : property;
  return [
    `css-${named}`,
    ...(prop === 'display' && /flex|grid|none/.test(value)
      ? [`css-display-${/flex|grid|none/.exec(value)?.[0]}`]
      : []),
    ...(important ? ['css-important'] : []),
    ...functions.filter(([pattern]) => pattern.test(value)).map(([, slug]) => slug),
    ...[...value.matchAll(units)].map(([, unit]) => `css-unit-${unit === '%' ? 'percent' : unit}`),
  ];
}

function ofSelector(selector: string): string[] {
  return [
    ...[...selector.matchAll(/(?<!:):([a-z-]+)/g)].map(([, name]) => `css-pseudo-class-${name}`),
    ...[...selector.matchAll(/::([a-z-]+)/g)].map(([, name]) => `css-pseudo-element-${name}`),
    ...(/\[/.test(selector) ? ['css-selector-attribute'] : []),
    ...(/>/.test(selector) ? ['css-selector-child'] : []),
    ...(/\+/.test(selector) ? ['css-selector-adjacent-sibling'] : []),
    ...(/~(?!=)/.test(selector) ? ['css-selector-general-sibling'] : []),
    ...(/\w\s+[\w.#[]/.test(selector) ? ['css-selector-descendant'] : []),
    ...(/\.[\w-]+\./.test(selector) ? ['css-selector-chaining'] : []),
    ...(/\.[\w-]/.test(selector) ? ['css-selector-class'] : []),
    ...(/#[\w-]/.test(selector) ? ['css-selector-id'] : []),
  ];
}

function ofAtRule(atRule: string): string[] {
  const [name = ''] = atRule.split(' ');
  const asked = /\((prefers-color-scheme|prefers-reduced-motion|hover|orientation)/.exec(atRule)?.[1];
  return [`css-at-${name}`, ...(name === 'media' && asked ? [`css-at-media-${asked}`] : [])];
}

const grouped: Readonly<Record<string, string>> = {
  ul: 'lists',
  ol: 'lists',
  li: 'lists',
  dl: 'lists',
  h1: 'h1-h6',
  h2: 'h1-h6',
  h3: 'h1-h6',
  h4: 'h1-h6',
  h5: 'h1-h6',
  h6: 'h1-h6',
  article: 'semantics',
  section: 'semantics',
  header: 'semantics',
  footer: 'semantics',
  main: 'semantics',
  nav: 'semantics',
  figure: 'semantics',
};

function ofElement({ name, attribs }: Element): string[] {
  const format = name === 'img' ? /\.([a-z]{3,4})(?:[?#].*)?$/i.exec(attribs.src ?? '')?.[1] : undefined;
  return [
    `html-${grouped[name] ?? name}`,
    ...Object.keys(attribs).map((attribute) => `html-${attribute}`),
    ...(format ? [`image-${format.toLowerCase().replace('jpeg', 'jpg')}`] : []),
    ...(attribs.src?.startsWith('data:') ? ['image-base64'] : []),
    ...(attribs.href?.startsWith('mailto:') ? ['html-mailto-links'] : []),
    ...(attribs.href?.startsWith('#') ? ['html-anchor-links'] : []),
    ...(name === 'meta' && attribs.name === 'color-scheme' ? ['html-meta-color-scheme'] : []),
  ];
}
