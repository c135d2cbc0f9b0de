/** Chooses for the readers of each commune what is about their commune and not in the letter already. */
import type { Article } from '../gather/article.ts';
import type { Block } from './issue.ts';
import { ranked } from './score.ts';
import { type Choice, type Desk, keptIn } from './selection.ts';

/** A reader sees one commune's block: three articles are a neighbourhood, more would be a second letter. */
const perCommune = 3;

/** `articles` are those that nobody sees yet. One article may stand in the blocks of several communes. */
export function pickCommunes(desk: Desk, articles: readonly Article[]): Choice[] {
  return desk.newsletter.communes.flatMap(({ id, name }) => {
    const block: Block = { kind: 'commune', commune: id };
    const about = articles.filter(({ communes }) => communes.includes(id));
    return ranked(about, desk.frame)
      .slice(0, Math.max(0, perCommune - keptIn(desk, block)))
      .map((article) => ({ article, block, reason: desk.reasons.commune(name) }));
  });
}
