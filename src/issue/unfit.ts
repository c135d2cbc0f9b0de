/** An article that the letter cannot carry where it stands: the fact, and the words for the editor who mends it. */
import type { ArticleId } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import type { Block } from './issue.ts';

export type UnfitArticle = {
  readonly articleId: ArticleId;
  readonly title: string;
  /** Whose block it stands in; null: everybody's. */
  readonly commune: string | null;
  readonly why:
    | { readonly kind: 'no_section' | 'no_commune'; readonly id: string }
    | { readonly kind: 'no_address' };
};

/** Whether newsletter.yaml has such a rubrique or commune: one that was taken out leaves articles behind. */
export function isInLetter({ sections, communes }: Newsletter, block: Block): boolean {
  if (block.kind === 'section') return sections.some(({ id }) => id === block.section);
  if (block.kind === 'commune') return communes.some(({ id }) => id === block.commune);
  return true;
}

/** What is said of it, to follow «: » and before a full stop; and the way out, a sentence. */
export function unfitInWords({ why }: UnfitArticle, say: Say): { message: string; fix: string } {
  const elsewhere = (id: string) =>
    say(
      `Déplacez-le ou retirez-le, ou remettez «\u00a0${id}\u00a0» dans newsletter.yaml.`,
      `Move it or drop it, or put “${id}” back into newsletter.yaml.`,
    );
  switch (why.kind) {
    case 'no_section':
      return {
        message: say(
          `newsletter.yaml n’a plus sa rubrique «\u00a0${why.id}\u00a0»`,
          `unknown section "${why.id}"`,
        ),
        fix: elsewhere(why.id),
      };
    case 'no_commune':
      return {
        message: say(
          `newsletter.yaml n’a plus sa commune «\u00a0${why.id}\u00a0»`,
          `unknown commune "${why.id}"`,
        ),
        fix: elsewhere(why.id),
      };
    case 'no_address':
      return {
        message: say(
          'son adresse ne commence ni par http ni par https',
          'its address is neither http nor https',
        ),
        fix: say('Retirez-le.', 'Drop it.'),
      };
    default:
      return why satisfies never;
  }
}
