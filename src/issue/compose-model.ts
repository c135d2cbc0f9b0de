/** What the templates of a letter may show: every word already set, every address already checked. */
import type { ArticleId } from '../audience/ids.ts';
import { onDark } from '../config/colour.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { dayInWords } from './calendar.ts';
import { safeAddress } from './compose-address.ts';
import { type EditoParts, renderEdito } from './compose-edito.ts';
import { type LetterItem, letterItem } from './compose-item.ts';
import { type LetterSponsor, letterSponsor } from './compose-sponsor.ts';
import type { Picture } from './image-choice.ts';
import type { Block, ChosenArticle, Issue } from './issue.ts';
import { sponsorAt, sponsorsOf } from './sponsors.ts';
import { type Language, typeset } from './typography.ts';

/** Variables of the templates. Names are those of newsletter.yaml and of `hebdo articles --json`. */
export type LetterModel = {
  readonly newsletter: {
    readonly name: string;
    readonly title: string;
    readonly tagline: string;
    readonly language: Language;
    readonly colour: string;
    /** The same hue for dark screens. */
    readonly colour_on_dark: string;
  };
  readonly issue: {
    readonly number: number;
    readonly period: string;
    readonly date: string;
    readonly date_in_words: string;
    readonly subject: string;
    readonly preheader: string;
  };
  readonly publisher: {
    readonly name: string;
    readonly legal: string;
    readonly address: string;
    readonly url: string;
    readonly contact: string;
    readonly legal_url: string | null;
    readonly logo: string | null;
  };
  readonly edito: (EditoParts & { readonly signature: string }) | null;
  readonly lead: LetterItem | null;
  readonly sections: readonly LetterBlock[];
  readonly agenda: { readonly title: string; readonly items: readonly LetterItem[] };
  readonly most_read: { readonly title: string; readonly items: readonly LetterItem[] };
  readonly communes: readonly LetterBlock[];
  /** After the first section. */
  readonly sponsor: LetterSponsor | null;
  /** After the last section. */
  readonly sponsor_end: LetterSponsor | null;
  /** Corrections of earlier issues. */
  readonly errata: readonly { readonly number: number; readonly text: string }[];
};

/** A rubrique or a commune with its items in order. */
type LetterBlock = {
  readonly id: string;
  readonly name: string;
  readonly items: readonly LetterItem[];
};

/** Pictures that are ready to be written: of articles by their id, of sponsors by theirs. */
export type Pictures = {
  readonly articles: ReadonlyMap<ArticleId, Picture>;
  readonly sponsors: ReadonlyMap<string, Picture>;
};

/** Joins issue, articles and settings, after composition made sure of every address and section. */
export function letterModel(
  newsletter: Newsletter,
  issue: Issue,
  chosen: readonly ChosenArticle[],
  pictures: Pictures,
): LetterModel {
  const { language } = newsletter;
  const set = (text: string) => typeset(text, language);
  const itemsWhere = (wanted: (block: Block) => boolean) =>
    chosen
      .filter((item) => wanted(item.block))
      .sort((one, other) => one.position - other.position)
      .map((item) => letterItem(newsletter, item, pictures.articles.get(item.articleId) ?? null));
  const edito = issue.edito ?? newsletter.edito ?? null;
  const partners = sponsorsOf(newsletter, issue);
  const partner = (place: 'middle' | 'end') => {
    const one = sponsorAt(partners, place, issue);
    return one && letterSponsor(one, language, pictures.sponsors.get(one.id) ?? null);
  };
  return {
    newsletter: {
      name: newsletter.name,
      title: set(newsletter.title),
      tagline: set(newsletter.tagline),
      language,
      colour: newsletter.colour,
      colour_on_dark: onDark(newsletter.colour),
    },
    issue: issueWords(issue, language),
    publisher: publisherWords(newsletter.publisher, language),
    edito: edito && { ...renderEdito(edito.text, language), signature: set(edito.signature) },
    lead: itemsWhere((block) => block.kind === 'lead')[0] ?? null,
    sections: [
      ...blocksOf([{ id: 'front_page', name: frontPageName(language) }], set, () =>
        itemsWhere((block) => block.kind === 'front_page'),
      ),
      ...blocksOf(newsletter.sections, set, (id) =>
        itemsWhere((block) => block.kind === 'section' && block.section === id),
      ),
    ],
    agenda: {
      title: set(newsletter.agenda.title),
      items: itemsWhere((block) => block.kind === 'agenda'),
    },
    most_read: {
      title: set(newsletter.most_read.title),
      items: itemsWhere((block) => block.kind === 'most_read'),
    },
    communes: blocksOf(newsletter.communes, set, (id) =>
      itemsWhere((block) => block.kind === 'commune' && block.commune === id),
    ),
    sponsor: partner('middle'),
    sponsor_end: partner('end'),
    errata: issue.errata
      .filter(({ printed }) => printed)
      .map(({ number, text }) => ({ number, text: set(text) })),
  };
}

/** Printed like a rubrique, before the others. newsletter.yaml lets no section bear its id. */
function frontPageName(language: Language): string {
  return language === 'fr' ? 'Aussi à la une' : 'Also in the news';
}

/** The paper's order; a block without items is not printed. */
function blocksOf(
  named: readonly { readonly id: string; readonly name: string }[],
  set: (text: string) => string,
  itemsOf: (id: string) => readonly LetterItem[],
): LetterBlock[] {
  return named
    .map(({ id, name }) => ({ id, name: set(name), items: itemsOf(id) }))
    .filter(({ items }) => items.length > 0);
}

function issueWords(issue: Issue, language: Language): LetterModel['issue'] {
  return {
    number: issue.number,
    period: issue.period,
    date: issue.date,
    date_in_words: typeset(`${dayInWords(issue.date, language)} ${issue.date.slice(0, 4)}`, language),
    subject: typeset(issue.subject, language),
    preheader: typeset(issue.preheader, language),
  };
}

function publisherWords(publisher: Newsletter['publisher'], language: Language): LetterModel['publisher'] {
  return {
    name: typeset(publisher.name, language),
    legal: typeset(publisher.legal, language),
    address: typeset(publisher.address, language),
    url: safeAddress(publisher.url) ?? '',
    contact: publisher.contact,
    legal_url: safeAddress(publisher.legal_url ?? ''),
    logo: safeAddress(publisher.logo ?? ''),
  };
}
