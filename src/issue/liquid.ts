/** Fills the paper's own templates: words and layout are the template's, values are text and stay text. */

import { Liquid, LiquidError } from 'liquidjs';
import { wrapText } from './plain-text.ts';
import type { SlotMistake } from './slot-trouble.ts';
import type { UnfitArticle } from './unfit.ts';

/** Path inside the newsletter's folder → its text. */
export type TemplateFiles = Readonly<Record<string, string>>;
/** Where a template is wrong. `line` counts from 1. */
export type TemplateFault = {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** No template is at fault: an editor mends it at the desk. */
  readonly unfit?: UnfitArticle;
  /** A slot that cannot be filled, and who wrote it. */
  readonly slot?: SlotMistake;
};
export type Rendered =
  | { readonly kind: 'rendered'; readonly text: string }
  | { readonly kind: 'faults'; readonly faults: readonly TemplateFault[] };

/** `[[` and `]]` of values, so that they never read as slots; the letter stage writes them back as they were. */
const openText = '\ue000';
const closeText = '\ue001';

/**
 * Renders one file with values. In `html` every value is escaped, brackets too: no value can open a tag, an attribute,
 * a Liquid expression or a slot. In `text` double brackets are guarded. Only `| raw` lets markup through: composition
 * hands over markup that it made itself (the édito).
 * An unknown variable, filter or partial is a fault, never an empty place.
 */
export function renderTemplate(
  files: TemplateFiles,
  file: string,
  values: object & { readonly newsletter?: object },
  as: 'html' | 'text',
): Rendered {
  const engine = new Liquid({
    // Every partial may use the newsletter's name and colours.
    globals: { newsletter: values.newsletter },
    templates: { ...files },
    // A partial is parsed once for all its items.
    cache: true,
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: as === 'html' ? escapeForHtml : guardSlots,
  });
  engine.registerFilter('wrap', (text: unknown, indent?: string) => wrapText(String(text ?? ''), 72, indent));
  engine.registerFilter('rule', (mark: string) => mark.repeat(72));
  try {
    return { kind: 'rendered', text: String(engine.renderFileSync(file, values)) };
  } catch (error) {
    return { kind: 'faults', faults: [faultOf(error, file, files)] };
  }
}

/** One line, such as a subject, from a template in newsletter.yaml. Values keep their double brackets as `[ [`. */
export function renderLine(template: string, values: object, place: TemplateFault): Rendered {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: (value) => printable(value).replace(/([[\]])(?=\1)/g, '$1 '),
  });
  try {
    const text = String(engine.parseAndRenderSync(template, values));
    return { kind: 'rendered', text: text.replace(/\s+/g, ' ').trim() };
  } catch (error) {
    return { kind: 'faults', faults: [{ ...place, message: messageOf(error) }] };
  }
}

/** Text for HTML and for MJML attributes alike. */
export function escapeForHtml(value: unknown): string {
  return printable(value).replace(/[&<>"'[\]]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function guardSlots(value: unknown): string {
  return printable(value).replaceAll('[[', openText).replaceAll(']]', closeText);
}

function printable(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

function faultOf(error: unknown, file: string, files: TemplateFiles): TemplateFault {
  if (!LiquidError.is(error)) return { file, line: 1, message: messageOf(error) };
  const place = innermost(error);
  const { token } = place;
  const [line] = token.getPosition();
  // A token inside an expression knows its template's text but not its name.
  const named = token.file ?? Object.keys(files).find((name) => files[name] === token.input);
  return { file: named ?? file, line: line ?? 1, message: messageOf(place) };
}

/** A fault in a partial is wrapped by the tag that called it; the partial is the place to look at. */
function innermost(error: LiquidError): LiquidError {
  return error.originalError !== undefined && LiquidError.is(error.originalError)
    ? innermost(error.originalError)
    : error;
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/, (?:file:.*|line:\d+.*)$/s, '');
}
