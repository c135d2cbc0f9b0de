/** Links as they are heard, one after another and without what stands around them. */
import type { Element } from 'domhandler';
import type { Say } from '../config/say.ts';
import { fold } from '../gather/fold.ts';
import { atArticle, type Finding } from './finding.ts';
import { everyElement, textInside } from './letter-style.ts';
import { type ArticlesByAddress, reading, shortened } from './reading-finding.ts';

const saysNothing = new Set([
  'ici',
  'cliquez ici',
  'cliquer ici',
  'lien',
  'ce lien',
  'suite',
  'here',
  'click here',
  'this link',
  'more',
]);

export function linkFindings(elements: readonly Element[], articles: ArticlesByAddress, say: Say): Finding[] {
  return elements
    .filter(({ name, attribs }) => name === 'a' && attribs.href !== undefined)
    .flatMap((link): Finding[] => {
      const name = accessibleName(link);
      const href = link.attribs.href ?? '';
      const article = articles.get(href);
      const place = { place: name || shortened(href), ...(article && atArticle(article.id)) };
      if (name === '')
        return [
          reading({
            level: 'warn',
            ...place,
            message: say(
              'Un lien n’a pas de texte : on entend son adresse.',
              'A link has no text: its address is read out.',
            ),
            fix: say(
              'Donnez-lui un texte, ou un texte de remplacement à son image.',
              'Give it a text, or its picture an alternative text.',
            ),
          }),
        ];
      if (!saysNothing.has(fold(name).replace(/[\s.…>→»]+$/, ''))) return [];
      return [
        reading({
          level: 'note',
          ...place,
          message: say('Ce lien ne dit pas où il mène.', 'This link does not say where it leads.'),
          fix: say('Nommez la page dans le texte du lien.', 'Name the page in the link’s text.'),
        }),
      ];
    });
}

function accessibleName(link: Element): string {
  const words = textInside(link)
    .replace(/[\s\u200b]+/g, ' ')
    .trim();
  const alts = everyElement(link).map(({ attribs }) => attribs.alt ?? '');
  return words || (link.attribs['aria-label'] ?? '').trim() || alts.join(' ').trim();
}
