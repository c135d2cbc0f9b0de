/** What makes a manuscript unfit for composition, before any template is asked. */
import type { Newsletter } from '../config/newsletter.ts';
import { inEnglish } from '../config/say.ts';
import { safeAddress } from './compose-address.ts';
import type { Block, ChosenArticle } from './issue.ts';
import type { TemplateFault } from './liquid.ts';
import { isInLetter, type UnfitArticle, unfitInWords } from './unfit.ts';

/** Items that would silently fall out of the letter: an unknown rubrique or commune, an address nobody may follow. */
export function letterFaults(newsletter: Newsletter, chosen: readonly ChosenArticle[]): TemplateFault[] {
  return chosen.flatMap(({ block, article, edited }) => {
    const commune = block.kind === 'commune' ? block.commune : null;
    const whys: readonly UnfitArticle['why'][] = [
      ...(isInLetter(newsletter, block) ? [] : [placeGone(block)]),
      ...(safeAddress(article.url) === null ? [{ kind: 'no_address' } as const] : []),
    ];
    return whys.map((why) => {
      const unfit = { articleId: article.id, title: edited.title ?? article.title, commune, why };
      return {
        file: 'newsletter.yaml',
        line: 1,
        message: `article ${article.id} «${unfit.title}»: ${unfitInWords(unfit, inEnglish).message}`,
        unfit,
      };
    });
  });
}

function placeGone(block: Block): UnfitArticle['why'] {
  return block.kind === 'commune'
    ? { kind: 'no_commune', id: block.commune }
    : { kind: 'no_section', id: block.kind === 'section' ? block.section : block.kind };
}
