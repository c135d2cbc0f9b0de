/** Everything of a letter that somebody wrote, piece by piece, as it was written: what spelling and typography are looked at in. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import { wordsOfItem } from './compose-item.ts';
import type { DeskPlace } from './finding.ts';
import type { ChosenArticle, Issue } from './issue.ts';
import { sponsorsOf } from './sponsors.ts';

export type LetterText = {
  readonly place: string;
  readonly at?: DeskPlace;
  /** Pieces that stand apart: a sentence does not go on from one to the next. The first of an article is its title. */
  readonly pieces: readonly string[];
  /** Address of the feed; null for what the desk wrote. */
  readonly source: string | null;
};

export function letterTexts(
  newsletter: Newsletter,
  issue: Issue,
  chosen: readonly ChosenArticle[],
  say: Say,
): readonly LetterText[] {
  const field = (name: 'subject' | 'preheader' | 'edito', place: string, text: string): LetterText => ({
    place,
    at: { kind: 'field', field: name },
    pieces: [withoutSlots(text)],
    source: null,
  });
  const edito = (issue.edito ?? newsletter.edito)?.text ?? '';
  const once = chosen.filter(
    (one, at) => chosen.findIndex((other) => other.articleId === one.articleId) === at,
  );
  return [
    field('subject', say('Objet', 'Subject'), issue.subject),
    field('preheader', say('Accroche', 'Preheader'), issue.preheader),
    field('edito', say('Édito', 'Editorial'), edito.replace(/\]\([^)]*\)/g, ']')),
    ...sponsorsOf(newsletter, issue).map(({ title, text }) => ({
      place: title,
      pieces: [title, text],
      source: null,
    })),
    ...once.map((item): LetterText => {
      const { title, excerpt } = wordsOfItem(item);
      return {
        place: title,
        at: { kind: 'article', id: item.articleId },
        pieces: [title, excerpt],
        source: item.article.feed,
      };
    }),
  ];
}

function withoutSlots(text: string): string {
  return text.replace(/\[\[.*?\]\]/gs, ' ');
}
