/** What Outlook for Windows reads of a letter: its own conditional comments, and of CSS what Word's engine knows. Pure. */
import type { Element } from 'domhandler';
import type { AtRule, Declaration, Rule } from 'postcss';
import { restyle } from './restyle.ts';

/** The letter for a frame, without what Word leaves out; how Word sets lines and tables is not imitated. */
export function asOutlook(html: string): string {
  return restyle(withConditions(html), { declaration: asWordReads, reads: wordReads });
}

/** [if mso] blocks are opened, whatever is meant for all others is dropped, as are blocks for versions long gone. */
function withConditions(html: string): string {
  return (
    html
      .replaceAll(/<!--\[if !mso[^\]]*\]><!-->[\s\S]*?<!--<!\[endif\]-->/g, '')
      .replaceAll(/<!--\[if (?:\(?\s*(?:gte )?mso[^\]]*)\]>([\s\S]*?)<!\[endif\]-->/g, '$1')
      .replaceAll(/<!--\[if[\s\S]*?<!\[endif\]-->/g, '')
      // Office's own settings, which no browser would keep to itself.
      .replaceAll(/<noscript>\s*<xml>[\s\S]*?<\/xml>\s*<\/noscript>|<xml>[\s\S]*?<\/xml>/g, '')
  );
}

/** Ignored on every element (caniemail.com, «Outlook Windows»; Microsoft, «Word HTML and CSS rendering»). */
const ignored =
  /^(background-(image|size|position|repeat|clip|origin)|border-radius|border-.*-radius|box-shadow|text-shadow|max-width|min-width|max-height|min-height|opacity|float|clear|position|top|right|bottom|left|z-index|overflow.*|object-.*|transform.*|transition.*|animation.*|flex.*|grid.*|gap|order|align-.*|justify-.*|outline.*|cursor|word-break|overflow-wrap|filter|clip-path|box-sizing|column-.*|aspect-ratio)$/;
/** Word measures tables, cells and pictures; elsewhere it has no boxes. */
const boxes = /^(padding.*|width|height)$/;
const boxed = new Set(['table', 'td', 'th', 'img', 'hr', 'body']);

function asWordReads(declaration: Declaration, element: Element | null): string | null {
  const { prop, value } = declaration;
  if (ignored.test(prop)) return null;
  // Its own word for a cell's padding, which browsers do not know.
  if (prop === 'mso-padding-alt') {
    declaration.prop = 'padding';
    return value;
  }
  if (prop === 'display') return value === 'none' || value === 'block' ? value : null;
  // A picture is as large as its attributes say.
  if (element?.name === 'img' && /^(width|height)$/.test(prop)) return null;
  if (element && boxes.test(prop) && !boxed.has(element.name)) return null;
  if (prop === 'background' && /url\(|gradient\(/.test(value))
    return /#[0-9a-f]{3,6}\b/i.exec(value)?.[0] ?? null;
  return value;
}

/** No media query, no selector beyond type, class, id and descendant. */
function wordReads(rule: Rule | AtRule): boolean {
  return rule.type === 'atrule' ? false : !/[>+~[\]:*]/.test(rule.selector.replaceAll(':root', ''));
}
