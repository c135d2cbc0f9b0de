/** What makes a manuscript unfit for composition, before any template is asked. */
import type { Newsletter } from '../config/newsletter.ts';
import { safeAddress } from './compose-address.ts';
import type { ChosenArticle } from './issue.ts';
import type { TemplateFault } from './liquid.ts';

/** Items that would silently fall out of the letter: an unknown rubrique or commune, an address nobody may follow. */
export function letterFaults(newsletter: Newsletter, chosen: readonly ChosenArticle[]): TemplateFault[] {
  const sections = new Set(newsletter.sections.map(({ id }) => id));
  const communes = new Set(newsletter.communes.map(({ id }) => id));
  return chosen.flatMap(({ block, article }) => {
    const messages = [
      ...(block.kind === 'section' && !sections.has(block.section)
        ? [`unknown section "${block.section}"`]
        : []),
      ...(block.kind === 'commune' && !communes.has(block.commune)
        ? [`unknown commune "${block.commune}"`]
        : []),
      ...(safeAddress(article.url) === null ? ['its address is neither http nor https'] : []),
    ];
    return messages.map((message) => ({
      file: 'newsletter.yaml',
      line: 1,
      message: `article ${article.id} «${article.title}»: ${message}`,
    }));
  });
}
