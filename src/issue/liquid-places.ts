/** Finds the template line behind a line of composed MJML, so that an MJML fault names the file to open. */
import { renderTemplate, type TemplateFault, type TemplateFiles } from './liquid.ts';

type Place = Pick<TemplateFault, 'file' | 'line'>;

/**
 * Composes a second time with a comment before every tag that opens a line: `<!--§ file:line -->`. Line numbers stay
 * those of the first composition, because nothing but comments inside lines is added. Only faults pay for it.
 */
export function placeInTemplates(
  files: TemplateFiles,
  file: string,
  values: object,
): (line: number) => Place {
  const marked = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, mark(name, text)]));
  const rendered = renderTemplate(marked, file, values, 'html');
  const lines = rendered.kind === 'rendered' ? rendered.text.split('\n') : [];
  return (line) => {
    for (let at = Math.min(line, lines.length) - 1; at >= 0; at--) {
      const found = /<!--§ (\S+):(\d+) -->/.exec(lines[at] ?? '');
      if (found?.[1]) return { file: found[1], line: Number(found[2]) };
    }
    return { file, line: 1 };
  };
}

function mark(name: string, text: string): string {
  return text
    .split('\n')
    .map((line, at) => line.replace(/^(\s*)(?=<)/, `$1<!--§ ${name}:${at + 1} -->`))
    .join('\n');
}
