/** newsletter.yaml, the editors' own settings, parsed once at the border: text in, typed settings or every fault out. */
import { LineCounter, parseDocument, type YAMLError } from 'yaml';
import { z } from 'zod';
import { type NewsletterSettings, newsletterSchema } from './newsletter-schema.ts';
import { unfitSettings } from './newsletter-unfit.ts';
import { faultsOfSchema, placer, type SettingsFault } from './settings-fault.ts';
import { flawOfSyntax } from './settings-flaw.ts';

/** The settings and the folder name that is the newsletter's name everywhere: commands, database, addresses. */
export type Newsletter = NewsletterSettings & { readonly name: string };
export type FeedSettings = NewsletterSettings['feeds'][number];
export type Sponsor = NewsletterSettings['sponsors'][number];

export type ParsedNewsletter =
  | { readonly kind: 'newsletter'; readonly newsletter: Newsletter }
  | { readonly kind: 'faults'; readonly faults: readonly SettingsFault[] };

/** Reads one newsletter.yaml. Every fault is reported at once with its file, line and key. */
export function parseNewsletter(name: string, file: string, text: string): ParsedNewsletter {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const at = placer(file, document, lineCounter);
  const [syntax] = document.errors;
  const parsed = newsletterSchema.safeParse(document.toJS(), { reportInput: true });
  if (syntax) {
    const fault = { ...at([], flawOfSyntax(syntax)), line: lineOf(syntax) };
    const before = parsed.success
      ? []
      : faultsOfSchema(parsed.error, at).filter(isBefore(fault)).sort(byLine);
    return { kind: 'faults', faults: [...before, fault] };
  }
  if (!parsed.success) return { kind: 'faults', faults: faultsOfSchema(parsed.error, at) };
  const faults = unfitSettings(parsed.data).map(({ path, flaw }) => at(path, flaw));
  return faults.length > 0
    ? { kind: 'faults', faults }
    : { kind: 'newsletter', newsletter: { ...parsed.data, name } };
}

/** The JSON Schema that lets an editor's program complete newsletter.yaml. */
export function newsletterJsonSchema(): unknown {
  return z.toJSONSchema(newsletterSchema, { io: 'input', unrepresentable: 'any' });
}

/**
 * A parser that has lost its way finds faults in every line that follows, and misses what stands there: only what it read
 * before is told beside the first of them.
 */
function isBefore({ line }: SettingsFault): (fault: SettingsFault) => boolean {
  return (fault) => fault.line < line && fault.flaw.kind !== 'missing';
}

function byLine(one: SettingsFault, other: SettingsFault): number {
  return one.line - other.line;
}

function lineOf({ linePos }: YAMLError): number {
  return linePos?.[0].line ?? 1;
}
