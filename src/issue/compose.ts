/** Composition: an issue, its articles and the paper's templates become an edition's content, once for all readers. */
import type { Newsletter } from '../config/newsletter.ts';
import { letterFaults } from './compose-faults.ts';
import { minify } from './compose-minify.ts';
import { type LetterModel, letterModel, type Pictures } from './compose-model.ts';
import type { EditionContent } from './edition.ts';
import { withTracking } from './edition-links.ts';
import type { ChosenArticle, Issue } from './issue.ts';
import { renderTemplate, type TemplateFault, type TemplateFiles } from './liquid.ts';
import { placeInTemplates } from './liquid-places.ts';
import { type Weight, weigh } from './weight.ts';

/** MJML → HTML. A line is that of the MJML handed over. */
export type CompileMjml = (source: string) => Promise<CompiledMjml>;
export type CompiledMjml =
  | { readonly kind: 'html'; readonly html: string }
  | {
      readonly kind: 'errors';
      readonly errors: readonly { readonly line: number; readonly message: string }[];
    };

export type Composed =
  | { readonly kind: 'composed'; readonly content: EditionContent; readonly weight: Weight }
  | { readonly kind: 'faults'; readonly faults: readonly TemplateFault[] };

export type Manuscript = {
  readonly newsletter: Newsletter;
  readonly issue: Issue;
  readonly chosen: readonly ChosenArticle[];
  readonly pictures: Pictures;
  /** The newsletter's folder: issue.mjml, issue.txt and their partials. */
  readonly files: TemplateFiles;
};

/** Every choice is made in code and every value is set before a template sees it. Faults are values with their place. */
export async function composeLetter(
  manuscript: Manuscript,
  needs: { readonly compile: CompileMjml },
): Promise<Composed> {
  const { newsletter, issue, chosen, pictures, files } = manuscript;
  const unfit = letterFaults(newsletter, chosen);
  if (unfit.length > 0) return { kind: 'faults', faults: unfit };
  const model = letterModel(newsletter, issue, chosen, pictures);
  const html = await composeHtml(files, model, needs.compile);
  const text = renderTemplate(files, 'issue.txt.liquid', model, 'text');
  const faults = [html, text].flatMap((part) => (part.kind === 'faults' ? part.faults : []));
  if (html.kind === 'faults' || text.kind === 'faults') return { kind: 'faults', faults };
  const tracked = withTracking(minify(html.text), newsletter.tracking);
  const weighed = weigh(tracked.html);
  return {
    kind: 'composed',
    content: {
      ...senderWords(newsletter),
      subject: model.issue.subject,
      html: weighed.html,
      text: tidy(text.text),
      ...(tracked.links && { links: tracked.links }),
    },
    weight: weighed.weight,
  };
}

async function composeHtml(files: TemplateFiles, model: LetterModel, compile: CompileMjml) {
  const mjml = renderTemplate(files, 'issue.mjml', model, 'html');
  if (mjml.kind === 'faults') return mjml;
  const compiled = await compile(mjml.text);
  if (compiled.kind === 'html') return { kind: 'rendered', text: compiled.html } as const;
  const place = placeInTemplates(files, 'issue.mjml', model);
  const faults = compiled.errors.map(({ line, message }) => ({ ...place(line), message }));
  return { kind: 'faults', faults } as const;
}

function senderWords(newsletter: Newsletter): Omit<EditionContent, 'subject' | 'html' | 'text'> {
  const { name, title, sender, language } = newsletter;
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1);
  return {
    from: { name: sender.name, address: sender.address },
    replyTo: sender.reply_to ?? null,
    returnPathDomain: sender.return_path_domain ?? domain,
    listId: { name: title, id: `${name}.${domain}` },
    language,
  };
}

/** Liquid tags leave blank lines behind: at most one stays, and no line ends in a space. */
function tidy(text: string): string {
  return `${text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
