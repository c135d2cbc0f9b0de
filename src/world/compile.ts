/** MJML compiles here: loaded at the first composition, because it takes most of a second to load. */
import type { CompiledMjml } from '../issue/compose.ts';

type Problem = { readonly line?: number; readonly message: string; readonly tagName?: string };

/** Every tag and attribute is validated: what MJML does not know is an error with its line, never ignored. */
export async function compileMjml(source: string): Promise<CompiledMjml> {
  const { default: mjml } = await import('mjml');
  try {
    const { html, errors } = await mjml(source, { validationLevel: 'soft', fonts: {}, keepComments: true });
    return errors.length === 0 ? { kind: 'html', html } : { kind: 'errors', errors: errors.map(described) };
  } catch (error) {
    return { kind: 'errors', errors: [described(error as Problem)] };
  }
}

/** Starts loading while pictures are still on their way. */
export function warmCompiler(): void {
  void import('mjml');
}

function described({ line, message, tagName }: Problem): { line: number; message: string } {
  return { line: line ?? 1, message: tagName ? `<${tagName}>: ${message}` : message };
}
