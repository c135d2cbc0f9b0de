/** Checks the letter as those hear it who do not see it: headings in their order, links that say where they lead, pictures that say what they show. Pure. */
import type { Element } from 'domhandler';
import type { ArticleId } from '../audience/ids.ts';
import { fold } from '../gather/fold.ts';
import { atArticle, type Finding, type Say } from './finding.ts';
import { everyElement, inlineStyle, type LetterDocument, textInside } from './letter-style.ts';

/** What the reading needs to know of the letter's articles: by the address as the letter writes it. */
export type ArticlesByAddress = ReadonlyMap<string, { readonly id: ArticleId; readonly title: string }>;

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

type Told = Pick<Finding, 'level' | 'place' | 'message' | 'fix'> & Partial<Pick<Finding, 'at'>>;

function reading(told: Told): Finding {
  return { check: 'reading', ...told };
}

/** One h1, then no step left out: a screen reader's user goes from heading to heading. */
function headingFindings(elements: readonly Element[], say: Say): Finding[] {
  const headings = elements.filter(({ name }) => /^h[1-6]$/.test(name));
  const first = headings.filter(({ name }) => name === 'h1').length;
  const levels = headings.map(({ name }) => Number(name[1]));
  const jump = levels.findIndex((level, at) => at > 0 && level > (levels[at - 1] ?? 0) + 1);
  const jumped = headings[jump];
  return [
    ...(first === 1
      ? []
      : [
          reading({
            level: 'note',
            place: 'h1',
            message: say(
              `La lettre a ${first} titres de premier niveau ; il en faut un.`,
              `The letter has ${first} headings of the first level; there should be one.`,
            ),
            fix: say(
              'Mettez le nom de la lettre, et lui seul, dans un h1.',
              'Put the letter’s name, and nothing else, in an h1.',
            ),
          }),
        ]),
    ...(jumped
      ? [
          reading({
            level: 'note',
            place: shortened(textInside(jumped)),
            message: say(
              `Ce titre saute du niveau ${levels[jump - 1]} au niveau ${levels[jump]}.`,
              `This heading jumps from level ${levels[jump - 1]} to level ${levels[jump]}.`,
            ),
            fix: say('Suivez l’ordre h1, h2, h3.', 'Follow the order h1, h2, h3.'),
          }),
        ]
      : []),
  ];
}

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

function linkFindings(elements: readonly Element[], articles: ArticlesByAddress, say: Say): Finding[] {
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

/** The last link before a picture, its title and its text are one: an alternative text need not repeat the title, nor the file's name. */
function altFindings(elements: readonly Element[], articles: ArticlesByAddress, say: Say): Finding[] {
  const pictures = elements
    .filter(({ name, attribs }) => name === 'img' && attribs.alt !== undefined)
    .map((picture) => ({
      alt: (picture.attribs.alt ?? '').trim(),
      article: articles.get(enclosingLink(picture) ?? ''),
    }));
  const named = pictures.flatMap(({ alt, article }): Finding[] => {
    const fault = altFault(alt, say);
    if (fault === null) return [];
    const place = { place: article?.title ?? alt, ...(article && atArticle(article.id)) };
    return [reading({ level: 'note', ...place, ...fault })];
  });
  const repeated = pictures.filter(({ alt, article }) => article && fold(alt) === fold(article.title));
  const [first] = repeated;
  if (!first?.article) return named;
  const { id, title } = first.article;
  return [
    ...named,
    reading({
      level: 'note',
      place:
        repeated.length > 1
          ? say(
              `« ${title} » et ${repeated.length - 1} de plus`,
              `“${title}” and ${repeated.length - 1} more`,
            )
          : title,
      ...atArticle(id),
      message: say(
        'Le texte de remplacement de l’image répète le titre : on l’entend deux fois.',
        'The picture’s alternative text repeats the title: it is heard twice.',
      ),
      fix: say(
        'Dites ce que montre l’image, dans l’article ou sur le bureau.',
        'Say what the picture shows, in the article or on the desk.',
      ),
    }),
  ];
}

function altFault(alt: string, say: Say): Pick<Finding, 'message' | 'fix'> | null {
  if (/\.(jpe?g|png|gif|webp|avif)$|^(img|dsc|dscf|pxl|image|photo|capture)[-_ ]?\d+/i.test(alt))
    return {
      message: say(
        `« ${alt} » est un nom de fichier, pas une description.`,
        `“${alt}” is a file’s name, not a description.`,
      ),
      fix: say('Décrivez l’image en quelques mots.', 'Describe the picture in a few words.'),
    };
  if ([...alt].length > 180)
    return {
      message: say(
        `Le texte de remplacement a ${[...alt].length} caractères : une phrase suffit.`,
        `The alternative text has ${[...alt].length} characters: one sentence will do.`,
      ),
      fix: say('Gardez-en l’essentiel.', 'Keep what matters of it.'),
    };
  return null;
}

/** What is drawn in another order than it is written is heard in the wrong one. */
function orderFindings(elements: readonly Element[], say: Say): Finding[] {
  const turned = elements.filter((element) =>
    inlineStyle(element).some(
      ({ prop, value }) =>
        (prop === 'direction' && value === 'rtl') ||
        (prop === 'order' && value !== '0') ||
        (prop === 'flex-direction' && value.endsWith('reverse')) ||
        (prop === 'position' && /absolute|fixed/.test(value)),
    ),
  );
  const [first] = turned;
  if (!first) return [];
  return [
    reading({
      level: 'note',
      place: shortened(textInside(first)) || first.name,
      message: say(
        'Un style change l’ordre de ce qui se voit : on l’entendra dans l’ordre du code.',
        'A style changes the order of what is seen: it is heard in the order of the code.',
      ),
      fix: say(
        'Écrivez les blocs dans l’ordre où ils se lisent.',
        'Write the blocks in the order they are read.',
      ),
    }),
  ];
}

/** Layout tables without a role are read out as tables of data; without a language, with a wrong accent. */
function documentFindings(elements: readonly Element[], say: Say): Finding[] {
  const html = elements.find(({ name }) => name === 'html');
  const tables = elements.filter(
    (table) =>
      table.name === 'table' &&
      !/^(presentation|none)$/.test(table.attribs.role ?? '') &&
      !everyElement(table).some(({ name }) => name === 'th'),
  );
  return [
    ...(html?.attribs.lang
      ? []
      : [
          reading({
            level: 'warn',
            place: 'html',
            message: say('La lettre ne dit pas sa langue.', 'The letter does not say its language.'),
            fix: say('Ajoutez lang="fr" à <html> ou <mjml>.', 'Add lang="…" to <html> or <mjml>.'),
          }),
        ]),
    ...(tables.length === 0
      ? []
      : [
          reading({
            level: 'note',
            place: 'html',
            message: say(
              `${tables.length} tableaux de mise en page seront lus comme des données.`,
              `${tables.length} layout tables are read out as data.`,
            ),
            fix: say('Ajoutez-leur role="presentation".', 'Add role="presentation" to them.'),
          }),
        ]),
  ];
}

function accessibleName(link: Element): string {
  const words = textInside(link)
    .replace(/[\s\u200b]+/g, ' ')
    .trim();
  const alts = everyElement(link).map(({ attribs }) => attribs.alt ?? '');
  return words || (link.attribs['aria-label'] ?? '').trim() || alts.join(' ').trim();
}

function enclosingLink({ parent }: Element): string | null {
  for (let node = parent; node; node = node.parent)
    if ('attribs' in node && node.name === 'a') return node.attribs.href ?? null;
  return null;
}

function shortened(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length > 70 ? `${words.slice(0, 69)}…` : words;
}
