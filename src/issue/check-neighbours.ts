/** Checks who stands beside whom: a death notice beside a partner or a light subject is an editor's decision, never an accident. Pure. */
import type { ArticleId } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import { fold } from '../gather/fold.ts';
import { atArticle, type Finding } from './finding.ts';

/** One thing of the letter that readers see as one. */
export type Neighbour =
  | { readonly kind: 'partner'; readonly title: string }
  | { readonly kind: 'article'; readonly id: ArticleId; readonly title: string; readonly excerpt: string };

type ArticleNeighbour = Extract<Neighbour, { kind: 'article' }>;

/** Each order is one way in which readers see the letter; a pair that meets in several is told once. */
export function checkNeighbours(
  { sensitive }: Newsletter,
  orders: readonly (readonly Neighbour[])[],
  say: Say,
): Finding[] {
  const grave = wordIn(sensitive.words);
  const light = wordIn(sensitive.light);
  const found = new Map<string, Finding>();
  for (const [one, other] of orders.flatMap(pairs)) {
    if (one.kind !== 'article') continue;
    const word = grave(`${one.title} ${one.excerpt}`);
    if (word === null) continue;
    const finding = meeting(one, word, other, light, say);
    if (finding) found.set(`${one.id} ${other.title}`, finding);
  }
  return [...found.values()];
}

/** Each with the one after it and the one before it. */
function pairs(order: readonly Neighbour[]): (readonly [Neighbour, Neighbour])[] {
  return order.flatMap((one, at) => {
    const next = order[at + 1];
    return next ? [[one, next] as const, [next, one] as const] : [];
  });
}

function meeting(
  one: ArticleNeighbour,
  word: string,
  other: Neighbour,
  light: (text: string) => string | null,
  say: Say,
): Finding | null {
  const place = { check: 'neighbour', place: one.title, ...atArticle(one.id) } as const;
  if (other.kind === 'partner')
    return {
      level: 'warn',
      ...place,
      message: say(
        `Un sujet grave (« ${word} ») touche la publicité « ${other.title} ».`,
        `A grave subject (“${word}”) stands beside the advertisement “${other.title}”.`,
      ),
      fix: say(
        'Éloignez l’article, ou donnez au partenaire l’autre place.',
        'Move the article away, or give the partner the other place.',
      ),
    };
  const lightWord = light(other.title);
  if (lightWord === null) return null;
  return {
    level: 'note',
    ...place,
    message: say(
      `Un sujet grave (« ${word} ») touche un sujet léger (« ${lightWord} ») : « ${other.title} ».`,
      `A grave subject (“${word}”) stands beside a light one (“${lightWord}”): “${other.title}”.`,
    ),
    fix: say('Mettez un autre article entre les deux.', 'Put another article between the two.'),
  };
}

/** Finds the first word of the list in a text, as the text spells it. */
function wordIn(words: readonly string[]): (text: string) => string | null {
  const whole = new Set(words.filter((word) => !word.endsWith('*')).map(fold));
  const beginnings = words.filter((word) => word.endsWith('*')).map((word) => fold(word.slice(0, -1)));
  return (text) =>
    (text.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []).find((word) => {
      const folded = fold(word);
      return whole.has(folded) || beginnings.some((start) => folded.startsWith(start));
    }) ?? null;
}
