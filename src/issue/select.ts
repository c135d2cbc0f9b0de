/** Chooses an issue out of the week's articles so that it could leave as it is; each choice comes with its reason. */
import type { Article } from '../gather/article.ts';
import { arrange } from './arrange.ts';
import { reasonsIn } from './reasons.ts';
import { leadScoreOf, ranked, type ScoreFrame } from './score.ts';
import { pickAgenda } from './select-agenda.ts';
import { pickCommunes } from './select-communes.ts';
import { findNews } from './select-news.ts';
import { pickSections } from './select-sections.ts';
import { type Choice, type Desk, keptIn, type Selection, type SelectionInput } from './selection.ts';
import { windowOf } from './window.ts';

/**
 * The order of choice: what is news at all; the agenda, which has its own place; the lead; the most read; the rubriques
 * in the paper's order within their quotas; and for the readers of each commune what the others do not get.
 * `limits.articles` bounds what every reader sees: lead, most read, agenda and rubriques together. The blocks of the
 * communes come on top, at most three articles for a reader.
 */
export function selectArticles(input: SelectionInput): Selection {
  const { newsletter, kept } = input;
  const window = windowOf(newsletter, input.date, input.since);
  const frame: ScoreFrame = {
    start: window.start,
    end: input.until,
    sections: newsletter.sections.map(({ id }) => id),
  };
  const desk: Desk = {
    newsletter,
    frame,
    reasons: reasonsIn(newsletter.language, newsletter.time_zone),
    kept,
  };
  const everywhere = kept.filter(({ block }) => block.kind !== 'commune').length;
  const room = Math.max(0, newsletter.limits.articles - everywhere);

  const news = findNews(input, window, desk.reasons);
  const agenda = pickAgenda(desk, news.agenda, input.date);
  const lead = room > agenda.picks.length ? pickLead(desk, news.articles) : [];
  const most = pickMostRead(desk, without(news.articles, lead));
  const taken = lead.length + most.length + agenda.picks.length;
  const sections = pickSections(desk, without(news.articles, [...lead, ...most]), Math.max(0, room - taken));
  const communes = pickCommunes(desk, without(news.articles, [...lead, ...most, ...sections.picks]));

  const picks = [...lead, ...sections.picks, ...most, ...agenda.picks, ...communes];
  const shown = new Set(picks.map(({ article }) => article.id));
  const passedOver = [...news.leftOut, ...agenda.leftOut, ...sections.leftOut];
  return {
    items: arrange(newsletter, kept, picks),
    leftOut: passedOver.filter((one) => !shown.has(one.articleId)),
  };
}

function pickLead(desk: Desk, articles: readonly Article[]): Choice[] {
  if (keptIn(desk, { kind: 'lead' }) > 0) return [];
  const [best] = ranked(articles, desk.frame, leadScoreOf);
  return best ? [{ article: best, block: { kind: 'lead' }, reason: desk.reasons.lead(best) }] : [];
}

/** The first ranks, so that the block says what it is called; at most a third, so that the rubriques stay a paper. */
function pickMostRead(desk: Desk, articles: readonly Article[]): Choice[] {
  const { newsletter, reasons } = desk;
  const wanted = Math.min(
    newsletter.most_read.max - keptIn(desk, { kind: 'most_read' }),
    Math.floor(newsletter.limits.articles / 5),
    Math.floor(articles.length / 3),
  );
  return articles
    .flatMap((article) => (article.readRank === null ? [] : [{ article, rank: article.readRank }]))
    .sort((one, other) => one.rank - other.rank)
    .slice(0, Math.max(0, wanted))
    .map(({ article, rank }) => ({ article, block: { kind: 'most_read' }, reason: reasons.mostRead(rank) }));
}

function without(articles: readonly Article[], picks: readonly Choice[]): Article[] {
  const taken = new Set(picks.map(({ article }) => article.id));
  return articles.filter(({ id }) => !taken.has(id));
}
