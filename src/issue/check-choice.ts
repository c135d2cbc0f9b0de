/** Checks the choice against time and sources: dates that passed, articles that changed or are gone. Pure. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import { addDays, dayInWords } from './calendar.ts';
import { atArticle, type Finding } from './finding.ts';
import type { ChosenArticle, Issue } from './issue.ts';
import { alike } from './likeness.ts';
import { datesOf } from './select-agenda.ts';

/** A chosen article beside what its source says of it now. */
export type ChosenSource = ChosenArticle & { readonly gone: boolean };

/** The masthead's date; yesterday's letter may still go out late, last week's may not. */
export function checkDate(newsletter: Newsletter, issue: Issue, today: string, say: Say): Finding[] {
  if (issue.date >= today) return [];
  const old = issue.date <= addDays(today, newsletter.frequency === 'weekly' ? -7 : -1);
  return [
    {
      level: old ? 'block' : 'warn',
      check: 'date',
      place: issue.date,
      at: { kind: 'redraft' },
      message: say(
        `La lettre est datée du ${dayInWords(issue.date, 'fr')}, un jour passé.`,
        `The letter bears the date of ${dayInWords(issue.date, 'en')}, which has passed.`,
      ),
      fix: say(
        'Refaites le brouillon : au studio sous « Le numéro, dans son ordre », ou par hebdo draft --again.',
        'Draft it anew: in the studio under “The issue, in its order”, or with hebdo draft --again.',
      ),
    },
  ];
}

/** No outing that is over at the letter's date, or today where that is later. */
export function checkAgenda(
  newsletter: Newsletter,
  issue: Issue,
  chosen: readonly ChosenArticle[],
  today: string,
  say: Say,
): Finding[] {
  const outings = chosen.filter(({ block }) => block.kind === 'agenda');
  if (outings.length === 0 && newsletter.agenda.max > 0)
    return [
      {
        level: 'note',
        check: 'agenda',
        place: newsletter.agenda.title,
        message: say('L’agenda est vide.', 'The agenda is empty.'),
        fix: say(
          `Publiez un article de la série ${newsletter.agenda.series.join(', ')} avec ses dates dans le titre.`,
          `Publish an article of the series ${newsletter.agenda.series.join(', ')} with its dates in the title.`,
        ),
      },
    ];
  const from = issue.date > today ? issue.date : today;
  return outings
    .map(({ article }) => ({ article, dates: datesOf(article, newsletter.time_zone) }))
    .filter(({ dates }) => dates.until < from)
    .map(({ article, dates }) => ({
      level: 'block',
      check: 'agenda',
      place: article.title,
      ...atArticle(article.id),
      message: say(
        `Cette sortie est passée depuis le ${dayInWords(dates.until, 'fr')}.`,
        `This outing was over on ${dayInWords(dates.until, 'en')}.`,
      ),
      fix: say('Retirez-la, ou refaites le brouillon.', 'Drop it, or draft anew.'),
    }));
}

/** Changed since it was picked: shown, never taken over in silence. Gone: the letter would lead nowhere. */
export function checkArticles(chosen: readonly ChosenSource[], say: Say): Finding[] {
  const moved = chosen.flatMap(({ article, pickedHash, gone }): Finding[] => {
    const place = { place: article.title, ...atArticle(article.id) };
    if (gone)
      return [
        {
          level: 'block',
          check: 'article',
          ...place,
          message: say('L’article n’existe plus à sa source.', 'The article is gone at its source.'),
          fix: say(
            'Retirez-le, ou refaites le brouillon : il sera laissé de côté.',
            'Drop it, or draft anew: it will be left out.',
          ),
        },
      ];
    if (hasVanished(article))
      return [
        {
          level: 'warn',
          check: 'article',
          ...place,
          message: say(
            'L’article n’est plus dans son flux, qui en montre de plus anciens : il a peut-être été retiré.',
            'The article is no longer in its feed, which shows older ones: it may have been withdrawn.',
          ),
          fix: say(
            'Ouvrez sa page, et retirez-le s’il le faut.',
            'Open its page, and take it out if need be.',
          ),
        },
      ];
    if (article.contentHash === pickedHash) return [];
    return [
      {
        level: 'warn',
        check: 'article',
        ...place,
        message: say(
          'L’article a été modifié depuis son choix.',
          'The article was changed since it was picked.',
        ),
        fix: say('Relisez-le dans l’aperçu.', 'Read it again in the preview.'),
      },
    ];
  });
  return [...onePerArticle(moved), ...checkDoubles(chosen, say)];
}

/** Whether its feed has dropped it. */
export function hasVanished({ flags }: Pick<ChosenArticle['article'], 'flags'>): boolean {
  return flags.some(({ kind }) => kind === 'vanished');
}

/** Near duplicates that every reader would see: an editor may have added one by hand. */
function checkDoubles(chosen: readonly ChosenArticle[], say: Say): Finding[] {
  const seen = chosen.filter(({ block }) => block.kind !== 'commune').map(({ article }) => article);
  return seen.flatMap((article, at) => {
    const of = seen.slice(0, at).find((other) => alike(article, other));
    if (!of) return [];
    return [
      {
        level: 'warn',
        check: 'article',
        place: article.title,
        ...atArticle(article.id),
        message: say(`Fait double emploi avec « ${of.title} ».`, `Tells the same as “${of.title}”.`),
        fix: say('Gardez l’un des deux.', 'Keep one of the two.'),
      } satisfies Finding,
    ];
  });
}

/** An article may stand in several communes' blocks and is still one article. */
function onePerArticle(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    (one, at) =>
      findings.findIndex(({ place, message }) => place === one.place && message === one.message) === at,
  );
}
