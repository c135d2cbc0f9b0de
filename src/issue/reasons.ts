/** Says why an article was chosen or left out, in a sentence that an editor reads beside it. Pure. */
import type { Article } from '../gather/article.ts';
import type { AgendaDates } from './agenda-dates.ts';
import { dayInWords, dayOf } from './calendar.ts';
import { isFeatured } from './score.ts';

export type Language = 'fr' | 'en';

/** The sentences of one newsletter: its language, its time zone, its names for rubriques and communes. */
export function reasonsIn(language: Language, zone: string) {
  const fr = language === 'fr';
  const day = (one: string) => dayInWords(one, language);
  const facts = (article: Article) =>
    factsOf(article, language, dayInWords(dayOf(article.publishedAt, zone), language));
  return {
    lead: (article: Article) => (fr ? `En tête : ${facts(article)}.` : `Lead story: ${facts(article)}.`),
    section: (article: Article, name: string, place: number, of: number) =>
      fr
        ? `${name}, ${ordinal(place, 'fr')} sur ${of} : ${facts(article)}.`
        : `${name}, ${ordinal(place, 'en')} of ${of}: ${facts(article)}.`,
    frontPage: (article: Article) =>
      fr
        ? `À la une, faute de rubrique connue : ${facts(article)}.`
        : `On the front page, as no section is known: ${facts(article)}.`,
    mostRead: (rank: number) =>
      fr ? `${ordinal(rank, 'fr')} des articles les plus lus.` : `${ordinal(rank, 'en')} of the most read.`,
    agenda: ({ from, until, said }: AgendaDates) => {
      const when =
        from === until
          ? day(from)
          : fr
            ? `du ${day(from)} au ${day(until)}`
            : `${day(from)} to ${day(until)}`;
      if (said) return fr ? `Sortie à venir : ${when}.` : `Still to come: ${when}.`;
      return fr
        ? `Sortie sans date écrite, comprise comme le week-end : ${when}.`
        : `No date written, taken for the week-end: ${when}.`;
    },
    commune: (name: string) => (fr ? `Parle ${of(name)}.` : `Is about ${name}.`),
    carried: (title: string, number: number) =>
      fr ? `Déjà dans ${title} n° ${number}.` : `Already in ${title} no. ${number}.`,
    double: (of: string) => (fr ? `Fait double emploi avec « ${of} ».` : `Tells the same as “${of}”.`),
    tooOld: (days: number) =>
      fr
        ? `Arrivé après coup et vieux de plus ${days === 1 ? 'd’un jour' : `de ${days} jours`}.`
        : `Arrived late and is older than ${days === 1 ? 'a day' : `${days} days`}.`,
    over: ({ until }: AgendaDates) =>
      fr ? `La date est passée : ${day(until)}.` : `Its date has passed: ${day(until)}.`,
    agendaFull: (max: number) => (fr ? `L’agenda est complet (${max}).` : `The agenda is full (${max}).`),
    sectionFull: (name: string, max: number) =>
      fr ? `La rubrique ${name} est complète (${max}).` : `The section ${name} is full (${max}).`,
    letterFull: (max: number) =>
      fr ? `La lettre est complète (${max} articles).` : `The letter is full (${max} articles).`,
  };
}

export type Reasons = ReturnType<typeof reasonsIn>;

/** «à la une du site, 2e article le plus lu, avec une image, publié lundi 23 novembre». */
function factsOf(article: Article, language: Language, published: string): string {
  const fr = language === 'fr';
  return [
    isFeatured(article) ? (fr ? 'à la une du site' : 'on the site’s front page') : null,
    article.readRank === null
      ? null
      : fr
        ? `${ordinal(article.readRank, 'fr')} article le plus lu`
        : `${ordinal(article.readRank, 'en')} most read`,
    article.image ? (fr ? 'avec une image' : 'with a picture') : null,
    fr ? `publié ${published}` : `published ${published}`,
  ]
    .filter((fact) => fact !== null)
    .join(', ');
}

/** «d’Arles», «du Tholonet», «de Marseille». */
function of(name: string): string {
  if (/^Les? /.test(name)) return `${name.startsWith('Les') ? 'des' : 'du'}${name.replace(/^Les?/, '')}`;
  return /^[aeiouyéèêàâîôûœh]/i.test(name) ? `d’${name}` : `de ${name}`;
}

function ordinal(rank: number, language: Language): string {
  if (language === 'fr') return rank === 1 ? '1er' : `${rank}e`;
  const ending = new Intl.PluralRules('en', { type: 'ordinal' }).select(rank);
  return `${rank}${{ one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[ending]}`;
}
