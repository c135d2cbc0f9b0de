/** Checks the letter as those hear it who do not see it: headings in their order, links that say where they lead, pictures that say what they show. Pure. */
import type { Say } from '../config/say.ts';
import type { Finding } from './finding.ts';
import { everyElement, type LetterDocument } from './letter-style.ts';
import type { ArticlesByAddress } from './reading-finding.ts';
import { linkFindings } from './reading-links.ts';
import { altFindings } from './reading-pictures.ts';
import { documentFindings, headingFindings, orderFindings } from './reading-structure.ts';

export function checkReading({ document }: LetterDocument, articles: ArticlesByAddress, say: Say): Finding[] {
  const elements = everyElement(document);
  return [
    ...headingFindings(elements, say),
    ...linkFindings(elements, articles, say),
    ...altFindings(elements, articles, say),
    ...orderFindings(elements, say),
    ...documentFindings(elements, say),
  ];
}
